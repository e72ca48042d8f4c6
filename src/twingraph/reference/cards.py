"""The entries of the page: one for each term, rule and concept.

In: values of ``model``. Out: HTML: names, texts and axioms as ``pieces`` writes them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from twingraph.prefixes import local_name, shorten
from twingraph.reference.markup import Html, join, separated, tag
from twingraph.reference.model import (
    Concept,
    Expression,
    Reference,
    RuleFile,
    Scheme,
    Term,
    Text,
    WrittenRule,
)
from twingraph.reference.pieces import both, link, links, outside, prose, say, sentence, written
from twingraph.reference.words import word

_FEW: Final = 8


def card(reference: Reference, term: Term) -> Html:
    """Return the entry of a class or property."""
    facts = _facts_of_class if term.sort == "class" else _facts_of_property
    return tag(
        "article",
        tag(
            "header",
            tag(
                "h3",
                tag("a", term.name, href=f"#{term.name}", class_="key"),
                " ",
                tag("span", both(term.label), class_="gloss key"),
            ),
            tag("p", _badges(term), class_="badges"),
        ),
        tag("p", prose(reference, term.definition), class_="definition key"),
        _aside(reference, "example", term.example),
        _aside(reference, "note", term.comment),
        tag("dl", facts(reference, term), _facts_of_both(reference, term)),
        _in_data(reference, term),
        class_="entry term",
        id=term.name,
    )


def _aside(reference: Reference, key: str, text: Text | None) -> Html | None:
    if text is None:
        return None
    return tag("p", tag("b", say(key)), " ", prose(reference, text), class_=key)


def _badges(term: Term) -> Html:
    marks = [tag("span", say(term.sort), class_=f"badge {term.sort}")]
    if term.status:
        hint = word(f"{term.status}-hint")
        marks.append(tag("span", say(term.status), class_="badge reserved", title=hint.en))
    if term.deprecated:
        marks.append(tag("span", say("deprecated"), class_="badge reserved"))
    return separated(" ", marks)


def _fact(name: Html, value: Html | str) -> Html | None:
    return join(tag("dt", name), tag("dd", value)) if value else None


def _facts_of_class(reference: Reference, term: Term) -> Html:
    def named(found: Iterable[Term]) -> Html:
        return links(reference, [p.iri for p in found])

    subject_of = [p for p in reference.properties if _stands_in(p.domain, term.iri)]
    object_of = [p for p in reference.properties if _stands_in(p.range, term.iri)]
    inherited = [
        (upper, [p for p in reference.properties if _stands_in(p.domain, upper)])
        for upper in reference.superclasses(term.iri)
    ]
    said = [named(subject_of)] if subject_of else []
    said += [
        tag(
            "span",
            tag("i", say("inherited", name=local_name(upper))),
            " ",
            named(found),
            class_="inherited",
        )
        for upper, found in inherited
        if found
    ]
    return join(
        _fact(say("above-class"), _above(reference, term)),
        _fact(say("equivalent"), _expressions(reference, term.equivalent)),
        _fact(say("below-class"), links(reference, reference.children(term.iri))),
        _fact(say("disjoint"), _many(reference, term.disjoint)),
        _fact(say("domain-of"), join(tag("span", s, class_="line") for s in said)),
        _fact(say("range-of"), named(object_of)),
    )


def _facts_of_property(reference: Reference, term: Term) -> Html:
    return join(
        _fact(say("inverse-label"), both(term.inverse_label) if term.inverse_label else ""),
        _fact(say("domain"), _class(reference, term.domain, term)),
        _fact(say("range"), _class(reference, term.range, term)),
        _fact(say("characteristics"), separated(", ", [say(c) for c in term.characteristics])),
        _fact(say("above-property"), _expressions(reference, term.above)),
        _fact(say("below-property"), links(reference, term.below)),
        _fact(say("equivalent"), _expressions(reference, term.equivalent)),
        _fact(say("inverses"), links(reference, term.inverses)),
        _fact(say("chains"), _expressions(reference, term.chains)),
    )


def _facts_of_both(reference: Reference, term: Term) -> Html:
    rules = [
        tag("a", rule.name, href=f"#rule-{rule.name}") for rule in reference.concluding(term.iri)
    ]
    status = join(say(term.status), " – ", say(f"{term.status}-hint")) if term.status else ""
    return join(
        _fact(say("replaced-by"), links(reference, term.replaced_by)),
        _fact(say("by-rule"), separated(", ", rules)),
        _fact(say("near"), _matches(reference, term.matches)),
        _fact(say("stage"), status),
        _fact(say("since"), term.since),
    )


def _class(reference: Reference, expression: Expression | None, term: Term) -> Html:
    if expression is not None:
        return written(reference, expression)
    return join() if term.sort == "annotation" else tag("i", say("anything"))


def _expressions(reference: Reference, expressions: Iterable[Expression]) -> Html:
    return join(tag("span", written(reference, part), class_="line") for part in expressions)


def _above(reference: Reference, term: Term) -> Html:
    """Return each superclass with those above it, nearest first."""
    return join(
        tag(
            "span",
            written(reference, upper),
            [
                join(" › ", link(reference, higher))
                for higher in ([] if upper.operator else reference.superclasses(upper.name))
            ],
            class_="line",
        )
        for upper in term.above
    )


def _many(reference: Reference, iris: tuple[str, ...]) -> Html:
    """Return links; many of them fold away."""
    if len(iris) <= _FEW:
        return links(reference, iris)
    return tag(
        "details",
        tag("summary", say("disjoint-count", n=len(iris))),
        links(reference, iris),
    )


def _matches(reference: Reference, matches: Iterable[tuple[str, str]]) -> Html:
    return separated(
        ", ",
        [join(tag("i", say(how)), "\u00a0", link(reference, iri)) for how, iri in matches],
    )


def _stands_in(expression: Expression | None, iri: str) -> bool:
    return expression is not None and iri in expression.names


def _in_data(reference: Reference, term: Term) -> Html | None:
    example = reference.examples.get(term.iri)
    if example is None:
        return None
    where = separated(", ", [tag("code", name) for name in example.graphs])
    return tag(
        "figure",
        tag("figcaption", say("in-data"), " – ", say("said-in"), " ", where),
        tag("pre", tag("code", example.turtle), tabindex=0),
        class_="data",
    )


def rule_file(reference: Reference, file: RuleFile) -> Html:
    """Return the rules of one file."""
    return tag(
        "section",
        tag("h3", tag("code", f"rules/{file.name}.rls"), class_="group"),
        [_rule(reference, rule) for rule in file.rules],
        class_="scheme",
        id=f"rules-{file.name}",
    )


def _rule(reference: Reference, rule: WrittenRule) -> Html:
    concluded = link(reference, rule.concludes) if rule.concludes else None
    return tag(
        "article",
        tag(
            "h4",
            tag("a", rule.name, href=f"#rule-{rule.name}", class_="key"),
            join(" → ", concluded) if concluded else None,
        ),
        tag("p", sentence(rule.sentence), class_="definition key"),
        tag("pre", tag("code", rule.source), tabindex=0),
        class_="entry rule",
        id=f"rule-{rule.name}",
    )


def scheme(reference: Reference, shown: Scheme) -> Html:
    """Return a scheme with its concepts."""
    return tag(
        "section",
        tag(
            "h3",
            tag("a", f"{shown.name}", href=f"#scheme-{shown.name}"),
            " ",
            tag("span", both(shown.title), class_="gloss"),
            class_="group",
        ),
        tag("p", both(shown.description), " ", outside(shown.licence), class_="intro"),
        [_concept(reference, concept) for concept in shown.concepts],
        class_="scheme",
        id=f"scheme-{shown.name}",
    )


def _concept(reference: Reference, concept: Concept) -> Html:
    name = shorten(concept.iri)
    lines = [
        _line("number", join(concept.notation)),
        _line("note", prose(reference, concept.note) if concept.note else join()),
        _line("also", both(concept.others) if concept.others else join()),
        _line("near", _matches(reference, concept.matches)),
        _line("replaced-by", links(reference, concept.replaced_by)),
    ]
    return tag(
        "article",
        tag(
            "div",
            tag("h4", both(concept.label), class_="key"),
            tag("a", name, href=f"#{name}", class_="key code"),
            class_=f"head depth-{min(concept.depth, 3)}",
        ),
        tag("div", tag("p", prose(reference, concept.definition), class_="key"), lines),
        class_="entry concept",
        id=name,
    )


def _line(key: str, value: Html) -> Html | None:
    return tag("p", tag("b", say(key)), " ", value, class_="line") if value else None

"""The reference page: the ontology in both languages as one HTML text that loads nothing.

In: a `Reference`. Out: the page. A policy in the page itself forbids every connection and every
script but its own, which the page does not need: without it both languages can be read, and only
the search is missing. It writes no file.
"""

from __future__ import annotations

import base64
import hashlib
from importlib import resources

from twingraph.prefixes import PREFIXES
from twingraph.reference.cards import card, rule_file, scheme
from twingraph.reference.diagram import diagram, loops
from twingraph.reference.markup import Html, join, raw, separated, tag
from twingraph.reference.model import Header, Reference, Term
from twingraph.reference.pieces import both, link, outside, say
from twingraph.reference.words import word


def page(reference: Reference) -> str:
    """Return the page."""
    script = _template("page.js")
    sections = [
        ("about", _about(reference)),
        ("overview", _overview(reference)),
        ("classes", join(card(reference, term) for term in reference.classes)),
        ("properties", join(card(reference, term) for term in reference.properties)),
        ("rules", join(rule_file(reference, file) for file in reference.rules)),
        ("concepts", join(scheme(reference, shown) for shown in reference.schemes)),
        ("prefixes", _prefixes(reference)),
    ]
    body = tag(
        "body",
        tag("a", say("skip"), href="#main", class_="skip"),
        _bar(reference.header),
        tag(
            "div",
            _contents(reference),
            tag(
                "main",
                [_section(name, content) for name, content in sections if content],
                tag("p", say("none-found"), id="none-found", hidden=True),
                id="main",
            ),
            class_="columns",
        ),
        tag("script", raw(script)),
    )
    head = _head(reference.header, script)
    return f'<!DOCTYPE html>\n<html lang="en">\n{head}{body}</html>\n'


def _head(header: Header, script: str) -> Html:
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=policy),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="description", content=header.description.en),
        tag("link", rel="icon", href="data:,"),
        tag("link", rel="license", href=header.licence),
        tag("title", header.title.en),
        tag("style", raw(_template("page.css"))),
    )


def _bar(header: Header) -> Html:
    """Return what stays at the top: name, search, language."""
    choices = [
        tag(
            "label",
            tag("input", type="radio", name="language", id=f"language-{code}", value=code,
                checked=code == "en"),
            name,
            lang=code,
        )
        for code, name in (("en", "English"), ("fr", "Français"))
    ]  # fmt: skip
    return tag(
        "header",
        tag("a", "twingraph", tag("span", f" {header.version}", class_="gloss"), href="#about",
            class_="brand"),
        tag(
            "div",
            tag("label", say("filter"), for_="filter"),
            tag("input", type="search", id="filter", autocomplete="off", spellcheck="false",
                aria_describedby="found"),
            tag("span", id="found", role="status"),
            class_="search",
            hidden=True,
        ),
        tag("fieldset", tag("legend", say("language")), choices, class_="language"),
        class_="bar",
        id="top",
        data_title_en=header.title.en,
        data_title_fr=header.title.fr,
    )  # fmt: skip


def _section(name: str, content: Html) -> Html:
    if name == "about":
        return tag("section", content, id=name, class_=f"part {name}")
    intro = None if name == "overview" else tag("p", say(f"{name}-intro"), class_="intro")
    heading = tag("h2", say(name))
    return tag("section", heading, intro, content, id=f"section-{name}", class_=f"part {name}")


def _about(reference: Reference) -> Html:
    header = reference.header
    facts = [
        ("iri", outside(header.iri)),
        ("version", join(header.version, " – ", outside(header.version_iri))),
        ("stage", say(header.status) if header.status == "draft" else join(header.status)),
        ("licence", outside(header.licence)),
        ("creator", both(header.creator)),
        ("created", join(header.created)),
        ("modified", join(header.modified)),
        ("contains", _counts(reference)),
    ]
    return join(
        tag("h1", both(header.title)),
        tag("p", both(header.description), class_="lead"),
        tag("p", both(header.abstract)),
        tag("dl", [join(tag("dt", say(key)), tag("dd", value)) for key, value in facts if value]),
        tag("div", tag("h2", say("cite")), tag("p", both(header.citation)), class_="cite"),
    )


def _counts(reference: Reference) -> Html:
    rules = sum(len(file.rules) for file in reference.rules)
    counts = [
        (len(reference.classes), "classes"),
        (len(reference.properties), "properties"),
        (rules, "rules"),
        (len(reference.concepts), "concepts"),
    ]
    return separated(
        ", ",
        [
            join(f"{number}\u00a0", tag("a", say(key), href=f"#section-{key}", class_="lower"))
            for number, key in counts
            if number
        ],
    )


def _overview(reference: Reference) -> Html:
    tg = PREFIXES["tg"]
    selves = [
        tag(
            "li",
            link(reference, tg + name),
            " – ",
            separated(", ", [link(reference, tg + prop) for prop in names]),
        )
        for name, names in loops(reference).items()
    ]
    return join(
        tag(
            "figure",
            tag("div", diagram(reference, word("overview")), class_="scroll", tabindex=0,
                role="region", aria_label=f"{word('overview').en} / {word('overview').fr}"),
            tag("figcaption", say("diagram")),
        ),
        tag("p", tag("b", say("to-itself"))),
        tag("ul", selves, class_="plain"),
    )  # fmt: skip


def _prefixes(reference: Reference) -> Html:
    rows = [
        tag("tr", tag("th", tag("code", f"{prefix}:"), scope="row"), tag("td", tag("code", iri)))
        for prefix, iri in sorted(reference.prefixes)
    ]
    head = tag("tr", *(tag("th", say(key), scope="col") for key in ("prefix", "namespace")))
    return tag("table", tag("thead", head), tag("tbody", rows))


def _contents(reference: Reference) -> Html:
    """Return the table of contents: classes as a tree, all else in the order of the page."""
    parts = [
        _fold("classes", _tree(reference), is_open=True),
        _fold("properties", tag("ul", [_item(t) for t in reference.properties]), is_open=True),
    ]
    if reference.rules:
        files = [_plain(f"rules-{file.name}", join(file.name)) for file in reference.rules]
        parts.append(_fold("rules", tag("ul", files)))
    schemes = [_plain(f"scheme-{s.name}", both(s.title)) for s in reference.schemes]
    parts.append(_fold("concepts", tag("ul", schemes)))
    top = [("about", "about"), ("section-overview", "overview"), ("section-prefixes", "prefixes")]
    return tag(
        "nav",
        tag("ul", [_plain(anchor, say(key)) for anchor, key in top], class_="top"),
        parts,
        aria_label=f"{word('contents').en} / {word('contents').fr}",
        class_="contents",
    )


def _fold(name: str, content: Html, *, is_open: bool = False) -> Html:
    heading = tag("a", say(name), href=f"#section-{name}")
    return tag("details", tag("summary", heading), content, open=is_open)


def _plain(anchor: str, content: Html) -> Html:
    return tag("li", tag("a", content, href=f"#{anchor}"))


def _item(term: Term, below: Html | None = None) -> Html:
    return tag("li", tag("a", term.name, href=f"#{term.name}"), below, data_term=term.name)


def _tree(reference: Reference) -> Html:
    """Return the classes below those above them; one with two stands twice."""

    def items(terms: list[Term]) -> Html:
        return tag("ul", [_item(t, branch(t)) for t in terms])

    def branch(term: Term) -> Html | None:
        below = [reference.by_iri[iri] for iri in reference.children(term.iri)]
        return items(below) if below else None

    ours = reference.by_iri.keys()
    return items([t for t in reference.classes if not ours & set(reference.parents[t.iri])])


def _template(name: str) -> str:
    folder = resources.files("twingraph") / "reference" / "templates"
    return (folder / name).read_text(encoding="utf-8")

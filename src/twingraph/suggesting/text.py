"""Suggestions as plain text of at most 80 columns, in English and French.

In: `Suggestions`. Out: lines, each with its kind (``title``, ``heading``, ``text``).
It computes nothing and rounds for readers: csv and json have all digits.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Final

from twingraph.measures.model import Words
from twingraph.suggesting.answers import Lang, Step, Suggestion, Suggestions, Term, told_by

Line = tuple[str, str]

WIDTH: Final = 80
_SHOWN: Final = 0.3
"""Terms below it are put together: they change the odds by less than a third."""
_PATHS: Final = 3
_MARK: Final = {"for": "+", "against": "−", "terms": "="}

WORDS: Final[dict[str, Words]] = {
    "title": Words(
        "Candidate partners of {name}: the first {top} of {n} cities",
        "Partenaires possibles de {name}\u00a0: les {top} premières villes sur {n}",
    ),
    "title-one": Words(
        "Candidate partners of {name}: the first of {n} cities",
        "Partenaires possibles de {name}\u00a0: la première ville sur {n}",
    ),
    "title-none": Words("Candidate partners of {name}", "Partenaires possibles de {name}"),
    "model": Words("Model: {model}. {made}", "Modèle\u00a0: {model}. {made}"),
    "made": Words(
        "Graph {graph}, {n} cities, {m} pairs; seed {seed}.",
        "Graphe {graph}, {n} villes, {m} paires\u00a0; graine {seed}.",
    ),
    "chance": Words(
        "“1 in x” is how often such a pair is among the next {next} ties on record, if these are "
        "like the known ones.",
        "«\u00a01 sur x\u00a0» est la fréquence de telles paires parmi les {next} prochains liens "
        "connus, s’ils ressemblent aux autres.",
    ),
    "base": Words(
        "Log-odds give the order; the highest are far too high to be read as chances. An average "
        "pair has {base}.",
        "La log-cote donne l’ordre\u00a0; les plus hautes le sont bien trop pour se lire comme des "
        "probabilités. Une paire moyenne a {base}.",
    ),
    "scores": Words(
        "A score gives the order, and is no probability.",
        "Le score donne l’ordre, et n’est pas une probabilité.",
    ),
    "consent": Words(
        "A resemblance to ties on record, no more: nobody has been asked.",
        "Une ressemblance avec des liens connus, rien de plus\u00a0: personne n’a été consulté.",
    ),
    "forced": Words(
        "FORCED, and means little: {why}.", "FORCÉ, ne veut pas dire grand-chose\u00a0: {why}."
    ),
    "left": Words(
        "Left out, for a tie on record: {names}.", "Écartées, car déjà liées\u00a0: {names}."
    ),
    "none": Words("No city is left to suggest.", "Il ne reste aucune ville à suggérer."),
    "unplaced": Words("country not known", "pays inconnu"),
    "inhabitants": Words("{n} inhabitants", "{n} habitants"),
    "partners": Words("partners: {n}", "partenaires\u00a0: {n}"),
    "in": Words("1\u00a0in\u00a0{x}", "1\u00a0sur\u00a0{x}"),
    "score": Words("score\u00a0{x}", "score\u00a0{x}"),
    "odds": Words("log-odds {score} =", "log-cote {score} ="),
    "average": Words("average", "moyenne"),
    "rest": Words("the rest", "le reste"),
    "common": Words("common partner {path}", "partenaire commun\u00a0: {path}"),
    "longer": Words("path by way of {path}", "chemin par {path}"),
    "network": Words("both in {path}", "toutes deux dans {path}"),
    "more": Words("{n} more common partners", "{n} autres partenaires communs"),
    "more-one": Words("1 more common partner", "1 autre partenaire commun"),
    "nothing": Words(
        "nothing that the graph knows of; what it does not know stands nowhere",
        "rien que le graphe sache\u00a0; ce qu’il ignore n’est écrit nulle part",
    ),
}


def suggestion_lines(found: Suggestions, width: int = WIDTH) -> Iterator[Line]:
    """Return the lines of suggestions."""
    say = _Say(found.lang)
    shown = len(found.suggestions)
    title = {0: "title-none", 1: "title-one"}.get(shown, "title")
    yield "title", say(title, name=found.name, top=shown, n=say.number(found.candidates))
    made = say(
        "made",
        graph=found.graph[:12],
        n=say.number(found.n),
        m=say.number(found.m),
        seed=found.seed,
    )
    yield from _wrapped(say("model", model=say.of(found.words), made=made), width)
    if shown:
        yield from _wrapped(_of_numbers(found, say), width)
    yield from _wrapped(say("consent"), width)
    if found.forced:
        yield from _wrapped(say("forced", why=say.of(found.forced)), width)
    if found.left_out:
        yield from _wrapped(say("left", names=", ".join(found.left_out)), width)
    if not shown:
        yield "text", say("none")
    for one in found.suggestions:
        yield "text", ""
        yield from _one(one, found.base, say, width)


def _one(one: Suggestion, base: float | None, say: _Say, width: int) -> Iterator[Line]:
    facts = [one.country or say("unplaced")]
    if one.kilometres is not None:
        facts.append(f"{say.number(one.kilometres)}\u00a0km")
    if one.population is not None:
        facts.append(say("inhabitants", n=say.number(one.population)))
    facts.append(say("partners", n=one.partners))
    facts.append(
        say("score", x=say.score(one.score))
        if one.chance is None
        else say("in", x=say.number(1 / one.chance))
    )
    for line in textwrap.wrap(
        f"{one.rank:>2}  {one.name}, {', '.join(facts)}", width,
        subsequent_indent="    ", break_on_hyphens=False,
    ):  # fmt: skip
        yield "heading", line
    if base is not None:
        yield from _wrapped(_terms(one, base, say), width, "terms")
    for path in one.common[:_PATHS]:
        yield from _wrapped(say("common", path=_path(path)), width, "for")
    if len(one.common) > _PATHS:
        more = len(one.common) - _PATHS
        yield from _wrapped(say("more-one" if more == 1 else "more", n=more), width, "for")
    for path in one.longer:
        yield from _wrapped(say("longer", path=_path(path)), width, "for")
    for shared in one.networks:
        yield from _wrapped(say("network", path=told_by(shared)), width, "for")
    for words in one.against:
        yield from _wrapped(say.of(words), width, "against")
    if not one.against:
        yield from _wrapped(say("nothing"), width, "against")


def _of_numbers(found: Suggestions, say: _Say) -> str:
    """Return what the number behind each candidate means."""
    if found.suggestions[0].chance is None:
        return say("scores")
    told = say("chance", next=say.number(found.next_ties))
    return told if found.base is None else f"{told} {say('base', base=say.digits(found.base, 1))}"


def _terms(one: Suggestion, base: float, say: _Say) -> str:
    """Return the sum that the log-odds are: the larger terms by name, the others together."""
    large: list[Term] = [term for term in one.terms if abs(term.value) >= _SHOWN]
    large.sort(key=lambda term: (-abs(term.value), term.name))
    rest = one.score - base - sum(term.value for term in large)
    parts = [f"{say.digits(base, 1)} {say('average')}"]
    parts += [f"{say.signed(term.value)} {say.of(term.words)}" for term in large]
    parts.append(f"{say.signed(rest)} {say('rest')}")
    return f"{say('odds', score=say.digits(one.score, 1))} {', '.join(parts)}"


def _path(path: tuple[Step, ...]) -> str:
    """Return the cities between, each before who tells the tie to it; last who tells the last."""
    between = " → ".join(map(told_by, path[:-1]))
    last = path[-1].sources
    return f"{between} → ({', '.join(last)})" if last else between


def _wrapped(text: str, width: int, kind: str = "") -> Iterator[Line]:
    """Return a paragraph, or what stands below a suggestion, behind its mark."""
    first, other = ("", "") if not kind else (f"    {_MARK[kind]} ", "      ")
    for line in textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=other, break_on_hyphens=False
    ):
        yield "text", line


class _Say:
    """Words and numbers in one language."""

    def __init__(self, lang: Lang) -> None:
        self._lang: Lang = lang

    def __call__(self, key: str, **values: object) -> str:
        return self.of(WORDS[key]).format(**values)

    def of(self, words: Words) -> str:
        return words.fr if self._lang == "fr" else words.en

    def number(self, value: float) -> str:
        told = f"{value:,.0f}"
        return told.replace(",", "\u202f") if self._lang == "fr" else told

    def digits(self, value: float, after: int) -> str:
        told = f"{round(value, after) + 0.0:.{after}f}".replace("-", "−")
        return told.replace(".", ",") if self._lang == "fr" else told

    def score(self, value: float) -> str:
        """Return a score with four digits; models give thousands, or thousandths."""
        if abs(value) >= 1000:
            return self.number(value).replace("-", "−")
        told = f"{value:.4g}".replace("-", "−")
        return told.replace(".", ",") if self._lang == "fr" else told

    def signed(self, value: float) -> str:
        return ("+" if round(value, 1) >= 0 else "") + self.digits(value, 1)

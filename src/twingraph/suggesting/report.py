"""An evaluation as plain text of at most 80 columns, in English and French.

In: `Evaluation`. Out: lines, each with its kind. It computes nothing; csv and json have every
figure with its range over the seeds, this the means and the ranges of few.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Final

from twingraph.measures.model import Words
from twingraph.suggesting.answers import Lang
from twingraph.suggesting.figures import Evaluation, Figure
from twingraph.suggesting.negatives import KINDS

Line = tuple[str, str]

_NARROW: Final = 13
"""The column of the models."""

WORDS: Final[dict[str, Words]] = {
    "title": Words(
        "How often hidden ties are found", "À quelle fréquence les liens cachés sont trouvés"
    ),
    "made": Words(
        "Graph {graph}, {n} cities, {m} pairs. Seeds {seed} to {last}; {sample} hidden pairs "
        "ranked each time, from both ends, among all cities without a tie to that end. "
        "Means over the seeds; in brackets the range over seeds, which is no interval of "
        "confidence.",
        "Graphe {graph}, {n} villes, {m} paires. Graines {seed} à {last}\u00a0; "
        "{sample} paires cachées classées à chaque fois, depuis chaque bout, parmi toutes les "
        "villes sans lien avec ce bout. Moyennes sur les graines\u00a0; entre crochets "
        "l’étendue sur les graines, qui n’est pas un intervalle de confiance.",
    ),
    "task": Words(
        "{known} pairs known, {hidden} hidden, {n} cities",
        "{known} paires connues, {hidden} cachées, {n} villes",
    ),
    "warm": Words("both cities keep a tie", "les deux villes gardent un lien"),
    "cold": Words("a city has lost its only tie", "une ville a perdu son seul lien"),
    "ranks": Words("True partner, {pairs}", "Vrai partenaire, {pairs}"),
    "ranks-head": Words("in the first 50", "dans les 50 premières"),
    "ten": Words("first 10", "10 prem."),
    "median": Words("median", "médiane"),
    "apart": Words(
        "AUC, {pairs}: told from as many pairs",
        "AUC, {pairs}\u00a0: distinguées d’autant de paires",
    ),
    "chances": Words("Probabilities of {model}", "Probabilités de {model}"),
    "chances-head": Words("pairs with a chance of", "paires de probabilité"),
    "expected": Words("expected", "attendus"),
    "found": Words("found", "trouvés"),
    "brier": Words(
        "Brier score {error}; of who gives all pairs the same: {even}",
        "Score de Brier {error}\u00a0; à probabilité égale pour toutes\u00a0: {even}",
    ),
    "up": Words("{low} to {high}", "{low} à {high}"),
    "in": Words("1 in {x}", "1 sur {x}"),
}


def evaluation_lines(found: Evaluation, lang: Lang, width: int = 80) -> Iterator[Line]:
    """Return the lines of an evaluation."""

    def say(key: str, **values: object) -> str:
        return _of(WORDS[key], lang).format(**values)

    yield "title", say("title")
    made = say(
        "made", graph=found.graph[:12], n=_whole(found.n, lang), m=_whole(found.m, lang),
        seed=found.seed, last=found.seed + found.seeds - 1, sample=found.sample,
    )  # fmt: skip
    yield from (("text", line) for line in textwrap.wrap(made, width))
    for task, (words, known, hidden, n) in found.tasks.items():
        yield "text", ""
        yield "heading", _of(words, lang)
        yield "text", say(
            "task", known=_whole(known, lang), hidden=_whole(hidden, lang),
            n=_whole(n, lang),
        )  # fmt: skip
        for pairs in ("warm", "cold"):
            if any(one.task == task and one.pairs == pairs for one in found.figures):
                yield from _ranks(found, task, pairs, lang)
                yield from _apart(found, task, pairs, lang)
        yield from _chances(found, task, lang)


def _ranks(found: Evaluation, task: str, pairs: str, lang: Lang) -> Iterator[Line]:
    told = _of(WORDS["ranks"], lang).format(pairs=_of(WORDS[pairs], lang))
    yield "text", ""
    yield "text", told
    heads = [_of(WORDS[key], lang) for key in ("ranks-head", "ten", "median")]
    yield "text", f"  {'':<{_NARROW}}{heads[0]:>24}{heads[1]:>10}{'MRR':>8}{heads[2]:>10}"
    for model in found.models:
        figures = [found.figure(task, model, pairs, name) for name in _RANKS]
        fifty, ten, mrr, median = figures
        if fifty and ten and mrr and median:
            told_range = f"{_share(fifty.mean, lang)} {_between(fifty, lang)}"
            yield (
                "text",
                (
                    f"  {model:<{_NARROW}}{told_range:>24}{_share(ten.mean, lang):>10}"
                    f"{_digits(mrr.mean, 3, lang):>8}{_whole(median.mean, lang):>10}"
                ),
            )


_RANKS: Final = ("Hits@50", "Hits@10", "MRR", "median rank")


def _apart(found: Evaluation, task: str, pairs: str, lang: Lang) -> Iterator[Line]:
    yield "text", ""
    yield "text", _of(WORDS["apart"], lang).format(pairs=_of(WORDS[pairs], lang))
    heads = "".join(f"{_of(words, lang):>16.16}" for words, _ in KINDS.values())
    yield "text", f"  {'':<{_NARROW}}{heads}"
    for model in found.models:
        figures = [found.figure(task, model, pairs, "AUC", kind) for kind in KINDS]
        cells = "".join(
            f"{'–' if one is None else _digits(one.mean, 2, lang):>16}" for one in figures
        )
        yield "text", f"  {model:<{_NARROW}}{cells}"


def _chances(found: Evaluation, task: str, lang: Lang) -> Iterator[Line]:
    for one in found.reliability:
        if one.task != task:
            continue
        yield "text", ""
        yield "text", _of(WORDS["chances"], lang).format(model=one.model)
        heads = [_of(WORDS[key], lang) for key in ("chances-head", "expected", "found")]
        yield "text", f"  {heads[0]:<36}{heads[1]:>12}{heads[2]:>12}"
        for each in one.bins:
            said = _of(WORDS["up"], lang).format(
                low=_chance(each.low, lang), high=_chance(each.high, lang)
            )
            yield (
                "text",
                (
                    f"  {said:<36}{_whole(each.expected / found.seeds, lang):>12}"
                    f"{_whole(each.found / found.seeds, lang):>12}"
                ),
            )
        error = found.figure(task, one.model, "all", "Brier")
        even = found.figure(task, one.model, "all", "Brier, same for all")
        if error and even:
            said = _of(WORDS["brier"], lang)
            yield (
                "text",
                "  " + said.format(error=_short(error.mean, lang), even=_short(even.mean, lang)),
            )


def _of(words: Words, lang: Lang) -> str:
    return words.fr if lang == "fr" else words.en


def _whole(value: float, lang: Lang) -> str:
    told = f"{value:,.0f}"
    return told.replace(",", "\u202f") if lang == "fr" else told


def _digits(value: float, after: int, lang: Lang) -> str:
    told = f"{value:.{after}f}"
    return told.replace(".", ",") if lang == "fr" else told


def _short(value: float, lang: Lang) -> str:
    told = f"{value:.3g}"
    return told.replace(".", ",") if lang == "fr" else told


def _chance(value: float, lang: Lang) -> str:
    """Return an edge of a bin, a power of ten, as suggestions tell a probability; 0 and 1 bare."""
    if value in (0.0, 1.0):
        return f"{value:.0f}"
    return _of(WORDS["in"], lang).format(x=_whole(1 / value, lang))


def _share(value: float, lang: Lang) -> str:
    sign = "\u202f%" if lang == "fr" else "%"
    return f"{_digits(100 * value, 1, lang)}{sign}"


def _between(figure: Figure, lang: Lang) -> str:
    return f"[{_digits(100 * figure.low, 0, lang)}–{_digits(100 * figure.high, 0, lang)}]"

"""Coverage: how far the sources tell the same ties, and how many all of them miss.

In: links with their ``sources``. Out: for any two sources and for each country an estimate of the
ties there are, from how often two sources tell the same one. A tie is a pair of cities. An estimate
is no tie: nothing is added to the graph. What others have counted is in ``published``.

Only ties that two sources could tell are asked: between cities that both know and, where countries
are known, of two countries of which both tell a tie. Without that a list of one country, or a city
that stands under two names, would look like thousands of ties that all have missed. Lists that copy
from each other agree too often, and a city is known by its ties only, which makes an estimate too
low; false and ended ties make it too high. Chao's number is a lower bound where each source could
tell each tie asked; a tie that few of them could tell is in one alone more often, and the number
may then lie above what there is. Two lists of one maker (``wikidata-2016``,
``wikidata-2022``) are taken as one. A city's own report is no list: it could tell that city's ties
alone, and with what it alone tells it is left out.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from twingraph.measures.engines import NUMPY
from twingraph.measures.layers import overlap
from twingraph.measures.model import Measure, Settings, Table, Value, Words
from twingraph.measures.nulls import numbered
from twingraph.measures.pairs import Pairs, pairs_of
from twingraph.measures.reports import by_reports_alone, lists_of
from twingraph.networks import SEPARATOR
from twingraph.projections.model import Links

FEWEST: Final = 7
"""With fewer ties in both sources Chapman's estimate is biased (Robson and Regier 1964)."""
WORLD: Final = "all"

_YEAR: Final = re.compile(r"-\d{4}$")
_WIDE: Final = 1.959963984540054
"""The normal law holds 95 % within so many standard deviations."""


@dataclass(frozen=True)
class Estimate:
    """How many there are, with the bounds of a 95 % interval where its width can be found."""

    number: float
    low: float | None
    high: float | None


def chapman(one: int, other: int, both: int) -> Estimate | None:
    """Return Chapman's estimate from two sources, or None where too few ties are in both."""
    if both < FEWEST:
        return None
    number = (one + 1) * (other + 1) / (both + 1) - 1
    spread = (one + 1) * (other + 1) * (one - both) * (other - both)
    variance = spread / ((both + 1) ** 2 * (both + 2))
    return _interval(one + other - both, number, variance)


def chao(seen: int, once: int, twice: int, sources: int) -> Estimate | None:
    """Return Chao's lower bound from how many ties are in one and in two sources, of so many.

    The bias-corrected form; None where there is one source only.
    """
    if sources < 2:
        return None
    part = (sources - 1) / sources
    missed = part * once * (once - 1) / (2 * (twice + 1))
    variance = (
        missed
        + part**2 * once * (2 * once - 1) ** 2 / (4 * (twice + 1) ** 2)
        + part**2 * once**2 * twice * (once - 1) ** 2 / (4 * (twice + 1) ** 4)
    )
    return _interval(seen, seen + missed, variance)


def find_source_overlap(links: Links, settings: Settings) -> Table:  # noqa: ARG001
    """Find for any two sources how many ties they share, and what that says of all ties."""
    held, _, left_out = _lists(links)
    country = _countries(links)[1]
    rows: list[tuple[Value, ...]] = []
    for one, other in combinations(held, 2):
        could = [_could(held[a], held[b], country) for a, b in ((one, other), (other, one))]
        asked = overlap(held[one][could[0]], held[other][could[1]])
        found = overlap(held[one], held[other])
        rows.append((one, other, *found, *asked[:2], *_told(chapman(*asked[:3]))))
    rows.sort(key=lambda row: (-float(row[4] or 0), str(row[0]), str(row[1])))
    return Table(
        columns=(
            *("source", "other", "ties", "other_ties", "both", "jaccard", "overlap"),
            *("asked", "other_asked", "estimate", "low", "high"),
        ),
        rows=tuple(rows),
        engine=NUMPY,
        notes=(_CAVEAT, _IN_BOTH, *_exactly(rows, at=9), *left_out),
    )


def find_coverage(links: Links, settings: Settings) -> Table:  # noqa: ARG001
    """Find for all ties and for each country how many sources tell them, and what all miss."""
    held, every, left_out = _lists(links)
    names, country = _countries(links)
    told, could = (np.zeros((len(held), len(every)), dtype=bool) for _ in range(2))
    for place, pairs in enumerate(held.values()):
        told[place, np.searchsorted(every, pairs)] = True
        could[place] = _could(every, pairs, country)
    asked = could.sum(axis=0) > 1
    rows: list[tuple[Value, ...]] = [(WORLD, *_covered(told, asked))] if len(every) else []
    one, other = (country[end] for end in np.divmod(every, max(links.n, 1)))
    of_country: list[tuple[Value, ...]] = []
    for number, name in enumerate(names):
        touched = (one == number) | (other == number)
        if touched.any():
            of_country.append((name, *_covered(told[:, touched], asked[touched])))
    of_country.sort(key=lambda row: (-float(row[1] or 0), str(row[0])))
    rows += of_country
    return Table(
        columns=(
            *("country", "ties", "sources", "asked", "in_one", "in_two", "in_more"),
            *("estimate", "low", "high", "covered"),
        ),
        rows=tuple(rows),
        engine=NUMPY,
        notes=(_CAVEAT, _BOUND, *_exactly(rows, at=7), *left_out),
    )


def _lists(links: Links) -> tuple[dict[str, Pairs], Pairs, tuple[Words, ...]]:
    """Return the ties of each maker of lists, all ties but those of reports alone, and a note.

    A maker's lists of several years are taken as one; a tie of which no source is told stays.
    """
    lists = lists_of(links) or {}
    found: dict[str, list[Pairs]] = {}
    for source, told in lists.items():
        found.setdefault(_YEAR.sub("", source), []).append(pairs_of(links, told))
    held = {name: np.unique(np.concatenate(parts)) for name, parts in sorted(found.items())}
    every = pairs_of(links, ~by_reports_alone(links, lists))
    sources = {one for cell in links.columns["sources"] if cell for one in cell.split(SEPARATOR)}
    reports = sorted(sources.difference(lists))
    if not reports:
        return held, every, ()
    return held, every, (_no_list(reports, len(pairs_of(links)) - len(every)),)


def _countries(links: Links) -> tuple[list[str], NDArray[np.int64]]:
    """Return the countries, and each node's by number; one for all where none is told."""
    if "country" not in links.attributes:
        return [], np.zeros(links.n, dtype=np.int64)
    return numbered(links.attributes["country"])


def _could(pairs: Pairs, of_source: Pairs, country: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which pairs a source could tell: both cities are in it, and both countries meet."""
    n, span = max(len(country), 1), int(country.max(initial=0)) + 2
    known = np.zeros(n, dtype=bool)
    known[np.concatenate(np.divmod(of_source, n))] = True

    def meeting(told: Pairs) -> NDArray[np.int64]:
        one, other = (country[end] + 1 for end in np.divmod(told, n))
        return np.minimum(one, other) * span + np.maximum(one, other)

    one, other = np.divmod(pairs, n)
    return np.asarray(known[one] & known[other] & np.isin(meeting(pairs), meeting(of_source)))


def _covered(told: NDArray[np.bool_], asked: NDArray[np.bool_]) -> tuple[Value, ...]:
    """Return ties, sources, those asked by number of sources, the estimate, the share covered."""
    often = told[:, asked].sum(axis=0)
    sources = int(told.any(axis=1).sum())
    once, twice, seen = int((often == 1).sum()), int((often == 2).sum()), len(often)
    estimate = chao(seen, once, twice, sources) if seen else None
    share = seen / estimate.number if estimate else None
    more = seen - once - twice
    return (len(asked), sources, seen, once, twice, more, *_told(estimate), share)


def _told(estimate: Estimate | None) -> tuple[float | None, float | None, float | None]:
    return (estimate.number, estimate.low, estimate.high) if estimate else (None, None, None)


def _interval(seen: int, number: float, variance: float) -> Estimate:
    """Return the interval in which the missed are log-normal: never below what is seen.

    Where nothing is missed it would have no width, as if that were certain: there is none.
    """
    missed = number - seen
    if missed <= 0 or variance <= 0:
        return Estimate(number, None, None)
    factor = math.exp(_WIDE * math.sqrt(math.log1p(variance / missed**2)))
    return Estimate(number, seen + missed / factor, seen + missed * factor)


def _exactly(rows: list[tuple[Value, ...]], at: int) -> tuple[Words, ...]:
    """Return what to say where an estimate has no interval."""
    return (_NO_WIDTH,) if any(row[at] is not None and row[at + 1] is None for row in rows) else ()


def _no_list(reports: list[str], ties: int) -> Words:
    names = ", ".join(reports)
    return Words(
        f"a city's own report is no list and is left out ({names}), with {ties} ties that no list "
        "tells: it could tell its city's ties only, and of other cities no report is read",
        f"le rapport d’une ville n’est pas une liste et est laissé de côté ({names}), avec {ties} "
        "liens qu’aucune liste ne dit : il ne pouvait dire que les liens de sa ville, et des "
        "autres villes aucun rapport n’est lu",
    )


_NO_WIDTH: Final = Words(
    "no interval is given where the sources miss nothing of each other: it would have no width, "
    "which only says that the formula has nothing to go by",
    "aucun intervalle n’est donné là où rien ne manque aux sources entre elles : il n’aurait pas de"
    " largeur, ce qui dit seulement que la formule n’a rien sur quoi s’appuyer",
)
_CAVEAT: Final = Words(
    "asked: ties that two sources could tell, between cities and countries that both know; the "
    "estimate is of these. Too low as sources copy from each other and know a city by its ties "
    "only, too high where they hold false or ended ties. Lists of one maker are one",
    "asked : les liens que deux sources pouvaient dire, entre villes et pays qu’elles "
    "connaissent ; l’estimation est de ceux-là. Trop basse car les sources se copient et ne "
    "connaissent une ville que par ses liens, trop haute si elles ont des liens faux ou finis. "
    "Les listes d’un même auteur n’en font qu’une",
)
_IN_BOTH: Final = Words(
    f"no estimate is given where fewer than {FEWEST} ties are in both",
    f"aucune estimation n’est donnée si moins de {FEWEST} liens sont dans les deux",
)
_BOUND: Final = Words(
    "the estimate is a lower bound only where every source of the row could tell every tie asked. "
    "Where sources differ in what they could tell (one of a single country beside one of the "
    "world), a tie that few could tell is in one source more often, and the estimate bounds "
    "nothing: it may be too high. None is given where there is one source",
    "l’estimation n’est une borne inférieure que si chaque source de la ligne pouvait dire "
    "chaque lien compté sous asked. Si elles diffèrent dans ce qu’elles pouvaient dire (une d’un "
    "seul pays à côté d’une du monde), un lien que peu pouvaient dire est plus souvent dans une "
    "seule, et l’estimation ne borne rien : elle peut être trop haute. Rien n’est donné s’il "
    "n’y a qu’une source",
)
_CAPTURE: Final = (
    "Chapman 1951; Seber 1970, Biometrics 26:13; Chao 1987, Biometrics 43:783; International "
    "Working Group for Disease Monitoring and Forecasting 1995 (caveats)"
)

MEASURES: Final = (
    Measure(
        name="source-overlap",
        scope="pair",
        summary=Words(
            "how far two sources tell the same ties, and how many ties that lets one expect",
            "dans quelle mesure deux sources disent les mêmes liens, et combien en attendre",
        ),
        formula="estimate = (a1 + 1)(a2 + 1) / (both + 1) - 1 (Chapman), a1 and a2 the ties asked",
        reading=Words(
            "overlap 1: one holds the other; a low one between complete lists of the same cities: "
            "much is in neither",
            "overlap 1 : l’une contient l’autre ; faible entre listes complètes des mêmes "
            "villes : beaucoup n’est dans aucune",
        ),
        reference=_CAPTURE,
        find=find_source_overlap,
        needs=("sources",),
    ),
    Measure(
        name="coverage",
        scope="group",
        summary=Words(
            "how many sources tell a country's ties, and how many all of them miss",
            "combien de sources disent les liens d’un pays, et combien toutes en omettent",
        ),
        formula=(
            "estimate = S + (t - 1)/t f1(f1 - 1) / (2(f2 + 1)), f1 and f2 ties in one and in two "
            "of t sources (Chao); covered = S / estimate"
        ),
        reading=Words(
            "covered 1: nothing speaks for missing ties; below: about this share of those asked "
            "is here, less if sources copy, more where some sources could not tell some of them",
            "covered 1 : rien n’indique de lien omis ; moins : à peu près cette part des liens "
            "comptés sous asked est ici, moins si les sources se copient, plus là où certaines "
            "n’en pouvaient dire certains",
        ),
        reference=_CAPTURE,
        find=find_coverage,
        needs=("sources", "country"),
    ),
)

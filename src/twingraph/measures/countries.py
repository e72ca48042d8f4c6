"""Countries: how many ties join two of them, what their size lets expect, and the backbone.

In: links between cities with their ``country``. Out: pairs of countries with the ties expected from
how many each has abroad, and the pairs that stand out for one of them; and for each country its
ties within and abroad. A tie is a pair of cities; those with an unknown country are counted apart.

What is expected leaves ties within a country out (quasi-independence): twinning seeks another
country, and to expect as many ties at home as abroad would make all pairs look preferred.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from twingraph.measures.engines import NUMPY
from twingraph.measures.model import Measure, Settings, Table, Value, Words
from twingraph.measures.nulls import numbered
from twingraph.measures.pairs import pairs_of
from twingraph.projections.model import Links

ALPHA: Final = 0.05
"""A tie of countries is in the backbone where one of the two has so low a chance of it."""
ROUNDS: Final = 10_000
_TOLERANCE: Final = 1e-12

Counts = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Meta:
    """Countries and their ties: a symmetric matrix, on its diagonal the ties within each.

    ``cities`` are how many cities each has in the network; ``unknown`` ties have an end whose
    country is not known.
    """

    names: tuple[str, ...]
    ties: Counts
    cities: NDArray[np.int64]
    unknown: int

    @property
    def abroad(self) -> Counts:
        """The ties between countries: the matrix with nothing on its diagonal."""
        return self.ties - np.diag(np.diag(self.ties))


def meta_network(links: Links) -> Meta:
    """Return the ties between countries; parallel links are one tie, self-loops none."""
    names, group = numbered(links.attributes["country"])
    one, other = (group[end] for end in np.divmod(pairs_of(links), max(links.n, 1)))
    known = (one >= 0) & (other >= 0)
    ties = np.zeros((len(names), len(names)))
    np.add.at(ties, (one[known], other[known]), 1)
    ties = ties + ties.T - np.diag(np.diag(ties))
    cities = np.bincount(group[group >= 0], minlength=len(names))
    return Meta(tuple(map(str, names)), ties, cities, int(np.count_nonzero(~known)))


def expected_abroad(abroad: Counts) -> Counts:
    """Return what each pair has on average if only each country's ties abroad are kept.

    e(i, j) = a(i) a(j) for two countries, 0 for one, with the sums of ``abroad``. Where one country
    has a part in every tie, the solution lies at infinity and is come near to.
    """
    sums = abroad.sum(axis=1)
    a = sums / np.sqrt(max(float(sums.sum()), 1.0))
    for _ in range(ROUNDS):
        rest = a.sum() - a
        # The root of the step: the whole one would swing to and fro.
        after = np.sqrt(a * np.divide(sums, rest, out=np.zeros_like(sums), where=rest > 0))
        moved = float(np.abs(after - a).max(initial=0.0))
        a = after
        if moved <= _TOLERANCE * float(a.max(initial=0.0)):
            break
    expected = np.outer(a, a)
    np.fill_diagonal(expected, 0)
    return expected


def disparity(abroad: Counts) -> Counts:
    """Return for each pair the chance of so large a share, the smaller of both countries' views.

    (1 - w / s)^(k - 1) with s a country's ties and k its partners (Serrano and others 2009): that a
    tie is so heavy if the ties of the country fell on its partners anyhow. A country of one partner
    has no view (1).
    """
    strength = abroad.sum(axis=1, keepdims=True)
    partners = (abroad > 0).sum(axis=1, keepdims=True)
    share = np.divide(abroad, strength, out=np.zeros_like(abroad), where=strength > 0)
    chance = (1 - share) ** np.maximum(partners - 1, 0)
    return np.asarray(np.minimum(chance, chance.T))


def find_country_pairs(links: Links, settings: Settings) -> Table:  # noqa: ARG001
    """Find for each pair of tied countries its ties, what is expected, and the backbone."""
    meta = meta_network(links)
    abroad = meta.abroad
    expected, chance = expected_abroad(abroad), disparity(abroad)
    rows: list[tuple[Value, ...]] = []
    for one, other in zip(*(end.tolist() for end in np.nonzero(np.triu(abroad))), strict=True):
        ties, chances = float(abroad[one, other]), float(expected[one, other])
        rows.append(
            (
                *(meta.names[one], meta.names[other], int(ties), chances, ties / chances),
                (ties - chances) / chances**0.5,
                float(chance[one, other]),
                bool(chance[one, other] <= ALPHA),
            )
        )
    rows.sort(key=lambda row: (-float(row[2] or 0), str(row[0]), str(row[1])))
    kept = sum(bool(row[7]) for row in rows)
    held = sum(int(row[2] or 0) for row in rows if row[7])
    total = int(abroad.sum()) // 2
    share = f"{100 * held / total:.0f}" if total else "–"
    note = Words(
        f"backbone: {kept} of {len(rows)} pairs, with {share} % of the {total} ties abroad",
        f"ossature : {kept} des {len(rows)} paires, avec {share} % des {total} liens à l’étranger",
    )
    return Table(
        columns=("country", "other", "ties", "expected", "ratio", "z", "disparity", "backbone"),
        rows=tuple(rows),
        engine=NUMPY,
        notes=(note, _unknown(meta), _RESIDUAL),
    )


def find_countries(links: Links, settings: Settings) -> Table:  # noqa: ARG001
    """Find for each country its cities, ties within and abroad, and how they spread."""
    meta = meta_network(links)
    rows: list[tuple[Value, ...]] = []
    for number, country in enumerate(meta.names):
        away = np.delete(meta.ties[number], number)
        within, total = int(meta.ties[number, number]), int(away.sum())
        shares = away[away > 0] / total if total else away[:0]
        others = [name for name in meta.names if name != country]
        rows.append(
            (
                *(country, int(meta.cities[number]), within + total, within, total),
                (total - within) / (total + within) if total + within else None,
                len(shares),
                float(np.exp(-(shares * np.log(shares)).sum())) if total else None,
                others[int(np.argmax(away))] if total else None,
                float(shares.max()) if total else None,
            )
        )
    rows.sort(key=lambda row: (-float(row[2] or 0), str(row[0])))
    return Table(
        columns=(
            *("country", "cities", "ties", "within", "abroad", "e_i_index"),
            *("partners", "effective_partners", "first_partner", "first_share"),
        ),
        rows=tuple(rows),
        engine=NUMPY,
        notes=(_unknown(meta),),
    )


def _unknown(meta: Meta) -> Words:
    return Words(
        f"{meta.unknown} ties have an end of unknown country and are in no row",
        f"{meta.unknown} liens ont un bout de pays inconnu et ne sont dans aucune ligne",
    )


_RESIDUAL: Final = Words(
    "expected: the ties abroad of both countries kept, none within a country; z: Pearson's "
    "residual, (ties - expected) / root of expected, rough below five expected",
    "expected : les liens à l’étranger des deux pays conservés, aucun dans un même pays ; z : "
    "résidu de Pearson, (liens - attendus) / racine des attendus, grossier sous cinq attendus",
)

MEASURES: Final = (
    Measure(
        name="country-pairs",
        scope="pair",
        summary=Words(
            "ties between two countries, what their sizes let expect, and the backbone",
            "liens entre deux pays, ce que leurs tailles laissent attendre, et l’ossature",
        ),
        formula=(
            "expected(i, j) = a_i a_j, i not j, with each country's sum; disparity = min over both "
            "ends of (1 - w / s)^(k - 1), backbone where at most 0.05"
        ),
        reading=Words(
            "ratio above 1: the two countries prefer each other; backbone: the tie carries a large "
            "share of one's ties. That is a filter, no test: of many pairs some pass by chance, "
            "and nothing is adjusted for their number",
            "ratio de plus de 1 : les deux pays se préfèrent ; ossature : la relation porte une "
            "grande part des liens de l’un. C’est un filtre, non un test : sur beaucoup de "
            "paires, certaines passent par hasard, et rien n’est corrigé pour leur nombre",
        ),
        reference=(
            "Serrano, Boguna and Vespignani 2009, PNAS 106:6483; Goodman 1968, Journal of the "
            "American Statistical Association 63:1091 (quasi-independence)"
        ),
        find=find_country_pairs,
        needs=("country",),
    ),
    Measure(
        name="countries",
        scope="group",
        summary=Words(
            "each country's cities, ties within and abroad, and how they spread",
            "villes de chaque pays, liens internes et à l’étranger, et leur répartition",
        ),
        formula="E-I = (abroad - within) / (abroad + within); effective = exp(entropy of shares)",
        reading=Words(
            "E-I 1: all ties abroad; effective partners: so many equal ones would spread the ties "
            "as evenly",
            "E-I 1 : tous les liens à l’étranger ; partenaires effectifs : autant de partenaires "
            "égaux donneraient la même répartition",
        ),
        reference="Krackhardt and Stern 1988, Social Psychology Quarterly 51:123; Hill 1973",
        find=find_countries,
        needs=("country",),
    ),
)

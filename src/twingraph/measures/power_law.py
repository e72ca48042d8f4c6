"""Power law: whether the degrees of a network follow one, and whether others follow them as well.

In: links. Out: the figures of a fit, the share of draws from the law that fit it as badly, and its
likelihood beside a lognormal's and an exponential's; nothing where the degrees are too few. That a
law is not ruled out is no proof of it, and the notes say so.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from twingraph.measures.engines import NUMPY
from twingraph.measures.model import Measure, Settings, Table, Value, Words
from twingraph.measures.tails import (
    DIFFERENT,
    TAIL,
    Tail,
    by_geometric,
    by_lognormal,
    by_power_law,
    drawn,
    fitted,
    ratio,
)
from twingraph.projections.model import Links

RULED_OUT: Final = 0.1
"""Below this p the law is ruled out (Clauset and others 2009, section 4)."""
_WIDE: Final = 1.959963984540054
_FIGURES: Final = ("x_min", "exponent", "standard_error", "tail_nodes", "tail_share", "ks_distance")
_OTHERS: Final = (("against_lognormal", by_lognormal), ("against_exponential", by_geometric))

DRAWN: Final = Words(
    "degrees drawn from the law in its tail, and below it from those that there are",
    "degrés tirés de la loi dans sa queue, et au-dessous parmi ceux qu’il y a",
)
TOO_FEW: Final = Words(
    f"no fit: no tail has {TAIL} nodes, {DIFFERENT} different degrees and a finite exponent",
    f"pas d’ajustement\u00a0: aucune queue n’a {TAIL} nœuds, {DIFFERENT} degrés différents et un "
    "exposant fini",
)
OUT: Final = Words(
    "the law is ruled out: fewer than one in ten draws from it lie as far from it (p below 0.1)",
    "la loi est exclue\u00a0: moins d’un tirage sur dix s’en écarte autant (p inférieur à 0,1)",
)
KEPT: Final = Words(
    "the law is not ruled out (p 0.1 or more): that does not prove it, and the fewer nodes are in "
    "the tail the less could be ruled out",
    "la loi n’est pas exclue (p d’au moins 0,1)\u00a0: cela ne la prouve pas, et moins la queue a "
    "de nœuds, moins on pourrait exclure",
)
UNSURE: Final = Words(
    "so few draws leave it open on which side of 0.1 this p lies: ask more, such as --draws 2500",
    "si peu de tirages ne disent pas de quel côté de 0,1 se trouve ce p\u00a0: en demander plus, "
    "par exemple --draws 2500",
)
DEPENDENT: Final = Words(
    "the nodes of one list are not independent: a tie counts for both its ends, and who lists also "
    "decides; error and p are as if they were",
    "les nœuds d’une même liste ne sont pas indépendants\u00a0: un lien compte pour ses deux "
    "bouts, et le choix de qui liste compte aussi\u202f; l’erreur et p font comme s’ils l’étaient",
)
_LOGNORMAL: Final = Words("a lognormal", "une log-normale")
_EXPONENTIAL: Final = Words("an exponential", "une exponentielle")
_SHAPES: Final = {"against_lognormal": _LOGNORMAL, "against_exponential": _EXPONENTIAL}


def find_power_law(links: Links, settings: Settings) -> Table:
    """Return the law that fits the degrees best, how well, and beside two others."""
    # Sorted, so that sums are the same to the last digit whatever the nodes are called.
    degrees = np.sort(links.simple.degrees).astype(np.int64)
    tail = fitted(degrees)
    if tail is None:
        names = (*_FIGURES, *_SHAPES)
        return _table([("nodes", links.n), *((name, None) for name in names)], settings, (TOO_FEW,))
    p = share_as_far(degrees, tail, settings)
    wide = _WIDE * tail.error
    rows: list[tuple[Value, ...]] = [
        ("nodes", links.n),
        ("x_min", tail.begins),
        ("exponent", tail.exponent, tail.exponent - wide, tail.exponent + wide),
        ("standard_error", tail.error),
        ("tail_nodes", tail.nodes),
        ("tail_share", tail.nodes / links.n),
        ("ks_distance", tail.distance, None, None, p),
    ]
    notes = [] if p is None else [OUT if p < RULED_OUT else KEPT]
    if p is not None and abs(p - RULED_OUT) < 2 * math.sqrt(
        RULED_OUT * (1 - RULED_OUT) / settings.draws
    ):
        notes.append(UNSURE)
    nodes = degrees[degrees >= tail.begins]
    law = by_power_law(nodes, tail)
    for name, by_other in _OTHERS:
        found = ratio(law, by_other(nodes, tail))
        value, told = found if found is not None else (None, None)
        rows.append((name, value, None, None, told))
        notes.append(_compared(_SHAPES[name], value, told))
    return _table(rows, settings, (*notes, DEPENDENT))


def share_as_far(degrees: NDArray[np.int64], tail: Tail, settings: Settings) -> float | None:
    """Return the share of draws from the law that lie as far from the law fitted to them.

    The degrees as they are count as a draw: if the law holds, they are one. ``None`` without draws.
    """
    found = [fitted(draw) for draw in drawn(degrees, tail, settings.draws, settings.seed)]
    far = [one is None or one.distance >= tail.distance for one in found]
    return (1 + sum(far)) / (1 + len(far)) if far else None


def _table(rows: list[tuple[Value, ...]], settings: Settings, notes: tuple[Words, ...]) -> Table:
    columns = ("measure", "value", "low", "high", "p")
    return Table(
        columns=columns,
        rows=tuple((*row, *(None,) * (len(columns) - len(row))) for row in rows),
        engine=f"{NUMPY} + scipy",
        seed=settings.seed,
        null=DRAWN,
        draws=settings.draws,
        notes=notes,
    )


def _compared(other: Words, value: float | None, p: float | None) -> Words:
    if value is None or p is None or p >= RULED_OUT:
        return Words(
            f"the tail does not decide between the power law and {other.en}",
            f"la queue ne tranche pas entre la loi de puissance et {other.fr}",
        )
    if value > 0:
        return Words(
            f"the tail is nearer to the power law than to {other.en}",
            f"la queue est plus proche de la loi de puissance que d’{other.fr}",
        )
    return Words(
        f"the tail is nearer to {other.en} than to the power law",
        f"la queue est plus proche d’{other.fr} que de la loi de puissance",
    )


MEASURES: Final = (
    Measure(
        name="power-law",
        scope="graph",
        summary=Words(
            "whether degrees follow a power law from some degree on, and whether another law does "
            "as well",
            "si les degrés suivent une loi de puissance à partir d’un degré, et si une autre loi "
            "fait aussi bien",
        ),
        formula="P(k) = k^-a / zeta(a, x_min), k >= x_min; a of the greatest likelihood, x_min of "
        "the least Kolmogorov-Smirnov distance among those with a tail of "
        f"{TAIL} nodes and {DIFFERENT} different degrees; p of the distance from draws "
        "(semiparametric bootstrap); against others: log-likelihood ratio over its standard "
        "deviation, p two-sided",
        reading=Words(
            "p of the distance below 0.1: the law is ruled out, and its exponent should not be "
            "cited; a high p does not prove it. Against another law: above 0 the power law is "
            "nearer, below 0 the other, where p is below 0.1; else the tail does not decide. Low "
            "and high: 95 % of the exponent if the law begins where it is said to",
            "p de la distance inférieur à 0,1\u00a0: la loi est exclue, et son exposant ne devrait "
            "pas être cité\u202f; un p élevé ne la prouve pas. Face à une autre loi\u00a0: "
            "au-dessus de 0 la loi de puissance est plus proche, au-dessous l’autre, là où p est "
            "inférieur à 0,1\u202f; sinon la queue ne tranche pas. Bas et haut\u00a0: 95\u00a0% de "
            "l’exposant si la loi commence où il est dit",
        ),
        reference="Clauset, Shalizi and Newman 2009, SIAM Review 51, 661; Vuong 1989, "
        "Econometrica 57, 307",
        find=find_power_law,
    ),
)

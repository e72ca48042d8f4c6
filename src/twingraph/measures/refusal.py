"""Refusal: what would mean nothing on a network that was sampled as one city's star.

In: a measure and links. Out: nothing, or the reason why it is refused, in both languages. It
measures nothing: what may be asked instead are the measures that say `star`.

A city's report tells the ties of that city. What its partners have among themselves is not in it,
so that the city stands in the middle by construction: all paths run through it, whatever the world
is like. Two rules find such a network.

1. What `Links.star_of` says: cities are in it whose own report is not. With the reports of all its
   cities a network is no star, and nothing is refused.
2. The links themselves, where nobody said how they were sampled: at least `FEWEST` pairs, of which
   one node has its part in `SHARE` or more. In lists of many cities' ties the most tied city has a
   part in less than one pair of a hundred, so that the rule is far from any of them; the list of
   one city's or one country's ties meets it. A two-mode network is not judged so, for one network
   with its members is a star without being a sample.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from twingraph.errors import RefusedError
from twingraph.measures.model import Measure, Words
from twingraph.projections.model import Links

SHARE: Final = 0.9
FEWEST: Final = 10
"""Fewer pairs are somebody's small example, of which one sees what it is."""

INSTEAD: Final = (
    *("inventory", "domains", "timeline", "visits", "actors", "hinges", "dormant"),
    *("cities-and-networks", "cities-and-persons", "cities-and-events", "cities-and-themes"),
)
"""What is offered instead: measures that make sense on one city's report."""


def refuse(measure: Measure, links: Links, force: bool) -> None:
    """Raise RefusedError where a measure would mean nothing on these links.

    ``force`` lets it pass; the table then carries the reason, see `forced_note`.
    """
    reason = refusal_of(measure, links)
    if reason is None or force:
        return
    raise RefusedError(
        f"{measure.name} is refused: {reason.en}",
        reason=reason.en,
        reason_fr=reason.fr,
        hint=f"ask {', '.join(INSTEAD[:-1])} or {INSTEAD[-1]}; or import a list of many cities' "
        f"ties; or insist with --force",
    )


def refusal_of(measure: Measure, links: Links) -> Words | None:
    """Return why a measure means nothing on these links, or None where it means something."""
    return None if measure.star else star_reason(links)


def star_reason(links: Links) -> Words | None:
    """Return why these links are one city's star, or None where they are not."""
    told = _told_by_reports(links)
    if told:
        return Words(
            f"this network holds only what is reported by {_joined(told, 'and')}; ties of the "
            f"others among themselves are missing, so that who is in the middle was decided by "
            f"whose report was read",
            f"ce réseau ne contient que ce que rapporte {_joined(told, 'et')}\u202f; les liens "
            f"des autres entre eux manquent, et la place centrale tient au choix du rapport lu",
        )
    found = _middle(links)
    if found is None:
        return None
    node, has, pairs = found
    return Words(
        f"{node} has a part in {has} of {pairs} pairs: this is the list of its own ties, in which "
        f"ties of the others among themselves are missing",
        f"{node} a part à {has} des {pairs} paires\u202f: c’est la liste de ses propres liens, où "
        f"manquent les liens des autres entre eux",
    )


def forced_note(reason: Words) -> Words:
    """Return the remark of a table that was asked for in spite of a reason."""
    return Words(
        f"Forced: {reason.en}. These numbers describe the sample, not the cities.",
        f"Forcé\u202f: {reason.fr}. Ces nombres décrivent l’échantillon, pas les villes.",
    )


def _told_by_reports(links: Links) -> tuple[str, ...]:
    """Return by label the cities whose reports alone are here, while others have none."""
    if not links.star_of or not links.m:
        return ()
    tied = np.bincount(np.concatenate([links.sources, links.targets]), minlength=links.n) > 0
    own = np.isin(np.array(links.nodes), links.star_of)
    silent = tied & ~own if links.second is None else tied & ~own & ~links.second
    return tuple(_label(links, node) for node in links.star_of) if silent.any() else ()


def _middle(links: Links) -> tuple[str, int, int] | None:
    """Return the node that has its part in nearly all pairs, in how many, and how many there are.

    ``None`` where there is no such node.
    """
    pairs = links.simple.m
    if links.second is not None or pairs < FEWEST:
        return None
    middle = int(links.simple.degrees.argmax())
    has = int(links.simple.degrees[middle])
    return (_label(links, links.nodes[middle]), has, pairs) if has >= SHARE * pairs else None


def _label(links: Links, node: str) -> str:
    labels = links.attributes.get("label")
    if labels is not None and node in links.nodes:
        label = labels[links.nodes.index(node)]
        if label is not None:
            return str(label)
    return node


def _joined(names: tuple[str, ...], last: str) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}"

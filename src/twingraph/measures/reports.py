"""Reports beside lists: which links only a city's own report tells.

In: links with their ``sources`` and the cities whose report is read (``own``). Out: what each list
tells, the links that no list does, and what to say of them. It leaves no link out itself.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from twingraph.measures.model import Words
from twingraph.networks import SEPARATOR
from twingraph.projections.model import Links

Flags = NDArray[np.bool_]


def own_nodes(links: Links) -> Flags:
    """Return which nodes are cities whose own report is read."""
    own = links.attributes.get("own")
    return np.zeros(links.n, np.bool_) if own is None else own.astype(np.bool_)


def lists_of(links: Links) -> dict[str, Flags] | None:
    """Return which links each source tells, without the reports; None where that is not told.

    A source is a report where the network says so, or all its links are of a city whose report is
    read.
    """
    if "sources" not in links.columns:
        return None
    own = own_nodes(links)
    of_own = own[links.sources] | own[links.targets]
    told = [str(each or "").split(SEPARATOR) for each in links.columns["sources"].tolist()]
    names = sorted({one for each in told for one in each if one})
    found = {name: np.array([name in each for each in told], dtype=np.bool_) for name in names}
    return {
        name: kept
        for name, kept in found.items()
        if name not in links.reports and not of_own[kept].all()
    }


def beside_lists(links: Links) -> Flags:
    """Return which links reports alone tell, none where no list is: there is nothing beside it."""
    lists = lists_of(links)
    return by_reports_alone(links, lists) if lists else np.zeros(links.m, np.bool_)


def by_reports_alone(links: Links, lists: dict[str, Flags]) -> Flags:
    """Return which links a source tells, but none of these lists."""
    told = np.array([bool(each) for each in links.columns["sources"].tolist()], dtype=np.bool_)
    listed: Flags = np.any([*lists.values(), ~told], axis=0)
    return told & ~listed


def of_reports(networks: list[str]) -> tuple[Words, ...]:
    """Return what to say of networks of which a report alone tells who is in them."""
    if not networks:
        return ()
    names = ", ".join(networks)
    return (
        Words(
            f"only a city's own report tells members of {names}: it names those that this city has "
            "to do with, and no null is asked about them",
            f"seul le rapport d’une ville dit qui est membre de {names}\u00a0: il nomme ceux avec "
            "qui cette ville a affaire, et aucun modèle nul n’est interrogé à leur sujet",
        ),
    )


def reports_note(links: Links) -> Words | None:
    """Return what to say where some links are told by reports alone, and others by lists."""
    own = own_nodes(links)
    lists = lists_of(links) if own.any() else None
    if not lists:
        return None
    number = int(np.count_nonzero(by_reports_alone(links, lists)))
    cities = np.flatnonzero(own)
    if not number:
        return None
    labels = links.attributes.get("label")
    one = links.nodes[cities[0]] if labels is None else str(labels[cities[0]])
    en = one if len(cities) == 1 else f"{len(cities)} cities"
    fr = one if len(cities) == 1 else f"{len(cities)} villes"
    return Words(
        f"{number} of {links.m} links are told by the report of {en} alone, and of other cities "
        "no report is read: it has more ties here than lists give it, and is not to be compared "
        "with others by them (position leaves these links out)",
        f"{number} des {links.m} liens ne sont relatés que par le rapport de {fr}, et des autres "
        "villes aucun rapport n’est lu\u202f: elle a ici plus de liens que ne lui en donnent les "
        "listes, et ne peut leur être comparée par ceux-ci (position laisse ces liens de côté)",
    )

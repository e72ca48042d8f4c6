"""Inventories: how many ties there are of each kind, status and basis, and what they are about.

In: links with any of the columns in ``COUNTED``, or of cities and themes. Out: for each value, or
theme, the number of links, things, pairs or partners. It counts what is there and estimates
nothing: these numbers have no interval.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from twingraph.errors import UsageError
from twingraph.measures.dealings import ONE_REPORT, label, own_cities
from twingraph.measures.model import Measure, Settings, Table, Value, Words
from twingraph.networks import SEPARATOR
from twingraph.projections.model import Links

COUNTED: Final = (
    *("via", "layer", "kind", "category", "form", "status", "basis", "theme", "sources"),
)
"""The columns by which is counted, in this order, where links have them."""
_THEME: Final = "theme:"


def inventory(links: Links, _: Settings) -> Table:
    """Return of each value of each column how many links have it, and between how many pairs.

    A link with two values counts under both; ``None`` stands for what is not told.
    """
    low, high = links.sources.tolist(), links.targets.tolist()
    pairs = [(min(ends), max(ends)) for ends in zip(low, high, strict=True)]
    rows: list[tuple[Value, ...]] = [("all", None, links.m, len(set(pairs)))]
    for name in COUNTED:
        if name not in links.columns:
            continue
        held: dict[str | None, list[tuple[int, int]]] = {}
        for pair, told in zip(pairs, links.columns[name].tolist(), strict=True):
            for one in (None,) if told is None else str(told).split(SEPARATOR):
                held.setdefault(one, []).append(pair)
        if set(held) == {None}:
            continue
        order = sorted(held, key=lambda one: (one is None, -len(held[one]), one or ""))
        rows += [(name, one, len(held[one]), len(set(held[one]))) for one in order]
    return Table(
        columns=("by", "value", "links", "pairs"),
        rows=tuple(rows),
        engine="twingraph",
        notes=(
            Words(
                "These are counts of all that is there, not of a sample: they have no interval. A "
                "link with several values counts under each; without a value it is not told.",
                "Ces nombres comptent tout ce qui est là, non un échantillon\u202f: ils n’ont pas "
                "d’intervalle. Un lien à plusieurs valeurs compte sous chacune\u202f; sans valeur, "
                "elle n’est pas relatée.",
            ),
        ),
    )


def domains(links: Links, _: Settings) -> Table:
    """Return of each theme how many things are about it, and for how many partners.

    A thing is an agreement, a claim without an agreement of the theme, a project or an event that
    is realised or under way, and counts once, however many cities it has. A partner is a city
    whose report is not read. Raises UsageError where the second mode is not of themes.
    """
    second = () if links.second is None else np.array(links.nodes, dtype=object)[links.second]
    if any(not node.startswith(_THEME) for node in second):
        raise UsageError(
            f"{links.name or 'this network'} is not of cities and themes",
            hint="the projection city-theme",
        )
    things: dict[int, set[str]] = {}
    cities: dict[int, set[int]] = {}
    ends = list(zip(links.sources.tolist(), links.targets.tolist(), strict=True))
    keys, via = links.columns["key"].tolist(), links.columns["via"].tolist()
    agreed = {pair for pair, by in zip(ends, via, strict=True) if by == "Agreement"}
    own = own_cities(links)
    for (city, theme), key, by in zip(ends, keys, via, strict=True):
        # What a source claims of the two is told again by their agreement.
        if by != "Claim" or (city, theme) not in agreed:
            things.setdefault(theme, set()).add(key)
            cities.setdefault(theme, set()).update({city} - own)
    order = sorted(things, key=lambda theme: (-len(things[theme]), links.nodes[theme]))
    return Table(
        columns=("node", "label", "things", "partners"),
        rows=tuple(
            (links.nodes[theme], label(links, theme), len(things[theme]), len(cities[theme]))
            for theme in order
        ),
        engine="twingraph",
        notes=(ONE_REPORT,),
    )


MEASURES: Final = (
    Measure(
        name="inventory",
        scope="group",
        summary=Words(
            "how many ties there are of each kind, status, basis and source",
            "combien de liens il y a de chaque sorte, statut, fondement et source",
        ),
        formula="number of links, and of pairs of nodes with such a link, by value",
        reading=Words(
            "Two cities with three agreements are three links and one pair",
            "Deux villes qui ont trois accords font trois liens et une paire",
        ),
        reference="a count of what is told, docs/analysis.md",
        find=inventory,
        star=True,
        projection="ties",
    ),
    Measure(
        name="domains",
        scope="node",
        summary=Words(
            "what relations are about: how many things, and with how many partners, by theme",
            "de quoi traitent les relations\u202f: combien de choses et de partenaires par thème",
        ),
        formula="number of agreements, claims, projects and events done, and of partners, by theme",
        reading=Words(
            "many things and few partners: one relation; themes are the encoders’, from the "
            "words of the report, and one thing may have several",
            "beaucoup de choses et peu de partenaires\u202f: une seule relation\u202f; les thèmes "
            "sont ceux des codeurs, d’après le rapport, et une chose peut en avoir plusieurs",
        ),
        reference="a count of what is told, docs/analysis.md",
        find=domains,
        needs=("own", "key", "via"),
        two_mode=True,
        star=True,
        projection="city-theme",
    ),
)

"""What a portrait asks: the sections of a network, and those of one city's reports.

In: what is measured, and settings. Out: a `Portrait` with what each measure found, or why it was
refused or could not be. Which section holds which measure is data here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from twingraph.errors import RefusedError, UsageError
from twingraph.measures.catalogue import find_measure
from twingraph.measures.measuring import Measurable, links_to_measure, measured
from twingraph.measures.model import Measure, Settings, Words
from twingraph.measures.naming import countries, names
from twingraph.measures.refusal import star_reason
from twingraph.opening import open_graph
from twingraph.portraits.model import Part, Portrait, Section, Shown
from twingraph.portraits.modes import FEW, MODES
from twingraph.portraits.sections import GLANCE, NETWORK, REPORT
from twingraph.projections.catalogue import projection_named
from twingraph.projections.model import Column, Links
from twingraph.store import Graph

Begins = Callable[[str, int, int], None]
"""Told what is being measured, how many measures are done, and of how many."""

CITIES: Final = "cities"
_ATTRIBUTES: Final = {
    "country": Words("the country of its cities", "le pays de ses villes"),
    "continent": Words("the continent of its cities", "le continent de ses villes"),
    "language": Words("the languages of its countries", "les langues de ses pays"),
    "eu": Words("who is in the European Union", "qui est dans l’Union européenne"),
    "latitude": Words("where its cities lie", "où se trouvent ses villes"),
    "longitude": Words("where its cities lie", "où se trouvent ses villes"),
    "population": Words("the population of its cities", "la population de ses villes"),
    "year": Words("when its ties began", "quand ses liens ont commencé"),
    "layer": Words("of what kind its ties are", "de quelle sorte sont ses liens"),
    "sources": Words("who says its ties", "qui dit ses liens"),
    "own": Words("whose report was read", "de quelle ville on a lu le rapport"),
}
_NONE: Final = Words("this network tells of none", "ce réseau n’en relate pas")
_OTHER: Final = Words("what this measure is of", "ce que demande cette mesure")


def portrait(
    what: Measurable | None,
    settings: Settings,
    *,
    language: str = "en",
    kinds: tuple[str, ...] = (),
    begins: Begins | None = None,
) -> Portrait:
    """Return the portrait of what is measured; ``kinds`` chooses ties of a graph.

    Raises as `measure` does where what is measured cannot be read.
    """
    networks = _Networks(what, kinds)
    cities = networks.of(CITIES)
    star = star_reason(cities)
    # What is refused of a star stands last, so that the page begins with what makes sense.
    if star is not None:
        sections = (GLANCE, *REPORT, *networks.modes(), *NETWORK)
    else:
        sections = (GLANCE, *NETWORK, *networks.modes(FEW))
    of = sum(len(section.measures) for section in sections)
    done = 0
    parts = []
    for section in sections:
        shown = []
        for name in section.measures:
            if begins is not None:
                begins(name, done, of)
            shown.append(_shown(find_measure(name), networks, settings))
            done += 1
        parts.append(Part(section, tuple(shown)))
    return Portrait(
        title=_title(cities),
        language=language,
        star=star,
        forced=settings.forced,
        parts=tuple(parts),
        labels=networks.labels(language),
        kinds=kinds,
    )


class _Networks:
    """The networks of what is measured, each made when it is first asked for."""

    def __init__(self, what: Measurable | None, kinds: tuple[str, ...]) -> None:
        self._kinds = kinds
        self._what = what
        self._made: dict[str, Links] = {}
        if isinstance(what, str | Path):
            self._what = links_to_measure(what, CITIES)

    @property
    def _of_graph(self) -> bool:
        return self._what is None or isinstance(self._what, Graph)

    def of(self, projection: str) -> Links:
        """Return the network of a projection; there is one alone where there is no graph."""
        if not self._of_graph:
            projection = CITIES
        if projection not in self._made:
            self._made[projection] = self._make(projection)
        return self._made[projection]

    def modes(self, few: int | None = None) -> tuple[Section, ...]:
        """Return the sections of cities and other things; of few cities alone, if so said."""
        if not self._of_graph:
            return ()
        if few is None:
            return MODES
        return tuple(
            section
            for section in MODES
            if 0 < self._cities(find_measure(section.measures[0]).projection) <= few
        )

    def _cities(self, projection: str) -> int:
        second = self.of(projection).second
        return 0 if second is None else int((~second).sum())

    def _make(self, projection: str) -> Links:
        # Kinds choose among ties of cities: what cities have to do with other things, and what a
        # report tells of its relations, has none.
        meant = projection_named(projection)
        tied = not meant.two_mode and meant.made != "told"
        if self._kinds and tied and self._of_graph:
            from twingraph.projections.stored import links

            graph = self._what if isinstance(self._what, Graph) else None
            return links(graph, projection, kinds=self._kinds)
        return links_to_measure(self._what, projection)

    def labels(self, language: str) -> dict[str, str]:
        """Return what tables call things, and how that language calls them."""
        graph = self._graph()
        called = names(self._made.values(), graph, language)
        if graph is not None:
            called |= countries(graph, self._made.values(), language)
        return called

    def _graph(self) -> Graph | None:
        if self._what is None:
            return open_graph()
        return self._what if isinstance(self._what, Graph) else None


def _shown(measure: Measure, networks: _Networks, settings: Settings) -> Shown:
    links = networks.of(measure.projection)
    try:
        return Shown(measure, measured(links, measure, settings))
    except RefusedError as refusal:
        return Shown(measure, lack=Words(refusal.reason, refusal.reason_fr), refused=True)
    except UsageError:
        return Shown(measure, lack=_lacking(measure, links))


def _lacking(measure: Measure, links: Links) -> Words:
    """Say what a network does not tell of what a measure needs."""
    if measure.two_mode and not links.m:
        return _NONE
    known = {**links.attributes, **links.columns}
    needed = [need for need in measure.needs if not _told(known.get(need))]
    lacks = list(dict.fromkeys(_ATTRIBUTES.get(need, _OTHER) for need in needed)) or [_OTHER]
    return Words(
        f"this network does not tell {' or '.join(one.en for one in lacks)}",
        f"ce réseau ne dit pas {' ni '.join(one.fr for one in lacks)}",
    )


def _told(column: Column | None) -> bool:
    return column is not None and any(v is not None and v == v for v in column.tolist())


def _title(links: Links) -> Words:
    own = list(_own_cities(links))
    if own:
        names = ", ".join(own)
        return Words(f"Relations of {names}: a portrait", f"Relations de {names}\u00a0: portrait")
    name = links.name or "links"
    if name == CITIES:
        return Words("The network of cities: a portrait", "Le réseau des villes\u00a0: portrait")
    return Words(f"Network {name}: a portrait", f"Réseau {name}\u00a0: portrait")


def _own_cities(links: Links) -> Iterator[str]:
    labels = links.attributes.get("label")
    for city in links.star_of:
        place = links.nodes.index(city) if city in links.nodes else None
        yield city if labels is None or place is None else str(labels[place] or city)

"""One city's network as a picture: pyvis's data through our own page, which loads nothing.

In: a graph and a city. Out: a pyvis network for notebooks, or one HTML file with the drawing, its
legend and tables that say the same. Names are text everywhere: in the drawing, in what appears on
pointing, in the tables. It uses neither pyvis's own page nor its ``from_nx``, which changes the
graph that it is given.
"""

from __future__ import annotations

import html
import math
import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pyvis.network import Network

from twingraph.files import write_whole
from twingraph.map.layout import ring
from twingraph.map.model import ENDED, Place, Surroundings, Tie
from twingraph.map.page import PALETTE, page, summary
from twingraph.map.surroundings import own_city, surroundings
from twingraph.map.words import counted, listed, word
from twingraph.names import resolve
from twingraph.opening import open_graph
from twingraph.prefixes import local_name
from twingraph.store import Graph

MOST_NODES: Final = 1000
"""More than these, pyvis cannot draw."""

_WIDTH: Final = {"twinning": 3, "agreement": 3, "programme": 3, "contact": 1.25, "membership": 1.75}
_END: Final = {"agreement": "box", "programme": "triangle"}
_SOLID: Final = ("", "realised", ENDED)
_DASHES: Final = {"under-way": [16, 6], "planned": [8, 6]}
_DOTS: Final = [2, 5]
_FADED: Final = 0.4
_SIZE: Final = {"own": 18, "city": 9, "network": 14}
_FONT: Final = {"own": 18, "city": 14, "network": 13}
_LINE: Final = 1.25
_LETTER: Final = 0.62
_MARGIN: Final = 16


@dataclass(frozen=True)
class _Shape:
    """The ring on one kind of screen: pixels, and the letters of a name in one line, by role."""

    radius_x: int
    radius_y: int
    space: int
    letters: Mapping[str, int]


_WIDE: Final = _Shape(400, 258, 106, {"own": 17, "city": 17, "network": 17})
_TALL: Final = _Shape(146, 268, 68, {"own": 12, "city": 12, "network": 9})


class CityNetwork(Network):  # type: ignore[misc]
    """A pyvis network whose page is ours, wherever pyvis would write its own."""

    def __init__(self, shown: Surroundings) -> None:
        # "Directed" so that pyvis keeps parallel ties; no arrow is drawn.
        super().__init__(height="640px", directed=True, cdn_resources="in_line")
        self.shown = shown
        self.options = _options()

    def generate_html(self, *_args: object, **_options: object) -> str:
        """Return the page; pyvis's arguments are accepted and change nothing."""
        return self.page()

    def write_html(self, name: str, *_args: object, **_options: object) -> None:
        """Write the page to a file."""
        write_whole(name, [self.page()])

    def page(self) -> str:
        """Return the page: one HTML text that loads nothing."""
        extent = {"wide": _extent(self.nodes), "tall": _extent(self.nodes, tall=True)}
        data = {
            "nodes": self.nodes,
            "edges": self.edges,
            "options": self.options,
            "extent": extent,
        }
        return page(self.shown, data, self.templateEnv)

    def _repr_html_(self) -> str:
        """Show the page in a notebook, in a frame that can do nothing but draw."""
        escaped = html.escape(self.page(), quote=True)
        return (
            f'<iframe srcdoc="{escaped}" sandbox="allow-scripts" width="100%" height="860"'
            ' style="border:0"></iframe>'
        )


def ego_network(
    city: str | None = None, graph: Graph | None = None, *, lang: str = "en"
) -> CityNetwork:
    """Return a city's network as a pyvis network that shows itself in a notebook.

    ``city`` is a slug, a label or an IRI; without one, the city that the reports are about. Raises
    UsageError for an unknown city or language, a city without ties, and more than 1,000 nodes.
    """
    opened = open_graph() if graph is None else graph
    iri = own_city(opened) if city is None else resolve(opened, city)
    shown = surroundings(opened, iri, lang, MOST_NODES)
    return _drawn(shown)


def _drawn(shown: Surroundings) -> CityNetwork:
    """Give every place a position and every tie a line."""
    network = CityNetwork(shown)
    groups = _groups(shown)
    wide, tall = (
        ring(groups, shape.radius_x, shape.radius_y, space=shape.space) for shape in (_WIDE, _TALL)
    )
    for place in shown.places:
        network.add_node(
            place.iri,
            **_spot(place, wide.get(place.iri, (0, 0)), _WIDE),
            tall=_spot(place, tall.get(place.iri, (0, 0)), _TALL),
            title=_place_text(shown, place),
            size=_SIZE[place.role],
            borderWidth=3 if place.role == "network" else 2,
            role=place.role,
            # Of the name that never changes: in French, most networks would begin with R.
            initial=local_name(place.iri)[:1].upper() if place.role == "network" else "",
        )
    drawn = [*shown.ties, *shown.memberships]
    bundles = Counter(tie.ends for tie in drawn)
    seen: Counter[tuple[str, str]] = Counter()
    for tie in drawn:
        network.add_edge(*tie.ends, **_line(shown, tie, seen[tie.ends], bundles[tie.ends]))
        seen[tie.ends] += 1
    return network


def _groups(shown: Surroundings) -> list[list[str]]:
    """Return networks first, then partners by heading; who shares a network stands near it."""
    member = {tie.ends[0]: number for number, tie in reversed(list(enumerate(shown.memberships)))}
    nearest = sorted(shown.cities, key=lambda city: member.get(city.iri, len(member) + MOST_NODES))
    headings = [*shown.headings, *({""} if any(not c.heading for c in shown.cities) else ())]
    return [
        [network.iri for network in reversed(shown.networks)],
        *([city.iri for city in nearest if city.heading == heading] for heading in headings),
    ]


def _line(shown: Surroundings, tie: Tie, number: int, of: int) -> dict[str, Any]:
    """Return how a tie is drawn; of several between the same two, each has its own curve."""
    solid = tie.status in _SOLID
    bend = (number - (of - 1) / 2) * 0.22
    return {
        "id": tie.key,
        "title": _tie_text(shown, tie),
        "color": {
            "color": PALETTE["light"][tie.mark],
            "opacity": _FADED if tie.status == ENDED else 1,
        },
        "width": _WIDTH[tie.mark],
        "dashes": False if solid else _DASHES.get(tie.status, _DOTS),
        "arrows": {
            "to": {
                "enabled": tie.mark in _END,
                "type": _END.get(tie.mark, "arrow"),
                "scaleFactor": 0.55,
            }
        },
        "smooth": {
            "enabled": bend != 0,
            "type": "curvedCW" if bend > 0 else "curvedCCW",
            "roundness": round(abs(bend), 3),
        },
        "mark": tie.mark,
        "status": tie.status,
        "implied": tie.implied,
    }


def _spot(place: Place, position: tuple[int, int], shape: _Shape) -> dict[str, Any]:
    """Return where a place stands, and its label: above in the upper half, clear of the lines."""
    # A network's name without what stands in brackets.
    name = place.name.partition(" (")[0] if place.role == "network" else place.name
    lines = textwrap.wrap(name, shape.letters[place.role]) or [name]
    x, y = position
    size = _FONT[place.role]
    rise = 2 * _SIZE[place.role] + _LINE * size * len(lines) + 10
    return {
        "label": "\n".join(lines),
        "x": x,
        "y": y,
        "font": {
            "size": size,
            "face": "system-ui, sans-serif",
            "strokeWidth": 4,
            "vadjust": -round(rise) if y < 0 else 0,
        },
    }


def _tie_text(shown: Surroundings, tie: Tie) -> str:
    names = {place.iri: place.name for place in shown.places}
    language = shown.language
    dates = [
        word(language, key, date=date)
        for key, date in (("since", tie.since), ("until", tie.until))
        if date
    ]
    lines = [
        " – ".join(names[end] for end in tie.ends),
        tie.name,
        " · ".join([tie.kind, tie.status_name] if tie.status else [tie.kind]),
        ", ".join(dates),
        word(language, "implied") if tie.implied else "",
        counted(language, len(tie.passages), "passage-count"),
    ]
    return "\n".join(line for line in lines if line)


def _place_text(shown: Surroundings, place: Place) -> str:
    ends = [tie for tie in (*shown.ties, *shown.memberships) if place.iri in tie.ends]
    lines = [place.name, place.country, place.heading]
    if place.role == "city":
        lines += [tie.name or tie.kind for tie in ends if tie.ends[1] == place.iri]
    elif place.role == "own":
        lines.append(summary(shown))
    else:
        names = {each.iri: each.name for each in shown.places}
        lines.append(listed(shown.language, [names[tie.ends[0]] for tie in ends]))
    return "\n".join(line for line in lines if line)


def _options() -> dict[str, Any]:
    return {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False, "randomSeed": 1},
        "nodes": {
            "shape": "dot",
            "borderWidthSelected": 5,
            "shapeProperties": {"interpolation": False},
        },
        "edges": {"selectionWidth": 2, "hoverWidth": 1},
        "interaction": {
            "hover": True,
            "tooltipDelay": 120,
            "dragNodes": False,
            "zoomView": False,
            "hoverConnectedEdges": False,
            "selectConnectedEdges": False,
        },
    }


def _extent(nodes: Sequence[dict[str, Any]], *, tall: bool = False) -> list[int]:
    """Return half the width and half the height that the drawing and its labels take."""
    wide, high = 0.0, 0.0
    for node in nodes:
        spot = node["tall"] if tall else node
        lines = spot["label"].split("\n")
        size = spot["font"]["size"]
        wide = max(wide, abs(spot["x"]) + _LETTER * size * max(map(len, lines)) / 2)
        high = max(high, abs(spot["y"]) + node["size"] + _LINE * size * len(lines))
    return [math.ceil(wide) + _MARGIN, math.ceil(high) + _MARGIN]

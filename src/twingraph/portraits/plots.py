"""The plots of a portrait, drawn by matplotlib, which this module alone loads.

In: a portrait. Out: its figures by the key of their section, each with its caption. What is drawn
are the numbers of the tables; nothing is measured here.
"""

from __future__ import annotations

import importlib.util
import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from twingraph.errors import MachineError
from twingraph.portraits import drawn_modes, drawn_networks, drawn_places, drawn_reports
from twingraph.portraits.drawing import Drawing, Pen
from twingraph.portraits.inks import INK, LINE, QUIET, Plot, plot
from twingraph.portraits.model import Part, Portrait
from twingraph.portraits.typography import number, typeset
from twingraph.portraits.words import LABELS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH: Final = 560
"""Points; with the size of type it is chosen for a page, and readable on a phone."""

DRAWINGS: Final = {
    **drawn_networks.DRAWN,
    **drawn_places.DRAWN,
    **drawn_reports.DRAWN,
    **drawn_modes.DRAWN,
}

_STYLE: Final[Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "twingraph",
    "text.parse_math": False,
    "font.family": "DejaVu Sans",
    "font.size": 11,
    "text.color": INK,
    "axes.labelcolor": QUIET,
    "axes.edgecolor": LINE,
    "axes.labelsize": 11,
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.spines.bottom": False,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.grid.which": "major",
    "grid.color": LINE,
    "grid.linewidth": 0.8,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "xtick.minor.size": 0,
    "ytick.minor.size": 0,
    "hatch.linewidth": 0.8,
}


def refuse_without_matplotlib() -> None:
    """Raise MachineError where the library that draws is not installed."""
    if importlib.util.find_spec("matplotlib") is None:
        raise MachineError(
            "a report needs matplotlib, which is not installed",
            hint="pip install 'twingraph[analysis]'",
        )


def plots(made: Portrait) -> dict[str, Plot]:
    """Return the figures of a portrait's parts, of those that found something to draw."""
    drawn = {}
    for part in made.parts:
        draw = DRAWINGS.get(part.section.figure)
        if draw is not None and all(
            part.found.get(name) is not None and part.found[name].table.rows for name in draw.needs
        ):
            drawn[part.section.key] = _drawn(part, draw, made)
    return drawn


def _drawn(part: Part, draw: Drawing, made: Portrait) -> Plot:
    pen = Pen(made, part.found)
    caption = _caption(part, draw, made)
    with _figure(draw.height(pen)) as (axes, written):
        draw.draw(axes, pen)
    return plot(
        part.section.key,
        written(),
        made.say(part.section.heading),
        typeset(f"{made.say(part.section.intro)} {caption}", made.language),
        caption,
    )


@contextmanager
def _figure(height: float) -> Iterator[tuple[Axes, Callable[[], str]]]:
    """Yield axes to draw on, and what gives the SVG once they are drawn."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    file = io.StringIO()
    # A letter that the library's own font lacks is drawn by the reader's: no reason to warn.
    with mpl.rc_context(_STYLE), warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        figure = Figure(figsize=(WIDTH / 72, height / 72), layout="constrained")
        yield figure.add_subplot(), file.getvalue
        figure.savefig(file, format="svg", transparent=True, metadata={"Date": None})


def _caption(part: Part, draw: Drawing, made: Portrait) -> str:
    """Return n, m, the graph, and the draws behind what the figure shows."""
    given = part.found[draw.needs[0]].provenance
    told = [
        made.say(LABELS["source"]).format(
            n=number(given.n, made.language),
            m=number(given.m, made.language),
            graph=f"{given.projection} {given.graph[:12]}",
        )
    ]
    if given.draws is not None:
        told.append(made.say(LABELS["times"]).format(draws=given.draws, seed=given.seed))
    between = " ; " if made.language == "fr" else "; "
    return typeset(f"{made.say(draw.caption)} {between.join(told)}.", made.language)

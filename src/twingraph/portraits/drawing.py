"""What a drawing is: the tables it needs, its height and caption, and the hand that draws it.

In: the tables of a section. Out: `Drawing` and `Pen`, with what all drawings share. Axes are those
of the plotting library, which ``plots`` loads; here they are only told what to do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from twingraph.measures.headings import VALUES
from twingraph.measures.model import Measured, Value, Words
from twingraph.portraits.inks import INK, QUIET
from twingraph.portraits.model import Portrait
from twingraph.portraits.typography import number, typeset

LONGEST: Final = 30
"""Letters of a label beside an axis; what is longer is cut, the table has it whole."""
SMALL: Final = 10

Row = dict[str, Any]


@dataclass(frozen=True)
class Pen:
    """The tables of a section by name, and the language in which their drawing speaks."""

    made: Portrait
    found: Mapping[str, Measured]

    def rows(self, name: str) -> list[Row]:
        """Return the rows of a table by the names of their columns; none where it is not there."""
        if name not in self.found:
            return []
        held = self.found[name].table
        return [dict(zip(held.columns, row, strict=True)) for row in held.rows]

    def say(self, en: str, fr: str) -> str:
        """Return words in the page's language."""
        return typeset(self.made.say(Words(en, fr)), self.made.language)

    def label(self, name: Value) -> str:
        """Return a thing's label in the page's language, cut where it is long."""
        text = self.made.labels.get(str(name), str(name))
        return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"

    def word(self, name: str) -> str:
        """Return a word that tables use in the page's language."""
        return self.made.say(VALUES[name]) if name in VALUES else self.label(name)

    def number(self, held: float) -> str:
        """Return a number with the language's signs."""
        return number(held, self.made.language)

    def short(self, held: float) -> str:
        """Return a number with three digits at most."""
        return number(float(f"{held:.3g}"), self.made.language)

    def title(self, axes: Any, en: str, fr: str) -> None:
        """Say above the drawing what its long axis counts."""
        axes.set_title(self.say(en, fr), loc="left", fontsize=11, color=QUIET)


@dataclass(frozen=True)
class Drawing:
    """A figure: the tables it needs, its height in points, its caption, and how it is drawn."""

    needs: tuple[str, ...]
    height: Callable[[Pen], float]
    caption: Words
    draw: Callable[[Any, Pen], None]


def beside(axes: Any, text: str, x: float, y: float, **told: Any) -> None:
    """Write a label beside a point; ``by`` says how far, in points."""
    by = told.pop("by", (6, 0))
    axes.annotate(
        text,
        (x, y),
        xytext=by,
        textcoords="offset points",
        **{"va": "center", "fontsize": SMALL, "color": QUIET, **told},
    )


def listed(axes: Any, labels: Sequence[str]) -> None:
    """Name the rows of a drawing from above, with its grid upright."""
    axes.set_yticks(range(len(labels)), list(labels), color=INK)
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", visible=True)

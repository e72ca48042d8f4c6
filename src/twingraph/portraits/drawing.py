"""How each figure is drawn: marks, scales and labels on axes that are handed in.

In: axes of the plotting library, and the tables of a section. Out: what is drawn on the axes. The
library itself is loaded by ``plots``; here its objects are only told what to do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from twingraph.measures.model import Measured, Value, Words
from twingraph.portraits.inks import BLUE, GREY, GROUND, INK, ORANGE, QUIET
from twingraph.portraits.model import Portrait
from twingraph.portraits.typography import number, typeset
from twingraph.portraits.words import value

FIRST: Final = 20
COUNTRIES: Final = 12


@dataclass(frozen=True)
class Pen:
    """What a drawing needs: the tables of its section, and the language."""

    made: Portrait
    found: Mapping[str, Measured]

    def rows(self, name: str) -> list[dict[str, Any]]:
        """Return the rows of a table by the names of their columns."""
        held = self.found[name].table
        return [dict(zip(held.columns, row, strict=True)) for row in held.rows]

    def say(self, en: str, fr: str) -> str:
        """Return words in the page's language."""
        return typeset(self.made.say(Words(en, fr)), self.made.language)

    def label(self, name: Value) -> str:
        """Return a thing's label in the page's language, cut where it is long."""
        text = self.made.labels.get(str(name), str(name))
        return text if len(text) <= 28 else f"{text[:27]}…"

    def number(self, value: float) -> str:
        """Return a number with the language's signs."""
        return number(value, self.made.language)


@dataclass(frozen=True)
class Drawing:
    """A figure: the tables it needs, its height in points, what stands below it, how it is drawn."""

    needs: tuple[str, ...]
    height: Callable[[Pen], float]
    caption: Words
    draw: Callable[[Any, Pen], None]


def _degrees(axes: Any, pen: Pen) -> None:
    rows = [row for row in pen.rows("degree-distribution") if row["degree"] >= 1]
    x = [row["degree"] for row in rows]
    least = min(row["share_at_least"] for row in rows if row["share_at_least"]) / 2
    banded = [row for row in rows if row["null_high"]]
    axes.set_xscale("log")
    axes.set_yscale("log")
    if banded:
        at = [row["degree"] for row in banded]
        low = [max(row["null_low"], least) for row in banded]
        axes.fill_between(
            at, low, [row["null_high"] for row in banded], color=GREY, alpha=0.35, lw=0
        )
        axes.plot(at, [max(row["null_mean"], least) for row in banded], color=GREY, lw=1, ls="--")
        middle = banded[-1]
        axes.annotate(
            pen.say("pairs at random", "paires au hasard"),
            (at[-1], max(middle["null_mean"], least)),
            xytext=(-6, 4),
            textcoords="offset points",
            ha="right",
            color=QUIET,
        )
    seen = [row for row in rows if row["share_at_least"]]
    axes.plot(
        [r["degree"] for r in seen], [r["share_at_least"] for r in seen], "o", ms=3.5, color=BLUE
    )
    label = seen[len(seen) // 2]
    axes.annotate(
        pen.say("observed", "observé"),
        (label["degree"], label["share_at_least"]),
        xytext=(6, 6),
        textcoords="offset points",
        color=BLUE,
        weight="bold",
    )
    axes.set_xlabel(pen.say("partners, k", "partenaires, k"))
    axes.set_title(
        pen.say(
            "share of cities with k partners or more",
            "part des villes qui ont k partenaires ou plus",
        ),
        loc="left",
        fontsize=11,
        color=QUIET,
    )
    axes.set_xlim(0.9, max(x) * 1.3)


def _ranks(axes: Any, pen: Pen) -> None:
    rows = pen.rows("degree-bands")[:FIRST]
    for place, row in enumerate(rows):
        low, high = row["low"] or row["rank"], row["high"] or row["rank"]
        axes.plot([low, high], [place, place], color=BLUE, lw=5, alpha=0.35, solid_capstyle="butt")
        apart = row["separable"] is True
        axes.plot(
            [row["rank"]], [place], "o", ms=6, color=BLUE, mfc=BLUE if apart else GROUND, mew=1.5
        )
        axes.annotate(
            pen.number(row["degree"]),
            (max(high, row["rank"]), place),
            xytext=(8, 0),
            textcoords="offset points",
            va="center",
            color=QUIET,
            fontsize=10,
        )
    axes.set_yticks(range(len(rows)), [pen.label(row["label"]) for row in rows], color=INK)
    axes.invert_yaxis()
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", visible=True)
    axes.set_xlabel(
        pen.say(
            "rank, and where it lies when a tenth of the ties is missing",
            "rang, et où il se place quand il manque un dixième des liens",
        )
    )


def _distance(axes: Any, pen: Pen) -> None:
    axes.set_xscale("log")
    axes.set_yscale("log")
    rows = pen.rows("distance-histogram")
    ends = []
    for null, colour, dash in (
        ("uniform", GREY, ":"),
        ("degrees", ORANGE, "--"),
        ("country", BLUE, "-"),
    ):
        told = [row for row in rows if row["null"] == null and row["links"] and row["null_low"]]
        if not told:
            continue
        x = [((row["from_km"] or 10) * row["to_km"]) ** 0.5 for row in told]
        axes.fill_between(
            x,
            [r["links"] / r["null_high"] for r in told],
            [r["links"] / r["null_low"] for r in told],
            color=colour,
            alpha=0.25,
            lw=0,
        )
        y = [row["links"] / row["null_mean"] for row in told]
        axes.plot(x, y, color=colour, ls=dash, lw=1.8)
        ends.append((y[0], x[0], null, colour))
    for y, x, null, colour in ends:
        axes.annotate(
            pen.made.say(value(null)),
            (x, y),
            xytext=(4, 5),
            textcoords="offset points",
            color=colour,
            fontsize=10,
            weight="bold",
        )
    axes.axhline(1, color=QUIET, lw=1)
    axes.set_xlabel("km")
    axes.set_title(
        pen.say("links over as many as chance gives", "liens rapportés à ce que donne le hasard"),
        loc="left",
        fontsize=11,
        color=QUIET,
    )


def _countries(axes: Any, pen: Pen) -> None:
    rows = pen.rows("matrix-by-country")
    total: dict[str, float] = {}
    for row in rows:
        for end in (row["country"], row["other_country"]):
            total[end] = total.get(end, 0) + row["links"]
    names = sorted(total, key=lambda name: (-total[name], name))[:COUNTRIES]
    place = {name: at for at, name in enumerate(names)}
    from math import log2

    for row in rows:
        if row["country"] not in place or row["other_country"] not in place:
            continue
        ratio = row["ratio"]
        colour = BLUE if ratio >= 1 else ORANGE
        alpha = min(abs(log2(ratio)) / 5, 1) * 0.6
        for x, y in {
            (place[row["country"]], place[row["other_country"]]),
            (place[row["other_country"]], place[row["country"]]),
        }:
            axes.fill(
                [x - 0.48, x + 0.48, x + 0.48, x - 0.48],
                [y - 0.48, y - 0.48, y + 0.48, y + 0.48],
                color=colour,
                alpha=alpha,
                lw=0,
            )
            axes.text(x, y, pen.number(float(f"{ratio:.2g}")), ha="center", va="center", fontsize=9)
    axes.set_xticks(range(len(names)), names)
    axes.set_yticks(range(len(names)), names)
    axes.xaxis.tick_top()
    axes.set_xlim(-0.5, len(names) - 0.5)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.grid(visible=False)


def _growth(axes: Any, pen: Pen) -> None:
    rows = pen.rows("growth")
    axes.bar([row["year"] for row in rows], [row["ties"] for row in rows], width=0.9, color=BLUE)
    axes.set_title(
        pen.say("ties that began in the year", "liens commencés dans l’année"),
        loc="left",
        fontsize=11,
        color=QUIET,
    )


DRAWINGS: Final = {
    "degrees": Drawing(
        ("degree-distribution",),
        lambda _: 340,
        Words(
            "Points: observed. Band: 95 % of the draws.",
            "Points : observé. Bande : 95 % des tirages.",
        ),
        _degrees,
    ),
    "ranks": Drawing(
        ("degree-bands",),
        lambda pen: 60 + 20 * min(len(pen.rows("degree-bands")), FIRST),
        Words(
            "Filled: separable from the next; hollow: not separable. Number: partners. Bar: 95 % of the draws.",
            "Plein : séparable de la suivante ; vide : non séparable. Nombre : partenaires. Barre : 95 % des tirages.",
        ),
        _ranks,
    ),
    "distance": Drawing(
        ("distance-histogram",),
        lambda _: 360,
        Words(
            "Bands: 95 % of the draws; classes where chance gives none are left out.",
            "Bandes : 95 % des tirages ; les classes où le hasard ne donne rien sont omises.",
        ),
        _distance,
    ),
    "countries": Drawing(
        ("matrix-by-country",),
        lambda _: 480,
        Words(
            "Observed over expected, the countries with the most links, by ISO code; empty: no link.",
            "Observé rapporté à attendu, les pays aux liens les plus nombreux, par code ISO ; vide : aucun lien.",
        ),
        _countries,
    ),
    "growth": Drawing(
        ("growth",),
        lambda _: 300,
        Words("Dated ties alone.", "Liens datés seulement."),
        _growth,
    ),
}

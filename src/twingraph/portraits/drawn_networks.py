"""The figures of a network of many cities: degrees, ranks, groups, growth.

In: axes, and the tables of a section. Out: marks on the axes, uncertainty with them.
"""

from __future__ import annotations

from typing import Any, Final

from twingraph.measures.model import Words
from twingraph.portraits.drawing import Drawing, Pen, Row, beside, listed
from twingraph.portraits.inks import BLUE, GREY, GROUND, INK

FIRST: Final = 20
AGAINST: Final = ("transitivity", "clustering", "assortativity", "largest_share")


def _chance(axes: Any, pen: Pen) -> None:
    rows = [row for row in pen.rows("portrait-against-nulls") if _compared(row)]
    for place, row in enumerate(rows):
        low, high, found = row["null_low"], row["null_high"], row["value"]
        # Each row has its own scale: these figures share no unit.
        size = max(abs(number) for number in (low, high, found)) or 1
        axes.plot([low / size, high / size], [place] * 2, color=GREY, lw=8, alpha=0.6)
        axes.plot([found / size], [place], "o", ms=7, color=BLUE)
        bold = {"color": BLUE, "weight": "bold"}
        beside(axes, pen.short(found), found / size, place, by=(0, 11), ha="center", **bold)
        band = pen.say("{} to {}", "{} à {}").format(pen.short(low), pen.short(high))
        beside(axes, band, (low + high) / 2 / size, place, by=(0, -13), ha="center")
    listed(axes, [pen.word(row["measure"]) for row in rows])
    least = min([0.0, *(_scaled(row) for row in rows)])
    axes.set_xlim(least - 0.2, 1.2)
    axes.set_xticks([0], ["0"])
    pen.title(axes, "each figure on its own scale", "chaque grandeur à sa propre échelle")


def _compared(row: Row) -> bool:
    return row["measure"] in AGAINST and None not in (row["value"], row["null_low"])


def _scaled(row: Row) -> float:
    told = [row["value"], row["null_low"], row["null_high"]]
    return float(min(told) / (max(map(abs, told)) or 1))


def _degrees(axes: Any, pen: Pen) -> None:
    rows = [row for row in pen.rows("degree-distribution") if row["degree"] >= 1]
    seen = [row for row in rows if row["nodes"]]
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel(pen.say("partners", "partenaires"))
    pen.title(
        axes,
        "share of cities with as many partners or more",
        "part des villes qui ont autant de partenaires ou plus",
    )
    if not seen:
        return
    least = min(row["share_at_least"] for row in seen) / 2
    banded = [row for row in rows if row["null_high"]]
    if banded:
        at = [row["degree"] for row in banded]
        low, mean = (
            [max(row[name], least) for row in banded] for name in ("null_low", "null_mean")
        )
        high = [row["null_high"] for row in banded]
        axes.fill_between(at, low, high, color=GREY, alpha=0.35, lw=0)
        axes.plot(at, mean, color=GREY, lw=1.2, ls="--")
        text = pen.say("pairs at random", "paires au hasard")
        beside(axes, text, at[-1], mean[-1], by=(-8, 0), ha="right")
    x, y = [row["degree"] for row in seen], [row["share_at_least"] for row in seen]
    axes.plot(x, y, "o", ms=4, color=BLUE)
    middle = len(seen) // 2
    text = pen.say("observed", "observé")
    beside(axes, text, x[middle], y[middle], by=(8, 8), color=BLUE, weight="bold")
    axes.set_xlim(0.85, max(row["degree"] for row in rows) * 1.4)
    axes.xaxis.set_major_formatter(lambda number, _: pen.number(number))
    axes.xaxis.set_minor_formatter(lambda _number, _: "")
    axes.yaxis.set_major_formatter(lambda number, _: pen.short(100 * number) + pen.say("%", " %"))


def _ranks(axes: Any, pen: Pen) -> None:
    rows = pen.rows("degree-bands")[:FIRST]
    for place, row in enumerate(rows):
        told = [row[name] for name in ("low", "rank", "high") if row[name] is not None]
        axes.plot([min(told), max(told)], [place] * 2, color=BLUE, lw=6, alpha=0.3)
        inside = BLUE if row["separable"] is True else GROUND
        axes.plot([row["rank"]], [place], "o", ms=6, color=BLUE, mfc=inside, mew=1.6)
        beside(axes, pen.number(row["degree"]), max(told), place, by=(8, 0))
    listed(axes, [pen.label(row["label"]) for row in rows])
    pen.title(axes, "rank", "rang")


def _communities(axes: Any, pen: Pen) -> None:
    rows = pen.rows("community-sizes")[:FIRST]
    for place, row in enumerate(rows):
        axes.barh([place], [row["size"]], height=0.7, color=BLUE, alpha=0.35, lw=0)
        # What is found again in the runs, of what the bar holds.
        axes.barh([place], [row["size"] * row["stability"]], height=0.7, color=BLUE, lw=0)
        text = f"{pen.number(row['size'])} · {pen.short(row['stability'])}"
        beside(axes, text, row["size"], place)
    listed(axes, [pen.label(row["best_linked"]) for row in rows])
    axes.margins(x=0.15)
    axes.xaxis.set_major_formatter(lambda number, _: pen.number(number))
    pen.title(axes, "cities", "villes")


def _growth(axes: Any, pen: Pen) -> None:
    rows = pen.rows("growth")
    x, y = [row["year"] for row in rows], [row["ties"] for row in rows]
    axes.bar(x, y, width=0.85, color=BLUE, lw=0)
    best = max(range(len(rows)), key=lambda place: y[place])
    text = f"{x[best]}{pen.say(': ', ' : ')}{pen.number(y[best])}"
    beside(axes, text, x[best], y[best], by=(0, 8), ha="center", color=INK)
    axes.margins(x=0.02, y=0.12)
    axes.locator_params(axis="y", integer=True)
    axes.xaxis.set_major_formatter(lambda number, _: f"{number:.0f}" if number % 1 == 0 else "")
    axes.yaxis.set_major_formatter(lambda number, _: pen.short(number))
    pen.title(axes, "ties that began in the year", "liens commencés dans l’année")


DRAWN: Final = {
    "chance": Drawing(
        ("portrait-against-nulls",),
        lambda pen: 40 + 64 * sum(map(_compared, pen.rows("portrait-against-nulls"))),
        Words(
            "Points: observed. Bars: 95 % of the draws.",
            "Points : observé. Barres : 95 % des tirages.",
        ),
        _chance,
    ),
    "degrees": Drawing(
        ("degree-distribution",),
        lambda _: 340,
        Words(
            "Points: observed. Band: 95 % of the draws; dashed: their mean.",
            "Points : observé. Bande : 95 % des tirages ; tirets : leur moyenne.",
        ),
        _degrees,
    ),
    "ranks": Drawing(
        ("degree-bands",),
        lambda pen: 40 + 21 * min(len(pen.rows("degree-bands")), FIRST),
        Words(
            "Filled: separable from all below; hollow: not separable. Bar: 95 % of the draws. "
            "Number: partners.",
            "Plein : séparable des suivantes ; vide : non séparable. Barre : 95 % des tirages. "
            "Nombre : partenaires.",
        ),
        _ranks,
    ),
    "communities": Drawing(
        ("community-sizes",),
        lambda pen: 40 + 21 * min(len(pen.rows("community-sizes")), FIRST),
        Words(
            "The largest, each by its best linked city. Numbers: cities · stability; the strong "
            "part of a bar is the share found again.",
            "Les plus grandes, chacune par sa ville la mieux liée. Nombres : villes · stabilité ; "
            "la partie vive d’une barre est la part retrouvée.",
        ),
        _communities,
    ),
    "growth": Drawing(
        ("growth",),
        lambda _: 300,
        Words("Ties with a year alone.", "Les seuls liens dont l’année est dite."),
        _growth,
    ),
}
"""The drawings by name."""

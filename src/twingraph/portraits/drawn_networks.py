"""The figures of a network of many cities: degrees, ranks, distances, countries, groups, growth.

In: axes, and the tables of a section. Out: marks on the axes, uncertainty with them.
"""

from __future__ import annotations

from math import log2
from typing import Any, Final

from twingraph.measures.model import Words
from twingraph.portraits.drawing import SMALL, Drawing, Pen, Row, beside, listed
from twingraph.portraits.inks import BLUE, GREY, GROUND, INK, ORANGE, QUIET

FIRST: Final = 20
COUNTRIES: Final = 12
AGAINST: Final = ("transitivity", "clustering", "assortativity", "largest_share")
_STRONG: Final = 32
"""A ratio of so many times, or of one to so many, has the full colour."""
_ALPHA: Final = 0.6
_MIXED: Final = {
    "mixing-by-country": Words("country", "pays"),
    "mixing-by-continent": Words("continent", "continent"),
    "mixing-by-language": Words("official language", "langue officielle"),
    "mixing-by-eu": Words("European Union", "Union européenne"),
}
_NULLS: Final = (("uniform", GREY, ":"), ("degrees", ORANGE, "--"), ("country", BLUE, "-"))


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


def _distance(axes: Any, pen: Pen) -> None:
    axes.set_xscale("log")
    axes.set_yscale("log")
    rows = [row for row in pen.rows("distance-histogram") if row["links"] and row["null_low"]]
    for null, colour, dash in _NULLS:
        told = [row for row in rows if row["null"] == null]
        if not told:
            continue
        x = [max(row["from_km"], row["to_km"] / 2) for row in told]
        low, mean, high = (
            [row["links"] / row[name] for row in told]
            for name in ("null_high", "null_mean", "null_low")
        )
        axes.fill_between(x, low, high, color=colour, alpha=0.25, lw=0)
        axes.plot(x, mean, color=colour, ls=dash, lw=1.8)
        text = pen.word(null)
        beside(axes, text, x[0], mean[0], by=(-6, 0), ha="right", color=colour, weight="bold")
    axes.axhline(1, color=QUIET, lw=1)
    axes.set_xlim(left=2.2)
    axes.set_xlabel("km")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(lambda number, _: pen.short(number))
        axis.set_minor_formatter(lambda _number, _: "")
    pen.title(
        axes, "links over as many as chance gives", "liens rapportés à ce que donne le hasard"
    )


def _countries(axes: Any, pen: Pen) -> None:
    rows = pen.rows("matrix-by-country")
    total: dict[str, float] = {}
    for row in rows:
        for end in (row["country"], row["other_country"]):
            total[end] = total.get(end, 0) + row["links"]
    names = sorted(total, key=lambda name: (-total[name], name))[:COUNTRIES]
    place = {name: at for at, name in enumerate(names)}
    for row in rows:
        one, other = place.get(row["country"]), place.get(row["other_country"])
        if one is None or other is None:
            continue
        ratio = row["ratio"]
        alpha = min(abs(log2(ratio)) / log2(_STRONG), 1) * _ALPHA
        for x, y in {(one, other), (other, one)}:
            axes.fill(
                [x - 0.48, x + 0.48, x + 0.48, x - 0.48],
                [y - 0.48, y - 0.48, y + 0.48, y + 0.48],
                color=BLUE if ratio >= 1 else ORANGE,
                alpha=alpha,
                lw=0,
            )
            text = pen.number(float(f"{ratio:.2g}"))
            axes.text(x, y, text, ha="center", va="center", fontsize=SMALL, color=INK)
    listed(axes, names)
    axes.set_xticks(range(len(names)), names, color=INK)
    axes.xaxis.tick_top()
    axes.set_xlim(-0.5, len(names) - 0.5)
    axes.grid(visible=False, axis="both")


def _mixing(axes: Any, pen: Pen) -> None:
    names = [name for name in _MIXED if name in pen.found]
    for place, name in enumerate(names):
        for row in pen.rows(name):
            if row["measure"] != "assortativity" or row["value"] is None:
                continue
            if row["null_low"] is not None:
                ground = place + (0.22 if row["null"] == "degrees" else -0.22)
                ends = [row["null_low"], row["null_high"]]
                colour = ORANGE if row["null"] == "degrees" else GREY
                axes.plot(ends, [ground] * 2, color=colour, lw=6, alpha=0.6)
                text = pen.word(row["null"])
                beside(axes, text, max(ends), ground, by=(8, 0), fontsize=9)
            axes.plot([row["value"]], [place], "o", ms=7, color=BLUE)
            if row["null"] == "labels":
                bold = {"color": BLUE, "weight": "bold"}
                beside(axes, pen.short(row["value"]), row["value"], place, by=(9, 0), **bold)
    listed(axes, [pen.made.say(_MIXED[name]) for name in names])
    axes.axvline(0, color=QUIET, lw=1)
    axes.margins(x=0.12)
    axes.xaxis.set_major_formatter(lambda number, _: pen.short(number))
    pen.title(axes, "nominal assortativity", "assortativité nominale")


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
            "Filled: separable from the next; hollow: not separable. Bar: 95 % of the draws. "
            "Number: partners.",
            "Plein : séparable de la suivante ; vide : non séparable. Barre : 95 % des tirages. "
            "Nombre : partenaires.",
        ),
        _ranks,
    ),
    "distance": Drawing(
        ("distance-histogram",),
        lambda _: 360,
        Words(
            "Bands: 95 % of the draws. Classes of distance without a link, or where chance gives "
            "none, are left out.",
            "Bandes : 95 % des tirages. Les classes de distance sans lien, ou où le hasard n’en "
            "donne pas, sont omises.",
        ),
        _distance,
    ),
    "countries": Drawing(
        ("matrix-by-country",),
        lambda _: 420,
        Words(
            "Links over expected, the countries with the most links, by ISO code. Blue: more than "
            "expected; orange: fewer; empty: none.",
            "Liens rapportés à l’attendu, pays aux liens les plus nombreux, par code ISO. Bleu : "
            "plus qu’attendu ; orange : moins ; vide : aucun.",
        ),
        _countries,
    ),
    "mixing": Drawing(
        ("mixing-by-country",),
        lambda pen: 50 + 56 * sum(name in pen.found for name in _MIXED),
        Words(
            "Points: observed. Bars: 95 % of the draws of each null.",
            "Points : observé. Barres : 95 % des tirages de chaque modèle nul.",
        ),
        _mixing,
    ),
    "communities": Drawing(
        ("community-sizes",),
        lambda pen: 40 + 21 * min(len(pen.rows("community-sizes")), FIRST),
        Words(
            "The largest, each by its best linked city. Numbers: cities · stability; the dark part "
            "of a bar is the share found again.",
            "Les plus grandes, chacune par sa ville la mieux liée. Nombres : villes · stabilité ; "
            "la partie foncée d’une barre est la part retrouvée.",
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

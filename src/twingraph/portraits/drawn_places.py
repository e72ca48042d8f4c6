"""The figures of where partners are: distances, countries, and whether they are alike.

In: axes, and the tables of a section. Out: marks on the axes, uncertainty with them.
"""

from __future__ import annotations

from math import log2
from typing import Any, Final

from twingraph.measures.model import Words
from twingraph.portraits.drawing import SMALL, Drawing, Pen, beside, listed
from twingraph.portraits.inks import BLUE, GREY, GROUND, INK, ORANGE, QUIET

COUNTRIES: Final = 12
_STRONG: Final = 32
"""A ratio of so many times, or of one to so many, has the full colour."""
_ALPHA: Final = 0.6
_MIXED: Final = {
    "mixing-by-country": Words("country", "pays"),
    "mixing-by-continent": Words("continent", "continent"),
    "mixing-by-language": Words("official language", "langue officielle"),
    "mixing-by-eu": Words("European Union", "Union européenne"),
}
_TIMES: Final = (0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000)
_APART: Final = 1.3
_NULLS: Final = (("uniform", GREY, ":"), ("degrees", ORANGE, "--"), ("country", BLUE, "-"))


def _distance(axes: Any, pen: Pen) -> None:
    axes.set_xscale("log")
    axes.set_yscale("log")
    rows = [row for row in pen.rows("distance-histogram") if row["links"] and row["null_low"]]
    ends = []
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
        ends.append((mean[0], x[0], null, colour))
    axes.set_yticks([tick for tick in _TIMES if _within(tick, *axes.get_ylim())])
    at = 0.0
    for y, x, null, colour in sorted(ends):
        # Labels of lines that begin together are pushed apart, upwards.
        at = max(y, at * _APART)
        look = {"color": colour, "weight": "bold", "bbox": {"fc": GROUND, "ec": "none", "pad": 1}}
        axes.text(x * 0.88, at, pen.word(null), ha="right", va="center", fontsize=SMALL, **look)
    axes.axhline(1, color=QUIET, lw=1)
    axes.set_xlim(left=2.2)
    axes.set_xlabel("km")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(lambda number, _: pen.short(number))
        axis.set_minor_formatter(lambda _number, _: "")
    pen.title(
        axes, "links over as many as chance gives", "liens rapportés à ce que donne le hasard"
    )


def _within(tick: float, low: float, high: float) -> bool:
    return bool(low <= tick <= high)


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


DRAWN: Final = {
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
}
"""The drawings by name."""

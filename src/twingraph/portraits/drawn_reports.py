"""The figures of one city's reports: what happened when, by month, visits, and who acts.

In: axes, and the tables of a section. Out: marks on the axes; what is only planned is hollow.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from twingraph.measures.dealings import DONE, TO_COME
from twingraph.measures.model import Words
from twingraph.portraits.drawing import Drawing, Pen, Row, beside, listed
from twingraph.portraits.inks import BLUE, GREY, GROUND, INK, ORANGE

FIRST: Final = 20
_MARKS: Final = {
    "begins": ("s", ORANGE, ORANGE),
    "done": ("o", BLUE, BLUE),
    "to come": ("o", BLUE, GROUND),
    "ends": ("v", ORANGE, GROUND),
}
"""Of each kind of moment: its mark, colour and filling."""
_MONTH: Final = len("2024-07")


def _timeline(axes: Any, pen: Pen) -> None:
    moments = Counter(
        (row["with"], str(row["when"])[:4], kind)
        for row in pen.rows("timeline")
        if row["when"] is not None and (kind := _kind(row)) is not None
    )
    cities = sorted({city for city, _, _ in moments}, key=str)
    years = sorted({year for _, year, _ in moments})
    for (city, year, kind), number in sorted(moments.items(), key=str):
        mark, colour, inside = _MARKS[kind]
        x = years.index(year) - 0.36 + 0.22 * list(_MARKS).index(kind)
        y = cities.index(city)
        axes.plot([x], [y], mark, ms=6, color=colour, mfc=inside, mew=1.5)
        if number > 1:
            beside(axes, str(number), x, y, by=(4.5, 0), fontsize=8, color=INK)
    listed(axes, [pen.label(city) for city in cities])
    axes.set_xticks(range(len(years)), years)
    axes.set_xlim(-0.6, len(years) - 0.4)
    axes.xaxis.tick_top()
    axes.grid(axis="y", visible=True)
    axes.grid(axis="x", visible=False)


def _kind(row: Row) -> str | None:
    if row["what"] != "event":
        return str(row["what"])
    if row["status"] in DONE:
        return "done"
    return "to come" if row["status"] in TO_COME else None


def _months(axes: Any, pen: Pen) -> None:
    rows = [row for row in pen.rows("events-by-month") if len(str(row["period"])) == _MONTH]
    for place, row in enumerate(rows):
        done, planned = row["realised"] + row["under_way"], row["to_come"]
        axes.bar([place], [done], width=0.6, color=BLUE, lw=0)
        axes.bar([place], [planned], width=0.6, bottom=[done], color=GROUND, ec=BLUE, lw=1.2)
        if row["low"] is not None:
            axes.plot([place + 0.4] * 2, [row["low"], row["high"]], color=GREY, lw=2)
    axes.set_xticks(range(len(rows)), [row["period"] for row in rows], rotation=45, ha="right")
    axes.locator_params(axis="y", integer=True)
    pen.title(axes, "events", "événements")


def _visits(axes: Any, pen: Pen) -> None:
    rows = pen.rows("visits")[:FIRST]
    for place, row in enumerate(rows):
        for side, name in ((1, "received"), (-1, "sent")):
            done, planned = side * row[name], side * row[f"{name}_to_come"]
            axes.barh([place], [done], height=0.6, color=BLUE, lw=0)
            if planned:
                axes.barh([place], [planned], 0.6, left=[done], color=GROUND, ec=BLUE, lw=1.2)
    listed(axes, [pen.label(row["label"]) for row in rows])
    axes.axvline(0, color=INK, lw=1)
    axes.locator_params(axis="x", integer=True)
    axes.xaxis.set_major_formatter(lambda number, _: pen.number(abs(number)))
    pen.title(axes, "← visits made · visits received →", "← visites faites · visites reçues →")


def _actors(axes: Any, pen: Pen) -> None:
    rows = pen.rows("actors")[:FIRST]
    _paired(axes, [pen.word(row["kind"]) for row in rows], rows, ("actors", "events"))
    if rows:
        actors, events = (pen.number(rows[0][name]) for name in ("actors", "events"))
        first = pen.say(f"{actors} actors", f"{actors} acteurs")
        _named(
            axes,
            rows[0],
            ("actors", "events"),
            first,
            pen.say(f"in {events} events", f"dans {events} événements"),
        )


def _domains(axes: Any, pen: Pen) -> None:
    rows = pen.rows("domains")[:FIRST]
    _paired(axes, [pen.label(row["label"]) for row in rows], rows, ("things", "partners"))
    if rows:
        things, partners = (pen.number(rows[0][name]) for name in ("things", "partners"))
        first = pen.say(f"{things} told of", f"{things} relatés")
        _named(
            axes,
            rows[0],
            ("things", "partners"),
            first,
            pen.say(f"with {partners} partners", f"avec {partners} partenaires"),
        )


def _paired(axes: Any, labels: list[str], rows: list[Row], names: tuple[str, str]) -> None:
    """Draw two bars a row, the first in colour, and name the rows."""
    for place, row in enumerate(rows):
        axes.barh([place - 0.18], [row[names[0]]], height=0.36, color=BLUE, lw=0)
        axes.barh([place + 0.2], [row[names[1]]], height=0.36, color=GREY, alpha=0.5, lw=0)
    listed(axes, labels)
    axes.locator_params(axis="x", integer=True)
    axes.margins(x=0.15)


def _named(axes: Any, row: Row, names: tuple[str, str], first: str, second: str) -> None:
    """Say beside the bars of the first row what they count."""
    beside(axes, first, row[names[0]], -0.18, color=BLUE, fontsize=9)
    beside(axes, second, row[names[1]], 0.2, fontsize=9)


def _rows(name: str, pen: Pen) -> int:
    return min(len(pen.rows(name)), FIRST)


DRAWN: Final = {
    "timeline": Drawing(
        ("timeline",),
        lambda pen: 40 + 22 * len({row["with"] for row in pen.rows("timeline") if row["when"]}),
        Words(
            "Square: an agreement begins; triangle: one ends; circle: an event; filled: done, "
            "hollow: planned or wished; a number: how many. Years without any are left out.",
            "Carré : un accord commence ; triangle : un accord prend fin ; rond : un événement ; "
            "plein : fait, vide : prévu ou souhaité ; un nombre : combien. Les années sans rien "
            "sont omises.",
        ),
        _timeline,
    ),
    "months": Drawing(
        ("events-by-month",),
        lambda _: 280,
        Words(
            "Filled: done or under way; hollow: to come; grey: 95% interval of the rate of what "
            "was done.",
            "Plein : fait ou en cours ; vide : à venir ; gris : intervalle à 95 % du rythme "
            "de ce qui s’est fait.",
        ),
        _months,
    ),
    "visits": Drawing(
        ("visits",),
        lambda pen: 50 + 20 * _rows("visits", pen),
        Words("Filled: done; hollow: to come.", "Plein : fait ; vide : à venir."),
        _visits,
    ),
    "domains": Drawing(
        ("domains",),
        lambda pen: 40 + 26 * _rows("domains", pen),
        Words(
            "Blue: agreements, projects and events; grey: partners.",
            "Bleu : accords, projets et événements ; gris : partenaires.",
        ),
        _domains,
    ),
    "actors": Drawing(
        ("actors",),
        lambda pen: 40 + 26 * _rows("actors", pen),
        Words(
            "Blue: actors; grey: events in which they act.",
            "Bleu : acteurs ; gris : événements où ils agissent.",
        ),
        _actors,
    ),
}
"""The drawings by name."""

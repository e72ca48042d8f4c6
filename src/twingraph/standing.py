"""How things stand by the latest report: current status and date, and the life of agreements.

In: a graph. Out: a `Standing` for each thing of which a status, a date or a step is told. It is the
one reader of these: networks, tables and the map say the same. It draws and words nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from twingraph.prefixes import expand
from twingraph.queries import read_query
from twingraph.resources import folder
from twingraph.store import Graph, value

_REALISED: Final = expand("status:realised")
_UNDER_WAY: Final = expand("status:under-way")
_PREPARED: Final = expand("stepkind:prepared")
_SIGNED: Final = expand("stepkind:signed")
_ANNIVERSARY: Final = expand("stepkind:anniversary")
_ENDINGS: Final = (expand("stepkind:terminated"), expand("stepkind:lapsed"))


@dataclass(frozen=True)
class Standing:
    """How a thing stands; concepts and properties are IRIs, dates EDTF or days, empty if not told.

    ``status`` is what the latest report says of the thing itself, else that of an agreement's
    furthest step, whose kind ``status_step`` names; ``ended_by`` is the kind of the step that
    ended it. ``date_basis`` is the property of the date. ``start_anniversary`` is the number from
    which a computed ``start_year`` was counted back. ``reported`` is the year of the latest report
    that tells a status or date of the thing itself, 0 for another source.
    """

    status: str = ""
    status_step: str = ""
    ended_by: str = ""
    date: str = ""
    date_basis: str = ""
    earliest: str = ""
    latest: str = ""
    period: str = ""
    started: str = ""
    ended: str = ""
    start_year: int | None = None
    start_basis: str = ""
    start_anniversary: int | None = None
    end_year: int | None = None
    steps: tuple[str, ...] = ()
    steps_to_come: tuple[str, ...] = ()
    reported: int = 0


@dataclass(frozen=True)
class _Date:
    property: str
    edtf: str
    earliest: str
    latest: str
    earliest_year: int | None
    latest_year: int | None
    happens: bool
    reported: int


@dataclass(frozen=True)
class _Step:
    iri: str
    kind: str
    ordinal: int | None
    status: str
    rank: int
    date: _Date


_NO_STATUS: Final = ("", 0, 0)
_NO_DATE: Final = _Date("", "", "", "", None, None, happens=False, reported=0)


def standings(graph: Graph) -> dict[str, Standing]:
    """Return how each thing stands, by IRI.

    A date or status is that of the latest report that gives one: of two in one report the
    narrower date and the further status. A step counts for the beginning and the end of an
    agreement once it is realised. It begins with its own start or period, else with its signing,
    else as many years before an anniversary as that counts.
    """
    statuses: dict[str, tuple[str, int, int]] = {}
    for thing, status, year, place in _rows(graph, "statuses"):
        statuses.setdefault(thing, (status, int(year), int(place)))
    dates: dict[str, dict[str, _Date]] = {}
    for thing, role, *cells in _rows(graph, "dates"):
        dates.setdefault(thing, {}).setdefault(role, _date(cells))
    steps: dict[str, list[_Step]] = {}
    for agreement, step, kind, ordinal in _rows(graph, "steps"):
        status, _, rank = statuses.get(step, _NO_STATUS)
        date = dates.get(step, {}).get("date", _NO_DATE)
        made = _Step(step, kind, _number(ordinal), status, rank, date)
        steps.setdefault(agreement, []).append(made)
    return {
        thing: _standing(
            *statuses.get(thing, _NO_STATUS)[:2], dates.get(thing, {}), steps.get(thing, [])
        )
        for thing in sorted({*statuses, *dates, *steps})
    }


def _rows(graph: Graph, name: str) -> list[list[str]]:
    query = read_query(folder("queries") / "network" / f"{name}.rq")
    return [[value(term) for term in row] for row in graph.select(query.text)]


def _date(cells: Sequence[str]) -> _Date:
    prop, edtf, earliest, latest, first, last, happens, year, *_ = cells
    years = _number(first), _number(last)
    return _Date(prop, edtf, earliest, latest, *years, happens == "true", int(year))


def _number(text: str) -> int | None:
    return int(text) if text else None


def _standing(own: str, year: int, dates: dict[str, _Date], steps: list[_Step]) -> Standing:
    date, period, started, ended = (
        dates.get(role, _NO_DATE) for role in ("date", "period", "started", "ended")
    )
    event = date if date.happens else _NO_DATE
    done = [step for step in steps if step.status == _REALISED]
    signed = [s.date.earliest_year for s in done if s.kind == _SIGNED if s.date.earliest_year]
    counted = [
        (step.date.earliest_year - step.ordinal, step.ordinal)
        for step in done
        if step.kind == _ANNIVERSARY and step.ordinal and step.date.earliest_year
    ]
    stated = (started.earliest_year, period.earliest_year, event.earliest_year, *sorted(signed))
    start, anniversary = _first(stated), None
    if start is None and counted:
        start, anniversary = min(counted)
    basis = expand(f"basis:{'computed' if anniversary else 'stated'}")
    ending = next((step for step in done if step.kind in _ENDINGS), None)
    lasting = (ending.date,) if ending else (ended, period, event)
    status, status_step = (own, "") if own else _furthest(steps)
    return Standing(
        status=status,
        status_step=status_step,
        ended_by=ending.kind if ending else "",
        date=date.edtf,
        date_basis=date.property,
        earliest=date.earliest,
        latest=date.latest,
        period=period.edtf,
        started=started.edtf,
        ended=ended.edtf,
        start_year=start,
        # When an event was, the property of its date tells.
        start_basis="" if start is None or date.happens else basis,
        start_anniversary=anniversary,
        end_year=_first([when.latest_year for when in lasting]),
        steps=tuple(step.iri for step in done),
        steps_to_come=tuple(s.iri for s in steps if s.status not in ("", _REALISED)),
        reported=max([year, *(when.reported for when in dates.values())]),
    )


def _first(years: Sequence[int | None]) -> int | None:
    return next((year for year in years if year is not None), None)


def _furthest(steps: Sequence[_Step]) -> tuple[str, str]:
    """Return the status of the step that came furthest, and its kind.

    To prepare an agreement is not to conclude it: that counts where nothing else is told, and
    once done leaves the agreement under way. Nor does an end that is only planned.
    """
    told = [s for s in steps if s.status and (s.kind not in _ENDINGS or s.status == _REALISED)]
    further = [step for step in told if step.kind != _PREPARED]
    # Of two equally far, the signing is named before an anniversary.
    order = sorted(further or told, key=lambda s: (s.rank, s.kind != _SIGNED, s.kind, s.iri))
    if not order:
        return "", ""
    best = order[0]
    prepared = not further and best.status == _REALISED
    return (_UNDER_WAY if prepared else best.status), best.kind

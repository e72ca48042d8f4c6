"""Dormant relations: partners of whom the reports tell no more, or only what is to come.

In: dealings of a report's city with its partners. Out: of each partner the last year of which
something is told, and what that amounts to. What is not told is not called dormant.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from twingraph.measures.dealings import NEEDS, ONE_REPORT, Dealing, dealings, label, partners
from twingraph.measures.model import Measure, Settings, Table, Value, Words
from twingraph.projections.model import Links

_COLUMNS: Final = ("node", "label", "state", "silent", "last", "events", "to_come", "until")


def dormant(links: Links, _: Settings) -> Table:
    """Return of each partner how long nothing is told of it, and its state.

    ``silent`` is the number of years from the ``last`` year of which an event is told as realised
    or under way to the year of the latest report. States: ``active`` (0 years), ``silent`` (1 or
    more), ``undated`` (events, but no day of any), ``run out`` (an agreement's last year has
    passed, and nothing is told after it), ``to come`` (only what is planned), ``not told``.
    """
    told = dealings(links, "event", "agreement")
    now = max((d.reported for d in told if d.reported is not None), default=None)
    rows: list[tuple[Value, ...]] = []
    for city in partners(links):
        of_city = [d for d in told if d.city == city]
        events = [d for d in of_city if d.layer == "event"]
        done = [d for d in events if d.done]
        last = max((d.year for d in done if d.year is not None), default=None)
        until = max((d.until for d in of_city if d.layer == "agreement" and d.until), default=None)
        rows.append(
            (
                links.nodes[city],
                label(links, city),
                _state(events, last, until, now),
                None if now is None or last is None else now - min(last, now),
                last,
                len(done),
                sum(d.to_come for d in events),
                until,
            )
        )
    return Table(
        columns=_COLUMNS,
        rows=tuple(sorted(rows, key=_place)),
        engine="twingraph",
        notes=(
            *([] if now is None else [_counted_from(now)]),
            Words(
                "\u201cNot told\u201d means that no report read here tells of an event; it does "
                "not mean that there was none.",
                "«\u00a0non relatée\u00a0» veut dire qu’aucun rapport lu ici ne relate "
                "d’événement, non qu’il n’y en ait pas eu.",
            ),
            ONE_REPORT,
        ),
    )


def _counted_from(year: int) -> Words:
    return Words(
        f"Years are counted to {year}, the latest that a report read here is about.",
        f"Les années sont comptées jusqu’à {year}, la dernière dont traite un rapport lu ici.",
    )


def _state(events: Sequence[Dealing], last: int | None, until: int | None, now: int | None) -> str:
    if until is not None and now is not None and until < now and (last is None or last <= until):
        return "run out"
    if last is not None and now is not None:
        return "active" if last >= now else "silent"
    if any(d.done for d in events):
        return "undated"
    return "to come" if any(d.to_come for d in events) else "not told"


def _place(row: tuple[Value, ...]) -> tuple[float, str]:
    """Put first what has no number, then the longest silence."""
    silent = row[3]
    return -float(silent) if isinstance(silent, int) else float("-inf"), str(row[0])


MEASURES: Final = (
    Measure(
        name="dormant",
        scope="node",
        summary=Words(
            "how long nothing has been told of a partner",
            "depuis combien de temps rien n’est relaté d’un partenaire",
        ),
        formula="silent = year of the latest report - last year of an event realised or under way",
        reading=Words(
            "0: the latest report tells of it; 5: nothing told for five years, somebody should "
            "ask. Without a number no dated event is told",
            "0\u202f: le dernier rapport en parle\u202f; 5\u202f: rien de relaté depuis cinq ans, "
            "à relancer. Sans nombre, aucun événement daté n’est relaté",
        ),
        reference="a count of what is told, docs/analysis.md",
        find=dormant,
        needs=NEEDS,
        two_mode=True,
        star=True,
        projection="contacts",
    ),
)

"""Where an imported list says a fact: its rows, by the source's own keys, and where it comes from.

In: an open graph, a fact, and the named graph of the list. Out: `Row` values, and a line on the
source's data: their date, where they were got, under which terms. Reports have passages instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import pyoxigraph as px

from twingraph.explaining.model import Language, Row
from twingraph.explaining.words import say
from twingraph.labels import Labels
from twingraph.prefixes import expand
from twingraph.store import Graph, value

Said = Mapping[str, Sequence[px.NamedNode | px.BlankNode | px.Literal]]

_MOST: Final = 5
"""How many rows are named."""
# A row is found by its claim or membership, by the pair that it is about, or by the pair's cities.
_ROWS: Final = f"""PREFIX tg: <{expand("tg:")}>
SELECT DISTINCT ?key ?word WHERE {{
  GRAPH %(graph)s {{
    {{ VALUES ?told {{ %(subject)s %(held)s }} ?told tg:rowKey ?key }}
    UNION {{ VALUES ?pair {{ %(subject)s %(held)s }} ?told tg:claimOn ?pair ; tg:rowKey ?key }}
    UNION {{ ?tie tg:connects %(subject)s, %(held)s . ?told tg:claimOn ?tie ; tg:rowKey ?key }}
    UNION {{ ?told tg:member %(subject)s ; tg:network %(held)s ; tg:rowKey ?key }}
    OPTIONAL {{ ?told tg:statedAs ?word }}
  }}
  FILTER(%(subject)s != %(held)s || ?told = %(subject)s)
}}"""


def rows_saying(graph: Graph, name: str, subject: px.NamedNode, held: object) -> tuple[Row, ...]:
    """Return the rows of a list's graph that tell of a fact's subject and value, sorted."""
    if not isinstance(held, px.NamedNode):
        held = subject
    asked = _ROWS % {"graph": px.NamedNode(name), "subject": subject, "held": held}
    found = {(value(key), value(word)) for key, word in graph.select(asked)}
    ordered = sorted(found, key=lambda row: (not row[0].isdigit(), len(row[0]), row))
    return tuple(Row(key, word) for key, word in ordered[:_MOST])


def origin(said: Said, labels: Labels, language: Language) -> str | None:
    """Return where an imported source's data come from, in words; None for what is no import."""
    if expand("tg:rowsRead") not in said:
        return None
    parts = []
    for key, prop in (("data-of", "tg:dataDate"), ("got-from", "tg:retrievedFrom")):
        for term in said.get(expand(prop), ())[:1]:
            named = prop == "tg:dataDate" and isinstance(term, px.NamedNode)
            text = labels.of(value(term), language) if named else value(term)
            parts.append(say(key, language, what=text))
    rights = [*said.get(expand("dcterms:license"), ()), *said.get(expand("dcterms:rights"), ())]
    parts += [say("licence", language, what=value(term)) for term in rights[:1]]
    return ", ".join(parts)

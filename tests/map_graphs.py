"""Invented graphs for the tests of the map: hostile names, every status, a crowd.

In: nothing. Out: graphs in memory. It draws nothing and asserts nothing.
"""

from __future__ import annotations

import io
import random
from functools import cache

import pyoxigraph as px

from twingraph import loading
from twingraph.prefixes import PREFIXES
from twingraph.resources import folder
from twingraph.store import Graph

IMAGE = '<img src=x onerror="document.title=1;alert(1)">'
LINK = '<a href="javascript:alert(2)">link</a>'
SCRIPT = '</script><script>alert(3)</script><!--"&amp;'
TITLE = "</title></style><style>*{display:none}"

_HEAD = "".join(f"@prefix {prefix}: <{name}> .\n" for prefix, name in PREFIXES.items())
_REPORT = """
graph:test {
  report:test a tg:Report ; tg:reportOf city:own ; tg:reportYear 2024 .
  graph:test tg:source report:test .
  passage:test-1 a tg:Passage, tg:EvidenceGraph ; tg:inReport report:test ;
    tg:restsOn passage:test-1 ; tg:firstLine 1 ; tg:lastLine 2 ; tg:sheet 1 ; tg:summary %s .
  passage:test-1-implied a tg:EvidenceGraph ; tg:restsOn passage:test-1 ;
    tg:because "Why not."@en, "Pourquoi pas."@fr .
}
graph:editorial { city:own a tg:City ; rdfs:label %s . }
"""


def quoted(text: str) -> str:
    """Write a text as a Turtle literal in English."""
    return str(px.Literal(text, language="en"))


@cache
def _ontology() -> tuple[px.Quad, ...]:
    return tuple(loading.read_ontology(loading.ontology_files(folder("ontology"))))


def graph_of(trig: str, *, summary: str = "A summary.", own: str = "Own", seed: int = 0) -> Graph:
    """Make a graph of the ontology, a report and more TriG, its quads in an order of their own."""
    text = _HEAD + _REPORT % (quoted(summary), quoted(own)) + trig
    quads = [*_ontology(), *px.parse(io.BytesIO(text.encode()), format=px.RdfFormat.TRIG)]
    random.Random(seed).shuffle(quads)
    return Graph.memory(quads, "a test's graph")


def partner(slug: str, name: str, *, agreements: dict[str, str] | None = None) -> str:
    """Write a partner of the report's city, and agreements with it by slug and name."""
    labels = [f"city:{slug} a tg:City ; rdfs:label {quoted(name)} ."]
    facts = [
        f"rel:{slug} a tg:Relation ; tg:connects city:own, city:{slug} .",
        f"claim:{slug} a tg:Claim ; tg:claimOn rel:{slug} ; tg:basis basis:stated .",
        f"claim:{slug} tg:category category:specific-relation .",
    ]
    for agreement, label in (agreements or {}).items():
        labels.append(f"agreement:{agreement} a tg:Agreement ; rdfs:label {quoted(label)} .")
        facts.append(
            f"agreement:{agreement} tg:party city:own, city:{slug} ; tg:kind kind:protocol ."
        )
    return f"graph:editorial {{ {' '.join(labels)} }}\npassage:test-1 {{ {' '.join(facts)} }}\n"


def step(agreement: str, kind: str, status: str) -> str:
    """Write a step of an agreement."""
    return (
        f"passage:test-1 {{ step:{agreement}-{kind}-{status} a tg:Step ;"
        f" tg:stepOf agreement:{agreement} ; tg:stepKind stepkind:{kind} ;"
        f" tg:status status:{status} . }}\n"
    )


def hostile() -> Graph:
    """Return a graph whose every name is an attack on a page."""
    return graph_of(
        partner("image", IMAGE, agreements={"a": LINK, "b": SCRIPT})
        + partner("script", SCRIPT)
        + partner("link", LINK)
        + f"graph:editorial {{ network:n a tg:Network ; rdfs:label {quoted(IMAGE)} . }}"
        "passage:test-1 { membership:n a tg:Membership ; tg:member city:own ;"
        " tg:network network:n ; tg:basis basis:stated . }",
        summary=SCRIPT + IMAGE,
        own=TITLE,
    )


def crowd(number: int) -> Graph:
    """Return a graph of a city with many partners."""
    return graph_of("".join(partner(f"c{n:04}", f"Commune {n}") for n in range(number)))

"""Nothing that is said of a thing is silently left out of a dossier in which the thing stands.

The statements are read from the quads themselves, whatever their property; what is shown is read
from the dossier's JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pyoxigraph as px

from twingraph.bundled import bundled_quads
from twingraph.dates import parse_date
from twingraph.dossiers import dossier, to_json
from twingraph.prefixes import shorten
from twingraph.store import Graph, is_inferred

# Told otherwise: the type by the section, the basis by the mark, signatures by their ends.
OTHERWISE = {"rdf:type", "rdfs:label", "tg:basis", "tg:signature"}
SECTIONS = ("relations", "agreements", "events", "people", "organisations", "undertakings")
BELOW = ("parts", "claims", "steps")


def test_everything_that_is_said_of_a_thing_is_shown() -> None:
    every = bundled_quads()
    graph = Graph.memory(every)
    # What only follows is shown where it tells something new, and marked: see test_dossier.
    quads = [quad for quad in every if not is_inferred(quad.graph_name)]
    cities = [
        q.subject
        for q in quads
        if named(q.object) == "tg:City" and named(q.predicate) == "rdf:type"
    ]
    assert len(cities) == 17
    for city in cities:
        data = json.loads(to_json(dossier(named(city), graph)))
        missing, seen = compare(data, quads)
        assert missing == [], data["id"]
        assert seen > 10


def compare(data: Any, quads: list[px.Quad]) -> tuple[list[tuple[str, str, str]], int]:
    """Return what is said of the things of a dossier and not shown, and how much was compared."""
    entries = entries_of(data)
    ties = {relation["id"] for relation in data["relations"]}
    missing, seen = [], 0
    for quad in quads:
        name, prop = named(quad.subject), named(quad.predicate)
        if name not in entries or prop in OTHERWISE:
            continue
        french = isinstance(quad.object, px.Literal) and quad.object.language == "fr"
        said = words(quad.object)
        # That something concerns a city's only tie goes without saying.
        if (prop == "tg:concerns" and ties == {said}) or (french and prop != "skos:altLabel"):
            continue
        seen += 1
        texts, label = entries[name]
        if said not in texts and not re.search(rf"(?<!\d){re.escape(said)}(?!\d)", label):
            missing.append((name, prop, said))
    return missing, seen


def named(term: object) -> str:
    return shorten(term.value) if isinstance(term, px.NamedNode) else ""


def words(term: px.NamedNode | px.BlankNode | px.Literal | px.Triple) -> str:
    """Return how a value is shown in English."""
    if isinstance(term, px.Literal):
        return {"true": "yes", "false": "no"}.get(term.value, term.value)
    assert isinstance(term, px.NamedNode)
    name = named(term)
    return parse_date(name.partition(":")[2]).label_en if name.startswith("date:") else name


def entries_of(data: Any) -> dict[str, tuple[set[str], str]]:
    """Return, for each thing that has an entry, the texts of the entry and the thing's label."""
    entries = {data["id"]: (set(texts_of(data["identity"])), data["label"])}
    waiting = [(entry, data["id"]) for part in SECTIONS for entry in data[part]]
    for entry, above in waiting:  # grows while it is read
        texts, _ = entries.setdefault(entry["id"], (set(), entry.get("label", "")))
        texts.update(texts_of(entry), [above])
        waiting += [(part, entry["id"]) for key in BELOW for part in entry.get(key, [])]
    for theme in data["themes"]:
        for thing in theme["of"]:
            entries[thing["id"]][0].add(theme["id"])
    for relation in data["relations"]:
        entries[relation["id"]][0].add(data["id"])
    # What a city is to a network stands under its networks.
    for tie in data["networks"]:
        entries[data["id"]][0].update(fact["id"] for fact in tie["facts"] if fact["id"])
    return entries


def texts_of(data: Any) -> Iterator[str]:
    if isinstance(data, dict | list):
        for value in data.values() if isinstance(data, dict) else data:
            yield from texts_of(value)
    elif data is not None:
        yield {True: "yes", False: "no"}[data] if isinstance(data, bool) else str(data)

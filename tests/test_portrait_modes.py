"""Cities and another kind of things in a report: two columns, and a line for each pair."""

from __future__ import annotations

import csv
import itertools
import random
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pyoxigraph as px
import pytest

from hostile import CONTROLS, LABELS, hostile_graph, hostile_quads
from twingraph.errors import UsageError
from twingraph.measures.catalogue import find_measure
from twingraph.measures.measuring import measure, measured
from twingraph.measures.model import Settings, Words
from twingraph.portraits.choosing import portrait
from twingraph.portraits.drawn_modes import arranged, columns, crossings
from twingraph.portraits.inks import GREY, INK, QUIET
from twingraph.portraits.model import Part, Portrait, Shown
from twingraph.portraits.modes import FEW, MODES
from twingraph.portraits.page import page
from twingraph.portraits.plots import plots
from twingraph.portraits.writing import write_portrait
from twingraph.prefixes import expand
from twingraph.projections.model import Links, links_of
from twingraph.projections.stored import UNNAMED, links
from twingraph.store import Graph

Pairs = list[tuple[str, str]]
SVG = "{http://www.w3.org/2000/svg}"
PERSONS = MODES[1]
HOSTILE = '</script><b>A & B\'s "$x$" 大垣'


def network(pairs: Pairs, labels: dict[str, str] | None = None) -> Links:
    """Return a two-mode network whose second mode are the right ends."""
    known = labels or {}
    nodes = {name: {"label": known.get(name, name)} for pair in pairs for name in pair}
    return links_of(
        "city-person", pairs, nodes=nodes, second=frozenset(other for _, other in pairs)
    )


def made_of(of: Links, language: str = "en") -> Portrait:
    """Return a portrait that has the section of persons alone."""
    found = find_measure("cities-and-persons")
    part = Part(PERSONS, (Shown(found, measured(of, found, Settings())),))
    return Portrait(Words("Made up", "Inventé"), language, None, False, (part,), {})


def drawing(of: Links, language: str = "en") -> str:
    return plots(made_of(of, language))["persons"].alone


def texts(svg: str, ink: str = INK) -> list[tuple[str, str, float]]:
    """Return side, text and height of the texts of an ink."""
    found = []
    for text in ET.fromstring(svg.encode()).iter(f"{SVG}text"):
        style = text.get("style", "")
        if f"fill: {ink}" in style:
            side = "left" if "text-anchor: end" in style else "right"
            found.append((side, text.text or "", float(text.get("y", ""))))
    return found


def lines(svg: str) -> Pairs:
    """Return what each line joins: the labels nearest to its ends."""
    labels = texts(svg)

    def near(side: str, y: float) -> str:
        return min((abs(at - 3.3 - y), text) for where, text, at in labels if where == side)[1]

    ends = re.findall(rf'd="M \S+ (\S+) \nL \S+ (\S+) \n"[^>]*stroke: {GREY}', svg)
    return sorted((near("left", float(one)), near("right", float(other))) for one, other in ends)


def random_pairs(seed: int, cities: int = 9, others: int = 14, number: int = 25) -> Pairs:
    chance = random.Random(seed)
    every = [(f"c{one}", f"p{other}") for one in range(cities) for other in range(others)]
    return chance.sample(every, number)


def crossed(pairs: Iterable[tuple[str, str]], left: list[str], right: list[str]) -> int:
    """Count crossings by looking at any two lines."""
    return sum(
        (left.index(a) - left.index(b)) * (right.index(x) - right.index(y)) < 0
        for (a, x), (b, y) in itertools.combinations(pairs, 2)
    )


def test_each_pair_is_one_line_however_many_links_it_has() -> None:
    pairs = random_pairs(1)
    svg = drawing(network([*pairs, pairs[0], pairs[0]]))
    assert lines(svg) == sorted(pairs)
    widths = re.findall(rf"stroke: {GREY}[^>]*stroke-width: (\S+?)[;\"]", svg)
    assert widths == ["3"]


@pytest.mark.parametrize("projection", ["city-network", "city-person", "city-event", "city-theme"])
def test_namurs_links_are_all_there(projection: str) -> None:
    of = links(None, projection)
    label = of.attributes["label"]
    meant = {
        (of.nodes[one], of.nodes[other])
        for one, other in zip(of.sources.tolist(), of.targets.tolist(), strict=True)
    }
    name = next(
        s.measures[0] for s in MODES if find_measure(s.measures[0]).projection == projection
    )
    rows = measure(None, name).table.rows
    assert {(row[0], row[2]) for row in rows} == meant
    assert sum(int(row[4] or 0) for row in rows) == of.m
    assert {(row[0], row[1]) for row in rows} <= set(zip(of.nodes, label.tolist(), strict=True))
    drawn = columns({(str(row[0]), str(row[2])): int(row[4] or 0) for row in rows})
    assert set(drawn.pairs) == meant


def test_no_label_stands_twice_and_none_on_another() -> None:
    long = "A name that is so long that nothing of it but its beginning has room, "
    labels = {"p0": long + "one", "p1": long + "two", "p2": "Same", "p3": "Same"}
    svg = drawing(network([("c0", f"p{number}") for number in range(8)], labels))
    for side in ("left", "right"):
        told = [(text, at) for where, text, at in texts(svg) if where == side]
        assert len(told) == (1 if side == "left" else 8)
        assert len({text for text, _ in told}) == len(told)
        heights = sorted(at for _, at in told)
        assert all(b - a >= 14 for a, b in itertools.pairwise(heights))
    assert max(len(text) for _, text, _ in texts(svg)) < len(long)


def test_the_order_is_of_the_network_and_not_of_how_it_came_in() -> None:
    pairs = random_pairs(2)
    turned = pairs[::-1]
    assert arranged(pairs) == arranged(turned)
    assert drawing(network(pairs)) == drawing(network(turned))


def test_crossings_are_those_that_one_sees() -> None:
    for seed in range(20):
        pairs = random_pairs(seed)
        left = sorted({city for city, _ in pairs})
        right = sorted({other for _, other in pairs})
        assert crossings(pairs, left, right) == crossed(pairs, left, right)


def test_what_can_be_drawn_without_crossings_is() -> None:
    names = [f"{number:02}" for number in range(12)]
    random.Random(3).shuffle(names)
    pairs = [(f"c{name}", f"p{names[-1 - place]}") for place, name in enumerate(names)]
    assert crossed(pairs, *map(list, arranged(pairs))) == 0


def test_the_order_has_fewer_crossings_than_that_of_names() -> None:
    for seed in range(20):
        pairs = random_pairs(seed)
        left = sorted({city for city, _ in pairs})
        right = sorted({other for _, other in pairs})
        assert crossed(pairs, *map(list, arranged(pairs))) < crossed(pairs, left, right)


def test_of_many_the_most_connected_are_drawn_and_the_others_counted() -> None:
    pairs = [(f"c{number % 7}", f"p{number}") for number in range(FEW + 5)]
    pairs += [("c0", f"p{number}") for number in range(FEW + 4, 0, -1) if number % 7]
    of = network(pairs)
    svg = drawing(of)
    right = {text for side, text, _ in texts(svg) if side == "right"}
    assert len(right) == FEW
    single = {f"p{number}" for number in range(0, FEW + 5, 7)}
    assert {f"p{number}" for number in range(FEW + 5)} - single <= right
    assert f"persons: {FEW} of {FEW + 5}" in {text for _, text, _ in texts(svg, QUIET)}
    written = page(made_of(of), {}, "files")
    assert "The most connected are drawn; in the table alone: 5 persons." in written
    french = page(made_of(of, "fr"), {}, "files")
    assert "dans le tableau seulement\u00a0: 5 personnes." in french


def test_hostile_names_are_text() -> None:
    labels = {"c0": HOSTILE, "p0": HOSTILE, "p1": f"a {CONTROLS}", "p2": "two\nlines"}
    of = network([("c0", "p0"), ("c0", "p1"), ("c0", "p2")], labels)
    said = {text for _, text, _ in texts(drawing(of))}
    assert {HOSTILE[:10], "two lines"} <= {text[:10] for text in said}
    assert not re.findall("</script>|<b>A", page(made_of(of), plots(made_of(of)), "files"))


def test_where_nothing_is_linked_a_sentence_stands_and_no_drawing() -> None:
    star = hostile_graph({f"c{number}": f"C{number}" for number in range(12)})
    made = portrait(star, Settings(draws=2), language="fr")
    keys = [section.key for section in MODES]
    parts = [part for part in made.parts if part.section.key in keys]
    assert [part.section.key for part in parts] == keys
    assert not set(plots(made)) & set(keys)
    written = page(made, {}, "files")
    for key in keys:
        section = written.partition(f'<h2 id="{key}">')[2].partition("</section>")[0]
        assert "ce réseau n’en relate pas" in section
        assert "<table" not in section


def test_one_kind_of_nodes_has_no_such_table() -> None:
    with pytest.raises(UsageError, match="two kinds of nodes"):
        measure(links_of("ties", [("a", "b")]), "cities-and-persons")
    of = links_of("ties", [("a", "b")])
    mixed = Links("ties", of.nodes, of.sources, of.targets, second=np.array([True, True]))
    with pytest.raises(UsageError, match="not a two-mode network"):
        measure(mixed, "cities-and-persons")


@pytest.mark.parametrize(("members", "offered"), [(0, []), (FEW, ["networks"]), (FEW + 1, [])])
def test_of_another_network_what_few_cities_have_is_drawn(members: int, offered: list[str]) -> None:
    quads = hostile_quads(LABELS)
    graph = px.NamedNode(expand("graph:editorial"))

    def say(subject: str, predicate: str, other: str) -> None:
        one, how, two = (px.NamedNode(expand(name)) for name in (subject, predicate, other))
        quads.append(px.Quad(one, how, two, graph))

    say("network:n", "rdf:type", "tg:Network")
    for number in range(members):
        say(f"city:m{number:03}", "rdf:type", "tg:City")
        say(f"membership:{number}", "tg:member", f"city:m{number:03}")
        say(f"membership:{number}", "tg:network", "network:n")
    made = portrait(Graph.memory(quads), Settings(draws=2), kinds=(UNNAMED,))
    keys = [section.key for section in MODES]
    assert [part.section.key for part in made.parts if part.section.key in keys] == offered


def test_a_citys_report_has_the_drawings_and_their_files(tmp_path: Path) -> None:
    folder = write_portrait(tmp_path / "out.html", draws=2, lang="fr")
    text = (tmp_path / "out.html").read_text(encoding="utf-8")
    for section in MODES:
        assert f'<h2 id="{section.key}">{section.heading.fr}</h2>' in text
        table = section.measures[0]
        with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert list(rows[0]) == ["node", "city", "who", "name", "links"]
        assert (folder / f"{table}.csv-metadata.json").is_file()
        svg = (folder / f"{section.key}.svg").read_text(encoding="utf-8")
        assert len(lines(svg)) == len(rows)
        assert ET.fromstring(svg.encode())[1].text
    assert "Québec City" not in (folder / "persons.svg").read_text(encoding="utf-8")

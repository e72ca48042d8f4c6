"""The pyvis page without a browser: what it holds, what it forbids, when it is refused."""

from __future__ import annotations

import base64
import hashlib
import html
import importlib.resources
import json
import math
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import twingraph
from map_graphs import IMAGE, LINK, SCRIPT, TITLE, crowd, graph_of, hostile, partner, quoted, step
from twingraph.bundled import bundled_quads
from twingraph.errors import MachineError, UsageError
from twingraph.map.layout import ring
from twingraph.networks import network
from twingraph.store import Graph


def pyvis_page(graph: Graph, *, city: str | None = None, lang: str = "en") -> str:
    return twingraph.ego_network(city, graph, lang=lang).page()


VOID = {"meta", "link", "br", "hr", "img", "input"}


class Reader(HTMLParser):
    """Reads a page as a browser does: its elements, and the text outside scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []
        self.raw: list[tuple[dict[str, str], str]] = []
        self._open: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        held = {name: text or "" for name, text in attrs}
        self.elements.append((tag, held))
        if tag not in VOID:
            self._open.append((tag, held))

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Note a text."""
        tag, held = self._open[-1] if self._open else ("", {})
        if tag in {"script", "style"}:
            if tag == "script":
                self.raw.append((held, data))
        elif data.strip():
            self.text.append(data.strip())

    def count(self, tag: str) -> int:
        """Return how many elements of a name there are."""
        return sum(name == tag for name, _ in self.elements)


@pytest.fixture(scope="module")
def namur() -> Graph:
    return Graph.memory(bundled_quads(), "Namur")


@pytest.fixture(scope="module")
def page(namur: Graph) -> str:
    return pyvis_page(namur)


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="map-data">(.*?)</script>', page)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def edges_of(graph: Graph) -> dict[str, dict[str, Any]]:
    """Return the drawn edges by the slug of what they stand for."""
    edges = data_of(pyvis_page(graph))["edges"]
    return {edge["id"].split()[0].rsplit("/", 1)[-1]: edge for edge in edges}


def test_it_draws_what_the_network_holds_around_the_city(namur: Graph, page: str) -> None:
    ties, members = network(namur, "ties"), network(namur, "networks")
    around = set(ties.neighbors("city:namur-be"))
    drawn = data_of(page)
    assert len(around) == 13
    assert len(drawn["nodes"]) == 1 + 13 + 3
    assert len(drawn["edges"]) == ties.degree("city:namur-be") + members.number_of_edges()
    assert {node["role"] for node in drawn["nodes"]} == {"own", "city", "network"}
    ids = {node["id"] for node in drawn["nodes"]}
    assert {ties.nodes[city]["iri"] for city in around} < ids
    assert {end for edge in drawn["edges"] for end in (edge["from"], edge["to"])} == ids


def test_the_line_under_the_title_counts_what_is_shown(namur: Graph, page: str) -> None:
    # The eighth agreement of the report binds two universities: named under the table, not drawn.
    english = "13 partner cities, 7 agreements, 1 cooperation programme, 3 networks"
    assert f'<p id="summary">{english}; annual report 2024</p>' in page
    french = pyvis_page(namur, lang="fr")
    assert "13 villes partenaires, 7 accords, 1 programme de coopération, 3 réseaux" in french
    assert "Convention between the University of Namur" in " ".join(Reader(page).text)


def test_the_tables_have_a_row_for_each_line(page: str) -> None:
    rows = {
        name: re.search(rf'<table id="{name}">.*?<tbody>(.*?)</tbody>', page, re.DOTALL)
        for name in ("ties", "memberships", "passages")
    }
    found = {name: body[1].count("<tr") for name, body in rows.items() if body}
    assert found["ties"] + found["memberships"] == len(data_of(page)["edges"]) == 19
    linked = set(re.findall(r'href="#([^"]+)"', page))
    assert len(linked) == found["passages"] > 20
    assert linked <= {held["id"] for _, held in Reader(page).elements if "id" in held}


def test_the_tables_can_be_read_by_machine_voices(page: str) -> None:
    read = Reader(page)
    assert read.count("caption") == read.count("table") == 3
    headers = [held for tag, held in read.elements if tag == "th"]
    assert {held.get("scope") for held in headers} == {"col", "row"}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_says_its_language_and_keeps_its_typography(namur: Graph, language: str) -> None:
    read = Reader(pyvis_page(namur, lang=language))
    assert read.elements[0] == ("html", {"lang": language})
    text = "\n".join(read.text)
    assert ("Legend" in text) == (language == "en")
    assert ("Légende" in text) == (language == "fr")
    if language == "fr":
        assert re.findall(r"\w[ ][:;?!»]|« ", text) == []
        assert re.findall(r"\w\u00a0[:;]", text)


def test_nothing_is_asked_of_any_host(page: str) -> None:
    read = Reader(page)
    for tag, held in read.elements:
        assert "src" not in held, tag
        assert held.get("href", "#").startswith(("#", "data:,")), held
    assert read.count("iframe") == read.count("object") == read.count("base") == 0
    styles = " ".join(re.findall(r"<style>(.*?)</style>", page, re.DOTALL))
    assert "url(" not in styles
    assert "@import" not in styles
    assert "sourceMappingURL" not in page


def test_the_policy_forbids_every_connection_and_every_other_script(page: str) -> None:
    read = Reader(page)
    (policy,) = [
        held["content"]
        for tag, held in read.elements
        if tag == "meta" and held.get("http-equiv") == "Content-Security-Policy"
    ]
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split(";")}
    assert rules["default-src"] == ["'none'"]
    assert not {"connect-src", "frame-src", "font-src"} & set(rules)
    run = [text for held, text in read.raw if held.get("type") != "application/json"]
    expected = [
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        for text in run
    ]
    assert len(expected) == 2
    assert rules["script-src"] == expected


def test_hostile_names_stay_text() -> None:
    page = pyvis_page(hostile())
    plain = Reader(pyvis_page(graph_of(partner("a", "A", agreements={"a": "b"}))))
    read = Reader(page)
    assert read.count("script") == plain.count("script") == 3
    assert read.count("style") == plain.count("style") == 1
    assert read.count("img") == 0
    assert not [held for _, held in read.elements if any(name.startswith("on") for name in held)]
    assert {held["href"] for tag, held in read.elements if tag == "a"} == {"#test-1"}
    text = "\n".join(read.text)
    for name in (IMAGE, LINK, SCRIPT, TITLE):
        assert name in text
    drawn = data_of(page)
    assert {IMAGE, LINK, SCRIPT, TITLE} <= {
        title.split("\n")[0] for node in drawn["nodes"] for title in [node["title"]]
    }
    assert html.unescape(IMAGE) in {"".join(n["label"].split("\n")) for n in drawn["nodes"]} | {
        n["label"].replace("\n", " ") for n in drawn["nodes"]
    }


def test_parallel_agreements_are_both_drawn_on_curves_of_their_own() -> None:
    graph = graph_of(partner("a", "A", agreements={"one": "1", "two": "2", "three": "3"}))
    edges = edges_of(graph)
    assert set(edges) == {"one", "two", "three"}
    curves = {
        (edge["smooth"]["enabled"] and edge["smooth"]["type"], edge["smooth"]["roundness"])
        for edge in edges.values()
    }
    assert len(curves) == 3


def test_what_is_planned_does_not_look_like_what_was_done() -> None:
    statuses = ("realised", "under-way", "planned", "envisaged", "wished")
    trig = "".join(
        partner(status, status, agreements={f"a-{status}": status})
        + step(f"a-{status}", "signed", status)
        for status in statuses
    )
    over = partner("over", "over", agreements={"a-over": "over"})
    over += step("a-over", "signed", "realised") + step("a-over", "terminated", "realised")
    draft = partner("draft", "draft", agreements={"a-draft": "draft"})
    draft += step("a-draft", "prepared", "realised")
    renewal = partner("renewal", "renewal", agreements={"a-renewal": "renewal"})
    renewal += step("a-renewal", "prepared", "realised") + step("a-renewal", "renewed", "envisaged")
    edges = edges_of(graph_of(trig + over + draft + renewal))
    dashes = {name.removeprefix("a-"): edge["dashes"] for name, edge in edges.items()}
    assert dashes["realised"] is False
    assert dashes["under-way"] == dashes["draft"] == [16, 6]
    assert dashes["planned"] == [8, 6]
    assert dashes["envisaged"] == dashes["wished"] == dashes["renewal"] == [2, 5]
    assert {name for name, edge in edges.items() if edge["color"]["opacity"] < 1} == {"a-over"}


def test_a_membership_to_come_does_not_look_like_one_that_is() -> None:
    facts = "".join(
        f"graph:editorial {{ network:{name} a tg:Network ; rdfs:label {quoted(name)} . }}"
        f"passage:test-1 {{ membership:{name} a tg:Membership ; tg:member city:own ;"
        f" tg:network network:{name} ; tg:basis basis:stated {status} . }}\n"
        for name, status in (("one", ""), ("two", "; tg:status status:planned"))
    )
    graph = graph_of(facts)
    dashes = {name: edge["dashes"] for name, edge in edges_of(graph).items()}
    assert dashes == {"one": False, "two": [8, 6]}
    assert "<td>planned</td>" in pyvis_page(graph)


def test_every_agreement_around_here_is_drawn_or_named() -> None:
    parties = {
        "drawn": "city:own, city:a",
        "with-a-university": "city:own, org:u",
        "of-a-partner": "city:a, org:u",
        "between-partners": "city:a, city:b",
        "of-universities": "org:u, org:v",
        "elsewhere": "city:b, city:far",
    }
    facts = partner("a", "A") + partner("b", "B") + "".join(
        f"passage:test-1 {{ agreement:{name} a tg:Agreement ; rdfs:label {quoted(name)} ;"
        f" tg:party {ends} . }}\n"
        for name, ends in parties.items()
    ) + "graph:editorial { city:far a tg:City . }"  # fmt: skip
    graph = graph_of(facts)
    assert "drawn" in edges_of(graph)

    def named(city: str) -> set[str]:
        line = re.search(r"Not drawn[^:]*: ([^<]*)\.</p>", pyvis_page(graph, city=city))
        return set(line[1].split("; ")) if line else set()

    assert named("own") == set(parties) - {"drawn", "elsewhere"}
    assert named("a") == {"with-a-university", "of-a-partner"}


def test_kinds_have_the_colours_and_ends_of_the_visual_language(page: str) -> None:
    edges = data_of(page)["edges"]
    seen = {
        edge["mark"]: (edge["color"]["color"], edge["arrows"]["to"]["enabled"]) for edge in edges
    }
    assert seen == {
        "twinning": ("#0072B2", False),
        "agreement": ("#D55E00", True),
        "programme": ("#009E73", True),
        "contact": ("#6B7280", False),
        "membership": ("#B7791F", False),
    }


def test_what_is_only_implied_is_marked_and_can_be_left_out(namur: Graph, page: str) -> None:
    implied = {edge["id"] for edge in data_of(page)["edges"] if edge["implied"]}
    assert len(implied) == 6
    stated = pyvis_page(namur.stated_only())
    assert not [edge for edge in data_of(stated)["edges"] if edge["implied"]]
    # Of the three agreements whose parties are implied, the report's word for the tie is left.
    drawn = [edge["id"].split()[0].split("/")[-2] for edge in data_of(stated)["edges"]]
    assert {kind: drawn.count(kind) for kind in drawn} == {
        "agreement": 4,
        "claim": 10,
        "membership": 2,
    }


def test_labels_do_not_meet_on_a_wide_screen_or_a_phone(page: str) -> None:
    for tall in (False, True):
        boxes = []
        for node in data_of(page)["nodes"]:
            spot = node["tall"] if tall else node
            lines = spot["label"].split("\n")
            size = spot["font"]["size"]
            half = 0.28 * size * max(map(len, lines))
            high = 1.2 * size * len(lines)
            top = spot["y"] + node["size"] + 4
            if spot["font"]["vadjust"]:
                top = spot["y"] - node["size"] - 4 - high
            boxes.append((spot["x"] - half, top, spot["x"] + half, top + high))
        assert len(boxes) == 17
        for number, one in enumerate(boxes):
            for other in boxes[:number]:
                apart = (
                    one[2] <= other[0] or other[2] <= one[0]
                    or one[3] <= other[1] or other[3] <= one[1]
                )  # fmt: skip
                assert apart, (tall, one, other)


def test_the_same_graph_gives_the_same_bytes_in_any_order() -> None:
    trig = partner("b", "B", agreements={"y": "Y", "x": "X"}) + partner("a", "A")
    pages = {pyvis_page(graph_of(trig, seed=seed)) for seed in range(4)}
    assert len(pages) == 1


def test_the_same_graph_gives_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    written = set()
    for seed in ("1", "2"):
        target = tmp_path / f"{seed}.html"
        code = "import sys, twingraph; twingraph.ego_network().write_html(sys.argv[1])"
        subprocess.run(
            [sys.executable, "-c", code, str(target)],
            check=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        written.add(target.read_bytes())
    assert len(written) == 1


def test_drawing_changes_neither_the_graph_nor_the_folder(
    namur: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = namur.quads()
    found = twingraph.ego_network("namur", namur)
    assert found.num_nodes() == 17
    assert found.num_edges() == 19
    assert "<iframe srcdoc=" in found._repr_html_()
    assert namur.quads() == before
    assert list(tmp_path.iterdir()) == []
    found.write_html("page.html")
    assert Path("page.html").read_text(encoding="utf-8") == pyvis_page(namur)
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_a_frame_in_a_notebook_can_only_draw(namur: Graph) -> None:
    (frame,) = Reader(twingraph.ego_network(graph=namur)._repr_html_()).elements
    assert frame[0] == "iframe"
    assert frame[1]["sandbox"] == "allow-scripts"
    assert frame[1]["srcdoc"] == pyvis_page(namur)


def test_another_city_can_stand_in_the_middle(namur: Graph) -> None:
    page = pyvis_page(namur, city="hue")
    assert {node["role"]: node["label"] for node in data_of(page)["nodes"]} == {
        "own": "Huế",
        "city": "Namur",
        "network": "AIMF",
    }
    assert "annual report" not in page.split('<p id="summary">')[1].split("</p>")[0]


@pytest.mark.parametrize(
    ("trig", "city", "says"),
    [
        pytest.param("", None, "holds no tie of Own", id="no ties"),
        pytest.param("graph:test { report:two tg:reportOf city:b . }", None, "2 cities", id="two"),
        pytest.param(partner("a", "A"), "atlantis", "unknown city 'atlantis'", id="unknown"),
    ],
)
def test_a_graph_that_cannot_be_drawn_is_refused(trig: str, city: str | None, says: str) -> None:
    with pytest.raises(UsageError, match=says) as refused:
        pyvis_page(graph_of(trig), city=city)
    assert refused.value.hint or "atlantis" in says


def test_an_empty_graph_is_refused() -> None:
    with pytest.raises(UsageError, match="no report") as refused:
        pyvis_page(Graph.memory())
    assert refused.value.hint


def test_an_unknown_language_is_refused(namur: Graph) -> None:
    with pytest.raises(UsageError, match="'eng'") as refused:
        pyvis_page(namur, lang="eng")
    assert refused.value.hint == "did you mean en?"


def test_a_crowd_is_refused_with_a_way_out() -> None:
    with pytest.raises(UsageError, match=r"2,001 nodes; .* 1,000") as refused:
        pyvis_page(crowd(2000))
    assert refused.value.hint
    assert "twingraph export" in refused.value.hint


def test_a_file_that_cannot_be_written_is_one_clear_error(namur: Graph, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        twingraph.ego_network(graph=namur).write_html(str(tmp_path / "missing" / "map.html"))
    with pytest.raises(MachineError, match="No space left"):
        twingraph.ego_network(graph=namur).write_html("/dev/full")


def test_a_pyvis_without_its_library_is_the_machines_error(
    namur: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def elsewhere(package: str, /) -> Path:
        return tmp_path if package == "pyvis" else Path(twingraph.__path__[0]) / "map"

    monkeypatch.setattr(importlib.resources, "files", elsewhere)
    with pytest.raises(MachineError, match="vis-network"):
        pyvis_page(namur)
    # With two of them, the later is taken: 10 comes after 9.
    for version in ("9.1.2", "10.0.2"):
        library = tmp_path / "lib" / f"vis-{version}"
        library.mkdir(parents=True)
        (library / "vis-network.min.js").write_text(f"// version {version}")
    assert "// version 10.0.2" in pyvis_page(namur)


SIZES = st.lists(st.integers(0, 60), min_size=1, max_size=6)


@settings(max_examples=25, deadline=None)
@given(SIZES)
def test_every_name_has_a_place_of_its_own_on_the_ring(sizes: list[int]) -> None:
    groups = [[f"{group}-{n}" for n in range(size)] for group, size in enumerate(sizes)]
    found = ring(groups, 400, 250, space=106)
    assert list(found) == [name for group in groups for name in group]
    assert len(set(found.values())) == len(found)
    assert found == ring(groups, 400, 250, space=106)


def test_the_chosen_group_stands_below_and_neighbours_keep_their_distance() -> None:
    found = ring([["a", "b", "c"], ["d", "e", "f", "g"]], 400, 250, space=106)
    assert abs(found["b"][0]) <= 1
    assert found["b"][1] == 250
    spots = list(found.values())
    assert min(math.dist(p, q) for i, p in enumerate(spots) for q in spots[:i]) > 106

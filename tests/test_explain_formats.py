"""Explanations as text, JSON, HTML and Mermaid, and the command that writes them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pyoxigraph as px
import pytest

from once import namur_build
from twingraph.cli import run
from twingraph.explaining import Explanation, explain, to_json
from twingraph.explaining.grounds import Grounds
from twingraph.explaining.mermaid import flowchart
from twingraph.explaining.model import Attempt, Passage, Statement, Term
from twingraph.explaining.page import page
from twingraph.explaining.proving import Steps
from twingraph.explaining.text import plain
from twingraph.explaining.wording import Wording
from twingraph.inference.proofs import Leaf, Proof, Step
from twingraph.labels import Labels
from twingraph.opening import open_graph
from twingraph.prefixes import expand
from twingraph.rules import load_rules
from twingraph.rules.model import Atom
from twingraph.store import Graph

FACTS = {
    "asserted": ("bandung-mou", "party", "namur"),
    "inferred": ("lafayette-twinning", "startYear", "1979"),
    "absent": ("bandung-mou", "beganOn", "date:within-2024"),
}
HOSTILE = "<script>alert('x')</script> \"]; end\n`#35;` \x1b[31m\u202e--> %% {a} |b| & &amp;"
CASES = [(kind, lang) for kind in FACTS for lang in ("en", "fr")]


@pytest.fixture(scope="module")
def namur() -> Graph:
    return open_graph()


@pytest.fixture(scope="module")
def found(namur: Graph) -> dict[tuple[str, str], Explanation]:
    return {(k, lang): explain(*FACTS[k], namur, lang=lang) for k, lang in CASES}  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def hostile(namur: Graph) -> Explanation:
    """Return an explanation whose every label is an attack."""
    label = px.NamedNode(expand("rdfs:label"))
    quads = [
        px.Quad(q.subject, q.predicate, px.Literal(HOSTILE, language="en"), q.graph_name)
        if q.predicate == label and "ontology" not in str(q.subject)
        else q
        for q in namur.quads()
    ]
    return explain("city:namur-be", "tg:twinnedWith", "city:hue-vn", Graph.memory(quads))


# Text.


@pytest.mark.parametrize("case", CASES, ids="-".join)
@pytest.mark.parametrize("width", [80, 60])
def test_text_fits(
    found: dict[tuple[str, str], Explanation], case: tuple[str, str], width: int
) -> None:
    lines = plain(found[case], width).splitlines()
    assert len(lines) > 5
    assert max(map(len, lines)) <= width


def test_an_asserted_leaf_takes_one_line(found: dict[tuple[str, str], Explanation]) -> None:
    text = plain(found["inferred", "en"])
    assert "  ├─ 1979 – earliest year – 1979 [the date’s name]\n" in text


def test_hostile_labels_cannot_move_the_cursor(hostile: Explanation) -> None:
    text = plain(hostile)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
    assert "<script>alert('x')</script>" in text


# HTML.


class Reader(HTMLParser):
    """What a browser would find: tags in balance, attributes, text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the tag that is open."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep the text outside of styles."""
        if self.open[-1:] != ["style"]:
            self.text.append(data)


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == []
    return reader


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_the_page_is_whole_and_loads_nothing(
    found: dict[tuple[str, str], Explanation], case: tuple[str, str]
) -> None:
    text = page(found[case])
    reader = read(text)
    names = [tag for tag, _ in reader.tags]
    assert ("html", {"lang": case[1]}) in reader.tags
    assert not {"script", "img", "link", "iframe", "object", "form"} & set(names)
    assert names.count("h1") == 1
    assert "default-src 'none'" in text
    assert not re.search(r"(?:src|href)=\"(?!#)", text)
    ids = [attrs["id"] for _, attrs in reader.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    targets = {
        str(attrs["href"])[1:] for tag, attrs in reader.tags if tag == "a" and attrs.get("href")
    }
    assert targets <= set(ids)
    said = " ".join("".join(reader.text).split())
    assert " ".join(found[case].statement.text.split()) in said


def test_the_page_holds_the_tree(found: dict[tuple[str, str], Explanation]) -> None:
    explained = found["inferred", "en"]
    said = "".join(read(page(explained)).text)
    for step in explained.steps:
        assert step.text in said
    assert "1979 = 2024 − 45" in said


def test_hostile_labels_are_text_on_the_page(hostile: Explanation) -> None:
    reader = read(page(hostile))
    assert "script" not in [tag for tag, _ in reader.tags]
    assert "<script>alert('x')</script>" in "".join(reader.text)


def test_the_page_in_a_browser(hostile: Explanation, tmp_path: Path, chromium: Path) -> None:
    sync_api = pytest.importorskip("playwright.sync_api")
    path = tmp_path / "why.html"
    path.write_text(page(hostile), encoding="utf-8")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium))
        for scheme in ("light", "dark"):
            tab = browser.new_page(color_scheme=scheme, viewport={"width": 400, "height": 800})
            problems: list[str] = []
            tab.on("console", lambda message, seen=problems: seen.append(message.text))
            tab.on("pageerror", lambda error, seen=problems: seen.append(str(error)))
            tab.on("request", lambda r, seen=problems: None if r.url.startswith("file:")
                   else seen.append(r.url))  # fmt: skip
            tab.goto(path.as_uri())
            assert problems == []
            assert tab.evaluate("document.documentElement.scrollWidth") <= 400
            ground = tab.evaluate("getComputedStyle(document.body).backgroundColor")
            assert ground == {"light": "rgb(255, 255, 255)", "dark": "rgb(17, 24, 39)"}[scheme]
            tab.locator("summary").first.press("Enter")
            assert tab.evaluate("document.querySelector('details').open") is False
        browser.close()


# Mermaid.

NODE = re.compile(r'  (\w+)\["([^"\n]*)"\]:::(fact|step|lack)')
EDGE = re.compile(r"  (\w+) (-->|-\.->|--x) (\w+)")
LABEL = re.compile(r"(?:[\w \u00a0.,:?!()/+=–—…’«»“”≠≤≥−○•-]|#\d+;|<br/>)*")


def parse(text: str) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Read a flowchart by a grammar far narrower than Mermaid's own."""
    first, *lines = text.splitlines()
    assert first == "flowchart TD"
    nodes: dict[str, str] = {}
    edges = []
    for line in lines:
        if line.startswith("  classDef "):
            continue
        if node := NODE.fullmatch(line):
            assert LABEL.fullmatch(node[2]), node[2]
            assert node[1] not in nodes | {"end": ""}
            nodes[node[1]] = node[2]
        else:
            edge = EDGE.fullmatch(line)
            assert edge, line
            edges.append((edge[1], edge[3]))
    assert {end for edge in edges for end in edge} <= nodes.keys()
    return nodes, edges


@pytest.mark.parametrize("case", CASES, ids="-".join)
def test_the_flowchart_is_well_formed(
    found: dict[tuple[str, str], Explanation], case: tuple[str, str]
) -> None:
    nodes, edges = parse(flowchart(found[case]))
    assert len(nodes) > 1
    assert edges
    assert flowchart(found[case]) == flowchart(found[case])


def test_the_flowchart_has_every_step_and_premise(
    found: dict[tuple[str, str], Explanation],
) -> None:
    explained = found["inferred", "en"]
    nodes, edges = parse(flowchart(explained))
    assert nodes.keys() == {f"s{step.number}" for step in explained.steps}
    assert set(edges) == {(f"s{p}", f"s{s.number}") for s in explained.steps for p in s.premises}


def test_hostile_labels_do_not_end_a_node(hostile: Explanation) -> None:
    nodes, _ = parse(flowchart(hostile))
    decoded = re.sub(r"#(\d+);", lambda code: chr(int(code[1])), "".join(nodes.values()))
    assert " ".join(HOSTILE.split()) in decoded


# Deep proofs.


@pytest.fixture(scope="module")
def deep(namur: Graph) -> Explanation:
    """Return an explanation of a proof that is a chain of 2,000 steps."""
    rules = load_rules()
    rule = rules.by_name["tg:locatedIn Transitive"]
    prop = px.NamedNode(expand("tg:locatedIn"))

    def place(number: int) -> px.NamedNode:
        return px.NamedNode(expand(f"place:p{number}"))

    def link(number: int) -> Leaf:
        graph = px.NamedNode(expand("graph:editorial"))
        return Leaf(Atom("says", (graph, place(number), prop, place(number + 1))))

    proof: Proof = link(0)
    for number in range(1, 2_001):
        fact = Atom(prop.value, (place(0), place(number + 1)))
        bindings = {"x": place(0), "y": place(number), "z": place(number + 1)}
        proof = Step(fact, rule, bindings, (proof, link(number)))
    labels = Labels(namur)
    steps = Steps(Wording(namur, labels, "en", rules), Grounds(namur, labels, "en"))
    assert steps.add([proof]) == [1]
    ends = (Term("place:p0", "p0"), Term("tg:locatedIn", "in"), Term("place:p2001", "p2001"))
    return Explanation("inferred", "en", Statement(*ends, "deep"), steps=steps.table())


def test_a_deep_proof_can_be_written_in_every_format(deep: Explanation) -> None:
    assert len(deep.steps) == 4_001
    assert len(json.loads(to_json(deep))["steps"]) == 4_001
    text = plain(deep)
    assert max(map(len, text.splitlines())) <= 80
    told = [int(number) for number in re.findall(r"^[^\w(]*\((\d+)\) ", text, re.MULTILINE)]
    assert sorted(told) == list(range(1, 2_001))
    assert "(shown below under (8))" in text
    assert "(2000) " in "".join(read(page(deep)).text)
    nodes, _ = parse(flowchart(deep))
    assert len(nodes) == 4_001


def test_what_is_missing_in_a_passage_is_left_out() -> None:
    bare = Passage("passage:x", "", "", None, None, None, None, None, "")
    statement = Statement(Term("a", "a"), Term("b", "b"), Term("c", "c"), "a – b – c")
    attempt = Attempt("some-rule", "It would follow.", (), ("…",))
    explained = Explanation("absent", "en", statement, attempts=(attempt,), passages=(bare,))
    assert "- passage:x [passage:x]" in plain(explained)
    assert plain(replace(explained, attempts=())).count("only a source") == 1


# The command.


def test_the_command_writes_each_format(
    found: dict[tuple[str, str], Explanation], tmp_path: Path
) -> None:
    expected = {
        "text": plain(found["absent", "fr"]),
        "json": to_json(found["absent", "fr"]),
        "html": page(found["absent", "fr"]),
        "mermaid": flowchart(found["absent", "fr"]),
    }
    for form, text in expected.items():
        path = tmp_path / form
        options = ["--lang", "fr", "--format", form, "-o", str(path)]
        assert run(["explain", *FACTS["absent"], *options]) == 0
        assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("kind", FACTS)
def test_every_answer_is_an_answer(kind: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["explain", *FACTS[kind]]) == 0
    out, err = capfdbinary.readouterr()
    assert out.decode().startswith(plain(explain(*FACTS[kind])).splitlines()[0])
    assert err == b""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["namur", "twinnedWith"], "Missing argument 'VALUE'"),
        (["namur", "twinnedWith", "nowhere"], "unknown resource 'nowhere'"),
        (["nid", "type", "Place"], "2 bear the name 'nid'"),
        (["namur", "twinedWith", "hue"], "did you mean tg:twinnedWith"),
        (["namur", "twinnedWith", "hue", "--report", "/nowhere.txt"], "cannot be read"),
        (["namur", "twinnedWith", "hue", "--source", "nobody"], "unknown source"),
        (["namur", "twinnedWith", "hue", "--format", "pdf"], "is not one of"),
    ],
)
def test_what_is_wrong_is_said_on_one_line(
    arguments: list[str], message: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["explain", *arguments]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert message in err


def test_a_report_of_another_city_is_refused(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "other.txt"
    path.write_text("Some other report.\n", encoding="utf-8")
    assert run(["explain", *FACTS["asserted"], "--report", str(path)]) == 2
    assert "not the text of a report of this graph (report:namur-2024)" in capfd.readouterr().err


def test_a_built_store_is_explained_from_what_the_build_kept(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    built = namur_build()
    manifest = json.loads((built / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["proofs"] is True
    # Nothing of the graph is read for reasoning: the kept input is enough.
    monkeypatch.setattr(Graph, "quads", lambda *_: pytest.fail("the whole graph was read"))
    assert run(["explain", *FACTS["inferred"], "--store", str(built)]) == 0
    out = capfdbinary.readouterr().out.decode()
    assert out == plain(explain(*FACTS["inferred"], Graph.open(built)))
    assert "1979 = 2024 − 45" in out


def test_an_asserted_fact_needs_no_reasoning(namur: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("the rules were run")

    monkeypatch.setattr("twingraph.inference.nemo.Program.__init__", refuse)
    assert explain(*FACTS["asserted"], namur).kind == "asserted"


def test_a_second_question_needs_no_second_reasoning(
    namur: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = explain(*FACTS["inferred"], namur)
    monkeypatch.setattr(
        "twingraph.inference.nemo.Program.__init__", lambda *_: pytest.fail("again")
    )
    assert explain(*FACTS["inferred"], namur) == first

"""Graphs of places are read as NetworkX reads them; what is wrong is told with its line."""

from __future__ import annotations

import dataclasses
import gzip
import io
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import networkx as nx
import pytest

from conftest import ROOT
from twingraph.errors import DataError
from twingraph.imports import graphs
from twingraph.imports.markup import elements
from twingraph.imports.model import Finding, Link, Place, Provenance, Record, Spec
from twingraph.imports.reading import read
from twingraph.imports.specs import load_spec

WORLD = ROOT.parent / "shared" / "world"
SPEC = Spec("made-up", "graph", Provenance("Made up", "Inventé"), language="en")
GEXF = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="{space}" version="{version}">
 <graph defaultedgetype="undirected">
  <attributes class="node">
   <attribute id="0" title="latitude" type="double"/>
   <attribute id="1" title="longitude" type="double"/>
   <attribute id="2" title="country" type="string"><default>Bland</default></attribute>
  </attributes>
  <attributes class="edge"><attribute id="0" title="started" type="string"/></attributes>
  <nodes>
   <node id="a" label="Aville"><attvalues>
    <attvalue {for_}="0" value="50.5"/><attvalue {for_}="1" value="4.5"/>
    <attvalue {for_}="2" value="Aland"/>
   </attvalues></node>
   <node id="Q2" label="Bville"/>
  </nodes>
  <edges><edge id="7" source="a" target="Q2" weight="3">
   <attvalues><attvalue {for_}="0" value="1987"/></attvalues>
  </edge></edges>
 </graph>
</gexf>
"""
PLAIN = GEXF.format(space="http://gexf.net/1.3", version="1.3", for_="for")


def records(folder: Path, text: str | bytes, spec: Spec = SPEC) -> list[Record]:
    content = text.encode() if isinstance(text, str) else text
    (folder / "graph.xml").write_bytes(content)
    return list(read(dataclasses.replace(spec, file="graph.xml"), folder))


def links(found: list[Record]) -> list[Link]:
    return [record for record in found if isinstance(record, Link)]


def places(found: list[Record]) -> list[Place]:
    return [record for record in found if isinstance(record, Place)]


def findings(found: list[Record]) -> list[Finding]:
    return [record for record in found if isinstance(record, Finding)]


def gexf(nodes: str, edges: str = "") -> str:
    return f"<gexf><graph><nodes>{nodes}</nodes>\n<edges>{edges}</edges></graph></gexf>"


TWO = '<node id="Q1" label="Aville"/><node id="Q2" label="Bville"/>'


@pytest.mark.parametrize(
    ("space", "version", "for_"),
    [
        ("http://www.gexf.net/1.1draft", "1.1", "id"),
        ("http://www.gexf.net/1.2draft", "1.2", "for"),
        ("http://gexf.net/1.3", "1.3", "for"),
        ("", "1.3", "for"),
    ],
)
def test_every_version_of_gexf_says_the_same(
    tmp_path: Path, space: str, version: str, for_: str
) -> None:
    found = records(tmp_path, GEXF.format(space=space, version=version, for_=for_))
    first, second = places(found)
    assert (first.name, first.country, first.latitude, first.longitude) == (
        "Aville", "Aland", 50.5, 4.5,
    )  # fmt: skip
    # The second node takes the attribute's default; its id is a Wikidata item.
    assert second == Place("Q2", "Bville", "en", "Bland", wikidata="Q2")
    assert links(found) == [Link("7", first.key, "Q2", started="within-1987")]
    assert findings(found) == []


@pytest.mark.skipif(not WORLD.is_dir(), reason="../shared/world is not beside this checkout")
def test_the_graph_of_2022_is_read_as_networkx_reads_it() -> None:
    spec = load_spec(ROOT / "data" / "imports" / "wikidata-2022.toml")
    reading = read(spec, WORLD)
    found = list(reading)
    graph = nx.read_gexf(WORLD / spec.file)
    assert (len(places(found)), len(links(found)), reading.read) == (4566, 8182, 8182)
    assert findings(found) == []
    assert {
        (p.wikidata, p.name, p.country, p.latitude, p.longitude, p.population)
        for p in places(found)
    } == {
        (node, d["label"], d["country"], d["lat"], d["lon"], d["pop"])
        for node, d in graph.nodes(data=True)
    }
    assert sorted(
        (link.row, *sorted((link.first, link.second))) for link in links(found)
    ) == sorted((d["id"], *sorted(ends)) for *ends, d in graph.edges(data=True))


@pytest.mark.parametrize("named", [True, False], ids=["names of attributes", "ids of keys"])
def test_graphml_of_networkx_is_read(tmp_path: Path, named: bool) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("a", name="Huế & Co", latitude=16.46, longitude=107.59, population=652572)
    graph.add_node("b", name="Namur")
    graph.add_edge("a", "b", key="e1", started="1999-05-01", weight=2.0)
    graph.add_edge("b", "a", key="e2")
    nx.write_graphml(graph, tmp_path / "graph.xml", named_key_ids=named)
    found = records(tmp_path, (tmp_path / "graph.xml").read_bytes())
    hue, namur = places(found)
    assert (hue.name, hue.latitude, hue.longitude, hue.population) == (
        "Huế & Co", 16.46, 107.59, 652572,
    )  # fmt: skip
    assert [(link.row, link.first, link.second, link.started) for link in links(found)] == [
        ("e1", hue.key, namur.key, "1999-05-01"),
        ("e2", namur.key, hue.key, ""),
    ]
    # Where direction says nothing, the way back is the same edge a second time.
    assert [finding.code for finding in findings(found)] == ["edge-twice"]
    directed = dataclasses.replace(SPEC, directed=True)
    content = (tmp_path / "graph.xml").read_bytes()
    assert findings(records(tmp_path, content, directed)) == []


def test_columns_name_titles_and_xml_attributes(tmp_path: Path) -> None:
    columns = {"name": "nom", "latitude": "lat", "longitude": "lon", "started": "start"}
    nodes = (
        '<node id="1" label="x"><attvalues><attvalue for="nom" value=" Namur "/>'
        '<attvalue for="lat" value="50.4"/><attvalue for="lon" value="4.8"/></attvalues></node>'
        '<node id="2"><attvalues><attvalue for="nom" value="Menton"/></attvalues></node>'
    )
    spec = dataclasses.replace(SPEC, columns=columns, constants={"country": "Europe"})
    found = records(tmp_path, gexf(nodes, '<edge source="1" target="2" start="1957"/>'), spec)
    namur, menton = places(found)
    assert (namur.name, namur.latitude, namur.country) == ("Namur", 50.4, "Europe")
    assert links(found) == [Link("1--2", namur.key, menton.key, started="within-1957")]


def test_a_node_without_a_name_is_called_by_its_id(tmp_path: Path) -> None:
    nodes = '<node id="n1"/><node id="Q2" label="Q2"/>'
    for spec in (SPEC, dataclasses.replace(SPEC, columns={"name": "nom"})):
        found = places(records(tmp_path, gexf(nodes), spec))
        # An item's number is no name: it has no language.
        assert [(place.name, place.language) for place in found] == [("n1", "en"), ("Q2", "")]


def test_a_packed_graph_is_read(tmp_path: Path) -> None:
    content = gzip.compress(PLAIN.encode(), mtime=0)
    assert records(tmp_path, content) == records(tmp_path, PLAIN)
    with pytest.raises(DataError, match="archive"):
        records(tmp_path, content[:-20])


def test_two_nodes_of_one_name_are_two_places(tmp_path: Path) -> None:
    nodes = '<node id="1" label="Granada"/><node id="2" label="Granada"/>'
    found = records(tmp_path, gexf(nodes, '<edge source="1" target="2"/>'))
    one, other = places(found)
    assert one.key != other.key
    assert one.name == other.name == "Granada"
    assert findings(found) == []


@pytest.mark.parametrize(
    ("nodes", "edges", "code", "rows"),
    [
        (TWO, '<edge source="Q1" target="Q9"/>', "unknown-node", 0),
        (TWO, '<edge source="Q1"/>', "unknown-node", 0),
        (TWO, '<edge source="Q1" target="Q2"/><edge source="Q2" target="Q1"/>', "edge-twice", 2),
        (TWO, '<edge source="Q1" target="Q1"/>', "self-link", 1),
        (TWO + '<node id="Q1" label="Cville"/>', "", "node-id-twice", 0),
        (TWO + '<node label="Cville"/>', "", "node-id", 0),
    ],
    ids=["unknown node", "no target", "edge twice", "self-loop", "node twice", "no id"],
)
def test_what_is_doubtful_is_told(
    tmp_path: Path, nodes: str, edges: str, code: str, rows: int
) -> None:
    found = records(tmp_path, gexf(nodes, edges))
    assert [finding.code for finding in findings(found)] == [code]
    assert len(links(found)) == rows
    assert findings(found)[0].line in (1, 2)
    assert [place.key for place in places(found)] == ["Q1", "Q2"]


@pytest.mark.parametrize(
    ("lat", "lon", "said"),
    [("91", "200", "out of range"), ("120.5", "30.1", "swapped"), ("x", "4", "no number")],
)
def test_doubtful_coordinates_are_dropped_and_the_place_kept(
    tmp_path: Path, lat: str, lon: str, said: str
) -> None:
    node = (
        f'<node id="Q1" label="A"><attvalues><attvalue for="latitude" value="{lat}"/>'
        f'<attvalue for="longitude" value="{lon}"/></attvalues></node>'
    )
    found = records(tmp_path, gexf(node))
    assert places(found)[0].latitude is None
    assert any(said in finding.message for finding in findings(found))
    assert all(finding.kept and finding.line == 1 for finding in findings(found))


def test_an_identifier_that_is_none_is_told(tmp_path: Path) -> None:
    spec = dataclasses.replace(SPEC, columns={"wikidata": "id", "name": "label"})
    found = records(tmp_path, gexf('<node id="L42" label="Aville"/>'), spec)
    assert [(finding.code, finding.kept) for finding in findings(found)] == [("identifier", True)]
    assert (places(found)[0].name, places(found)[0].wikidata) == ("Aville", "")


def test_a_file_that_breaks_off_says_where_wherever_that_is(tmp_path: Path) -> None:
    content = PLAIN.rstrip().encode()
    for end in range(40, len(content), 7):
        with pytest.raises(DataError, match=r"breaks off|well-formed") as refused:
            records(tmp_path, content[:end])
        assert refused.value.path == str(tmp_path / "graph.xml")
        assert refused.value.line == content[:end].count(b"\n") + 1


LONG = "x" * 1_200_000
VALUE = f'<attvalue for="a" value="{"x" * 400_000}"/>'


def bomb() -> str:
    """Return a graph whose one id would be a hundred thousand million words long."""
    entities = ['<!ENTITY e0 "twin">']
    entities += [f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12)]
    return f"<!DOCTYPE gexf [{''.join(entities)}]>" + gexf('<node id="&e11;"/>')


TRAPS: dict[str, tuple[str | bytes, str]] = {
    "entity expansion": (bomb(), "document type"),
    "external entity": (
        '<!DOCTYPE gexf [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + gexf(TWO),
        "document type",
    ),
    "external DTD": (
        '<!DOCTYPE gexf SYSTEM "http://192.0.2.1/gexf.dtd">' + gexf(TWO),
        "document type",
    ),
    "undeclared entity": (gexf('<node id="&secret;"/>'), "well-formed"),
    "a web page": ("<html><body/></html>", "neither GEXF nor GraphML"),
    "a table": ("city1,city2\nNamur,Menton\n", "well-formed"),
    "nothing": ("", "breaks off"),
    "deep": (gexf("<x>" * 100 + "</x>" * 100), "nest more than"),
    "a long attribute": (gexf(f'<node id="{LONG}"/>'), "longer than"),
    "many values": (gexf(f'<node id="1">{VALUE * 3}</node>'), "longer than"),
    "a long text": (f"<graphml><graph><node><data key='k'>{LONG}</data></node>", "longer than"),
    "a long comment": (f"<gexf><!-- {LONG * 2} --></gexf>", "longer than"),
    "many declarations": (
        "<graphml>" + "".join(f"<key id='{n}'/>" for n in range(2000)),
        "declares more than",
    ),
    "bytes": (b"\xff\xfe\x00nonsense", "well-formed"),
    "an unknown encoding": (PLAIN.replace("UTF-8", "UTF-0"), "unknown encoding"),
    "an encoding of many bytes": (PLAIN.replace("UTF-8", "big5"), "encoding"),
    "half of UTF-16": (gexf(TWO).encode("utf-16")[:-2], "breaks off"),
    "wrong encoding": (gexf('<node id="Q1" label="Nam\u00fcr"/>').encode("latin-1"), "well-formed"),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_what_is_no_graph_or_a_trap_is_refused(tmp_path: Path, trap: str) -> None:
    text, said = TRAPS[trap]
    with pytest.raises(DataError, match=said) as refused:
        records(tmp_path, text)
    assert refused.value.line is not None


class _Endless(io.RawIOBase):
    """A file of edges without end, of which only what is read is made."""

    def __init__(self, start: bytes, piece: bytes, times: int) -> None:
        self._pieces = self._made(start, piece, times)

    @staticmethod
    def _made(start: bytes, piece: bytes, times: int) -> Iterator[bytes]:
        yield start
        for _ in range(times):
            yield piece

    def read(self, _size: int = -1) -> bytes:
        return next(self._pieces, b"")


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        (b"<gexf><graph><nodes><node id='", b"x"),
        (b"<gexf><!-- ", b"x"),
        (b"<gexf><", b"x"),
        (b"<graphml><graph><node id='1'><data key='k'>", b"x"),
        (b"<gexf><graph><nodes><node id='1'>", b"<attvalue for='a' value='1234567890'/>"),
        (b"<gexf>", b"<x>"),
    ],
    ids=["attribute", "comment", "name", "text", "values", "depth"],
)
def test_a_piece_without_end_is_refused_before_it_fills_the_memory(
    start: bytes, piece: bytes
) -> None:
    file: IO[bytes] = _Endless(start, piece * 60_000, 10_000)  # type: ignore[assignment]
    tracemalloc.start()
    with pytest.raises(DataError, match=r"longer than|nest more"):
        list(elements(file, Path("made-up")))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 30_000_000


def peak(times: int) -> tuple[int, int]:
    """Return how many elements a made-up file has, and the bytes that reading it needs at most."""
    file: IO[bytes] = _Endless(  # type: ignore[assignment]
        b"<gexf><graph><edges>", b'<edge source="Q1" target="Q2" id="1"/>\n' * 500, times
    )
    tracemalloc.start()
    count = 0
    try:
        for _ in elements(file, Path("made-up")):
            count += 1
    except DataError:
        # The file never ends as XML must.
        pass
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return count, most


def test_memory_does_not_grow_with_the_file() -> None:
    small, needed = peak(2)
    large, needed_by_large = peak(16)
    assert (small, large) == (1000, 8_000)
    assert needed_by_large < needed * 1.5


def test_only_so_many_edges_are_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graphs, "REMEMBERED", 1)
    edge = '<edge source="Q1" target="{}"/>'
    nodes = TWO + '<node id="Q3" label="Cville"/>'
    edges = "".join(edge.format(target) for target in ("Q2", "Q3", "Q2", "Q3"))
    found = records(tmp_path, gexf(nodes, edges))
    assert len(links(found)) == 4
    assert [finding.code for finding in findings(found)] == ["edge-twice"]

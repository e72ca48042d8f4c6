"""`twingraph export` and `twingraph.export`: what is written where, whole, the same each time."""

from __future__ import annotations

import random
from pathlib import Path

import pyoxigraph as px
import pytest

import twingraph
from hostile import LABELS, hostile_quads
from once import namur_build
from terminals import steps_on_a_terminal
from twingraph.building import build
from twingraph.bundled import bundled_quads
from twingraph.cli import export as command
from twingraph.cli import run
from twingraph.errors import MachineError, UsageError
from twingraph.exports import rdf, sorting, writing
from twingraph.exports.tables import TABLES
from twingraph.networks import PROJECTIONS
from twingraph.store import Graph

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ["data.jsonld", "data.nq", "data.trig", "data.ttl"]


@pytest.fixture(scope="module")
def store() -> Path:
    return namur_build()


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_build_holds_every_export(store: Path) -> None:
    found = contents(store / "exports")
    networks = [f"networks/{name}.{end}" for name in PROJECTIONS for end in ("gexf", "graphml")]
    tables = [f"tables/{name}.csv" for name in TABLES]
    assert sorted(found) == sorted([*DOCUMENTS, *networks, *tables])
    assert all(len(content) > 100 for content in found.values())


@pytest.mark.slow
def test_two_builds_of_shuffled_files_give_the_same_bytes(store: Path, tmp_path: Path) -> None:
    """The same statements, in other files and in another order."""
    data = tmp_path / "data"
    quads: list[px.Quad] = []
    for path in sorted((ROOT / "data").rglob("*.trig")):
        quads += px.parse(path=str(path), format=px.RdfFormat.TRIG)
    data.mkdir()
    random.Random(7).shuffle(quads)
    for number in range(3):
        content = px.serialize(quads[number::3], format=px.RdfFormat.TRIG) or b""
        (data / f"{number}.trig").write_bytes(content)
    build([data], tmp_path / "out")
    again = contents(tmp_path / "out" / "exports")
    assert again == contents(store / "exports")


@pytest.mark.parametrize("form", [*writing.SUFFIXES])
def test_the_command_writes_what_the_build_wrote(
    store: Path, tmp_path: Path, form: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    ending = writing.SUFFIXES[form]
    target = tmp_path / f"x{ending}"
    assert run(["export", "--store", str(store), "-o", str(target)]) == 0
    network = form in writing.NETWORK_FORMATS
    built = store / "exports" / (f"networks/ties{ending}" if network else f"data{ending}")
    assert target.read_bytes() == built.read_bytes()
    capfdbinary.readouterr()
    assert run(["export", "--store", str(store), "--format", form, "-o", "-"]) == 0
    assert capfdbinary.readouterr().out == built.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def test_lines_sorted_in_parts_are_those_sorted_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = px.NamedNode("x:g")
    blank = [
        px.Quad(px.BlankNode(one), px.NamedNode("x:next"), px.BlankNode(other), graph)
        for one, other in ("ab", "bc", "cd")
    ]
    seeming = px.Quad(graph, px.NamedNode("x:says"), px.Literal(" _:b <x:a> .\n_:c"), graph)
    made = Graph.memory([*hostile_quads(LABELS), *bundled_quads(), *blank, seeming])
    monkeypatch.setattr(sorting, "_PART", 100_000)
    lines = list(sorting.sorted_nquads(made))
    assert b"".join(lines) == rdf.document(made.quads(), "nquads")
    assert sum(map(len, lines)) > 10 * 100_000
    assert list(sorting.sorted_nquads(Graph.memory())) == []


@pytest.mark.parametrize("form", ["trig", "turtle", "jsonld"])
def test_a_graph_too_large_for_a_format_is_refused_with_what_to_do(
    store: Path,
    tmp_path: Path,
    form: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(writing, "LIMIT", 1_000)
    target = tmp_path / "all"
    assert run(["export", "--store", str(store), "--format", form, "-o", str(target)]) == 2
    told = capsys.readouterr().err
    assert f"quads are too many for {form}: 1,000 at most (--format nquads" in told
    assert not target.exists()


def test_a_terminal_sees_that_a_file_is_being_written(store: Path, tmp_path: Path) -> None:
    base = ("export", "--store", str(store), "--format", "nquads", "-o")
    assert steps_on_a_terminal(tmp_path, *base, "x.nq") == (0, [(".", "writing")], "")
    assert (tmp_path / "x.nq").read_bytes() == (store / "exports" / "data.nq").read_bytes()


def test_tables_go_to_a_folder_or_one_to_standard_output(
    store: Path, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    target = tmp_path / "new" / "tables"
    assert run(["export", "--store", str(store), "--format", "csv", "-o", str(target)]) == 0
    assert contents(target) == contents(store / "exports" / "tables")
    capfdbinary.readouterr()
    assert run(["export", "--store", str(store), "--table", "cities"]) == 0
    assert capfdbinary.readouterr().out == (target / "cities.csv").read_bytes()


def test_other_networks_are_named(store: Path, tmp_path: Path) -> None:
    target = tmp_path / "visits.gexf"
    assert run(["export", "--store", str(store), "--network", "visits", "-o", str(target)]) == 0
    assert target.read_bytes() == (store / "exports" / "networks" / "visits.gexf").read_bytes()


def test_sources_and_the_basis_limit_what_is_exported(store: Path, tmp_path: Path) -> None:
    whole, stated, none = (tmp_path / f"{name}.nq" for name in ("whole", "stated", "none"))
    base = ["export", "--store", str(store), "-o"]
    assert run([*base, str(whole)]) == 0
    assert run([*base, str(stated), "--stated-only"]) == 0
    assert run([*base, str(none), "--source", "geonames"]) == 0
    lines = {path: set(path.read_text().splitlines()) for path in (whole, stated, none)}
    # Blank nodes stand in the ontology alone, so their canonical labels are the same in all three.
    assert lines[stated] < lines[whole]
    assert not any("-implied> ." in line for line in lines[stated])
    assert any("-implied> ." in line for line in lines[whole])
    assert lines[none] < lines[whole]
    assert not any("/passage/namur-2024-" in line for line in lines[none])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["-o", "x.txt"], "no format is named"),
        ([], "no format is named"),
        (["--format", "csv"], "csv is a file for each table"),
        (["--format", "trig", "--table", "cities"], "trig has no tables"),
        (["--table", "city"], "did you mean cities?"),
        (["--format", "xml"], "'xml' is not one of"),
        (["--format", "trig", "--source", "namur-2042"], "unknown source"),
    ],
)
def test_wrong_usage_is_one_line(
    store: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert run(["export", "--store", str(store), *arguments]) == 2
    printed = capsys.readouterr()
    assert words in printed.err
    assert printed.err.count("\n") == 1
    assert printed.out == ""


def test_a_failed_export_leaves_the_former_file(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    former = tmp_path / "graph.trig"
    former.write_text("former")
    (tmp_path / "file").write_text("mine")
    base = ["export", "--store", str(store), "--format"]
    assert run([*base, "trig", "--source", "nobody", "-o", str(former)]) == 2
    assert former.read_text() == "former"
    assert run([*base, "csv", "-o", str(tmp_path / "file")]) == 2
    assert run([*base, "trig", "-o", str(tmp_path / "file" / "x.trig")]) == 2
    assert run([*base, "trig", "-o", "/dev/full"]) == 3
    assert capsys.readouterr().err.count("\n") == 4
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "graph.trig"]


def test_the_python_function_writes_and_returns_its_files(tmp_path: Path) -> None:
    graph = Graph.memory(bundled_quads())
    (ttl,) = twingraph.export(graph, tmp_path / "graph.ttl")
    assert len(list(px.parse(path=str(ttl), format=px.RdfFormat.TURTLE))) > 5000
    files = twingraph.export(graph, tmp_path / "tables", "csv")
    assert sorted(path.stem for path in files) == sorted(TABLES)
    (events,) = twingraph.export(graph, tmp_path / "e", "gexf", network_name="events")
    assert b'name="events"' in events.read_bytes()
    with pytest.raises(UsageError, match="did you mean jsonld"):
        twingraph.export(graph, tmp_path / "x", "json-ld")
    with pytest.raises(UsageError, match="no format is named"):
        twingraph.export(graph, tmp_path / "x")
    for place in (tmp_path / "graph.ttl" / "x.trig", tmp_path / "nowhere" / "x.trig", tmp_path):
        with pytest.raises(UsageError, match=r"cannot be written|is a folder"):
            twingraph.export(graph, place, "trig")
    with pytest.raises(UsageError, match="cannot be written"):
        twingraph.export(graph, tmp_path / "graph.ttl", "csv")
    with pytest.raises(MachineError, match="No space left"):
        twingraph.export(graph, "/dev/full", "trig")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["e", "graph.ttl", "tables"]


def test_the_public_names_are_functions_in_whatever_order_they_are_used() -> None:
    assert callable(twingraph.export)
    assert callable(twingraph.network)
    assert callable(twingraph.to_rdflib)
    assert callable(twingraph.to_owlready)


def test_the_commands_choices_are_those_of_the_library() -> None:
    assert (*writing.SUFFIXES, writing.CSV) == command.FORMATS
    assert tuple(PROJECTIONS) == command.NETWORKS

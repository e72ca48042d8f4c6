"""Building: same inputs, same bytes; and whatever ends a build, a whole output remains."""

from __future__ import annotations

import fcntl
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as px
import pytest

from once import SMALL, copied, nested_build, small_build
from twingraph import building
from twingraph.assembling import assemble
from twingraph.building import build, count
from twingraph.bundled import bundled_quads, write_built
from twingraph.errors import DataError, MachineError, UsageError
from twingraph.exports.rdf import canonical
from twingraph.prefixes import expand
from twingraph.store import Graph, is_inferred, value

NOBODY = 65534


def snapshot(output: Path) -> dict[str, bytes]:
    """Return what a reader finds through the links: exports and manifest."""
    files = [output / "manifest.json", *sorted((output / "exports").rglob("*"))]
    return {str(p.relative_to(output)): p.read_bytes() for p in files if p.is_file()}


def whole(output: Path) -> None:
    """Fail unless the output's store, export and manifest are there and agree."""
    counts = json.loads((output / "manifest.json").read_text())["counts"]
    lines = (output / "exports" / "data.nq").read_text().splitlines()
    quads = Graph.open(output).quads()
    told = [quad for quad in quads if not is_inferred(quad.graph_name)]
    assert len(quads) == len(lines)
    assert len(told) == counts["asserted quads"] > 100
    assert 0 < counts["inferred triples"] < len(quads) - len(told)


def test_the_output_is_laid_out_as_the_contract_says() -> None:
    out = small_build()
    digest = json.loads((out / "manifest.json").read_text())["digest"]
    assert sorted(p.name for p in out.iterdir() if not p.name.startswith(".")) == [
        "current", "exports", "manifest.json", "sources",
    ]  # fmt: skip
    assert (out / "current").readlink().parts[0] == ".builds"
    assert (out / "exports").readlink() == Path("current/exports")
    assert (out / "manifest.json").readlink() == Path("current/manifest.json")
    assert (out / "sources").readlink() == Path("current/sources")
    assert [p.name for p in (out / ".builds").iterdir()] == [digest[:16]]
    whole(out)


def test_counts_are_those_of_the_hand(tmp_path: Path) -> None:
    counts = build([SMALL], tmp_path).counts
    quads = assemble([SMALL]).quads
    triples = {(str(q.subject), str(q.predicate), str(q.object)) for q in quads}
    # Read in tests/data/small: what follows from the few things that it tells.
    follows = {
        "seven cities are territories, places and agents": 7 * 3,
        "a network is an organisation and an agent, two persons are agents": 2 + 2,
        "a visit is an event; its date written is a date, and the current one": 1 + 2,
        "a report and three other sources are sources": 1 + 3,
        "an agreement with a period begins in a year, is in force from and until": 3,
        "its two parties are party to it": 2,
        "and, both ways, parties to the same, partners by agreement, twinned by a claim": 3 * 2,
    }
    marks = 3 * 2  # what the inferred graphs of the report, of GeoNames and of ours are
    assert counts == {
        "cities": 7,
        "relations": 1,
        "agreements": 1,
        "events": 1,
        "persons": 1,
        "organisations": 1,
        "passages": 2,
        "asserted quads": len(quads),
        "inferred triples": sum(follows.values()),
        "distinct triples": len(triples) + sum(follows.values()) + marks,
    }
    assert len(triples) == len(quads) - 1


def test_the_bundled_graph_has_as_many_inferred_triples_as_were_reviewed() -> None:
    # By property and by meaning in test_inference.
    assert count(Graph.memory(bundled_quads()))["inferred triples"] == 973


def test_two_builds_give_the_same_bytes_whatever_the_order(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere" / "small"
    shutil.copytree(SMALL, elsewhere)
    one = build([SMALL / "nested", SMALL / "facts.trig"], tmp_path / "one")
    two = build([SMALL / "facts.trig", SMALL / "nested"], tmp_path / "two")
    assert snapshot(tmp_path / "one") == snapshot(tmp_path / "two")
    assert one == two
    build([elsewhere], tmp_path / "four")
    assert snapshot(small_build()) == snapshot(tmp_path / "four")
    assert str(tmp_path).encode() not in snapshot(tmp_path / "four")["manifest.json"]


def test_the_export_is_sorted_and_reads_back() -> None:
    content = (small_build() / "exports" / "data.nq").read_bytes()
    lines = content.decode().splitlines()
    assert lines == sorted(lines)
    read = set(px.parse(content, format=px.RdfFormat.N_QUADS))
    told = [quad for quad in read if not is_inferred(quad.graph_name)]
    assert canonical(told) == canonical(assemble([SMALL]).quads)
    assert len(told) < len(read)


@pytest.mark.slow
def test_building_again_replaces_whole_and_leaves_one_build(tmp_path: Path) -> None:
    copied(small_build(), tmp_path)
    first = (tmp_path / "current").readlink()
    build([SMALL], tmp_path)
    assert (tmp_path / "current").readlink() != first
    build([SMALL / "nested"], tmp_path)
    assert len(list((tmp_path / ".builds").iterdir())) == 1
    whole(tmp_path)


def test_the_word_bundled_names_the_bundled_data(tmp_path: Path) -> None:
    names = {i.name for i in assemble(["bundled", SMALL]).inputs}
    assert {"small/facts.trig", "data/outside/geonames.trig"} <= names
    assert not (tmp_path / "bundled").exists()


def test_the_wheels_graph_is_the_bundled_one_read_afresh(tmp_path: Path) -> None:
    write_built(tmp_path / "namur.nq")
    loaded = Graph.from_nquads(tmp_path / "namur.nq")
    told = [quad for quad in loaded.quads() if not is_inferred(quad.graph_name)]
    dates = {expand("date:within-1979"), expand("date:within-1999")}
    # The dates that conclusions name have nodes like any other.
    named = [quad for quad in told if value(quad.subject) not in dates]
    assert named == Graph.memory(assemble().quads).quads()
    assert loaded.quads() == Graph.memory(bundled_quads()).quads()


def test_bad_data_leave_the_output_as_it_was(tmp_path: Path) -> None:
    copied(small_build(), tmp_path / "out")
    before = snapshot(tmp_path / "out")
    bad = tmp_path / "bad.trig"
    bad.write_text("<x:g> { <x:a> <x:b> }")
    with pytest.raises(DataError, match=r"bad\.trig:1:"):
        build([bad], tmp_path / "out")
    with pytest.raises(DataError):
        build([bad], tmp_path / "new")
    assert snapshot(tmp_path / "out") == before
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("graph", ["graph:inferred", "graph:dates", "graph:ontology"])
def test_a_computed_graph_is_not_for_data(graph: str, tmp_path: Path) -> None:
    for number, name in enumerate((expand(graph), expand("graph:inferred") + "/x")):
        data = tmp_path / f"{number}.trig"
        city = f"<{expand('city:a-be')}> <{expand('tg:twinnedWith')}> <{expand('city:b-be')}>"
        data.write_text(f"<{expand('graph:x')}> {{ {city} . }}\n<{name}> {{ {city} . }}\n")
        with pytest.raises(DataError, match=r"\d\.trig:2: \S+ is computed: no data file writes it"):
            build([SMALL, data], tmp_path / "out")


def test_a_text_where_a_thing_must_be_is_no_reason_to_fail(tmp_path: Path) -> None:
    data = tmp_path / "odd.trig"
    party = f'<{expand("agreement:a")}> <{expand("tg:party")}> "Namur, the city"@en'
    data.write_text(f"<{expand('graph:x')}> {{ {party} ; a <{expand('tg:Agreement')}> . }}\n")
    build([SMALL, data], tmp_path / "out")
    table = (tmp_path / "out" / "exports" / "tables" / "agreements.csv").read_text("utf-8")
    assert '"Namur, the city"' in table


def test_a_failing_export_leaves_the_output_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied(small_build(), tmp_path)
    before = snapshot(tmp_path)
    monkeypatch.setattr(building, "write_exports", no_room)
    with pytest.raises(MachineError, match="No space left on device"):
        build([SMALL / "nested"], tmp_path)
    assert snapshot(tmp_path) == before
    assert len(list((tmp_path / ".builds").iterdir())) == 1


def no_room(_graph: Graph, _folder: Path) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("name", ["current", "exports", "manifest.json", "sources"])
def test_what_is_not_ours_is_not_replaced(name: str, tmp_path: Path) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "mine.txt").touch()
    with pytest.raises(UsageError, match=f"{name}: stands where the build would write"):
        build([SMALL], tmp_path)
    assert [path.name for path in (tmp_path / name).iterdir()] == ["mine.txt"]


def test_a_folder_that_is_not_the_builders_is_not_emptied(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "precious").mkdir()
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked" / ".builds").symlink_to(tmp_path / "mine")
    with pytest.raises(UsageError, match="stands where the build would write"):
        build([SMALL], tmp_path / "linked")
    (tmp_path / "out" / ".builds" / "precious").mkdir(parents=True)
    build([SMALL], tmp_path / "out")
    assert (tmp_path / "mine" / "precious").is_dir()
    assert (tmp_path / "out" / ".builds" / "precious").is_dir()


def test_a_build_in_the_data_folder_does_not_read_its_own_output(tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path / "data")
    first = build([tmp_path / "data"], tmp_path / "data" / "out")
    assert build([tmp_path / "data"], tmp_path / "data" / "out") == first


def test_a_file_as_parent_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for output in (tmp_path / "file", tmp_path / "file" / "out"):
        with pytest.raises(UsageError, match="cannot be written"):
            build([SMALL], output)
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.slow
def test_two_builds_at_once_are_refused(tmp_path: Path) -> None:
    copied(small_build(), tmp_path)
    with (tmp_path / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(UsageError, match="another build is writing here"):
            build([SMALL], tmp_path)
    build([SMALL], tmp_path)


def run(output: Path, code: str = "", **options: object) -> subprocess.CompletedProcess[str]:
    """Build in a child process, after some code, and return what it printed."""
    program = (
        "import sys; from twingraph.cli import run\n" + code + "\n"
        "sys.exit(run(['build', '--data', sys.argv[1], '-o', sys.argv[2]]))"
    )
    done: subprocess.CompletedProcess[str] = subprocess.run(
        [sys.executable, "-c", program, str(SMALL), str(output)],
        capture_output=True,
        text=True,
        check=False,
        **options,  # type: ignore[call-overload]
    )
    return done


@pytest.mark.parametrize(
    "limit", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in (100_000, 400_000))]
)
def test_a_full_disk_leaves_the_output_as_it_was(limit: int, tmp_path: Path) -> None:
    copied(small_build(), tmp_path)
    before = snapshot(tmp_path)

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = run(tmp_path, preexec_fn=limited)
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    # With no room at all, the rules' own working files are the first to fail.
    assert " be written: " in done.stderr
    assert snapshot(tmp_path) == before
    whole(tmp_path)
    build([SMALL], tmp_path)
    assert len(list((tmp_path / ".builds").iterdir())) == 1


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_a_folder_of_someone_else_is_refused(tmp_path: Path) -> None:
    output = Path("/tmp") / f"twingraph-test-{os.getpid()}"
    output.mkdir(mode=0o755)
    try:
        copied(small_build(), output)
        before = snapshot(output)
        # Python itself may lie where that user cannot read: load all of it before.
        code = (
            f"import os; run(['build', '--data', sys.argv[1], '-o', {str(tmp_path)!r}])\n"
            f"os.setgid({NOBODY}); os.setuid({NOBODY})"
        )
        for place in (output, output / "below"):
            done = run(place, code)
            assert (done.returncode, done.stderr.count("\n")) == (2, 1)
            assert "Permission denied" in done.stderr
        assert snapshot(output) == before
    finally:
        shutil.rmtree(output)


# The steps of a build, in order; the child kills itself when it reaches one of them.
STEPS = ["Graph.create", "count", "flush", "swap", "sweep"]


@pytest.mark.slow
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("first", [True, False], ids=["first build", "second build"])
def test_a_kill_leaves_a_whole_output(step: str, tmp_path: Path, *, first: bool) -> None:
    if not first:
        copied(nested_build(), tmp_path)
    code = (
        "import os, signal, twingraph.building as b\n"
        f"b.{step} = lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL)"
    )
    assert run(tmp_path, code).returncode == -signal.SIGKILL
    if not first:
        whole(tmp_path)
    elif (tmp_path / "current").exists():
        Graph.open(tmp_path)
    build([SMALL], tmp_path)
    whole(tmp_path)
    assert len(list((tmp_path / ".builds").iterdir())) == 1
    assert not list(tmp_path.glob(".link-*"))


@pytest.mark.slow
def test_a_kill_at_any_moment_leaves_a_whole_output(tmp_path: Path) -> None:
    copied(nested_build(), tmp_path)
    command = [sys.executable, "-m", "twingraph", "build", "--data", str(SMALL), "-o", "."]
    killed = 0
    for delay in (0.08, 0.16, 0.24, 0.32):
        child = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL)
        time.sleep(delay)
        killed += child.poll() is None
        child.kill()
        child.wait()
        whole(tmp_path)
    assert killed
    build([SMALL], tmp_path)
    assert len(list((tmp_path / ".builds").iterdir())) == 1

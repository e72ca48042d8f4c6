"""Builds with imported sources: kept, taken out, swapped in whole; readers and writers at once."""

from __future__ import annotations

import json
import multiprocessing
import multiprocessing.connection
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kept_sources import NAME, SMALL, TOWNS, few_rules, identify, keep
from once import copied, made_once
from twingraph import building, resources
from twingraph.building import build, rebuild, sources
from twingraph.errors import DataError, MachineError, UsageError
from twingraph.prefixes import expand
from twingraph.store import Graph, is_inferred, value

PROGRAM = Path(__file__).with_name("kept_sources.py")
GRAPH = expand(f"graph:{NAME}")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Identify without the gazetteer, follow few rules, and write no exports."""
    monkeypatch.setattr(sources, "identify", identify)
    monkeypatch.setattr(building, "load_rules", few_rules)
    monkeypatch.setattr(building, "LIMIT", 0)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return keep(tmp_path / "read" / NAME)


def start(out: Path) -> Path:
    """Put a build of the small data there, as `quick` has it."""
    return copied(made_once("quick-build", lambda place: build([SMALL], place)), out)


def start_with_source(out: Path, source: Path) -> Path:
    """Put a build of the small data and of the source there."""
    made = made_once(
        "quick-build-with-source", lambda place: rebuild(place, data=[SMALL], add={NAME: source})
    )
    return copied(made, out)


def has_source(output: Path) -> bool:
    """Tell whether a store holds the source; fail unless everything beside it agrees."""
    graph = Graph.open(output)
    manifest = json.loads((output / "manifest.json").read_text(encoding="utf-8"))
    there = GRAPH in graph.graphs()
    told = [quad for quad in graph.quads() if not is_inferred(quad.graph_name)]
    assert len(told) == manifest["counts"]["asserted quads"] > 100
    names = {one["name"].partition("/")[0] for one in manifest["sources"]}
    assert (NAME in names) is there
    assert (output / "sources" / NAME / "rows.jsonl").is_file() is there
    assert (output / "sources" / NAME).exists() is there
    return there


def test_a_source_is_added_kept_by_a_build_and_taken_out_again(
    tmp_path: Path, source: Path
) -> None:
    out = tmp_path / "out"
    first = build([SMALL], out)
    assert first.sources == ()
    added = rebuild(out, add={NAME: source})
    assert has_source(out)
    assert source.is_dir()
    graph = Graph.open(out)
    links = {(value(q.subject), value(q.object)) for q in graph.quads(GRAPH) if is_listing(q)}
    cities = [expand(f"city:{slug}-be") for slug in ("aville", "bourg", "cite")]
    assert links == {(cities[0], cities[1]), (cities[1], cities[2])}
    assert added.counts["sources' claims"] == 2
    assert added.counts["sources' names of cities"] == len(TOWNS)
    assert added.counts["cities"] == first.counts["cities"] + len(TOWNS)
    assert [(i.name, i.sha256) for i in added.inputs] == [(i.name, i.sha256) for i in first.inputs]
    # A build of the same data, and the same source once more: nothing changes.
    assert build([SMALL], out).as_json() == added.as_json()
    assert rebuild(out, add={NAME: source}).as_json() == added.as_json()
    assert rebuild(out, remove=[NAME]).counts == first.counts
    assert not has_source(out)
    assert Graph.open(out).quads() == Graph.open(out / "current" / "store").quads()


def is_listing(quad: object) -> bool:
    return str(getattr(quad, "predicate", "")) == f"<{expand('tg:listedAsTwinOf')}>"


def test_slugs_are_given_once(tmp_path: Path, source: Path) -> None:
    out = tmp_path / "out"
    start_with_source(out, source)
    register = out / "sources" / "slugs.tsv"
    rows = register.read_text(encoding="utf-8").splitlines()
    assert rows[0] == "key\tslug"
    assert f"place:{NAME}/Cité\tcite-be" in rows
    # What was given stays, without the source too, and before what would be given now.
    changed = register.read_text(encoding="utf-8").replace("cite-be", "cite-2-be")
    rebuild(out, remove=[NAME])
    assert register.read_text(encoding="utf-8").splitlines() == rows
    register.unlink()
    register.write_text(changed, encoding="utf-8")
    rebuild(out, add={NAME: source})
    assert register.read_text(encoding="utf-8") == changed


def test_a_damaged_register_is_told_with_its_line(tmp_path: Path, source: Path) -> None:
    out = tmp_path / "out"
    start_with_source(out, source)
    with (out / "sources" / "slugs.tsv").open("a", encoding="utf-8") as file:
        file.write("one\n")
    with pytest.raises(DataError, match=r"slugs\.tsv:\d+: 1 columns instead of 2"):
        build([SMALL], out)


def test_what_was_not_imported_cannot_be_removed(tmp_path: Path, source: Path) -> None:
    out = tmp_path / "out"
    start_with_source(out, source)
    with pytest.raises(UsageError, match=f"no source 'mine' was imported .*{NAME}"):
        rebuild(out, remove=["mine"])
    with pytest.raises(DataError, match="this is not the source 'other'"):
        rebuild(out, add={"other": source})
    assert has_source(out)


def test_decisions_stay_until_others_come(tmp_path: Path, source: Path) -> None:
    out, decisions = tmp_path / "out", tmp_path / "mine.toml"
    with pytest.raises(UsageError, match=r"mine\.toml: cannot be read: No such file"):
        rebuild(out, data=[SMALL], add={NAME: source}, decisions=decisions)
    assert not (out / "current").exists()
    decisions.write_text("# none yet\n", encoding="utf-8")
    rebuild(out, data=[SMALL], add={NAME: source}, decisions=decisions)
    decisions.write_text("", encoding="utf-8")
    build([SMALL], out)
    kept = out / "sources" / "decisions.toml"
    assert kept.read_text(encoding="utf-8") == "# none yet\n"
    rebuild(out, decisions=decisions)
    assert kept.read_text(encoding="utf-8") == ""


def test_a_missing_file_of_the_package_is_not_the_output_folders_fault(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = resources.folder("data")
    monkeypatch.setattr(resources, "folder", lambda _: tmp_path / "data")
    for name in ("slugs.tsv", "imports/decisions.toml"):
        with pytest.raises(MachineError, match=f"^the bundled file data/{name} is missing"):
            rebuild(tmp_path / "out", data=[SMALL], add={NAME: source})
        (tmp_path / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(package / name, tmp_path / "data" / name)
    assert not (tmp_path / "out" / "current").exists()


def test_a_build_of_another_format_is_told_apart(tmp_path: Path) -> None:
    start(tmp_path)
    path = tmp_path / "manifest.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    for number, shown in ((1, None), (1, 1), (9, 9)):
        path.write_text(json.dumps(told | {"format": shown} if shown else drop(told)), "utf-8")
        with pytest.raises(UsageError, match=f"has format {number}, of twingraph .*read here is"):
            Graph.open(tmp_path)
        with pytest.raises(UsageError, match="twingraph build makes it again"):
            rebuild(tmp_path)
    path.write_text("{", "utf-8")
    with pytest.raises(UsageError, match="the manifest is damaged"):
        Graph.open(tmp_path)
    build([SMALL], tmp_path)
    assert not has_source(tmp_path)


def drop(told: dict[str, object]) -> dict[str, object]:
    return {key: held for key, held in told.items() if key != "format"}


def test_an_empty_folder_for_sources_becomes_a_link(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    build([SMALL], tmp_path)
    assert (tmp_path / "sources").readlink() == Path("current/sources")


def test_a_build_that_is_read_stays_until_it_is_not(tmp_path: Path, source: Path) -> None:
    out = tmp_path / "out"
    builds = out / ".builds"
    start(out)
    store = (out / "current" / "store").resolve()
    before = Graph.open(out).quads()
    # The engine opens sixteen files at first, the others when it needs them.
    assert len(list(store.glob("*.sst"))) > 16
    unheld = shutil.copytree(store, tmp_path / "unheld")
    graph, lost = Graph.open(out), Graph.open(unheld)
    shutil.rmtree(unheld)
    rebuild(out, add={NAME: source})
    rebuild(out, remove=[NAME])
    assert len(list(builds.iterdir())) == 2
    assert graph.quads() == before
    # So it is the hold that keeps the files until they are needed.
    with pytest.raises(UsageError, match="the store is damaged"):
        lost.quads()
    del graph
    build([SMALL], out)
    assert len(list(builds.iterdir())) == 1


def _read(output: Path, told: multiprocessing.connection.Connection) -> None:
    """Say, each time when asked, how many quads an opening of the store holds."""
    graph = Graph.open(output)
    while told.recv():
        told.send(len(graph.quads()))


@pytest.mark.slow
def test_processes_read_while_another_builds(tmp_path: Path, source: Path) -> None:
    out = tmp_path / "out"
    start(out)
    before = len(Graph.open(out).quads())
    context = multiprocessing.get_context("spawn")
    pipes, readers = [], []
    for _ in range(3):
        ours, theirs = context.Pipe()
        reader = context.Process(target=_read, args=(out, theirs))
        reader.start()
        pipes.append(ours)
        readers.append(reader)

    def ask() -> list[int]:
        for pipe in pipes:
            pipe.send(True)
        return [pipe.recv() for pipe in pipes]

    assert ask() == [before] * 3
    asked = [*building_meanwhile(out, source, ask)]
    assert asked
    assert asked == [[before] * 3] * len(asked)
    assert has_source(out)
    assert ask() == [before] * 3
    for pipe, reader in zip(pipes, readers, strict=True):
        pipe.send(False)
        reader.join(20)
        assert reader.exitcode == 0


def building_meanwhile(out: Path, source: Path, ask: object) -> Iterator[list[int]]:
    """Ask at each step of a build in another process."""
    assert callable(ask)
    command = [sys.executable, str(PROGRAM), str(out), str(source)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for _ in child.stdout:
            yield ask()
    assert child.returncode == 0


def killed(out: Path, source: Path, step: str, delay: float) -> bool:
    """Kill a build so many seconds after a step began; tell whether it was still building."""
    command = [sys.executable, str(PROGRAM), str(out), str(source)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for line in child.stdout:
            if line.strip() == step:
                break
        time.sleep(delay)
        child.send_signal(signal.SIGKILL)
        child.wait()
        return child.returncode == -signal.SIGKILL and "done" not in child.stdout.read()


@pytest.mark.slow
def test_a_kill_at_twenty_moments_leaves_the_old_or_the_new(tmp_path: Path, source: Path) -> None:
    out = tmp_path / "out"
    start(out)
    started, times = time.monotonic(), {}
    command = [sys.executable, str(PROGRAM), str(out), str(source)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for line in child.stdout:
            if ": " not in line:  # a part of a step
                times[line.strip()] = time.monotonic() - started
    assert list(times) == [
        "reading", "identity", "inference", "store", "proofs", "exports", "done",
    ]  # fmt: skip
    steps = [(step, 0.0) for step in times if step != "done"]
    lasting = (times["done"] - times["reading"]) * 1.2
    moments = [*steps, *(("reading", lasting * n / 14) for n in range(14))]
    assert len(moments) == 20
    building_still, seen = 0, set()
    for step, delay in moments:
        building_still += killed(out, source, step, delay)
        seen.add(has_source(out))
    assert building_still >= len(steps)
    build([SMALL], out)
    assert has_source(out) in seen
    assert len(list((out / ".builds").iterdir())) == 1
    assert not list(out.glob(".link-*"))


@pytest.mark.slow
@pytest.mark.parametrize("limit", [20_000, 200_000])
def test_a_full_disk_leaves_what_was_there(limit: int, tmp_path: Path, source: Path) -> None:
    out = tmp_path / "out"
    start(out)
    before = (out / "current").readlink()

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    command = [sys.executable, str(PROGRAM), str(out), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=limited)
    assert "MachineError" in done.stderr
    assert "done" not in done.stdout
    assert (out / "current").readlink() == before
    assert not has_source(out)
    assert [path.name for path in (out / ".builds").iterdir()] == [before.name]

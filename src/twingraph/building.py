"""Building: data folders to an output folder that holds a store, exports and a manifest.

In: data folders. Out: ``OUTPUT/current``, a link to a finished build below ``OUTPUT/.builds``, with
``exports`` and ``manifest.json`` linked through it. A build is written beside the current one,
flushed to disk, and the link swapped last: whatever ends the process, a whole output remains.
It infers nothing and checks no facts.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Final

import pyoxigraph as px

from twingraph.assembling import Assembled, Input, assemble, default_quads
from twingraph.errors import MachineError, TwingraphError, UsageError
from twingraph.prefixes import expand
from twingraph.resources import DEFAULT_OUTPUT, VERSION
from twingraph.store import Graph, value

Exporter = Callable[[Graph, Path], None]

EXPORTERS: Final[list[str]] = ["twingraph.exports.writing:write_exports"]
"""What writes into ``exports/``: ``module:function`` of (graph, folder). Named, not imported,
because exporting stands after building on the path."""

_COUNTED: Final = {
    "cities": "?x a/rdfs:subClassOf* tg:City",
    "relations": "?x a/rdfs:subClassOf* tg:Relation",
    "agreements": "?x a/rdfs:subClassOf* tg:Agreement",
    "events": "?x a/rdfs:subClassOf* tg:Event",
    "persons": "?x a/rdfs:subClassOf* tg:Person . MINUS { ?x a tg:UnnamedPerson }",
    "organisations": "?x a/rdfs:subClassOf* tg:Organisation",
    "passages": "?x a/rdfs:subClassOf* tg:Passage",
}
# A full disk and its like are the machine's; every other refusal is about the folder asked for.
_MACHINE_ERRNOS: Final = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EIO, errno.EMFILE}


@dataclass(frozen=True)
class Manifest:
    """What a build made, and of what. ``output`` is where; it is not written to the file."""

    digest: str
    counts: dict[str, int]
    inputs: tuple[Input, ...]
    versions: dict[str, str]
    output: Path = field(compare=False)

    def as_json(self) -> str:
        """Return the manifest's text: sorted, without a clock or a path of this machine."""
        content = {
            "counts": self.counts,
            "digest": self.digest,
            "inputs": [{"name": i.name, "sha256": i.sha256} for i in self.inputs],
            "versions": self.versions,
        }
        return json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def build(
    data: Iterable[str | Path] | None = None, output: str | Path = DEFAULT_OUTPUT
) -> Manifest:
    """Build data folders (default: the bundled Namur data) into an output folder.

    The word ``bundled`` among ``data`` names the bundled folder. The previous output stays whole
    until the new one is. Raises DataError or OntologyError for bad input, UsageError for a folder
    that cannot be used, MachineError for a full disk.
    """
    assembled = assemble(data)
    folder = Path(output)
    try:
        with _locked(folder):
            return _build_into(folder, assembled)
    except OSError as problem:
        raise _write_error(folder, problem) from problem


def write_built(path: str | Path) -> None:
    """Write the bundled Namur graph, as the wheel carries it, to one N-Quads file."""
    Path(path).write_bytes(nquads(default_quads()))


def nquads(quads: Iterable[px.Quad]) -> bytes:
    """Return quads as N-Quads, sorted."""
    return b"".join(f"{line} .\n".encode() for line in sorted(map(str, quads)))


def count(graph: Graph) -> dict[str, int]:
    """Return how many things of each kind a graph holds."""
    counts: dict[str, int] = {}
    for name, pattern in _COUNTED.items():
        rows = graph.select(
            f"PREFIX tg: <{expand('tg:')}> PREFIX rdfs: <{expand('rdfs:')}> "
            f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }}"
        )
        counts[name] = int(value(rows.rows[0][0]))
    for name, pattern in {
        "asserted quads": "GRAPH ?g { ?s ?p ?o }",
        "distinct triples": "?s ?p ?o",
    }.items():
        rows = graph.select(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")
        counts[name] = int(value(rows.rows[0][0]))
    return counts


def _build_into(folder: Path, assembled: Assembled) -> Manifest:
    builds = folder / ".builds"
    _refuse_strangers(folder)
    builds.mkdir(exist_ok=True)
    _sweep(folder)
    versions = {"twingraph": VERSION, "engine": f"pyoxigraph {px.__version__}"}
    digest = _digest(assembled.inputs, versions)
    new = builds / ".new"
    try:
        (new / "exports").mkdir(parents=True)
        graph = Graph.create(new / "store", assembled.quads)
        manifest = Manifest(digest, count(graph), assembled.inputs, versions, folder)
        for name in EXPORTERS:
            _exporter(name)(graph, new / "exports")
        (new / "manifest.json").write_text(manifest.as_json(), encoding="utf-8", newline="\n")
        del graph  # closes the store
        _flush(new)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    # The same inputs built again go beside the current build, never over it.
    final = builds / digest[:16]
    if final.exists():
        final = builds / f"{digest[:16]}-again"
    new.rename(final)
    _link(folder / "current", Path(".builds") / final.name)
    _link(folder / "exports", Path("current") / "exports")
    _link(folder / "manifest.json", Path("current") / "manifest.json")
    (folder / "sources").mkdir(exist_ok=True)
    _flush_folder(folder)
    _sweep(folder)
    return manifest


def _digest(inputs: Iterable[Input], versions: dict[str, str]) -> str:
    told = [[i.name, i.sha256] for i in inputs]
    return hashlib.sha256(json.dumps([told, versions], sort_keys=True).encode()).hexdigest()


def _exporter(name: str) -> Exporter:
    module, _, function = name.partition(":")
    found: Exporter = getattr(import_module(module), function)
    return found


def _refuse_strangers(folder: Path) -> None:
    for name in ("current", "exports", "manifest.json"):
        path = folder / name
        if path.exists() and not path.is_symlink():
            raise UsageError(
                "stands where the build would write", path=path, hint="choose another -o FOLDER"
            )


def _sweep(folder: Path) -> None:
    """Remove every build but the current one: former ones, and what a killed build left."""
    current = folder / "current"
    kept = current.readlink().name if current.is_symlink() else None
    for path in sorted((folder / ".builds").iterdir()):
        if path.name != kept:
            shutil.rmtree(path, ignore_errors=True)
    for path in folder.glob(".link-*"):
        path.unlink(missing_ok=True)


def _link(link: Path, target: Path) -> None:
    """Point a symbolic link at a target, in one step."""
    new = link.with_name(f".link-{link.name}")
    new.unlink(missing_ok=True)
    new.symlink_to(target)
    new.replace(link)


def _flush(folder: Path) -> None:
    """Force a folder's files, and the folders themselves, to the disk."""
    for root, _, files in os.walk(folder, topdown=False):
        for name in files:
            with (Path(root) / name).open("rb") as file:
                os.fsync(file.fileno())
        _flush_folder(Path(root))


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the output folder for one build; the lock ends with the process, however it ends."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UsageError("another build is writing here", path=folder) from None
        yield


def _write_error(folder: Path, problem: OSError) -> TwingraphError:
    reason = f"cannot write the output: {problem.strerror or problem}"
    # The engine's own errors carry the system's words, but no number.
    words = [os.strerror(number) for number in _MACHINE_ERRNOS]
    if problem.errno in _MACHINE_ERRNOS or any(word in str(problem) for word in words):
        return MachineError(reason, path=folder, hint="the previous output is as it was")
    return UsageError(reason, path=folder, hint="choose another -o FOLDER")

"""Building: data folders to an output folder that holds a store, exports and a manifest.

In: data folders. Out: ``OUTPUT/current``, a link to a finished build below ``OUTPUT/.builds``, with
``exports`` and ``manifest.json`` linked through it. A build is written beside the current one,
flushed to disk, and the link swapped last: whatever ends the process, a whole output remains.
It checks no facts.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pyoxigraph as px

from twingraph.assembling import Assembled, Input, assemble
from twingraph.errors import UsageError
from twingraph.exports.writing import write_exports
from twingraph.files import unfinished, unwritable
from twingraph.inference import infer
from twingraph.inference.stored import write_inference
from twingraph.prefixes import expand
from twingraph.resources import DEFAULT_OUTPUT, VERSION
from twingraph.rules import load_rules
from twingraph.store import Graph, is_inferred, value

_COUNTED: Final = {
    "cities": "?x a/rdfs:subClassOf* tg:City",
    "relations": "?x a/rdfs:subClassOf* tg:Relation",
    "agreements": "?x a/rdfs:subClassOf* tg:Agreement",
    "events": "?x a/rdfs:subClassOf* tg:Event",
    "persons": "?x a/rdfs:subClassOf* tg:Person . MINUS { ?x a tg:UnnamedPerson }",
    "organisations": "?x a/rdfs:subClassOf* tg:Organisation",
    "passages": "?x a/rdfs:subClassOf* tg:Passage",
}

_INFERRED_GRAPH: Final = "GRAPH ?g { ?g a tg:InferredGraph }"
_TOTALS: Final = {
    "asserted quads": f"GRAPH ?g {{ ?s ?p ?o }} FILTER NOT EXISTS {{ {_INFERRED_GRAPH} }}",
    "inferred triples": "{ SELECT DISTINCT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o . ?g a"
    " tg:InferredGraph } FILTER(?s != ?g) } }",
    "distinct triples": "?s ?p ?o",
}

Begins = Callable[[str, int, int], None]
"""What is told of a step that begins: its name, how many are done, how many there are."""
_STEPS: Final = ("reading", "inference", "store", "proofs", "exports")
_BUILD: Final = re.compile(r"[0-9a-f]{16}(-again)?|\.new")
"""What the folders below ``.builds`` are called."""


@dataclass(frozen=True)
class Manifest:
    """What a build made, and of what. ``output`` is where; it is not written to the file."""

    digest: str
    counts: dict[str, int]
    inputs: tuple[Input, ...]
    versions: dict[str, str]
    output: Path = field(compare=False)
    proofs: bool = True
    """Whether the proofs were written; there is a limit to their number."""

    def as_json(self) -> str:
        """Return the manifest's text: sorted, without a clock or a path of this machine."""
        content = {
            "counts": self.counts,
            "digest": self.digest,
            "inputs": [{"name": i.name, "sha256": i.sha256} for i in self.inputs],
            "proofs": self.proofs,
            "versions": self.versions,
        }
        return json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def build(
    data: Iterable[str | Path] | None = None,
    output: str | Path = DEFAULT_OUTPUT,
    *,
    begins: Begins | None = None,
) -> Manifest:
    """Build data folders (default: the bundled Namur data) into an output folder.

    The word ``bundled`` among ``data`` names the bundled folder. The previous output stays whole
    until the new one is. ``begins`` is told of each step that begins, how many are done and how
    many there are. Raises DataError or OntologyError for bad input, UsageError for a folder
    that cannot be used, MachineError for a full disk.
    """
    _tell(begins, "reading")
    assembled = assemble(data)
    folder = Path(output)
    try:
        with _locked(folder):
            return _build_into(folder, assembled, begins)
    except OSError as problem:
        raise unwritable(folder, problem, "what stood there before is as it was") from problem


def count(graph: Graph) -> dict[str, int]:
    """Return how many things of each kind a graph holds."""
    counts: dict[str, int] = {}
    for name, pattern in _COUNTED.items():
        rows = graph.select(
            f"PREFIX tg: <{expand('tg:')}> PREFIX rdfs: <{expand('rdfs:')}> "
            f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ {pattern} }}"
        )
        counts[name] = int(value(rows.rows[0][0]))
    for name, pattern in _TOTALS.items():
        rows = graph.select(
            f"PREFIX tg: <{expand('tg:')}> SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}"
        )
        counts[name] = int(value(rows.rows[0][0]))
    return counts


def _build_into(folder: Path, assembled: Assembled, begins: Begins | None) -> Manifest:
    builds = folder / ".builds"
    _refuse_strangers(folder)
    builds.mkdir(exist_ok=True)
    _sweep(folder)
    versions = {"twingraph": VERSION, "engine": f"pyoxigraph {px.__version__}"}
    digest = _digest(assembled.inputs, versions)
    new = builds / ".new"
    # The same inputs built again go beside the current build, never over it.
    final = builds / digest[:16]
    if final.exists():
        final = builds / f"{digest[:16]}-again"
    with unfinished(new):
        (new / "exports").mkdir(parents=True)
        _tell(begins, "inference")
        rules = load_rules()
        inferred = infer(assembled.quads, rules)
        following = [quad for quad in inferred if is_inferred(quad.graph_name)]
        says = [*assembled.quads, *(inferred.difference(following))]
        _tell(begins, "store")
        graph = Graph.create(new / "store", [*says, *following])
        _tell(begins, "proofs")
        proofs = write_inference(new / "inference", rules, says, following)
        _tell(begins, "exports")
        manifest = Manifest(digest, count(graph), assembled.inputs, versions, folder, proofs)
        write_exports(graph, new / "exports")
        (new / "manifest.json").write_text(manifest.as_json(), encoding="utf-8", newline="\n")
        del graph  # closes the store
        _flush(new)
        new.rename(final)
    _link(folder / "current", Path(".builds") / final.name)
    _link(folder / "exports", Path("current") / "exports")
    _link(folder / "manifest.json", Path("current") / "manifest.json")
    (folder / "sources").mkdir(exist_ok=True)
    _flush_folder(folder)
    _sweep(folder)
    return manifest


def _tell(begins: Begins | None, step: str) -> None:
    if begins is not None:
        begins(step, _STEPS.index(step), len(_STEPS))


def _digest(inputs: Iterable[Input], versions: dict[str, str]) -> str:
    told = [[i.name, i.sha256] for i in inputs]
    return hashlib.sha256(json.dumps([told, versions], sort_keys=True).encode()).hexdigest()


def _refuse_strangers(folder: Path) -> None:
    for name in ("current", "exports", "manifest.json"):
        path = folder / name
        if path.exists() and not path.is_symlink():
            raise _stranger(path)
    for name in (".builds", "sources"):
        path = folder / name
        if path.is_symlink() or (path.exists() and not path.is_dir()):
            raise _stranger(path)


def _stranger(path: Path) -> UsageError:
    return UsageError(
        "stands where the build would write", path=path, hint="choose another -o FOLDER"
    )


def _sweep(folder: Path) -> None:
    """Remove every build but the current one: former ones, and what a killed build left."""
    current = folder / "current"
    kept = current.readlink().name if current.is_symlink() else None
    for path in sorted((folder / ".builds").iterdir()):
        if path.name != kept and _BUILD.fullmatch(path.name):
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

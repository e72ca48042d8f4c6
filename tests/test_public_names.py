"""The package's public names: each says what it does, gives and refuses, and is shown in use."""

from __future__ import annotations

import inspect
import json
import re
from pathlib import Path

import pytest

import twingraph
from twingraph import errors

NAMES = sorted(set(twingraph.__all__) - {"__version__"})
# These take nothing that could be wrong.
REFUSES_NOTHING = {"catalogue", "to_owlready"}
# "Write a file and return its path.": one imperative sentence on the first line.
IMPERATIVE = {"Build", "Import", "Open", "Read", "Remove", "Return", "Write"}


@pytest.fixture(scope="module")
def pages(root: Path) -> str:
    """Return what a reader is shown: the README, the docs, and the cells of the notebooks."""
    texts = [
        path.read_text(encoding="utf-8")
        for path in (root / "README.md", root / "CONTRIBUTING.md", *root.glob("docs/**/*.md"))
    ]
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        texts += ["".join(cell["source"]) for cell in cells]
    return "\n".join(texts)


def test_all_names_are_offered() -> None:
    assert len(NAMES) == len(twingraph.__all__) - 1 > 10
    assert set(twingraph.__all__) <= set(dir(twingraph))
    assert [name for name in NAMES if not callable(getattr(twingraph, name))] == []


@pytest.mark.parametrize("name", NAMES)
def test_name_says_what_it_gives_and_refuses(name: str) -> None:
    thing = getattr(twingraph, name)
    text = inspect.getdoc(thing) or ""
    first, _, rest = text.partition("\n")
    assert first.endswith(".")
    if inspect.isclass(thing):
        return
    assert first.split()[0] in IMPERATIVE
    assert inspect.signature(thing).return_annotation is not inspect.Signature.empty
    refused = re.findall(r"\b(\w+Error)\b", rest)
    assert bool(re.search(r"\bRaises\b", rest)) == bool(refused) == (name not in REFUSES_NOTHING)
    assert [error for error in refused if not hasattr(errors, error)] == []


def test_methods_of_the_graph_say_what_they_do() -> None:
    methods = {
        name: inspect.getdoc(method) or ""
        for name, method in inspect.getmembers(twingraph.Graph, callable)
        if not name.startswith("_")
    }
    assert {"open", "select", "restrict", "stated_only"} <= set(methods)
    assert [name for name, text in methods.items() if not text.partition("\n")[0].strip()] == []


@pytest.mark.parametrize("name", NAMES)
def test_name_is_shown_in_use(name: str, pages: str) -> None:
    assert re.search(rf"\btwingraph\.{name}\b|`{name}(?:\(\))?`", pages)

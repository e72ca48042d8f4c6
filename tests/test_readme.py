"""What the README says is true: its examples print what it shows, its paths and targets exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from readme_examples import BLOCK, README, SETTING_UP, console, refreshed, session

PAGES = ("README.md", "CONTRIBUTING.md")


@pytest.fixture(scope="module")
def text() -> str:
    return README.read_text(encoding="utf-8")


@pytest.fixture
def outside_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TWINGRAPH_STORE", raising=False)


@pytest.mark.slow
@pytest.mark.usefixtures("outside_the_store")
def test_examples_print_what_is_shown(text: str) -> None:
    kinds = [match[1] for match in BLOCK.finditer(text)]
    assert {"console", "python"} <= set(kinds)
    assert refreshed(text) == text


def test_a_wrong_example_would_be_found(tmp_path: Path) -> None:
    assert console("$ echo one\ntwo\n\n$ echo three\n", tmp_path) == (
        "$ echo one\none\n\n$ echo three\nthree\n"
    )
    assert (
        console("$ cat <<END\n> one\n> END\ntwo\n", tmp_path) == "$ cat <<END\n> one\n> END\none\n"
    )
    assert session(
        ">>> x = 1\n>>> for i in range(2):\n...     print(i)\n5\n>>> x\n2\n", tmp_path
    ) == (">>> x = 1\n>>> for i in range(2):\n...     print(i)\n0\n1\n>>> x\n1\n")
    with pytest.raises(RuntimeError, match="ended with 3"):
        console("$ exit 3\n", tmp_path)


def test_the_readme_opens_with_the_example(text: str) -> None:
    title, _, rest = text.partition("\n")
    assert title == "# twingraph"
    first = BLOCK.search(rest)
    assert first is not None
    assert rest[: first.start()].count("\n") < 8
    assert len(first[2].splitlines()) <= 20


@pytest.mark.parametrize("page", PAGES)
def test_links_and_paths_lead_somewhere(page: str, root: Path) -> None:
    text = (root / page).read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    # In backquotes, what has a slash and begins with a folder of ours is a path.
    folders = {"ontology", "data", "queries", "src", "tests", "docs", "bench", "notebooks", "web"}
    quoted = re.findall(r"`([\w./-]+/[\w./-]*)`", text)
    # Capitals stand for a name to be chosen.
    paths = [n for n in quoted if n.split("/")[0] in folders and not re.search(r"[A-Z]{4}", n)]
    assert links
    assert [name for name in [*links, *paths] if not (root / name).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_make_targets_exist(page: str, root: Path) -> None:
    targets = set(
        re.findall(r"^(\w+):", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    named = set(re.findall(r"(?:`|\$ )make (\w+)", (root / page).read_text(encoding="utf-8")))
    assert {"run", "test"} <= named
    assert named <= targets


def test_the_two_commands_are_the_ones_that_set_up(text: str) -> None:
    commands = re.findall(r"^\$ (\w+)", text, re.MULTILINE)
    assert {"make", "twingraph"} <= set(commands)
    assert set(commands) - {"twingraph"} <= SETTING_UP

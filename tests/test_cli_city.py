"""``twingraph city``, run as a user runs it: formats, languages, files, errors of one line."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from once import namur_build
from running import ran
from twingraph.dossiers import dossier, plain, to_json


@pytest.fixture(scope="module")
def store() -> Path:
    return namur_build()


@pytest.fixture(autouse=True)
def place(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder, with the bundled graph as the graph to ask."""
    monkeypatch.setenv("TWINGRAPH_STORE", str(store))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def city(*args: str) -> subprocess.CompletedProcess[str]:
    return ran("city", *args)


def printed(*args: str) -> str:
    done = city(*args)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_the_dossier_is_plain_text_away_from_a_terminal() -> None:
    text = printed("hue")
    assert text.startswith("Huế\n===\n")
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 80
    assert re.search(r"\[sheet 3, l\. 58\]$", text, re.MULTILINE)


def test_json_and_text_are_those_of_the_library() -> None:
    found = dossier("hue", lang="fr")
    assert printed("hue", "--format", "json", "--lang", "fr") == to_json(found)
    assert printed("hue", "--lang", "fr") == plain(found)
    assert json.loads(to_json(found))["id"] == "city:hue-vn"


def test_a_file_holds_what_is_printed(place: Path) -> None:
    text = printed("québec", "--format", "markdown", "--lang", "fr")
    assert text.startswith("# Québec\n")
    assert printed("québec", "--format", "markdown", "--lang", "fr", "-o", "quebec.md") == ""
    assert (place / "quebec.md").read_text(encoding="utf-8") == text
    assert printed("québec", "--format", "markdown", "--lang", "fr", "-o", "-") == text


def test_a_terminal_gets_the_same_words_with_headings_in_bold() -> None:
    text = printed("masina")
    main, other = pty.openpty()
    done = subprocess.Popen(
        [sys.executable, "-m", "twingraph", "city", "masina"],
        stdout=other, env={**os.environ, "COLUMNS": "200"},
    )  # fmt: skip
    os.close(other)
    pieces = []
    while True:
        try:
            piece = os.read(main, 65536)
        except OSError:  # Linux ends a pseudo-terminal this way
            break
        if not piece:
            break
        pieces.append(piece)
    assert done.wait() == 0
    shown = b"".join(pieces).decode().replace("\r\n", "\n")
    assert "\x1b[1mMasina\x1b[0m\n" in shown
    assert re.sub(r"\x1b\[\d*m", "", shown) == text


def test_sources_and_what_is_implied_can_be_left_out() -> None:
    assert "○" in printed("pristina")
    stated = printed("pristina", "--stated-only")
    assert "○" not in stated
    # Who the parties of the entente are is implied only.
    assert "\nTold beside it; that the city is a party is not told\n" in stated
    assert "between Namur" in printed("pristina").replace("\n", " ")
    assert "between Namur" not in stated.replace("\n", " ")
    assert printed("pristina", "--source", "namur-2024") == printed("pristina")


def test_another_graph_can_be_asked(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = printed("hue")
    monkeypatch.setenv("TWINGRAPH_STORE", "nowhere")
    assert printed("hue", "--store", str(store)) == expected


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["bandoeng"], "unknown city 'bandoeng' (did you mean Bandung"),
        (["Maxime Prévot"], "unknown city 'Maxime Prévot' (the name of person:maxime-prevot)"),
        (["hue", "--source", "namur-2023"], "unknown source 'namur-2023'"),
        (["hue", "--lang", "de"], "Invalid value for '--lang'"),
        (["hue", "-o", "no/such/folder/file"], "cannot be written"),
        (["hue", "--store", "nowhere"], "no twingraph store stands here"),
        ([], "Missing argument 'CITY'"),
    ],
    ids=["near", "person", "source", "language", "folder", "store", "nothing"],
)
def test_an_error_is_one_line(args: list[str], message: str) -> None:
    done = city(*args)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("twingraph: ")
    assert message in done.stderr
    assert done.stderr.count("\n") == 1


def test_help_has_an_example() -> None:
    assert "twingraph city hue" in printed("--help")

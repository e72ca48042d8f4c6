"""Refusals of measures and suggestions: in the language asked for, after an unknown city."""

from __future__ import annotations

from pathlib import Path

import pytest

from twingraph.cli import run
from twingraph.errors import UsageError


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask the bundled graph, one city's report, not what is beside the tests."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "begins", "mends"),
    [
        (
            ["measure", "betweenness", "--lang", "fr"],
            "betweenness est refusé\u00a0: ce réseau ne contient que",
            "cities-and-events ou cities-and-themes\u202f; ou importez",
        ),
        (
            ["suggest", "namur"],
            "suggest is refused: this network holds only",
            "insist with --force",
        ),
        (
            ["suggest", "namur", "--lang", "fr"],
            "suggest est refusé\u00a0: ce réseau ne",
            "insistez avec",
        ),
        (
            ["suggest", "--evaluate", "--lang", "fr"],
            "suggest est refusé\u00a0: ce réseau",
            "insistez avec",
        ),
        # That there is no such city is told first.
        (["suggest", "nowhere"], "unknown city 'nowhere'", "the graph has 17"),
        (["suggest", "nowhere", "--lang", "fr"], "unknown city 'nowhere'", "the graph has 17"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_refusal_is_one_line_in_the_language_asked_for(
    arguments: list[str], begins: str, mends: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"twingraph: {begins}")
    assert mends in told.err
    assert told.err.count("\n") == 1


def test_an_error_keeps_the_no_break_spaces_of_french_and_no_other_blank() -> None:
    told = UsageError("un\n mot\u00a0: deux\u202f; \x85\u2028trois\t")
    assert str(told) == "un mot\u00a0: deux\u202f; trois"

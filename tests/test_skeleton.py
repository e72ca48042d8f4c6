"""The beginning of a report's file: true to the text, and the checks list what is still to do."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from breaking import TEXT, TOY, checked
from twingraph.errors import UsageError
from twingraph.passages import read_lines
from twingraph.skeleton import main, skeleton

HEADER = "MISSIONS DÉLÉGUÉES"


def run(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "twingraph.skeleton", *args],
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_checks_find_what_is_to_do_and_nothing_else(tmp_path: Path) -> None:
    done = run(str(TOY / TEXT), "--name", "toy-2025", "--city", "city:namur-be", "--header", HEADER)
    assert (done.returncode, done.stderr) == (0, "")
    (tmp_path / "report.trig").write_text(done.stdout, encoding="utf-8")
    outcome = checked(tmp_path, TOY / TEXT)
    # By hand: lines 3, 5, 10, 11 and 12 hold a sentence each, line 6 two; 1 and 8 are headers.
    assert (outcome.passages, outcome.silent_runs) == (7, 2)
    assert Counter(finding.code for finding in outcome.findings) == {
        "summary-missing": 14,
        "passage-without-facts": 7,
        "heading-missing": 4,
    }
    assert [(r.accounted, r.lines) for r in outcome.readings] == [(12, 12)]


def test_the_toy_report_was_begun_so() -> None:
    begun = skeleton(read_lines(TOY / TEXT), "toy-2025", "namur-be", HEADER)
    written = (TOY / "report.trig").read_text(encoding="utf-8")
    digests = [line for line in begun.splitlines() if "sha256" in line]
    assert sum(line in written for line in digests) == len(digests) - 1  # line 3 says nothing
    assert len(digests) == 8


def test_without_a_running_header_all_is_one_sheet() -> None:
    begun = skeleton(read_lines(TOY / TEXT), "toy-2025", "namur-be")
    assert "tg:runningHeader" not in begun
    assert begun.count("tg:sheet 1 ;") == begun.count(" a tg:Passage") == 9


def test_a_report_of_a_thousand_lines_keeps_its_order() -> None:
    text = skeleton([f"Line {n}." for n in range(1, 1001)], "namur-2026", "namur-be")
    names = [line.split()[0] for line in text.splitlines() if " a tg:Passage" in line]
    assert names == sorted(names)
    assert (names[0], names[-1]) == ("passage:namur-2026-0001", "passage:namur-2026-1000")


def test_no_sentence_of_the_report_is_quoted() -> None:
    begun = skeleton(read_lines(TOY / TEXT), "toy-2025", "namur-be", HEADER)
    words = (TOY / TEXT).read_text(encoding="utf-8").replace(".", " ").split()
    long_words = {word for word in words if len(word) > 7} - {"twingraph", *HEADER.split()}
    assert len(long_words) > 5
    assert not [word for word in long_words if word in begun]


@pytest.mark.parametrize(
    ("name", "city"),
    [
        ("namur", "namur-be"),
        ("Namur 2025", "namur-be"),
        ("namur-2025", "Namur"),
        ("x-2025 }", "a-b"),
    ],
)
def test_another_kind_of_name_is_refused(name: str, city: str) -> None:
    with pytest.raises(UsageError):
        skeleton(["A line."], name, city)


def test_errors_are_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none.txt"), "--name", "namur-2025", "--city", "namur-be"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("twingraph: ")
    assert printed.err.count("\n") == 1

"""The examples of the shapes and checks: each bad one gives its finding alone, each good one none.

An example is checked beside ``ontology/examples/setting.trig``. In a bad one, ``# <- CODE`` stands
at the end of each line on which the finding must be.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from twingraph.checks import CHECKS
from twingraph.checks.findings import in_order
from twingraph.checks.material import gather
from twingraph.resources import folder

EXAMPLES = folder("ontology") / "examples"
SETTING = EXAMPLES / "setting.trig"
# What is left out asks for a report's text, or for Java.
GROUPS = ("evidence", "queries", "shapes")
CODES = sorted(kind.code for group in CHECKS if group.name in GROUPS for kind in group.kinds())


def found(*examples: Path) -> list[tuple[str, str, int]]:
    """Return code, file and line of what is found in examples, in their setting."""
    material = gather([SETTING, *examples])
    runs = [run for group in CHECKS if group.name in GROUPS for run in group.checks]
    findings = in_order(finding for run in runs for finding in run(material))
    return [(finding.code, Path(finding.file).name, finding.line or 0) for finding in findings]


def marked(example: Path) -> list[tuple[str, str, int]]:
    """Return code, file and line of the marks in an example."""
    lines = example.read_text(encoding="utf-8").splitlines()
    marks = ((re.search(r"# <- (\S+)$", line), number) for number, line in enumerate(lines, 1))
    return [(mark[1], example.name, number) for mark, number in marks if mark]


def test_every_shape_and_check_has_a_good_and_a_bad_example() -> None:
    assert len(CODES) == len(set(CODES)) == 113
    for sort in ("good", "bad"):
        assert sorted(path.stem for path in (EXAMPLES / sort).iterdir()) == CODES


@pytest.mark.parametrize("code", CODES)
def test_a_bad_example_gives_its_finding_and_no_other(code: str) -> None:
    example = EXAMPLES / "bad" / f"{code}.trig"
    marks = marked(example)
    assert {mark for mark, _, _ in marks} == {code}
    assert found(example) == marks


@pytest.mark.slow
@pytest.mark.parametrize("code", CODES)
def test_a_good_example_gives_no_finding(code: str) -> None:
    example = EXAMPLES / "good" / f"{code}.trig"
    assert marked(example) == []
    assert found(example) == []


def test_the_setting_gives_no_finding() -> None:
    assert found() == []


@pytest.mark.parametrize("path", sorted(EXAMPLES.rglob("*.trig")), ids=lambda path: path.stem)
def test_an_example_says_what_it_shows_and_is_small(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert path == SETTING or lines[0].startswith(f"# {path.stem}: ")
    assert sum(not line.startswith("@prefix") for line in lines) < 80

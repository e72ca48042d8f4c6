"""The groups of checks in Python: which run, in which order, and what is said of an unknown one."""

from __future__ import annotations

import pytest

import twingraph
from breaking import TOY
from twingraph.checks import CHECKS
from twingraph.errors import UsageError

ORDER = ["evidence", "queries", "report", "shapes", "conflicts", "clashes", "consistency"]


def test_what_needs_java_comes_last_and_every_code_is_announced_once() -> None:
    assert [group.name for group in CHECKS] == ORDER
    assert [group.name for group in CHECKS if group.java] == ["consistency"]
    codes = [kind.code for group in CHECKS for kind in group.kinds()]
    assert len(set(codes)) == len(codes) > 100
    texts = [text for group in CHECKS for kind in group.kinds() for text in (kind.en, kind.fr)]
    assert [text for text in texts if not text.strip() or text.endswith(".")] == []


def test_groups_are_chosen_and_told_as_they_begin() -> None:
    begun: list[tuple[str, int, int]] = []
    outcome = twingraph.check(
        [TOY],
        groups=("queries", "evidence"),
        begins=lambda *told: begun.append(told),
    )
    assert begun == [("evidence", 0, 2), ("queries", 1, 2)]
    assert [ran.group for ran in outcome.ran] == ["evidence", "queries"]
    assert outcome.left_out == ()
    assert {finding.group for finding in outcome.findings} <= {"evidence", "queries"}


def test_without_a_report_its_group_does_not_run() -> None:
    assert twingraph.check([TOY], groups=["report"]).ran == ()
    (ran,) = twingraph.check([TOY], [TOY / "toy-2025.txt"], groups=["report"]).ran
    assert ran.group == "report"


def test_quick_leaves_out_what_needs_java() -> None:
    outcome = twingraph.check([TOY], groups=["evidence", "consistency"], quick=True)
    assert ([ran.group for ran in outcome.ran], outcome.left_out) == (
        ["evidence"],
        ("consistency",),
    )


@pytest.mark.parametrize("seconds", [0, -1, float("nan"), float("inf"), 1e308])
def test_a_time_that_is_none_is_refused(seconds: float) -> None:
    with pytest.raises(UsageError, match=r"seconds are no time limit \(at most 1,000,000\)"):
        twingraph.check(groups=["evidence"], seconds=seconds)


def test_an_unknown_group_is_named_with_its_like() -> None:
    with pytest.raises(UsageError, match=r"no group of checks 'shape' \(did you mean shapes\?\)"):
        twingraph.check(groups=["shape"])

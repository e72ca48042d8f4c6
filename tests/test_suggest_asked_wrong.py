"""What may not be asked of suggestions is told in a line; odd networks get an answer or why not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

import twingraph
from suggesting_world import world
from twingraph.cli.suggest import suggest as command
from twingraph.errors import UsageError
from twingraph.projections.model import Links, links_of
from twingraph.suggesting import evaluate, record, suggest
from twingraph.suggesting.models import MODELS
from twingraph.suggesting.text import suggestion_lines

PATH = [(f"n{at:02}", f"n{at + 1:02}") for at in range(30)]
EACH_OTHER = [(f"n{one:02}", f"n{two:02}") for one in range(8) for two in range(one)]
CIRCLES = [(f"n{at:02}", f"n{at:02}") for at in range(30)]
HUGE = 10**400


def asked(**wrong: Any) -> Callable[[], object]:
    return lambda: suggest(**{"city": "city:005", "graph": world(1), "model": "distance", **wrong})


def judged(**wrong: Any) -> Callable[[], object]:
    few: dict[str, Any] = {"models": ("distance",), "tasks": ("completion",), "seeds": 1}
    return lambda: evaluate(world(1), **{**few, "sample": 2, **wrong})


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (asked(top=0), "top is 0 (1 to 1000000)"),
        (asked(top=HUGE), "top is beyond all bounds (1 to 1000000)"),
        (asked(top=True), "top is True, not a whole number"),
        (asked(top="3"), "top is '3', not a whole number"),
        (asked(seed=-1), "seed is -1 (0 to 4294967295)"),
        (asked(seed=2.5), "seed is 2.5, not a whole number"),
        (asked(seed=2**32), "seed is 4294967296 (0 to"),
        (asked(lang="de"), "lang is 'de' (en or fr)"),
        (asked(city=None), "city is None, not a text"),
        (asked(city=""), "unknown city ''"),
        (asked(model=["gravity"]), "model is of type list, not a text"),
        (asked(graph=PATH), "graph is of type list, neither a graph nor links"),
        (judged(seeds=0), "seeds is 0 (1 to 1000)"),
        (judged(seeds=1001), "seeds is 1001 (1 to 1000)"),
        (judged(seeds=None), "seeds is None, not a whole number"),
        (judged(sample=-1), "sample is -1 (1 to 1000000)"),
        (judged(sample=float("nan")), "sample is nan, not a whole number"),
        (judged(seed=HUGE), "seed is beyond all bounds"),
        (judged(models="gravity"), "models is 'gravity', not several texts"),
        (judged(tasks=(3,)), "one of the tasks is of type int, not a text"),
    ],
)  # fmt: skip
def test_what_is_out_of_bounds_is_told_in_a_line(call: Callable[[], object], said: str) -> None:
    with pytest.raises(UsageError) as wrong:
        call()
    assert str(wrong.value).startswith(said)
    assert "(" in str(wrong.value) or wrong.value.hint is None
    assert "\n" not in str(wrong.value)


def test_numbers_of_numpy_are_numbers() -> None:
    of_numpy: dict[str, Any] = {"top": np.int64(3), "seed": np.int64(4)}
    found = suggest("city:005", world(1), model="distance", **of_numpy)
    assert found == suggest("city:005", world(1), top=3, seed=4, model="distance")
    assert '"seed": 4' in found.to_json()


def network(pairs: list[tuple[str, str]], **more: Any) -> Links:
    return links_of("cities", pairs, **more)


ODD: dict[str, tuple[Links, str]] = {
    "empty": (network([]), "unknown city 'n00'"),
    "one node": (network([], nodes={"n00": {}}), "too few pairs to learn from: 0"),
    "self-loops": (network(CIRCLES), "too few pairs to learn from: 0"),
    "one pair": (network(PATH[:1]), "too few pairs to learn from: 1"),
    "all tied": (network(EACH_OTHER), "all cities here are tied to one another"),
    "two modes": (network(PATH, second=frozenset(b for _, b in PATH[::2])), "two kinds of nodes"),
    "words for numbers": (network(PATH, nodes={"n00": {"latitude": "north"}}),
                          "latitude of a node is not a number"),
    "infinite": (network(PATH, nodes={"n00": {"population": float("inf")}}),
                 "population of a node is not a number"),
    "bare": (network(PATH), ""),
    "directed": (network([*PATH, *((b, a) for a, b in PATH)], directed=True), ""),
    "loops too": (network([*PATH, *CIRCLES]), ""),
    "lone cities": (network(PATH, nodes={f"z{at}": {} for at in range(40)}), ""),
    "one place": (network(PATH, nodes={f"n{at:02}": {"latitude": 1.0, "longitude": 1.0,
                  "population": 900.0, "country": "BE"} for at in range(31)}), ""),
    "strange places": (network(PATH, nodes={"n00": {"latitude": 1e9, "country": "ZZ",
                       "longitude": -1e9, "population": -5.0}}), ""),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_odd_networks_have_an_answer_or_a_reason(name: str) -> None:
    odd, said = ODD[name]
    learning = {"gravity", "boosting"}
    # What learns nothing has an answer wherever there is a city.
    always = said.startswith(("unknown", "two kinds", "latitude", "population"))
    for model in MODELS:
        if said and (always or model.name in learning):
            with pytest.raises(UsageError, match=said):
                suggest("n00", odd, model=model.name, top=3)
            continue
        found = suggest("n00", odd, model=model.name, top=3)
        lines = [line for _, line in suggestion_lines(found)]
        assert len(found.suggestions) == min(3, found.candidates)
        assert not any("()" in line or "nan" in line.split() for line in lines), model.name
        assert max(map(len, lines)) <= 80
    # Where a tenth is hidden, not all are tied.
    if said and name != "all tied":
        with pytest.raises(UsageError):
            evaluate(odd, models=("gravity",), seeds=1, sample=2)


def test_of_links_that_name_no_source_no_brackets_stay_empty() -> None:
    told = [line for _, line in suggestion_lines(suggest("n00", network(PATH), model="katz"))]
    assert "    + common partner n01" in told
    mixed = network(PATH[:2], columns={"sources": ["list", None]})
    told = [line for _, line in suggestion_lines(suggest("n00", mixed, model="katz"))]
    assert "    + common partner n01 (list)" in told


@pytest.mark.parametrize(
    ("city", "said"),
    [("nowhere", "unknown city 'nowhere'"), ("Twin", "2 bear the name 'Twin'")],
    ids=["unknown", "ambiguous"],
)
def test_the_city_is_told_before_a_refusal(
    city: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if city == "Twin":  # the bundled graph has no two cities of one name
        monkeypatch.setattr(record, "resolve", two_of_one_name)
    with pytest.raises(UsageError, match=said):
        twingraph.suggest(city)
    done = CliRunner().invoke(command, [city])
    assert isinstance(done.exception, UsageError)
    assert said in str(done.exception)


def two_of_one_name(_graph: object, name: str) -> str:
    raise UsageError(f"2 bear the name '{name}': twin-be, twin-fr", hint="name one of them")


@pytest.mark.parametrize("what", ["namur", "--evaluate"])
def test_a_place_that_cannot_be_written_is_told_before_the_work(what: str, tmp_path: Path) -> None:
    # Forced or not is not asked yet: the graph would be refused.
    done = CliRunner().invoke(command, [what, "-o", str(tmp_path)])
    assert isinstance(done.exception, UsageError)
    assert "is a folder, not a file" in str(done.exception)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "args",
    [("--top", "0"), ("--top", "1000001"), ("--seed", "4294967296"), ("--top", "x")],
    ids=lambda args: " ".join(args),
)
def test_the_command_has_the_same_bounds(args: tuple[str, ...]) -> None:
    done = CliRunner().invoke(command, ["namur", *args])
    assert done.exit_code == 2
    assert "Invalid value" in done.output

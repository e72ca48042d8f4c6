"""The page on measuring is true: its list is of the measures, its examples print what it shows."""

from __future__ import annotations

import re

import pytest

from measures_page import BEGINNING, PAGE, with_measures
from readme_examples import BLOCK, ROOT, refreshed
from twingraph.measures.catalogue import measures
from twingraph.measures.refusal import INSTEAD
from twingraph.projections.catalogue import PROJECTIONS

UPKEEP = "python tests/measures_page.py writes it"


@pytest.fixture(scope="module")
def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def test_the_list_is_that_of_the_measures(page: str) -> None:
    assert page.count(BEGINNING) == 1
    assert re.findall(r"^### `([\w-]+)`$", page, re.MULTILINE) == list(measures())
    assert with_measures(page) == page, UPKEEP


@pytest.mark.slow
def test_examples_print_what_is_shown(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TWINGRAPH_STORE", raising=False)
    assert {match[1] for match in BLOCK.finditer(page)} == {"console", "python"}
    assert refreshed(page) == page, UPKEEP


def test_links_lead_somewhere(page: str) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page)
    assert links
    assert [name for name in links if not (ROOT / "docs" / name).exists()] == []


def test_each_measure_is_asked_on_a_projection_that_there_is() -> None:
    assert {measure.projection for measure in measures().values()} <= set(PROJECTIONS)


def test_every_measure_says_what_it_means() -> None:
    for name, measure in measures().items():
        assert re.fullmatch(r"[a-z0-9]+([-_][a-z0-9]+)*", name)
        assert measure.name == name
        for said in (measure.summary, measure.reading):
            assert said.en, name
            assert said.fr, name
            assert said.en != said.fr, name
            # French typography: a no-break space before a sign of two parts.
            assert not re.search(r"[^\s\u00a0\u202f\d] ?[;:?!](?=\s|$)", said.fr), (name, said.fr)
        assert measure.formula, name
        assert measure.reference, name


def test_what_is_offered_instead_makes_sense_on_a_star(page: str) -> None:
    known = measures()
    assert all(known[name].star for name in INSTEAD)
    offered = {name for name, measure in known.items() if measure.star}
    section = page.partition("## What is refused")[2].partition("\n## ")[0]
    assert set(INSTEAD) <= set(re.findall(r"`([a-z-]+)`", section)) & offered


def test_what_means_nothing_on_a_star_is_refused_there() -> None:
    """The issue's list: betweenness, communities, distributions, prediction, null models."""
    known = measures()
    named = ("betweenness", "closeness", "pagerank", "eigenvector", "constraint", "communities",
             "portrait-against-nulls", "degree-bands", "betweenness-bands", "position")  # fmt: skip
    assert [name for name in named if name not in known or known[name].star] == []
    drawn = [name for name, measure in known.items() if "null" in measure.formula.lower()]
    assert not any(known[name].star for name in drawn)

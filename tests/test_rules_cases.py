"""What the rules conclude from small invented cases, beside what the terms' definitions say."""

from __future__ import annotations

import pyoxigraph as px
import pytest

from rule_cases import BEGINNINGS, ENDINGS, RENEWALS, STANDING, Case
from rule_cases_of_ties import CONTACTS, MEMBERS, OFFICES, PARTNERS
from twingraph.dates import date_quads
from twingraph.inference.nemo import Program
from twingraph.loading import ontology_files, read_ontology
from twingraph.prefixes import expand, shorten
from twingraph.resources import folder
from twingraph.rules import load_rules

CASES = [
    *STANDING, *BEGINNINGS, *ENDINGS, *RENEWALS, *PARTNERS, *CONTACTS, *OFFICES, *MEMBERS,
]  # fmt: skip


@pytest.fixture(scope="module")
def concluded() -> set[str]:
    """Return all that follows from all cases, as lines of prefixed names with the cases' marks."""
    quads = [quad for case in CASES for quad in case.quads]
    vocabulary = read_ontology(ontology_files(folder("ontology")))
    ranks = {expand("skos:notation"), expand("skos:inScheme")}
    quads += [quad for quad in vocabulary if quad.predicate.value in ranks]
    iris = {term.value for quad in quads for term in quad if isinstance(term, px.NamedNode)}
    quads += date_quads(iris)
    found = Program(load_rules()).reason(quads)
    watched = sorted({prop for case in CASES for prop in case.watched.split()})
    return {
        f"{subject.value} {prop} {value.value}"
        for prop in watched
        for subject, value in found.facts(expand(prop))
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_follows(case: Case, concluded: set[str]) -> None:
    watched = case.watched.split()
    own = [line.replace(case.mark, "").split() for line in concluded if case.mark in line]
    found = {" ".join(map(shorten, line)) for line in own if line[1] in watched}
    assert found == set(case.follows.split("\n")) - {""}


def test_no_two_cases_share_a_name() -> None:
    assert len({case.mark for case in CASES}) == len(CASES)
    assert len(CASES) > 90

"""A quick check finds contradictions by the compiled rules, with file and line, without Java."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from check_command import copied
from twingraph import resources
from twingraph.checks import check
from twingraph.checks.clashes import nothing_clashes
from twingraph.checks.findings import Finding
from twingraph.checks.material import gather
from twingraph.inference.nemo import Conclusions
from twingraph.prefixes import expand

HEAD = """@prefix agreement: <https://w3id.org/twingraph/id/agreement/> .
@prefix date: <https://w3id.org/twingraph/id/date/> .
@prefix graph: <https://w3id.org/twingraph/graph/> .
@prefix person: <https://w3id.org/twingraph/id/person/> .
@prefix step: <https://w3id.org/twingraph/id/step/> .
@prefix tg: <https://w3id.org/twingraph/ontology#> .

graph:planted {
"""
FIRST = 9
"""The line on which the first is planted; the others follow, each with names of its own."""
# What is planted, the thing, and words of the finding. By the ontology's axioms.
PLANTED = {
    "disjoint": ("person:a a tg:Person, tg:Organisation .", "person:a", "nothing can be both"),
    "disjoint-by-descent": ("person:a a tg:UnnamedPerson, tg:Network .", "person:a", "both"),
    "domain": ("person:a a tg:Person ; tg:stepOf agreement:b .", "person:a", "“tg:Step”"),
    "range": ("person:a a tg:Person . step:s tg:stepOf person:a .", "person:a", "tg:Agreement"),
    "union": ("person:a a tg:Person ; tg:category date:2024-01-01 .", "person:a", "“claim”"),
    "irreflexive": ("agreement:a tg:renews agreement:a .", "agreement:a", "cannot lead from"),
    "functional": ("step:s tg:stepOf agreement:a, agreement:b .", "step:s", "one “step of” only"),
    "inverse": ("step:s a tg:Step ; tg:party person:p .", "step:s", "nothing can be both"),
}


def own(text: str, name: str) -> str:
    """Return a text with the names of its things made those of one case."""
    return re.sub(r"\b((?:person|agreement|step):\w)\b", rf"\1-{name}", text)


@pytest.fixture(scope="module")
def clashes(tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    folder = tmp_path_factory.mktemp("planted")
    lines = [own(statement, name) for name, (statement, _, _) in PLANTED.items()]
    (folder / "planted.trig").write_text("\n".join([HEAD.rstrip("\n"), *lines, "}\n"]), "utf-8")
    return list(nothing_clashes(gather([folder])))


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_contradiction_is_found_where_it_stands(
    name: str, clashes: list[Finding]
) -> None:
    _, thing, words = PLANTED[name]
    line = FIRST + list(PLANTED).index(name)
    found = [finding for finding in clashes if finding.line == line]
    assert found, "the rules see it"
    assert any(finding.thing == own(thing, name) and words in finding.en for finding in found)


def test_findings_are_in_both_languages_and_on_the_planted_lines(clashes: list[Finding]) -> None:
    assert {finding.code for finding in clashes} == {"clash"}
    assert {finding.line for finding in clashes} == set(range(FIRST, FIRST + len(PLANTED)))
    assert all(finding.fr != finding.en for finding in clashes)
    assert not any("{" in finding.en + finding.fr for finding in clashes)


def test_namur_has_none() -> None:
    assert list(nothing_clashes(gather())) == []


def test_what_contradicts_itself_in_a_vocabulary_is_found_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied(tmp_path)
    vocabulary = tmp_path / "ontology" / "vocab" / "status.ttl"
    planted = f"\nstatus:realised a <{expand('tg:City')}>, <{expand('tg:Person')}> .\n"
    line = len(vocabulary.read_text(encoding="utf-8").split("\n")) + 1
    with vocabulary.open("a", encoding="utf-8") as file:
        file.write(planted)
    monkeypatch.setattr(resources, "_CHECKOUT", tmp_path)
    (finding,) = nothing_clashes(gather())
    assert (finding.thing, finding.line) == ("status:realised", line)
    assert Path(finding.file).name == "status.ttl"
    assert "nothing can be both" in finding.en


def test_a_contradiction_that_cannot_be_explained_is_told_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "planted.trig").write_text(f"{HEAD}{PLANTED['disjoint'][0]}\n}}\n", "utf-8")
    monkeypatch.setattr(Conclusions, "proof", lambda *_: None)
    (finding,) = nothing_clashes(gather([tmp_path]))
    assert (finding.thing, finding.line) == ("person:a", 9)
    assert "excluded by the axiom DisjointClasses" in finding.en


def test_they_stand_in_for_java_and_for_nothing_else() -> None:
    (ran,) = check(groups=["clashes"], quick=True).ran
    assert ran.group == "clashes"
    assert check(groups=["clashes"]).ran == ()

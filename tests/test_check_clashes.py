"""A quick check finds contradictions by the compiled rules, with file and line, without Java."""

from __future__ import annotations

from pathlib import Path

import pytest

from check_command import copied
from twingraph import resources
from twingraph.checks import check
from twingraph.checks.clashes import nothing_clashes
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
# What is planted on line 9 (and 10), the thing, and words of the finding. By the ontology's axioms.
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


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_contradiction_is_found_where_it_stands(name: str, tmp_path: Path) -> None:
    statement, thing, words = PLANTED[name]
    path = tmp_path / "planted.trig"
    path.write_text(f"{HEAD}{statement}\n}}\n", encoding="utf-8")
    found = list(nothing_clashes(gather([tmp_path])))
    assert found, "the rules see it"
    assert {finding.code for finding in found} == {"clash"}
    assert {finding.line for finding in found} == {9}
    assert any(finding.thing == thing and words in finding.en for finding in found)
    assert all(finding.fr != finding.en for finding in found)
    assert not any("{" in finding.en + finding.fr for finding in found)


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

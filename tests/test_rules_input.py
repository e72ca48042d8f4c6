"""What the rules are run on: no value that Nemo cannot read, and no rule that is not needed.

Neither takes anything away from what follows.
"""

from __future__ import annotations

import gc
import resource
import tempfile
from pathlib import Path

import pyoxigraph as px
import pytest

from reasoners import EX, SAID, compiled
from twingraph.assembling import assemble
from twingraph.errors import MachineError
from twingraph.files import remove_unfinished
from twingraph.inference.nemo import Program, input_for
from twingraph.prefixes import expand
from twingraph.rules import load_rules

RULES = ":n rdfs:subPropertyOf :m . :p rdfs:range :A ; a owl:SymmetricProperty ."


def node(name: str) -> px.NamedNode:
    return px.NamedNode(EX + name)


def said(subject: str, prop: str, value: px.NamedNode | px.Literal) -> px.Quad:
    return px.Quad(node(subject), node(prop), value, SAID)


def typed(text: str, datatype: str) -> px.Literal:
    return px.Literal(text, datatype=px.NamedNode(expand(f"xsd:{datatype}")))


ILL = [
    typed("five", "integer"),
    typed("", "integer"),
    typed(" 5 ", "integer"),
    typed("5.5", "integer"),
    typed("300", "byte"),
    typed("-1", "nonNegativeInteger"),
    typed("0", "positiveInteger"),
    typed("99999999999999999999", "long"),
    typed("9" * 5000, "integer"),
    typed("maybe", "boolean"),
    typed("1e5", "decimal"),
    typed("x", "double"),
    typed("INF", "double"),
    typed("NaN", "double"),
    typed("1e999", "double"),
]
WELL = [
    typed("+05", "integer"),
    typed("99999999999999999999999", "integer"),
    typed("-128", "byte"),
    typed("18446744073709551615", "unsignedLong"),
    typed("1", "boolean"),
    typed(".5", "decimal"),
    typed("5.", "decimal"),
    typed("-1.5e-3", "double"),
    typed("NaN", "float"),
    typed("no date", "date"),
    typed("x", "anyURI"),
    px.Literal("x", language="en"),
    px.Literal('a "b" \\ c\n'),
]


@pytest.mark.parametrize("value", ILL, ids=lambda v: str(v)[:40])
def test_a_value_that_its_datatype_does_not_allow_harms_no_other(value: px.Literal) -> None:
    """Nemo takes the next term for one that it cannot read: every later row would shift."""
    rules = compiled(RULES)
    quads = [said("x", "n", px.Literal("before")), said("y", "n", value)]
    quads += [said("z", "n", px.Literal("after")), said("x", "p", node("w"))]
    found = Program(rules).following(quads)
    assert {str(t.subject).replace(EX, "") for t in found} == {"<x>", "<z>", "<w>"}
    assert px.Triple(node("z"), node("m"), px.Literal("after")) in found
    assert px.Triple(node("w"), node("p"), node("x")) in found


@pytest.mark.parametrize("value", WELL, ids=str)
def test_a_value_that_its_datatype_allows_is_read(value: px.Literal) -> None:
    found = Program(compiled(RULES)).following([said("y", "n", value)])
    assert [(t.subject, t.predicate) for t in found] == [(node("y"), node("m"))]


def test_a_folder_for_temporary_files_may_have_any_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = tmp_path / 'a "b" \\c\n{é}'
    odd.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(odd))
    found = Program(compiled(RULES)).following([said("y", "n", px.Literal("x"))])
    assert found == {px.Triple(node("y"), node("m"), px.Literal("x"))}
    gc.collect()
    assert list(odd.iterdir()) == []


def test_a_process_that_is_ended_leaves_no_working_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    program = Program(compiled(RULES))
    program.reason([said("y", "n", px.Literal("x"))])
    assert len(list(tmp_path.iterdir())) == 1
    remove_unfinished()
    assert list(tmp_path.iterdir()) == []


def test_nothing_that_follows_is_lost_on_a_full_disk() -> None:
    """Nemo itself says nothing where it cannot write all."""
    program = Program(compiled(":p a owl:TransitiveProperty ."))
    chain = [said(f"x{i:02}", "p", node(f"x{i + 1:02}")) for i in range(60)]
    every = len(program.following(chain))
    assert every == 61 * 60 / 2 - 60
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
    try:
        with pytest.raises(MachineError, match=r"new\.nt: cannot be written: .*TMPDIR"):
            program.following(chain)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert len(program.following(chain)) == every


def test_a_text_where_a_thing_must_be_is_the_subject_of_nothing() -> None:
    rules = compiled(RULES)
    quads = [said("x", "p", px.Literal("y")), said("x", "p", node("z"))]
    assert b'"y"' not in input_for(rules, quads)
    found = Program(rules).following(quads)
    assert {t.subject for t in found} == {node("z"), node("x")}


def test_what_has_no_name_is_left_out() -> None:
    nameless = px.Quad(px.BlankNode("b"), node("n"), px.Literal("x"), SAID)
    assert input_for(compiled(RULES), [nameless, said("x", "p", px.BlankNode("b"))]) == b""  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def namur() -> list[px.Quad]:
    return assemble().quads


GOALS = (
    *("tg:coPartyWith", "tg:twinnedWith", "tg:inContactWith", "tg:indirectPartnerOf"),
    *("tg:currentStatus", "tg:startYear", "tg:fellowMemberOf", "tg:Agent", "tg:TwinningAgreement"),
)


@pytest.mark.parametrize("goal", GOALS)
def test_the_rules_towards_a_predicate_conclude_of_it_what_all_do(
    namur: list[px.Quad], goal: str
) -> None:
    rules = load_rules()
    some = rules.towards(expand(goal))
    assert 0 < len(some) < len(rules) / 2
    facts = [
        sorted(Program(chosen).reason(namur).facts(expand(goal)), key=str)
        for chosen in (some, rules)
    ]
    assert facts[0] == facts[1]
    assert facts[0]


def test_no_rule_leads_towards_what_none_concludes() -> None:
    assert len(load_rules().towards(expand("tg:claimOn"))) == 0

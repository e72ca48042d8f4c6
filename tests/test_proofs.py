"""Every proof is right: each step derived again, each leaf asserted; and wrong proofs are seen."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as px
import pytest

from twingraph.bundled import bundled_quads
from twingraph.errors import DataError, MachineError, OntologyError
from twingraph.inference import Inferred, infer_files, stored
from twingraph.inference.checking import flaws
from twingraph.inference.evaluating import evaluate, holds
from twingraph.inference.matching import Facts, furthest, matches
from twingraph.inference.nemo import Conclusions, Program
from twingraph.inference.proofs import Leaf, Proof, Step, fact_of, leaves, parts, triple_of
from twingraph.inference.selecting import input_name
from twingraph.inference.stored import proofs_text, read_proofs, write_proofs
from twingraph.prefixes import expand
from twingraph.rules import load_rules
from twingraph.rules.model import Atom, Call, Comparison, RuleSet, Variable, integer
from twingraph.store import is_inferred

GRAPH = px.NamedNode("https://example.org/graph")
HEADER = """
@prefix tg: <https://w3id.org/twingraph/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
CHAIN = """
tg:Start a owl:Class . tg:Reached a owl:Class . tg:next a owl:ObjectProperty .
"""
CHAIN_RULES = """%+ name: begin
%+ en: {x} is the beginning.
%+ fr: {x} est le commencement.
tg:Reached(?x) :- tg:Start(?x).

%+ name: go-on
%+ en: {y} is reached from {x}.
%+ fr: {y} est atteint depuis {x}.
tg:Reached(?y) :- tg:Reached(?x), tg:next(?x, ?y).
"""


def node(name: str) -> px.NamedNode:
    return px.NamedNode(f"https://example.org/{name}")


def term(name: str) -> px.NamedNode:
    return px.NamedNode(expand(f"tg:{name}"))


def ontology(folder: Path, axioms: str, rules: str = "") -> RuleSet:
    (folder / "rules").mkdir(parents=True)
    (folder / "twingraph.ttl").write_text(HEADER + axioms, encoding="utf-8")
    if rules:
        (folder / "rules" / "some.rls").write_text(rules, encoding="utf-8")
    return load_rules(folder)


class Namur:
    """The bundled graph, what follows from it, and all proofs."""

    def __init__(self) -> None:
        quads = bundled_quads()
        self.inferred = {
            quad.triple
            for quad in quads
            if is_inferred(quad.graph_name) and quad.subject != quad.graph_name
        }
        self.asserted = {quad for quad in quads if not is_inferred(quad.graph_name)}
        self.rules = load_rules()
        self.conclusions = Program(self.rules).reason(sorted(self.asserted, key=str))
        self.facts = [fact_of(*triple) for triple in sorted(self.inferred, key=str)]
        self.proofs = list(self.conclusions.proofs(self.facts))

    def flaws(self, proof: Proof) -> list[str]:
        """Return what is wrong with a proof."""
        found = flaws(proof, self.rules, self.conclusions.index, self.asserted)
        return [flaw.message for flaw in found]


@pytest.fixture(scope="module")
def namur() -> Namur:
    return Namur()


def test_every_inferred_triple_of_namur_is_proved(namur: Namur) -> None:
    right = [
        fact
        for fact, proof in zip(namur.facts, namur.proofs, strict=True)
        if proof is not None and proof.fact == fact and not namur.flaws(proof)
    ]
    assert len(right) == len(namur.inferred) > 900


def test_what_the_engine_traces_is_right_too(namur: Namur) -> None:
    fresh = Program(namur.rules).reason(sorted(namur.asserted, key=str))
    facts = namur.facts[::9]
    traced = [proof for fact in facts if (proof := fresh.proof(fact)) is not None]
    assert [proof.fact for proof in traced] == facts
    assert [message for proof in traced for message in namur.flaws(proof)] == []


def test_no_inferred_triple_is_a_leaf(namur: Namur) -> None:
    assert all(isinstance(proof, Step) for proof in namur.proofs)
    bottom = {leaf.triple for proof in namur.proofs if proof for leaf in leaves(proof)}
    assert bottom
    assert not bottom & {tuple(triple) for triple in namur.inferred}


def test_what_does_not_follow_has_no_proof(namur: Namur) -> None:
    pairs = [("city:namur-be", "city:hue-vn"), ("city:hue-vn", "city:quebec-qc-ca")]
    for one, other in pairs:
        fact = Atom(expand("tg:twinnedWith"), (named(one), named(other)))
        assert namur.conclusions.proof(fact) is None


def named(name: str) -> px.NamedNode:
    return px.NamedNode(expand(name))


# Wrong proofs.


def _start_year(namur: Namur) -> Step:
    fact = Atom(expand("tg:startYear"), (named("agreement:lafayette-twinning"), integer(1979)))
    proof = namur.conclusions.proof(fact)
    assert isinstance(proof, Step)
    return proof


def _below(proof: Proof, rule: str) -> Step:
    return next(p for p in parts(proof) if isinstance(p, Step) and p.rule.name == rule)


def _another_rule(namur: Namur) -> Proof:
    step = _start_year(namur)
    return replace(step, rule=namur.rules.by_name["start-year-stated"])


def _invented_rule(namur: Namur) -> Proof:
    step = _start_year(namur)
    return replace(step, rule=replace(step.rule, name="because-i-say-so"))


def _rule_with_less(namur: Namur) -> Proof:
    step = _start_year(namur)
    return replace(step, rule=replace(step.rule, body=step.rule.body[:1]))


def _another_conclusion(namur: Namur) -> Proof:
    step = _start_year(namur)
    return replace(step, fact=Atom(step.fact.predicate, (step.fact.terms[0], integer(1978))))


def _premise_left_out(namur: Namur) -> Proof:
    step = _start_year(namur)
    return replace(step, premises=step.premises[:-1])


def _premise_swapped(namur: Namur) -> Proof:
    step = _start_year(namur)
    return replace(step, premises=step.premises[::-1])


def _another_binding(namur: Namur) -> Proof:
    step = _start_year(namur)
    return replace(step, bindings={**step.bindings, "year": integer(1978)})


def _wrong_sum(namur: Namur) -> Proof:
    step = _below(_start_year(namur), "start-year-from-anniversary")
    bindings = {**step.bindings, "year": integer(1980)}
    return replace(step, bindings=bindings, fact=step.rule.head.at(bindings))


def _wrong_name(namur: Namur) -> Proof:
    step = _below(_start_year(namur), "began-by-anniversary")
    bindings = {**step.bindings, "date": named("date:within-1980")}
    return replace(step, bindings=bindings, fact=step.rule.head.at(bindings))


def _invented_leaf(namur: Namur) -> Proof:
    leaf = next(leaves(_start_year(namur)))
    graph, subject, prop, _ = leaf.fact.terms
    return Leaf(Atom("says", (graph, subject, prop, named("city:hue-vn"))))


def _leaf_of_another_graph(namur: Namur) -> Proof:
    leaf = next(leaves(_start_year(namur)))
    return Leaf(Atom("says", (named("graph:geonames"), *leaf.fact.terms[1:])))


def _leaf_that_is_no_statement(namur: Namur) -> Proof:
    return Leaf(_start_year(namur).fact)


def _open_fact(namur: Namur) -> Proof:
    step = _start_year(namur)
    return replace(step, fact=Atom(step.fact.predicate, (step.fact.terms[0], Variable("year"))))


def _flaw_below(namur: Namur) -> Proof:
    step = _start_year(namur)
    wrong = replace(_below(step, "began-by-anniversary"), bindings={})
    return replace(step, premises=(wrong, *step.premises[1:]))


WRONG: list[tuple[Callable[[Namur], Proof], str]] = [
    (_another_rule, "its premise is"),
    (_invented_rule, "is none of the ontology's"),
    (_rule_with_less, "is none of the ontology's"),
    (_another_conclusion, "concludes tg:startYear"),
    (_premise_left_out, "premises"),
    (_premise_swapped, "its premise is"),
    (_another_binding, "concludes tg:startYear"),
    (_wrong_sum, "it does not hold that ?year = ?celebrated - ?ordinal"),
    (_wrong_name, "it does not hold that ?date = IRI"),
    (_invented_leaf, "the graph does not say so"),
    (_leaf_of_another_graph, "the graph does not say so"),
    (_leaf_that_is_no_statement, "nothing that a source says"),
    (_open_fact, "a fact with a variable"),
    (_flaw_below, "concludes"),
]


@pytest.mark.parametrize(("plant", "message"), WRONG, ids=[f.__name__ for f, _ in WRONG])
def test_a_wrong_proof_is_refused(
    namur: Namur, plant: Callable[[Namur], Proof], message: str
) -> None:
    assert namur.flaws(_start_year(namur)) == []
    assert [found for found in namur.flaws(plant(namur)) if message in found]


def test_a_denied_fact_that_holds_is_seen(namur: Namur) -> None:
    # The date of one step denies any narrower one: with such a fact beside it, it falls.
    step = _below(_start_year(namur), "began-by-anniversary")
    denied = next(part for part in step.rule.body if str(part).startswith("~signedOn"))
    fact = denied.atom.at(step.bindings)  # type: ignore[union-attr]
    planted = (*(t for t in fact.terms if not isinstance(t, Variable)), named("date:1979"))

    def read(predicate: str) -> list[tuple[px.NamedNode | px.Literal, ...]]:
        rows = list(namur.conclusions.facts(predicate))
        return [*rows, planted] if predicate == fact.predicate else rows

    found = list(flaws(step, namur.rules, Facts(read), namur.asserted))
    assert [flaw.message for flaw in found] == [
        "denied, and yet so: signedOn(agreement:lafayette-twinning, date:1979)"
    ]


# What rules compute.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (Call("+", (integer(2), integer(3))), integer(5)),
        (Call("-", (integer(2024), integer(45))), integer(1979)),
        (Call("STR", (integer(7),)), px.Literal("7")),
        (Call("STR", (px.NamedNode("x:y"),)), px.Literal("x:y")),
        (Call("CONCAT", (px.Literal("a"), Call("STR", (integer(1),)))), px.Literal("a1")),
        (Call("IRI", (px.Literal("x:y"),)), px.NamedNode("x:y")),
        (Call("+", (Variable("open"), integer(3))), None),
    ],
    ids=str,
)
def test_expressions(text: Call, expected: object) -> None:
    assert evaluate(text, {}) == expected


@pytest.mark.parametrize(
    ("left", "operator", "right", "expected"),
    [
        (integer(2), "<", integer(10), True),
        (integer(10), "<=", integer(10), True),
        (integer(-1), ">", integer(0), False),
        (integer(3), ">=", integer(4), False),
        (px.NamedNode("x:a"), "!=", px.NamedNode("x:b"), True),
        (px.Literal("1"), "=", integer(1), False),
        (Variable("open"), "=", integer(1), None),
    ],
)
def test_comparisons(left: object, operator: str, right: object, expected: object) -> None:
    assert holds(Comparison(left, operator, right), {}) is expected  # type: ignore[arg-type]


def test_texts_are_not_ordered() -> None:
    with pytest.raises(ValueError, match="no integer"):
        holds(Comparison(px.Literal("1"), "<", integer(2)), {})


# Proofs of every shape.


def test_a_long_proof(tmp_path: Path) -> None:
    rules = ontology(tmp_path, CHAIN, CHAIN_RULES)
    length = 300
    quads = [px.Quad(node("n0"), named("rdf:type"), term("Start"), GRAPH)]
    quads += [px.Quad(node(f"n{i}"), term("next"), node(f"n{i + 1}"), GRAPH) for i in range(length)]
    conclusions = Program(rules).reason(quads)
    proof = conclusions.proof(fact_of(node(f"n{length}"), named("rdf:type"), term("Reached")))
    assert proof is not None
    assert len(list(parts(proof))) == 2 * length + 2
    assert list(flaws(proof, rules, conclusions.index, set(quads))) == []


def chain(length: int, rules: RuleSet) -> tuple[Step, list[px.Quad]]:
    """Return a proof that is made by hand, as long as one likes, and the quads it rests on."""
    is_a = named("rdf:type")
    start = Atom("says", (GRAPH, node("n0"), is_a, term("Start")))
    quads = [px.Quad(node("n0"), is_a, term("Start"), GRAPH)]
    begin, go_on = rules.by_name["begin"], rules.by_name["go-on"]
    reached = term("Reached").value
    step = Step(Atom(reached, (node("n0"),)), begin, {"x": node("n0")}, (Leaf(start),))
    for i in range(length):
        here, there = node(f"n{i}"), node(f"n{i + 1}")
        link = Leaf(Atom("says", (GRAPH, here, term("next"), there)))
        quads.append(px.Quad(here, term("next"), there, GRAPH))
        step = Step(Atom(reached, (there,)), go_on, {"x": here, "y": there}, (step, link))
    return step, quads


def test_a_proof_deeper_than_python_recurs(tmp_path: Path) -> None:
    rules = ontology(tmp_path / "ontology", CHAIN, CHAIN_RULES)
    length = 5_000
    proof, quads = chain(length, rules)
    reached = [(node(f"n{i}"),) for i in range(length + 1)]
    facts = Facts(lambda name: reached if name == term("Reached").value else [])
    assert list(flaws(proof, rules, facts, set(quads))) == []
    assert repr(proof)
    path = tmp_path / "proofs.json"
    path.write_text(proofs_text([proof], {}), encoding="utf-8")
    (back,) = read_proofs(path, rules).values()
    assert len(list(parts(back))) == 2 * length + 2


def test_rules_in_a_circle(tmp_path: Path) -> None:
    rules = ontology(
        tmp_path,
        "tg:near a owl:ObjectProperty, owl:SymmetricProperty, owl:TransitiveProperty .",
    )
    ring = [px.Quad(node(f"n{i}"), term("near"), node(f"n{(i + 1) % 5}"), GRAPH) for i in range(5)]
    conclusions = Program(rules).reason(ring)
    facts = [
        fact_of(node(f"n{i}"), term("near"), node(f"n{j}")) for i in range(5) for j in range(5)
    ]
    for found in (conclusions.proofs(facts), map(Program(rules).reason(ring).proof, facts)):
        proofs = [proof for proof in found if proof is not None]
        assert [triple_of(proof.fact) for proof in proofs] == list(map(triple_of, facts))
        for proof in proofs:
            assert list(flaws(proof, rules, conclusions.index, set(ring))) == []
            assert _is_well_founded(proof)


def _is_well_founded(proof: Proof) -> bool:
    """Return whether no fact rests on itself."""
    if isinstance(proof, Leaf):
        return True
    above = {part.fact for premise in proof.premises for part in parts(premise)}
    return proof.fact not in above and all(map(_is_well_founded, proof.premises))


TEXTS = [
    'said "so"', '"first', 'last"', '"""', "back\\slash", "back\\", "\\n", "two\nlines", "a\r\nb",
    "tab\there", "", " ", "'",
    "d’août", "日本", "{x} ?x <x:y>", 'x"), other("y', "%+ name: x", "\u202e",
]  # fmt: skip


@pytest.mark.parametrize("kind", ["plain", "language", "datatype"])
def test_texts_of_every_kind(tmp_path: Path, kind: str) -> None:
    rules = ontology(
        tmp_path,
        "tg:note a owl:DatatypeProperty ; rdfs:subPropertyOf tg:text ."
        " tg:text a owl:DatatypeProperty .",
    )
    make: dict[str, Callable[[str], px.Literal]] = {
        "plain": px.Literal,
        "language": lambda text: px.Literal(text, language="fr"),
        "datatype": lambda text: px.Literal(text, datatype=node("kind")),
    }
    quads = [px.Quad(node("x"), term("note"), make[kind](text), GRAPH) for text in TEXTS]
    program = Program(rules)
    assert program.following(quads) == {
        px.Triple(node("x"), term("text"), make[kind](text)) for text in TEXTS
    }
    conclusions = program.reason(quads)
    for text in TEXTS:
        proof = conclusions.proof(fact_of(node("x"), term("text"), make[kind](text)))
        assert proof is not None, text
        assert [leaf.triple[2] for leaf in leaves(proof)] == [make[kind](text)]
        assert list(flaws(proof, rules, conclusions.index, set(quads))) == []


def test_names_beyond_ascii(tmp_path: Path) -> None:
    rules = ontology(tmp_path, "tg:near a owl:ObjectProperty, owl:SymmetricProperty .")
    one, other = node("Huế"), node("東京/é?q=ü")
    quads = [px.Quad(one, term("near"), other, GRAPH)]
    conclusions = Program(rules).reason(quads)
    proof = conclusions.proof(fact_of(other, term("near"), one))
    assert proof is not None
    assert list(flaws(proof, rules, conclusions.index, set(quads))) == []


# Rules against facts.


def test_a_search_ends_where_there_is_too_much() -> None:
    pairs = [(node(f"a{i}"), node(f"b{i % 40}")) for i in range(2_000)]
    facts = Facts(lambda name: pairs if name == "p" else [])
    x, y, z, w = map(Variable, "xyzw")
    rule = next(iter(load_rules()))
    body = (Atom("p", (x, y)), Atom("p", (z, y)), Atom("p", (w, y)), Atom("q", (x, z, w)))
    rule = replace(rule, head=Atom("r", (x,)), body=body)
    tried = furthest(rule, Atom("r", (node("a0"),)), facts, tries=500)
    assert tried is not None
    assert len(tried.held) == 3
    assert [atom.predicate for atom in tried.missing] == ["q"]


def test_matches_are_found_in_order() -> None:
    facts = Facts(lambda _: [(node("a"), node("c")), (node("a"), node("b"))])
    x, y = Variable("x"), Variable("y")
    rule = replace(next(iter(load_rules())), head=Atom("h", (x,)), body=(Atom("p", (x, y)),))
    found = [bindings["y"].value[-1] for bindings in matches(rule, Atom("h", (node("a"),)), facts)]
    assert found == ["b", "c"]


# Proofs in a file.


def concluded(folder: Path, asserted: Iterable[px.Quad]) -> Inferred:
    """Return what follows from quads, in files of a new folder."""
    folder.mkdir()
    said = folder / "said.nq"
    said.write_bytes(px.serialize(asserted, format=px.RdfFormat.N_QUADS) or b"")
    return infer_files([said], folder, load_rules())


def test_stored_proofs_are_those_that_were_written(namur: Namur, tmp_path: Path) -> None:
    made = concluded(tmp_path / "made", namur.asserted)
    assert write_proofs(tmp_path, namur.rules, made)
    found = read_proofs(tmp_path / "proofs.json", namur.rules)
    assert found.keys() == namur.inferred
    assert [message for proof in found.values() for message in namur.flaws(proof)] == []


@pytest.mark.slow
def test_the_order_of_the_input_changes_no_byte(namur: Namur, tmp_path: Path) -> None:
    asserted = sorted(namur.asserted, key=str)
    texts = []
    for number, seed in enumerate((1, 2)):
        random.Random(seed).shuffle(asserted)
        made = concluded(tmp_path / str(number), asserted)
        assert write_proofs(tmp_path, namur.rules, made)
        files = [*made.graphs.values(), made.dates, tmp_path / "proofs.json"]
        texts.append([path.read_bytes() for path in files])
    assert texts[0] == texts[1]


def test_the_file_is_as_documented(namur: Namur) -> None:
    proof = _start_year(namur)
    leaf = next(leaves(proof))
    told = json.loads(proofs_text([proof], {px.Triple(*leaf.triple): ["x:b", leaf.graph, "x:a"]}))
    assert list(told) == ["format", "terms", "rules", "inferred", "facts"]
    assert told["inferred"] == [len(told["facts"]) - 1]
    others = [
        [told["terms"][n] for n in row[1]]
        for row in told["facts"]
        if len(row) == 2 and told["terms"][row[0][3]] == str(leaf.triple[2]) and row[1]
    ]
    assert others == [["<x:a>", "<x:b>"]]
    for number, row in enumerate(told["facts"]):
        assert all(premise < number for premise in (row[4] if len(row) == 5 else []))


def test_too_many_proofs_are_left_out(
    namur: Namur, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "LIMIT", 10)
    made = concluded(tmp_path / "made", namur.asserted)
    assert not write_proofs(tmp_path, namur.rules, made)
    assert [path.name for path in tmp_path.iterdir()] == ["made"]


def test_what_rules_that_read_less_have_kept_is_not_taken_for_whole(namur: Namur) -> None:
    less = RuleSet(namur.rules.rules[:10], namur.rules.terms)
    assert less.read < namur.rules.read
    assert input_name(less) != input_name(namur.rules)
    assert input_name(namur.rules) == input_name(load_rules())


def test_what_follows_without_a_proof_is_an_error(namur: Namur, tmp_path: Path) -> None:
    made = concluded(tmp_path / "made", namur.asserted)
    with next(iter(made.graphs.values())).open("a", encoding="utf-8") as file:
        file.write(f"{node('x')} {term('twinnedWith')} {node('y')} {named('graph:inferred')} .\n")
    with pytest.raises(MachineError, match="no proof is found"):
        write_proofs(tmp_path, namur.rules, made)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"format": 2}',
        '{"format":1,"terms":["<x:a>"],"rules":[],"inferred":[],"facts":[["p",[0],0,[],[]]]}',
        '{"format":1,"terms":["oops"],"rules":[],"inferred":[],"facts":[]}',
        (
            '{"format":1,"terms":["<x:a>"],"rules":[{"name":"start-year","variables":[]}],'
            '"inferred":[],"facts":[["tg:startYear",[0],0,[],[3]]]}'
        ),
    ],
)
def test_a_damaged_file_is_refused(namur: Namur, tmp_path: Path, text: str) -> None:
    path = tmp_path / "proofs.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match="no file of proofs"):
        read_proofs(path, namur.rules)
    with pytest.raises(DataError, match="cannot be read"):
        read_proofs(tmp_path / "nowhere.json", namur.rules)


def test_an_unknown_predicate_has_no_facts(namur: Namur) -> None:
    assert isinstance(namur.conclusions, Conclusions)
    assert list(namur.conclusions.facts("neverHeardOf")) == []


def test_negation_in_a_circle_is_refused(tmp_path: Path) -> None:
    rules = "%+ name: a\n%+ en: {x}\n%+ fr: {x}\ntg:A(?x) :- tg:C(?x), ~tg:B(?x).\n\n"
    rules += "%+ name: b\n%+ en: {x}\n%+ fr: {x}\ntg:B(?x) :- tg:C(?x), ~tg:A(?x).\n"
    axioms = "tg:A a owl:Class . tg:B a owl:Class . tg:C a owl:Class ."
    with pytest.raises(OntologyError):
        Program(ontology(tmp_path, axioms, rules)).reason([])

"""Rule files: what they say, and for each mistake one line with the file, the line, the cause."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as px
import pytest

from once import SMALL, copied, small_build
from twingraph import assembling, resources, rules
from twingraph.cli import run
from twingraph.errors import OntologyError
from twingraph.rules import load_rules
from twingraph.rules.model import Atom, Call, Comparison, Not, Variable, integer
from twingraph.rules.reading import read_rule_file

ROOT = Path(__file__).resolve().parent.parent
HEAD = "%+ name: a-rule\n%+ en: {x} and {y}.\n%+ fr: {x} et {y}.\n"
PARTY = HEAD + "tg:inContactWith(?x, ?y) :- tg:party(?a, ?x), tg:party(?a, ?y), ?x != ?y.\n"


@pytest.fixture
def ontology(tmp_path: Path) -> Path:
    """Return an ontology folder without rules."""
    (tmp_path / "rules").mkdir()
    shutil.copyfile(ROOT / "ontology" / "twingraph.ttl", tmp_path / "twingraph.ttl")
    return tmp_path


def error(ontology: Path, text: str | bytes) -> OntologyError:
    """Return the error for a rule file, which names the file and is one line."""
    path = ontology / "rules" / "mine.rls"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(OntologyError) as caught:
        load_rules(ontology)
    assert caught.value.path == str(path)
    assert "\n" not in str(caught.value)
    return caught.value


def test_a_file_is_read_as_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "some.rls"
    path.write_text(
        "% A comment.\n"
        "%+ name: first\n%+ en: {x} {d}.\n%+ fr: {x} {d}.\n"
        "tg:p(?x, ?d) :- step(?x, _, _),  % another comment\n"
        "  ~tg:q(?x, _), <http://e.org/r>(?x, 5, \"five\", city:hue-vn),\n"
        "  ?n = ?m + 1 - ?k, ?m <= 3, says(?g, ?x, tg:r, ?m), says(?g, ?x, tg:r, ?k),\n"
        '  ?d = IRI(CONCAT("a", STR(?n))).\n'
        "\n%+ name: second\n%+ en: Yes.\n%+ fr: Oui.\n"
        'step(?x, ?y, 7) :- tg:p(?x, ?y).\n',
        encoding="utf-8",
    )  # fmt: skip
    first, second = read_rule_file(path)
    x, d, g, m, k, n = (Variable(name) for name in "xdgmkn")
    says, tg = "says", "https://w3id.org/twingraph/ontology#"
    prop = px.NamedNode(f"{tg}r")
    assert first.head == Atom(f"{tg}p", (x, d))
    assert first.body == (
        Atom("step", (x, Variable("any_1"), Variable("any_2"))),
        Not(Atom(f"{tg}q", (x, Variable("any_3")))),
        Atom(
            "http://e.org/r",
            (x, integer(5), px.Literal("five"), px.NamedNode("https://w3id.org/twingraph/id/city/hue-vn")),
        ),
        Comparison(n, "=", Call("-", (Call("+", (m, integer(1))), k))),
        Comparison(m, "<=", integer(3)),
        Atom(says, (g, x, prop, m)),
        Atom(says, (g, x, prop, k)),
        Comparison(d, "=", Call("IRI", (Call("CONCAT", (px.Literal("a"), Call("STR", (n,)))),))),
    )  # fmt: skip
    assert (first.name, first.en, first.fr, first.line) == ("first", "{x} {d}.", "{x} {d}.", 5)
    assert (second.name, second.line, second.path) == ("second", 13, str(path))


def test_an_ontology_without_rule_files_has_rules(ontology: Path) -> None:
    assert len(load_rules(ontology)) > 300


def test_a_rule_that_is_right_is_taken(ontology: Path) -> None:
    (ontology / "rules" / "mine.rls").write_text(PARTY, encoding="utf-8")
    (rule,) = [rule for rule in load_rules(ontology) if rule.path]
    assert (rule.name, rule.line) == ("a-rule", 4)


def test_line_ends_of_other_systems_are_line_ends(ontology: Path) -> None:
    path = ontology / "rules" / "mine.rls"
    path.write_bytes(PARTY.replace("\n", "\r\n").encode())
    (rule,) = [rule for rule in load_rules(ontology) if rule.path]
    assert (rule.en, rule.line) == ("{x} and {y}.", 4)


BODY = "tg:inContactWith(?x, ?y) :- tg:party(?a, ?x), tg:party(?a, ?y)"
WRONG: dict[str, tuple[str | bytes, int | None, str]] = {
    # Headers.
    "no header": (f"{BODY}.", 1, "a rule without a name"),
    "no header for the second": (f"{HEAD}{BODY}.\n{BODY}.", 5, "a rule without a name"),
    "no name": (f"%+ en: {{x}}.\n%+ fr: {{x}}.\n{BODY}.", 1, "a rule without '%+ name:'"),
    "no English": (f"%+ name: n\n%+ fr: {{x}}.\n{BODY}.", 1, "a rule without '%+ en:'"),
    "no French": (f"\n%+ name: n\n%+ en: {{x}}.\n{BODY}.", 2, "a rule without '%+ fr:'"),
    "an empty sentence": (f"%+ name: n\n%+ en:\n%+ fr: {{x}}.\n{BODY}.", 1, "without '%+ en:'"),
    "an unknown header": (f"%+ name: n\n%+ de: {{x}}.\n{BODY}.", 2, "not a header of a rule"),
    "a header twice": (f"{HEAD}%+ en: {{x}}.\n{BODY}.", 4, "a second 'en'"),
    "a header without a rule": (f"{PARTY}\n{HEAD}", 6, "no rule follows this header"),
    "two headers for a rule": (f"{HEAD}\n{HEAD}{BODY}.", 1, "no rule follows this header"),
    "a name with quotation marks": (
        f'%+ name: a "rule"\n%+ en: {{x}}.\n%+ fr: {{x}}.\n{BODY}.',
        1,
        "a name that no rule can bear",
    ),
    "a name of the rules that take over": (
        f"%+ name: asserted tg:party\n%+ en: {{x}}.\n%+ fr: {{x}}.\n{BODY}.",
        1,
        "a name that no rule can bear",
    ),
    "a second rule of a name": (PARTY + PARTY, 8, "a second rule is called 'a-rule'"),
    "the name of an axiom": (
        PARTY.replace("a-rule", "tg:locatedIn Transitive"),
        4,
        "a second rule is called 'tg:locatedIn Transitive'",
    ),
    "a sentence about an unknown variable": (
        PARTY.replace("{x} and", "{who} and"),
        4,
        "the sentences name {who}, which the rule does not",
    ),
    "a French sentence about an unknown variable": (
        PARTY.replace("{x} et", "{qui} et"),
        4,
        "the sentences name {qui}",
    ),
    # Predicates.
    "an unknown property": (
        PARTY.replace("tg:party(?a, ?y)", "tg:partty(?a, ?y)"),
        4,
        "'tg:partty' is no class and no property, and no rule concludes it (did you mean tg:party",
    ),
    "an unknown property, denied": (
        PARTY.replace("?x != ?y", "~tg:partyToo(?x, ?y)"),
        4,
        "'tg:partyToo' is no class and no property",
    ),
    "an unknown conclusion": (PARTY.replace("tg:inContactWith", "tg:inContact"), 4, "did you mean"),
    "an unknown step": (PARTY.replace("tg:party(?a, ?x)", "partyOf(?a, ?x)"), 4, "'partyOf' is no"),
    "an unknown prefix": (PARTY.replace("tg:party(?a, ?x)", "tq:party(?a, ?x)"), 4, "'tq:'"),
    "a property with one term": (
        PARTY.replace("tg:party(?a, ?y)", "tg:party(?a), tg:party(?a, ?y)"),
        4,
        "'tg:party' takes 2 terms, not 1",
    ),
    "a class with two terms": (
        PARTY.replace("tg:party(?a, ?x)", "tg:City(?a, ?x)"),
        4,
        "'tg:City' takes 1 terms, not 2",
    ),
    "says with three terms": (
        PARTY.replace("tg:party(?a, ?x)", "says(?a, tg:party, ?x)"),
        4,
        "'says' takes 4 terms, not 3",
    ),
    "a step that changes its shape": (
        (
            f"{HEAD}step(?x, ?y) :- tg:party(?x, ?y).\n"
            f"{HEAD.replace('a-rule', 'b')}step(?x, ?y, ?x) :- tg:party(?x, ?y)."
        ),
        8,
        "'step' takes 2 terms, not 3",
    ),
    "a conclusion about what sources say": (
        f"{HEAD}says(?x, ?x, ?x, ?y) :- tg:party(?x, ?y).",
        4,
        "'says' is what sources say; no rule concludes it",
    ),
    "a conclusion that axioms alone give": (
        f"{HEAD}of_class(?x, ?y) :- tg:party(?x, ?y).",
        4,
        "'of_class' is concluded from axioms alone",
    ),
    "a fact about a text": (
        f'{HEAD}tg:inContactWith("Namur", ?y) :- tg:party(?x, ?y).',
        4,
        'tg:inContactWith("Namur", ?y) says something of a text',
    ),
    # Variables.
    "an unbound variable in the conclusion": (
        f"{HEAD}tg:inContactWith(?x, ?z) :- tg:party(?x, ?y).",
        4,
        "a-rule: no premise binds ?z",
    ),
    "a variable that only a denial names": (
        f"{HEAD}tg:inContactWith(?x, ?z) :- tg:party(?x, ?y), ~tg:party(?x, ?z).",
        4,
        "no premise binds ?z",
    ),
    "an unnamed variable in the conclusion": (
        f"{HEAD}tg:inContactWith(?x, _) :- tg:party(?x, ?y).",
        4,
        "no premise binds ?any_1",
    ),
    "a comparison of what is not bound": (
        PARTY.replace("?x != ?y", "?z < 3"),
        4,
        "?z is compared before a premise binds it",
    ),
    # Comparisons.
    "an order of things": (
        PARTY.replace("?x != ?y", "?x < ?y"),
        4,
        "?x is ordered or added, and not known to be an integer (only integers are compared",
    ),
    "an order of dates": (
        PARTY.replace("?x != ?y", "tg:earliest(?d, ?day), ?day < ?day"),
        4,
        "?day is ordered or added, and not known to be an integer",
    ),
    "an order by a date that is written": (
        PARTY.replace("?x != ?y", 'tg:earliestDay(?d, ?day), ?day < "2024-07-01"'),
        4,
        '"2024-07-01" is ordered or added, and not known to be an integer',
    ),
    "an order by a name": (
        PARTY.replace("?x != ?y", "tg:earliestDay(?d, ?day), ?day < city:namur-be"),
        4,
        "is ordered or added, and not known to be an integer",
    ),
    "an order by a text that is made": (
        PARTY.replace("?x != ?y", "tg:earliestDay(?d, ?day), ?day < STR(?day)"),
        4,
        "STR(?day) is ordered or added",
    ),
    "a sum with a text": (
        PARTY.replace("?x != ?y", 'tg:earliestDay(?d, ?day), ?n = ?day + "1"'),
        4,
        '"1" is ordered or added',
    ),
    "a sum of things": (PARTY.replace("?x != ?y", "?n = ?x + 1"), 4, "?x is ordered or added"),
    "a text where a number must be": (
        PARTY.replace("?x != ?y", 'tg:reportYear(?r, "2024")'),
        4,
        'tg:reportYear(?r, "2024") has no integer where one must be',
    ),
    "a step whose numbers one rule denies": (
        (
            f"{HEAD}step(?x, ?y) :- tg:reportYear(?x, ?y).\n"
            f"{HEAD.replace('a-rule', 'b')}step(?x, ?y) :- tg:party(?x, ?y).\n"
            f"{HEAD.replace('a-rule', 'c')}tg:inContactWith(?x, ?x) :- step(?x, ?y), ?y > 3."
        ),
        12,
        "c: ?y is ordered or added",
    ),
    # What Datalog could say, and these files may not.
    "an aggregate": (PARTY.replace("?x != ?y", "?n = #count(?a)"), 4, "cannot read '#count(?a).'"),
    "an existential": (PARTY.replace("(?x, ?y) :-", "(?x, !y) :-"), 4, "cannot read '!y)'"),
    "an unknown function": (PARTY.replace("?x != ?y", "?n = YEAR(?a)"), 4, "found 'YEAR'"),
    "an unknown function as a condition": (
        PARTY.replace("?x != ?y", "isIRI(?a)"),
        4,
        "'isIRI' is no class and no property",
    ),
    "a function with too few arguments": (
        PARTY.replace("?x != ?y", '?n = CONCAT("a")'),
        4,
        "expected 2 arguments of CONCAT",
    ),
    "a fact": (f"{HEAD}tg:inContactWith(city:namur-be, city:hue-vn).", 4, "expected ':-'"),
    "two conclusions": (
        f"{HEAD}tg:City(?x), tg:City(?y) :- tg:party(?x, ?y).",
        4,
        "found ',', expected ':-'",
    ),
    "a denied conclusion": (f"{HEAD}~tg:City(?x) :- tg:party(?x, ?y).", 4, "found '~', expected"),
    "a denial that rests on itself": (
        (
            f"{HEAD}step(?x, ?y) :- tg:party(?x, ?y), ~back(?x, ?y).\n"
            f"{HEAD.replace('a-rule', 'b')}back(?x, ?y) :- step(?x, ?y)."
        ),
        4,
        "a-rule: a denial that rests on itself: back rests on step",
    ),
    "a denial that rests on itself by an axiom": (
        f"{HEAD}tg:inContactWith(?x, ?y) :- tg:party(?x, ?y), ~tg:inContactWith(?y, ?x).",
        4,
        "a denial that rests on itself: tg:inContactWith",
    ),
    # Spelling.
    "no dot": (f"{HEAD}{BODY}\n", 4, "expected ',' or '.'"),
    "no dot before the next rule": (
        f"{HEAD}{BODY}\n{PARTY.replace('a-rule', 'b')}",
        4,
        "found 'tg:inContactWith', expected ',' or '.'",
    ),
    "no comma": (PARTY.replace("?x), tg", "?x) tg"), 4, "found 'tg:party', expected ',' or '.'"),
    "no closing bracket": (PARTY.replace("?y), ?x", "?y, ?x"), 4, "found '!=', expected ')'"),
    "no body": (f"{HEAD}tg:City(?x) :- .", 4, "found '.', expected"),
    "a bad token": (PARTY.replace("?x != ?y", "?x ¬ ?y"), 4, "cannot read '¬'"),
    "an open string": (PARTY.replace("?x != ?y", '?x != "Namur'), 4, "cannot read '\"Namur.'"),
    "a backslash in a string": (PARTY.replace("?x != ?y", '?x != "a\\b"'), 4, "cannot read"),
    "no operator": (PARTY.replace("?x != ?y", "?x ?y"), 4, "expected one of = != <"),
    "a byte order mark": ("\ufeff" + PARTY, 1, "cannot read '\ufeff%+'"),
    # Files.
    "an empty file": ("", 1, "the file holds no rule"),
    "comments alone": ("% Nothing here.\n\n", 1, "the file holds no rule"),
    "not UTF-8": (b"%+ name: caf\xe9\n", None, "not UTF-8 text"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_one_line_with_the_file_and_the_line(ontology: Path, name: str) -> None:
    text, line, expected = WRONG[name]
    problem = error(ontology, text)
    assert expected in str(problem).replace("\ufffd", "\ufeff")
    assert problem.line == line


def test_the_first_file_with_a_mistake_is_named(ontology: Path) -> None:
    (ontology / "rules" / "good.rls").write_text(PARTY, encoding="utf-8")
    assert error(ontology, f"{HEAD}{BODY}").path == str(ontology / "rules" / "mine.rls")


def test_a_folder_of_that_name_is_an_error(ontology: Path) -> None:
    (ontology / "rules" / "mine.rls").mkdir()
    with pytest.raises(OntologyError, match="cannot be read"):
        load_rules(ontology)


@pytest.mark.parametrize(
    ("axiom", "line", "text"),
    [
        ("tg:City owl:hasKey ( tg:geonamesId ) .", 1, "tg:City owl:hasKey"),
        (
            (
                "tg:Signature rdfs:label 'x' ;\n  rdfs:subClassOf [ a owl:Restriction ;\n"
                "    owl:onProperty tg:country ; owl:maxCardinality 1 ] ."
            ),
            2,
            "tg:Signature SubClassOf [",
        ),
        (
            (
                "tg:Signature rdfs:subClassOf [ a owl:Class ; owl:unionOf ( tg:Place\n"
                " [ a owl:Class ; owl:oneOf ( tg:x ) ] ) ] ."
            ),
            1,
            "tg:Signature SubClassOf",
        ),
        ("tg:City a owl:ObjectProperty .", 1, "tg:City is declared as two sorts"),
        ("[] a owl:AllDisjointProperties .", None, "owl:AllDisjointProperties"),
    ],
)
def test_an_axiom_that_is_not_covered_names_file_and_line(
    ontology: Path, axiom: str, line: int | None, text: str
) -> None:
    path = ontology / "twingraph.ttl"
    written = path.read_text(encoding="utf-8")
    path.write_text(f"{written}\n{axiom}\n", encoding="utf-8")
    with pytest.raises(OntologyError) as caught:
        load_rules(ontology)
    assert text in str(caught.value)
    assert caught.value.path == str(path)
    if "sorts" not in text:  # that is said where the term is first declared
        assert caught.value.line == (line and written.count("\n") + 1 + line)


def test_a_build_with_a_wrong_rule_file_ends_with_2_and_harms_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out, other = tmp_path / "out", tmp_path / "ontology"
    copied(small_build(), out)
    before = {path: path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}
    shutil.copytree(ROOT / "ontology", other)
    (other / "rules" / "zz-mine.rls").write_text(f"{HEAD}{BODY}", encoding="utf-8")

    def elsewhere(name: str) -> Path:
        return other if name == "ontology" else resources.folder(name)

    for module in (assembling, rules):
        monkeypatch.setattr(module, "folder", elsewhere)
    assert run(["build", "--data", str(SMALL), "-o", str(out)]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert f"{other / 'rules' / 'zz-mine.rls'}:4: expected ',' or '.'" in told
    after = {path: path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}
    assert after == before


def test_a_rule_that_counts_on_from_its_own_conclusion_is_refused(ontology: Path) -> None:
    """Nemo would conclude new years for ever."""
    found = error(
        ontology,
        HEAD + "tg:startYear(?x, ?y) :- tg:startYear(?x, ?z), ?y = ?z + 1.\n",
    )
    assert "rests on its own conclusion: tg:startYear" in str(found)
    assert found.line == 4
    found = error(
        ontology,
        HEAD.replace("a-rule", "there")
        + "there(?x, ?y) :- tg:ordinal(?x, ?z), ?y = ?z - 1.\n"
        + HEAD.replace("a-rule", "back")
        + "tg:ordinal(?x, ?y) :- there(?x, ?y).\n",
    )
    assert str(found).partition("conclusion: ")[2].startswith("tg:ordinal rests on there")
    assert found.line == 4

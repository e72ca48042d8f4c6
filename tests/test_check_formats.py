"""The formats of findings: each says all of each finding, by its specification, in the same bytes.

SHACL's rules for reports and SARIF's for logs are written out here from their specifications; the
Turtle is read by rdflib, which did not write it.
"""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from typing import Any, get_args
from urllib.parse import unquote, urlsplit

import pyoxigraph as px
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from breaking import TOY
from twingraph.checks import CHECKS
from twingraph.checks.findings import COLUMNS, Finding, Kind, Severity, in_order
from twingraph.checks.formats import FORMATS, rows
from twingraph.checks.formats.turtle import CHECK
from twingraph.checks.outcome import Outcome, Ran, Reading
from twingraph.cli.check import FORMATS as OFFERED
from twingraph.prefixes import expand

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
EVENT = expand("event:cluj-visit-2025-09")
FINDINGS = in_order(
    [
        Finding(
            "two-statuses", "event:cluj-visit-2025-09", "two: 2", "deux\u00a0: 2",
            "my data/façade.trig", 7, group="queries", focus=EVENT, path=expand("tg:status"),
            value=px.NamedNode(expand("status:realised")),
        ),
        Finding(
            "coordinates-far", "city:cluj-napoca-ro", "far {from} it", "loin", "b.trig", 3,
            "warning", "shapes", expand("city:cluj-napoca-ro"), expand("tg:latitude"),
            px.Literal("46.77", datatype=px.NamedNode(expand("xsd:decimal"))),
            "https://w3id.org/twingraph/shapes#Coordinates",
            "http://www.w3.org/ns/shacl#SPARQLConstraintComponent",
        ),
        Finding(
            "label-missing", "x", 'a "name"\nand \\ more', "nom", "/elsewhere/c.trig", 1,
            group="queries", focus="https://example.org/x?y=1&z=(2)", path=expand("rdfs:label"),
            value=px.Literal('a "name"\nand \\ more', language="fr-be"),
        ),
        Finding("report-unknown", "my.txt", "no report", "aucun", "my.txt", group="report"),
        Finding("blank", "x", "a node", "un nœud", value=px.BlankNode("b1"), focus=EVENT),
    ]
)  # fmt: skip
KINDS = (Kind("two-statuses", "Two statuses", "Deux statuts"), Kind("unused", "Unused", "Inutile"))
OUTCOME = Outcome(
    FINDINGS, 1234, 5, 2, (Ran("queries", KINDS),), ("consistency",), (Reading("my.txt", 9, 8),)
)
SOUND = replace(OUTCOME, findings=(), left_out=(), ran=(Ran("consistency", KINDS),))


def graph(outcome: Outcome) -> rdflib.Graph:
    return rdflib.Graph().parse(data=FORMATS["turtle"](outcome, "en"), format="turtle")


def test_the_command_offers_the_formats_there_are() -> None:
    assert ("table", *FORMATS) == OFFERED


def test_rows_say_the_same_in_csv_and_json() -> None:
    table = list(csv.reader(io.StringIO(FORMATS["csv"](OUTCOME, "fr"))))
    assert table[0] == list(COLUMNS)
    found = json.loads(FORMATS["json"](OUTCOME, "fr"))
    assert [list(row) for row in found] == [list(COLUMNS)] * len(FINDINGS)
    assert [["" if v is None else str(v) for v in row.values()] for row in found] == table[1:]
    (row,) = (row for row in found if row["code"] == "two-statuses")
    assert row == {
        "file": "my data/façade.trig", "line": 7, "severity": "error", "group": "queries",
        "code": "two-statuses", "thing": "event:cluj-visit-2025-09", "property": "tg:status",
        "value": "status:realised", "message": "deux\u00a0: 2",
    }  # fmt: skip


def test_a_table_marks_warnings_and_is_empty_where_nothing_is_wrong() -> None:
    table = rows.table(OUTCOME, "en", width=120, colour=False)
    assert table.split()[:3] == ["place", "code", "message"]
    assert "coordinates-far (warning)" in table
    assert "two-statuses " in table
    assert "my data/façade.trig:7" in table
    assert rows.table(SOUND, "en", width=80, colour=False) == ""


@pytest.mark.parametrize("outcome", [OUTCOME, SOUND], ids=["findings", "none"])
def test_turtle_is_a_validation_report_by_the_rules_of_shacl(outcome: Outcome) -> None:
    report = graph(outcome)
    (root,) = report.subjects(rdflib.RDF.type, SH.ValidationReport)
    # 3.6.1: one boolean sh:conforms, which is true where there is no result, of any severity.
    (conforms,) = report.objects(root, SH.conforms)
    assert conforms == rdflib.Literal(not outcome.findings)
    results = set(report.objects(root, SH.result))
    assert results == set(report.subjects(rdflib.RDF.type, SH.ValidationResult))
    assert len(results) == len(outcome.findings)
    known = {
        rdflib.RDF.type, SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent,
        SH.resultPath, SH.value, SH.sourceShape, SH.resultMessage,
    }  # fmt: skip
    for result in results:
        told = Counter(report.predicates(result))
        assert set(told) <= known
        # 3.6.2: these three are mandatory, and nothing but messages and types may repeat.
        for once in (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent):
            assert told[once] == 1
        assert {p for p, n in told.items() if n > 1} <= {SH.resultMessage}
        (severity,) = report.objects(result, SH.resultSeverity)
        assert severity in (SH.Violation, SH.Warning)
        messages = list(report.objects(result, SH.resultMessage))
        assert sorted(str(m.language) for m in messages if isinstance(m, rdflib.Literal)) == [
            "en",
            "fr",
        ]
        for name in (SH.resultPath, SH.sourceShape, SH.sourceConstraintComponent):
            assert {type(node) for node in report.objects(result, name)} <= {rdflib.URIRef}


def test_turtle_says_all_of_each_finding() -> None:
    report = graph(OUTCOME)
    told = {
        str(report.value(result, SH.sourceConstraintComponent)): result
        for result in report.subjects(rdflib.RDF.type, SH.ValidationResult)
    }
    far = told["http://www.w3.org/ns/shacl#SPARQLConstraintComponent"]
    assert set(report.predicate_objects(far)) == {
        (rdflib.RDF.type, SH.ValidationResult),
        (SH.resultSeverity, SH.Warning),
        (SH.focusNode, rdflib.URIRef(expand("city:cluj-napoca-ro"))),
        (SH.resultPath, rdflib.URIRef(expand("tg:latitude"))),
        (SH.value, rdflib.Literal("46.77", datatype=rdflib.XSD.decimal)),
        (SH.resultMessage, rdflib.Literal("far {from} it", lang="en")),
        (SH.resultMessage, rdflib.Literal("loin", lang="fr")),
        (SH.sourceShape, rdflib.URIRef("https://w3id.org/twingraph/shapes#Coordinates")),
        (SH.sourceConstraintComponent, SH.SPARQLConstraintComponent),
    }
    text = rdflib.Literal('a "name"\nand \\ more', lang="fr-be")
    assert report.value(told[CHECK + "label-missing"], SH.value) == text
    focus = report.value(told[CHECK + "label-missing"], SH.focusNode)
    assert focus == rdflib.URIRef("https://example.org/x?y=1&z=(2)")
    unknown = told[CHECK + "report-unknown"]
    assert report.value(unknown, SH.focusNode) == rdflib.Literal("my.txt")
    assert isinstance(report.value(told[CHECK + "blank"], SH.value), rdflib.BNode)
    # A reader of the text finds the place beside the result.
    assert "  # my data/façade.trig:7\n  sh:result [" in FORMATS["turtle"](OUTCOME, "en")


# SARIF 2.1.0: the objects that we write, with every property that the specification gives them
# and that we use, and what it requires. A name of ``OBJECTS`` is such an object; "[x]" an array.
OBJECTS: dict[str, tuple[dict[str, str], set[str]]] = {
    "sarifLog": ({"$schema": "uri", "version": "str", "runs": "[run]"}, {"version", "runs"}),
    "run": (
        {
            "tool": "tool", "language": "language", "originalUriBaseIds": "{artifactLocation}",
            "columnKind": "columnKind", "translations": "[toolComponent]", "results": "[result]",
        },
        {"tool"},
    ),
    "tool": ({"driver": "toolComponent"}, {"driver"}),
    "toolComponent": (
        {
            "name": "str", "semanticVersion": "version", "shortDescription": "text",
            "language": "language", "contents": "[contents]", "rules": "[reportingDescriptor]",
            "translationMetadata": "translationMetadata",
            "associatedComponent": "toolComponentReference",
        },
        {"name"},
    ),
    "translationMetadata": ({"name": "str"}, {"name"}),
    "toolComponentReference": ({"name": "str"}, set()),
    "reportingDescriptor": (
        {
            "id": "str", "shortDescription": "text", "fullDescription": "text", "help": "text",
            "properties": "bag",
        },
        {"id"},
    ),
    "result": (
        {
            "ruleId": "str", "ruleIndex": "index", "level": "level", "message": "text",
            "locations": "[location]", "partialFingerprints": "{str}", "properties": "bag",
        },
        {"message"},
    ),
    "location": (
        {"physicalLocation": "physicalLocation", "logicalLocations": "[logicalLocation]"},
        set(),
    ),
    "physicalLocation": (
        {"artifactLocation": "artifactLocation", "region": "region"},
        {"artifactLocation"},
    ),
    "artifactLocation": ({"uri": "reference", "uriBaseId": "str", "description": "text"}, set()),
    "region": ({"startLine": "line"}, {"startLine"}),
    "logicalLocation": ({"name": "str", "fullyQualifiedName": "str", "kind": "str"}, set()),
    "text": ({"text": "message"}, {"text"}),
}  # fmt: skip
_URI = r"[A-Za-z0-9._~:/?#@!$&'()*+,;=%\[\]-]+"
VALUES: dict[str, str] = {
    "str": r"(?s).+",
    "uri": rf"https://{_URI}",
    "reference": rf"(file:///)?(?!/){_URI}",
    "version": r"\d+\.\d+\.\d+",
    "language": r"[a-z]{2}(-[A-Z]{2})?",
    "columnKind": r"utf16CodeUnits|unicodeCodePoints",
    "contents": r"localizedData|nonLocalizedData",
    "level": r"none|note|warning|error",
    # 3.11.5: a brace is doubled, or it encloses a placeholder.
    "message": r"(?s)([^{}]|\{\{|\}\})+",
}


def is_sarif(value: Any, kind: str, at: str = "$") -> None:
    """Assert that a value is what the specification wants in its place."""
    if kind.startswith("["):
        assert isinstance(value, list), at
        for number, item in enumerate(value):
            is_sarif(item, kind[1:-1], f"{at}[{number}]")
    elif kind.startswith("{"):
        for name, item in value.items():
            is_sarif(item, kind[1:-1], f"{at}.{name}")
    elif kind in OBJECTS:
        allowed, required = OBJECTS[kind]
        assert required <= set(value) <= set(allowed), at
        for name, item in value.items():
            is_sarif(item, allowed[name], f"{at}.{name}")
    elif kind in ("line", "index"):
        assert type(value) is int, at
        assert value >= (kind == "line"), at
    elif kind == "bag":
        assert isinstance(value, dict), at
        assert len(set(value.get("tags", ()))) == len(value.get("tags", ())), at
    else:
        assert isinstance(value, str), at
        assert re.fullmatch(VALUES[kind], value), f"{at}: {value}"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_sarif_says_of_every_group_what_it_is_about(language: str) -> None:
    ran = tuple(Ran(group.name, group.kinds()) for group in CHECKS)
    log = json.loads(FORMATS["sarif"](replace(SOUND, ran=ran), language))
    helps: dict[str, set[str]] = {}
    for rule in log["runs"][0]["tool"]["driver"]["rules"]:
        helps.setdefault(rule["properties"]["tags"][0], set()).add(rule["help"]["text"])
    assert list(helps) == [group.name for group in CHECKS]
    # One text for a group, and none for two.
    assert len(set().union(*helps.values())) == len(helps) == sum(map(len, helps.values()))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("outcome", [OUTCOME, SOUND], ids=["findings", "none"])
def test_sarif_is_what_its_specification_says(outcome: Outcome, language: str) -> None:
    log = json.loads(FORMATS["sarif"](outcome, language))
    is_sarif(log, "sarifLog")
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    driver, (translation,) = run["tool"]["driver"], run["translations"]
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(set(ids)) == len(ids)
    assert [rule["id"] for rule in translation["rules"]] == ids
    assert {driver["language"], translation["language"]} == {"en", "fr"}
    assert run["language"] == driver["language"] == language
    assert translation["associatedComponent"]["name"] == driver["name"]
    assert len(run["results"]) == len(outcome.findings)
    for result in run["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        for location in result["locations"]:
            base = location.get("physicalLocation", {}).get("artifactLocation", {}).get("uriBaseId")
            assert base is None or base in run["originalUriBaseIds"]
    # What code scanning on GitHub asks for beyond the specification.
    assert log["$schema"]
    for rule in driver["rules"]:
        assert {"shortDescription", "fullDescription", "help"} <= set(rule)
        assert len(rule["fullDescription"]["text"]) <= 1024
    for result in run["results"]:
        assert result["partialFingerprints"]


def test_sarif_says_all_of_each_finding() -> None:
    (run,) = json.loads(FORMATS["sarif"](OUTCOME, "en"))["runs"]
    told = {result["ruleId"]: result for result in run["results"]}
    assert {code: result["level"] for code, result in told.items()} == {
        finding.code: finding.severity for finding in FINDINGS
    }
    assert set(get_args(Severity)) == {finding.severity for finding in FINDINGS}
    found = told["two-statuses"]
    (location,) = found["locations"]
    artifact = location["physicalLocation"]["artifactLocation"]
    assert unquote(artifact["uri"]) == "my data/façade.trig"
    assert location["physicalLocation"]["region"] == {"startLine": 7}
    assert location["logicalLocations"][0]["fullyQualifiedName"] == EVENT
    assert found["message"]["text"] == "two: 2"
    assert found["properties"] == {"fr": "deux\u00a0: 2"}
    (elsewhere,) = told["label-missing"]["locations"]
    uri = urlsplit(elsewhere["physicalLocation"]["artifactLocation"]["uri"])
    assert (uri.scheme, uri.path) == ("file", "/elsewhere/c.trig")
    assert "uriBaseId" not in elsewhere["physicalLocation"]["artifactLocation"]
    assert "physicalLocation" not in told["blank"]["locations"][0]
    assert "region" not in told["report-unknown"]["locations"][0]["physicalLocation"]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert rules["two-statuses"]["shortDescription"]["text"] == "Two statuses"
    # Also what was looked for and not found, and what no group has announced.
    assert {"unused", "blank"} <= set(rules)
    french = {rule["id"]: rule for rule in run["translations"][0]["rules"]}
    assert french["two-statuses"]["shortDescription"]["text"] == "Deux statuts"


def test_a_fingerprint_stays_when_lines_move_and_differs_between_findings() -> None:
    def fingerprints(findings: tuple[Finding, ...]) -> list[str]:
        log = json.loads(FORMATS["sarif"](replace(OUTCOME, findings=findings), "en"))
        results = log["runs"][0]["results"]
        return [result["partialFingerprints"]["finding/v1"] for result in results]

    moved = tuple(replace(finding, line=99) for finding in FINDINGS)
    assert fingerprints(moved) == fingerprints(FINDINGS)
    assert len(set(fingerprints(FINDINGS))) == len(FINDINGS)


TEXTS = st.text(min_size=1).filter(str.strip)


@settings(deadline=None, max_examples=60)
@given(TEXTS, TEXTS, TEXTS)
def test_no_text_breaks_a_format(file: str, thing: str, message: str) -> None:
    finding = Finding("code", thing, message, message, file, 1, value=px.Literal(message))
    outcome = replace(OUTCOME, findings=(finding,))
    report = graph(outcome)
    assert {str(o) for o in report.objects(None, SH.value)} == {message}
    assert {str(o) for o in report.objects(None, SH.focusNode)} == {thing}
    log = json.loads(FORMATS["sarif"](outcome, "en"))
    is_sarif(log, "sarifLog")
    told = log["runs"][0]["results"][0]["message"]["text"]
    assert told.replace("{{", "{").replace("}}", "}") == message
    (row,) = json.loads(FORMATS["json"](outcome, "en"))
    assert (row["file"], row["thing"], row["value"]) == (file, thing, message)


PROGRAM = """
import sys
from twingraph.checks import check
from twingraph.checks.formats import FORMATS
outcome = check([sys.argv[1]], [sys.argv[2]], groups=["evidence", "queries", "report"])
assert len(outcome.findings) > 5
for write in FORMATS.values():
    print(write(outcome, "fr"))
"""


def test_the_same_data_give_the_same_bytes() -> None:
    arguments = [sys.executable, "-c", PROGRAM, str(TOY), str(TOY / "toy-2025.txt")]
    texts = {
        subprocess.run(
            arguments,
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
        ).stdout
        for seed in ("1", "2")
    }
    (text,) = texts
    assert text.count(b"sh:result [") > 5


BEFORE = (
    "1,234 statements, 5 passages, 2 silent runs, 8 of 9 lines of my.txt accounted for; checks: "
)
AVANT = (
    "1\u202f234 énoncés, 5 passages, 2 suites de lignes muettes,"
    " 8 lignes justifiées sur 9 dans my.txt\u00a0; vérifications\u00a0: "
)


@pytest.mark.parametrize(
    ("outcome", "language", "said"),
    [
        (OUTCOME, "en", f"{BEFORE}queries (2), consistency left out (it needs Java); 5 findings."),
        (SOUND, "en", f"{BEFORE}consistent by HermiT; no finding."),
        (SOUND, "fr", f"{AVANT}cohérent selon HermiT\u00a0; rien à signaler."),
    ],
    ids=["findings", "sound", "sound-in-french"],
)
def test_the_summary_says_what_was_checked(outcome: Outcome, language: str, said: str) -> None:
    assert outcome.summary(language) == said
    assert outcome.conforms == (not outcome.findings)

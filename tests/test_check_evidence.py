"""The checks without the report's text: each fault gives its finding, at its file and line."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as px
import pytest

from breaking import TOY, WRITTEN, Break, broken, checked, expected_places, found, places
from twingraph.assembling import BUNDLED
from twingraph.building import build
from twingraph.checks import check, evidence
from twingraph.checks.material import gather
from twingraph.errors import DataError, UsageError
from twingraph.lines import Lines, written_terms
from twingraph.prefixes import expand
from twingraph.resources import folder

FACTS, REPORT, NAMES = "facts.trig", "report.trig", "editorial.trig"
MISSION = "  event:terrebonne-mission-2025 tg:eventType eventtype:mission ;"
IMPLIED = "  agreement:bourg-protocol-2025 tg:period date:2025--2028 ."
LAST = "  event:fetes-namuroises-2025-07 tg:eventType eventtype:celebration ;"
FR = '"Un protocole signé en 2025 qui dure jusqu’à la fin de 2028 court de 2025 à 2028."@fr, '
EN = '"A protocol signed in 2025 that lasts to the end of 2028 runs from 2025 to 2028."@en'
# The last passage of the report, as a whole.
_LINES = (TOY / REPORT).read_text(encoding="utf-8")
DROPPED = _LINES[_LINES.index("  passage:toy-2025-012 a") : _LINES.rindex("}")]


def added(name: str, line: str, code: str) -> Break:
    """Return the case of a line written before the last fact, and the finding on it."""
    return Break(name, FACTS, LAST, f"{line}\n{LAST}", found(code, FACTS, line.strip()))


CASES = (
    Break(
        "statement-outside-graphs",
        FACTS,
        "# 3. A visit.",
        "event:cluj-visit-2025-09 tg:theme <https://w3id.org/twingraph/vocab/theme/culture> .",
        found("no-graph", FACTS, "vocab/theme/culture"),
    ),
    Break(
        "property-without-prefix",
        FACTS,
        "# 3. A visit.",
        "event:cluj-visit-2025-09 <urn:one:two> event:cluj-visit-2025-09 .",
        found("no-graph", FACTS, "urn:one:two"),
    ),
    added("blank-node", "  event:cluj-visit-2025-09 tg:concerns [ ] .", "blank-node"),
    Break(
        "day-not-in-the-calendar",
        FACTS,
        "date:2025-05-13--15",
        "date:2025-05-33",
        found("date-invalid", FACTS, "date:2025-05-33"),
    ),
    Break(
        "city-not-in-the-register",
        FACTS,
        MISSION,
        f"  event:cluj-visit-2025-09 tg:location city:nowhere-xx .\n{MISSION}",
        found("slug-unknown", FACTS, "nowhere") + found("type-missing", FACTS, "nowhere"),
    ),
    Break(
        "last-line-before-first",
        REPORT,
        "tg:firstLine 5 ;",
        "tg:firstLine 7 ;",
        found("extent-malformed", REPORT, "tg:firstLine 7 ;"),
    ),
    Break(
        "one-character-of-two",
        REPORT,
        "    tg:toCharacter 67 ;\n",
        "",
        found(
            "extent-malformed",
            REPORT,
            "tg:firstLine 6 ;\n    tg:lastLine 6 ;\n    tg:fromCharacter 0 ;\n    tg:sha",
        ),
    ),
    Break(
        "passages-overlap",
        REPORT,
        "tg:fromCharacter 68 ;",
        "tg:fromCharacter 66 ;",
        found("overlap", REPORT, "tg:firstLine 6 ;\n    tg:lastLine 6 ;\n    tg:fromCharacter 66"),
    ),
    Break(
        "silent-run-overlaps-passage",
        REPORT,
        "tg:lastLine 3 ;",
        "tg:lastLine 5 ;",
        found("overlap", REPORT, "tg:firstLine 5 ;"),
    ),
    Break(
        "passage-without-sheet",
        REPORT,
        "    tg:sheet 2 ;\n    tg:firstLine 5 ;",
        "    tg:firstLine 5 ;",
        found("passage-part-missing", REPORT, "passage:toy-2025-005 a"),
    ),
    Break(
        "passage-on-two-sheets",
        REPORT,
        "tg:sheet 2 ;\n    tg:firstLine 5 ;",
        "tg:sheet 2, 3 ;\n    tg:firstLine 5 ;",
        found("passage-part-twice", REPORT, "tg:sheet 2, 3"),
    ),
    Break(
        "section-of-another-report",
        REPORT,
        "tg:inSection section:toy-2025-inventions ;\n    tg:sheet 2 ;\n    tg:firstLine 5 ;",
        "tg:inSection section:namur-2024-cover ;\n    tg:sheet 2 ;\n    tg:firstLine 5 ;",
        found("section-in-other-report", REPORT, "section:namur-2024-cover"),
    ),
    Break(
        "sha256-of-another-kind",
        REPORT,
        'DÉLÉGUÉES" ;\n    tg:sha256 "',
        'DÉLÉGUÉES" ;\n    tg:sha256 "A',
        found("sha256-malformed", REPORT, 'tg:sha256 "A'),
    ),
    Break(
        "summary-in-one-language",
        REPORT,
        ', "Invention: Adrano has a new mayor."@en',
        "",
        found("summary-missing", REPORT, "Adrano a une nouvelle maire"),
    ),
    Break(
        "summary-still-to-do",
        REPORT,
        '"Invention: Adrano has a new mayor."@en',
        '"TODO"@en',
        found("summary-missing", REPORT, "Adrano a une nouvelle maire"),
    ),
    Break(
        "silence-unexplained",
        REPORT,
        '"Notice that all is invented"@en',
        '""@en',
        found("silence-reason-missing", REPORT, "tout est inventé"),
    ),
    Break(
        "section-without-name",
        REPORT,
        '"Inventions"@fr, "Inventions"@en',
        '"Inventions"@en',
        found("heading-missing", REPORT, "section:toy-2025-inventions a"),
    ),
    Break(
        "implied-without-reason-in-french",
        FACTS,
        FR,
        "",
        found("reason-missing", FACTS, "tg:because"),
    ),
    Break(
        "implied-without-reason",
        FACTS,
        f" ;\n    tg:because {FR}{EN} .",
        " .",
        found("reason-missing", FACTS, "passage:toy-2025-006-2-implied a", times=2),
    ),
    Break(
        "implied-rests-on-itself",
        FACTS,
        "tg:restsOn passage:toy-2025-006-1, passage:toy-2025-006-2 ;",
        "tg:restsOn passage:toy-2025-006-2-implied ;",
        found("rests-on-no-passage", FACTS, "tg:restsOn passage:toy-2025-006-2-implied")
        + found("implied-rests-on-nothing", FACTS, "passage:toy-2025-006-2-implied a"),
    ),
    Break(
        "implied-rests-on-no-passage",
        FACTS,
        "tg:restsOn passage:toy-2025-006-1,",
        "tg:restsOn passage:toy-2025-099,",
        found("rests-on-no-passage", FACTS, "passage:toy-2025-099"),
    ),
    Break(
        "passage-dropped",
        REPORT,
        DROPPED,
        "",
        found("graph-without-evidence", FACTS, "passage:toy-2025-012 {"),
    ),
    Break(
        "passage-rests-on-nothing",
        REPORT,
        " ;\n    tg:restsOn passage:toy-2025-012 .",
        " .",
        found("passage-rests-not-on-itself", REPORT, "passage:toy-2025-012 a")
        + found("passage-without-facts", REPORT, "passage:toy-2025-012 a")
        + found("graph-without-evidence", REPORT, "passage:toy-2025-012 a"),
    ),
    Break(
        "facts-in-a-graph-of-no-source",
        FACTS,
        "passage:toy-2025-012 {",
        "passage:toy-2025-112 {",
        found("graph-without-evidence", FACTS, "passage:toy-2025-112 {")
        + found("passage-without-facts", REPORT, "passage:toy-2025-012 a"),
    ),
    added(
        "coordinate-in-a-passage",
        "  city:cluj-napoca-ro tg:latitude 46.77 .",
        "outside-knowledge-in-passage",
    ),
    added(
        "other-peoples-identifier-in-a-passage",
        "  city:cluj-napoca-ro tg:concerns <http://www.wikidata.org/entity/Q100188> .",
        "outside-knowledge-in-passage",
    ),
    Break(
        "second-status",
        FACTS,
        LAST,
        f"  event:terrebonne-mission-2025 tg:status status:postponed .\n{LAST}",
        found("two-statuses", FACTS, "status:postponed")
        + found(
            "two-statuses", FACTS, "tg:status status:realised ;\n    tg:dateWritten date:2025-05"
        ),
    ),
    added(
        "unknown-concept",
        "  event:cluj-visit-2025-09 tg:eventType eventtype:pilgrimage .",
        "concept-unknown",
    ),
    added(
        "number-that-is-none",
        '  event:cluj-visit-2025-09 tg:ordinal "third"'
        "^^<http://www.w3.org/2001/XMLSchema#integer> .",
        "literal-ill-typed",
    ),
    Break(
        "day-that-is-none",
        FACTS,
        LAST,
        '  event:cluj-visit-2025-09 tg:ordinal "2025-13-01"'
        f"^^<http://www.w3.org/2001/XMLSchema#date> .\n{LAST}",
        found("literal-ill-typed", FACTS, "2025-13-01")
        + found("value-of-other-kind", FACTS, "2025-13-01"),
    ),
    added("unknown-property", "  city:fes-ma tg:visitedBy city:namur-be .", "term-undefined"),
    Break(
        "unknown-class",
        NAMES,
        "a tg:Visit ;",
        "a tg:Vizit ;",
        found("term-undefined", NAMES, "tg:Vizit"),
    ),
    Break(
        "thing-without-type",
        NAMES,
        "event:cluj-visit-2025-09 a tg:Visit ;\n    rdfs",
        "event:cluj-visit-2025-09 rdfs",
        found("type-missing", NAMES, "event:cluj-visit-2025-09 rdfs"),
    ),
    Break(
        "thing-without-name-in-english",
        NAMES,
        ', "Invented delegation of Namur"@en',
        "",
        found("label-missing", NAMES, "group:namur-delegation"),
    ),
    Break(
        "holding-without-basis",
        FACTS,
        " ;\n    tg:basis basis:stated .\n}\n\n# 5.",
        " .\n}\n\n# 5.",
        found("basis-missing", FACTS, "holding:fiorella"),
    ),
    Break(
        "implied-in-the-passage-itself",
        FACTS,
        "tg:basis basis:stated .\n}\n\n# 5.",
        "tg:basis basis:implied .\n}\n\n# 5.",
        found("basis-against-graph", FACTS, "basis:implied"),
    ),
    Break(
        "stated-in-an-implied-graph",
        FACTS,
        IMPLIED,
        f"  claim:toy-2025--bourg-en-bresse-fr tg:basis basis:stated .\n{IMPLIED}",
        found("basis-against-graph", FACTS, "claim:toy-2025--bourg-en-bresse-fr tg:basis"),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_fault_gives_its_finding_on_its_line(case: Break, tmp_path: Path) -> None:
    copy = broken(case, tmp_path)
    assert places(checked(copy)) == expected_places(case, copy)


def test_the_bundled_data_have_no_finding() -> None:
    outcome = check(groups=WRITTEN)
    assert outcome.findings == ()
    assert outcome.summary().endswith("; no finding.")
    # Counted from the engine's own reading of the files.
    quads = {q for path in folder("data").rglob("*.trig") for q in px.parse(path=str(path))}
    kinds = [quad.object for quad in quads if quad.predicate.value == expand("rdf:type")]
    assert outcome.statements == len(quads)
    assert outcome.passages == kinds.count(px.NamedNode(expand("tg:Passage"))) > 140
    assert outcome.silent_runs == kinds.count(px.NamedNode(expand("tg:SilentRun"))) > 10


def test_the_toy_report_has_no_finding_beside_the_bundled_data() -> None:
    assert check([BUNDLED, TOY], groups=WRITTEN).findings == ()


def test_findings_are_sorted_and_each_once(tmp_path: Path) -> None:
    copy = tmp_path / "facts.trig"
    text = (TOY / FACTS).read_text(encoding="utf-8")
    copy.write_text(text.replace("status:", "estatus:").replace("eventtype:", "estatus:"))
    findings = check([copy], groups=WRITTEN).findings
    assert len(findings) > 5
    assert len(set(findings)) == len(findings)
    assert [f.line for f in findings] == sorted(f.line or 0 for f in findings)
    assert findings == check([copy, copy], groups=WRITTEN).findings


def test_messages_are_in_both_languages_and_name_the_thing(tmp_path: Path) -> None:
    for number, case in enumerate(CASES):
        if number % 5:
            continue
        for finding in checked(broken(case, tmp_path / case.name)).findings:
            assert finding.en.startswith(f"{finding.thing}: ")
            assert finding.fr.startswith(f"{finding.thing}\u00a0: ")
            assert finding.message("fr") != finding.message("en")


def test_a_city_may_be_registered_beside_its_report(tmp_path: Path) -> None:
    case = next(case for case in CASES if case.name == "city-not-in-the-register")
    copy = broken(case, tmp_path)
    (copy / "slugs.tsv").write_text(
        "slug\tname\tcountry\tregion\tgeonames\treplaced_by\nnowhere-xx\tNowhere\txx\t\t\t\n"
    )
    assert {finding.code for finding in checked(copy).findings} == {"type-missing"}


@pytest.mark.slow
def test_a_store_is_checked_without_lines(tmp_path: Path) -> None:
    # What is broken in one place alone gives that finding alone: all else is sound.
    case = next(case for case in CASES if case.name == "second-status")
    output = tmp_path / "built"
    build([BUNDLED, broken(case, tmp_path)], output)
    findings = check(store=output, groups=WRITTEN).findings
    assert [(f.code, f.file, f.line) for f in findings] == [("two-statuses", "", None)] * 2


def test_what_cannot_be_read_is_an_error_with_its_line(tmp_path: Path) -> None:
    bad = tmp_path / "bad.trig"
    bad.write_text("@prefix tg: <https://w3id.org/twingraph/ontology#> .\ntg:a { tg:b tg:c } }\n")
    with pytest.raises(DataError) as error:
        check([bad])
    assert (error.value.path, error.value.line) == (str(bad), 2)
    bad.write_text("# nothing\n")
    with pytest.raises(DataError, match="no statement"):
        check([bad])
    with pytest.raises(UsageError, match="no twingraph store"):
        check(store=tmp_path)


@pytest.mark.parametrize(
    "path",
    [*sorted(folder("data").rglob("*.trig")), *sorted(TOY.glob("*.trig"))],
    ids=lambda path: f"{path.parent.name}-{path.stem}",
)
def test_the_lines_are_those_of_all_statements_and_no_others(path: Path) -> None:
    # The engine's parser is the oracle: same statements, none invented.
    parsed = {
        (q.graph_name.value, q.subject.value, q.predicate.value, q.object.value)
        for q in px.parse(path=str(path))
        if not isinstance(q.graph_name, px.DefaultGraph)
    }
    written = {
        (at.graph, at.subject, at.predicate, at.object): at.line
        for at in written_terms(path.read_text(encoding="utf-8"))
        if at.object is not None
    }
    assert set(written) == parsed
    lines = path.read_text(encoding="utf-8").splitlines()
    for (_, _, _, said), line in written.items():
        assert said is not None
        assert said.rpartition("/")[2].rpartition("#")[2][:20] in lines[line - 1], said


TRICKY = """PREFIX ex: <https://example.org/>
# ex:a ex:b ex:not-here .
GRAPH ex:g {
  ex:a ex:b "a { brace ; and a . dot", 'ex:not-here', \"\"\"two
lines "quoted" \"\"\"@en, 1.5, true ; a ex:C .
  ex:d ex:e [ ex:f ( ex:h ) ], ex:i.j, <https://example.org/k#l>, "m"^^ex:type.
}
ex:a ex:b ex:z .
"""


def test_punctuation_in_strings_and_brackets_misleads_nobody(tmp_path: Path) -> None:
    path = tmp_path / "tricky.trig"
    path.write_text(TRICKY, encoding="utf-8")
    assert len(list(px.parse(path=str(path)))) > 10
    lines = Lines([path])
    x = "https://example.org/"
    for term, line in {
        "1.5": 5, f"{x}C": 5, f"{x}i.j": 6, f"{x}k#l": 6, "m": 6, f"{x}z": 8,
    }.items():  # fmt: skip
        assert lines.find(term) == (path, line), term
    assert lines.find(f"{x}a", f"{x}g", f"{x}b", f"{x}z") == (path, 4)
    assert lines.find(f"{x}a", "", f"{x}b") == (path, 8)
    assert lines.find(f"{x}g") == (path, 3)
    assert lines.find(f"{x}not-here") is None
    assert [(line, graph) for _, line, graph in lines.blank_nodes()] == [(6, f"{x}g")]


def test_stretches_stand_in_the_order_of_the_report() -> None:
    stretches = gather().stretches
    lines = [stretch.extent.first_line for stretch in stretches]
    assert lines == sorted(lines)
    assert str(stretches[0].extent).startswith("line")
    assert evidence.french(stretches[0].extent).startswith("ligne")

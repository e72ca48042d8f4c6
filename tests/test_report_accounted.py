"""The report beside its data: every passage is there, every line is accounted for.

The real report is not in the repository: what needs it is skipped where it is not beside the
checkout. The toy report's text is, and every fault is tried on it.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pyoxigraph as px
import pytest

from breaking import TEXT, TOY, WRITTEN, Break, broken, checked, expected_places, found, places
from test_check_evidence import DROPPED
from twingraph.assembling import BUNDLED
from twingraph.checks import check
from twingraph.prefixes import expand
from twingraph.resources import folder

FACTS, REPORT = "facts.trig", "report.trig"
SILENT = (
    "  silent:toy-2025-003 a tg:SilentRun ;\n    tg:inReport report:toy-2025 ;\n"
    "    tg:firstLine 3 ;\n    tg:lastLine 3 ;\n"
    '    tg:silence "Avertissement\u00a0: tout est inventé"@fr, '
    '"Notice that all is invented"@en .\n'
)
DIGESTS = [
    line.split('"')[1]
    for line in (TOY / REPORT).read_text(encoding="utf-8").splitlines()
    if "tg:sha256" in line
]
OPEN = "line-unaccounted"

CASES = (
    Break(
        "passage-dropped",
        REPORT,
        DROPPED,
        "",
        found("graph-without-evidence", FACTS, "passage:toy-2025-012 {") + found(OPEN, TEXT, "(5)"),
    ),
    Break("silent-run-dropped", REPORT, SILENT, "", found(OPEN, TEXT, "Ce rapport")),
    Break(
        "passage-shifted-by-a-character",
        REPORT,
        "tg:fromCharacter 68 ;",
        "tg:fromCharacter 69 ;",
        found("passage-sha256", REPORT, DIGESTS[3]) + found(OPEN, TEXT, "(2)"),
    ),
    Break(
        "passage-longer-by-a-blank",
        REPORT,
        "tg:toCharacter 67 ;",
        "tg:toCharacter 68 ;",
        found("passage-sha256", REPORT, DIGESTS[2]),
    ),
    Break(
        "passage-of-another-line",
        REPORT,
        "tg:firstLine 12 ;\n    tg:lastLine 12 ;",
        "tg:firstLine 9 ;\n    tg:lastLine 9 ;",
        found("passage-sha256", REPORT, DIGESTS[6]) + found(OPEN, TEXT, "(5)"),
    ),
    Break(
        "digest-of-another-passage",
        REPORT,
        DIGESTS[4],
        DIGESTS[1],
        found("passage-sha256", REPORT, f'{DIGESTS[1]}" ;\n    tg:summary "Invention\u00a0: Cluj'),
    ),
    Break(
        "digest-of-another-report",
        REPORT,
        DIGESTS[0],
        "0" * 64,
        found("report-sha256", REPORT, "0" * 64),
    ),
    Break(
        "wrong-sheet",
        REPORT,
        "tg:sheet 3 ;\n    tg:firstLine 10 ;",
        "tg:sheet 2 ;\n    tg:firstLine 10 ;",
        found("sheet-wrong", REPORT, "tg:sheet 2 ;\n    tg:firstLine 10 ;"),
    ),
    Break(
        "line-beyond-the-report",
        REPORT,
        "tg:firstLine 12 ;\n    tg:lastLine 12 ;",
        "tg:firstLine 12 ;\n    tg:lastLine 13 ;",
        found("extent-outside", REPORT, "tg:firstLine 12 ;"),
    ),
    Break(
        "character-beyond-the-line",
        REPORT,
        "tg:toCharacter 105 ;",
        "tg:toCharacter 1050 ;",
        found(
            "extent-outside",
            REPORT,
            "tg:firstLine 6 ;\n    tg:lastLine 6 ;\n    tg:fromCharacter 68",
        ),
    ),
    Break(
        "one-word-of-the-text-changed",
        TEXT,
        "annulées",
        "annulés",
        found("report-sha256", REPORT, DIGESTS[0]) + found("passage-sha256", REPORT, DIGESTS[6]),
    ),
    Break(
        "line-added-to-the-text",
        TEXT,
        "ont été annulées.\n",
        "ont été annulées.\n\n(6) Ajout.\n(7) Autre ajout.\n",
        found("report-sha256", REPORT, DIGESTS[0]) + found(OPEN, TEXT, "(6)"),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_fault_gives_its_finding_on_its_line(case: Break, tmp_path: Path) -> None:
    copy = broken(case, tmp_path)
    assert places(checked(copy, copy / TEXT)) == expected_places(case, copy)


def test_the_toy_report_is_accounted_for() -> None:
    outcome = checked(TOY, TOY / TEXT)
    assert outcome.findings == ()
    assert "12 of 12 lines of toy-2025.txt accounted for" in outcome.summary()


def test_an_open_line_is_told_with_its_characters(tmp_path: Path) -> None:
    case = next(case for case in CASES if case.name == "passage-shifted-by-a-character")
    copy = broken(case, tmp_path)
    (finding,) = (f for f in checked(copy, copy / TEXT).findings if f.code == OPEN)
    assert finding.en.endswith("covers line 6, characters 68-69")
    assert finding.fr.endswith("ne couvre ligne 6, caractères 68-69")


@pytest.mark.parametrize(
    ("before", "end"), [(b"\xef\xbb\xbf", b"\n"), (b"", b"\r\n"), (b"\xef\xbb\xbf", b"\r\n")],
    ids=["bom", "crlf", "bom-and-crlf"],
)  # fmt: skip
def test_byte_order_marks_and_line_ends_make_no_difference(
    before: bytes, end: bytes, tmp_path: Path
) -> None:
    text = tmp_path / TEXT
    text.write_bytes(before + (TOY / TEXT).read_bytes().replace(b"\n", end))
    assert text.read_bytes() != (TOY / TEXT).read_bytes()
    assert checked(TOY, text).findings == ()


def test_another_text_is_one_finding(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("An invented text.\n" * 400, encoding="utf-8")
    outcome = check([BUNDLED, TOY], [other], groups=WRITTEN)
    (finding,) = outcome.findings
    assert (finding.code, Path(finding.file).name, finding.line) == (
        "report-unknown",
        "other.txt",
        None,
    )
    assert "report:namur-2024, report:toy-2025" in finding.message("en")
    assert outcome.readings == ()


def test_each_text_finds_its_own_report(report: Path) -> None:
    outcome = check([BUNDLED, TOY], [TOY / TEXT, report], groups=WRITTEN)
    assert outcome.findings == ()
    assert [(r.name, r.accounted == r.lines) for r in outcome.readings] == [
        (TEXT, True),
        ("namur-2024.txt", True),
    ]


def test_the_report_is_accounted_for(report: Path) -> None:
    outcome = check(reports=[report], groups=WRITTEN)
    assert outcome.findings == ()
    assert [(r.lines, r.accounted) for r in outcome.readings] == [(387, 387)]


def test_the_report_proves_each_passage_by_other_means(report: Path) -> None:
    # Neither passages.py nor the checks take part: Python's own bytes, and the parser's quads.
    raw = report.read_bytes()
    text = raw.decode("utf-8")
    lines = text.split("\n")
    told: dict[str, dict[str, list[str]]] = {}
    for quad in px.parse(path=str(folder("data") / "namur-2024" / "report.trig")):
        assert isinstance(quad.subject, px.NamedNode)
        assert not isinstance(quad.object, px.Triple)
        of = told.setdefault(quad.subject.value, {})
        of.setdefault(quad.predicate.value.rpartition("#")[2], []).append(quad.object.value)
    passages = [of for of in told.values() if expand("tg:Passage") in of.get("type", ())]
    silent = [of for of in told.values() if expand("tg:SilentRun") in of.get("type", ())]
    assert len(passages) > 140
    assert told[expand("report:namur-2024")]["sha256"] == [hashlib.sha256(raw).hexdigest()]
    open_lines = {number: list(line) for number, line in enumerate(lines, start=1)}
    for of in [*passages, *silent]:
        first, last = int(of["firstLine"][0]), int(of["lastLine"][0])
        block = "\n".join(lines[first - 1 : last])
        start = int(of.get("fromCharacter", ["0"])[0])
        end = int(of.get("toCharacter", [str(len(block))])[0])
        if of in passages:
            assert of["sha256"] == [hashlib.sha256(block[start:end].encode()).hexdigest()], of
            above = text.split("\n")[:first]
            headers = sum(line.startswith("MISSIONS DÉLÉGUÉES ") for line in above)
            assert of["sheet"] == [str(1 + headers)], of
        for number in range(first, last + 1):
            here = (start, end) if "fromCharacter" in of else (0, len(lines[number - 1]))
            # A character that is taken twice would make this a NUL for the second time.
            assert "\0" not in open_lines[number][here[0] : here[1]], of
            open_lines[number][here[0] : here[1]] = "\0" * (here[1] - here[0])
    left = {n: "".join(line).replace("\0", "").strip() for n, line in open_lines.items()}
    assert {number: rest for number, rest in left.items() if rest} == {}


@pytest.mark.parametrize("character", [10, 1000, 20000])
def test_a_changed_character_of_the_report_is_found(
    character: int, report: Path, tmp_path: Path
) -> None:
    text = report.read_text(encoding="utf-8")
    at = next(i for i in range(character, len(text)) if text[i].isalpha())
    changed = tmp_path / "changed.txt"
    changed.write_text(text[:at] + "#" + text[at + 1 :], encoding="utf-8", newline="")
    codes = [finding.code for finding in check(reports=[changed], groups=WRITTEN).findings]
    assert "report-sha256" in codes
    assert set(codes) <= {"report-sha256", "passage-sha256"}
    assert len(codes) <= 2

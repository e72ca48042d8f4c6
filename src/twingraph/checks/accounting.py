"""The report beside its data: every passage is truly there, and every line accounted for.

In: `Material` with the texts of reports. Out: findings on the sha256 of the whole and of each
passage, on sheets, and on characters that no passage and no silent run covers. A line of white
space needs no account. Which report a text is, its sha256 says, else most of its passages do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Final

from twingraph.checks.findings import Finding, Kind
from twingraph.checks.material import Material, ReportFile, Stretch, shown
from twingraph.passages import characters, digest, report_digest, sheets
from twingraph.prefixes import shorten

KINDS: Final = (
    Kind("report-unknown", "a text that is no report of the data",
         "un texte qui n’est aucun rapport des données"),
    Kind("report-sha256", "a report whose sha256 is not that of its text",
         "un rapport dont le sha256 n’est pas celui de son texte"),
    Kind("extent-outside", "a passage that goes beyond the report",
         "un passage qui dépasse le rapport"),
    Kind("passage-sha256", "a passage whose sha256 is not that of its characters",
         "un passage dont le sha256 n’est pas celui de ses caractères"),
    Kind("sheet-wrong", "a passage that stands on another sheet",
         "un passage qui se trouve sur une autre feuille"),
    Kind("line-unaccounted", "text that no passage and no silent run covers",
         "du texte que ne couvre ni passage ni ligne muette"),
)  # fmt: skip


@dataclass(frozen=True)
class Account:
    """A report's text beside the stretches that the data know of it."""

    report: str
    text: ReportFile
    stretches: tuple[Stretch, ...]

    @cached_property
    def open_lines(self) -> dict[int, list[tuple[int, int]]]:
        """Return the lines not accounted for, with the ranges of characters that are open."""
        covered: dict[int, list[tuple[int, int]]] = {}
        for stretch in self.stretches:
            extent = stretch.extent
            for number in range(extent.first_line, extent.last_line + 1):
                length = len(self.text.lines[number - 1]) if number <= len(self.text.lines) else 0
                start, end = extent.from_character, extent.to_character
                whole = (0, length) if start is None or end is None else (start, end)
                covered.setdefault(number, []).append(whole)
        found = {}
        for number, line in enumerate(self.text.lines, start=1):
            if ranges := list(_open(line, covered.get(number, []))):
                found[number] = ranges
        return found


def accounts(material: Material) -> list[Account]:
    """Return the reports' texts that the data know."""
    found = []
    for text in material.reports:
        report = _which(material, text)
        if report is not None:
            own = tuple(s for s in material.stretches if s.report == report)
            found.append(Account(report, text, own))
    return found


def report_is_known(material: Material) -> Iterator[Finding]:
    """Yield texts that are no report of the data, and those that differ from the one they are."""
    digests = material.objects("tg:sha256")
    reports = sorted({s.report for s in material.stretches})
    for text in material.reports:
        report = _which(material, text)
        if report is None:
            names = ", ".join(map(shorten, reports)) or "-"
            yield Finding(
                "report-unknown",
                text.path.name,
                f"{text.path.name}: not the text of a report of these data ({names})",
                f"{text.path.name}\u00a0: ce n’est le texte d’aucun rapport des données ({names})",
                shown(text.path),
            )
        elif digests.get(report) != [report_digest(list(text.lines))]:
            yield material.finding(
                "report-sha256",
                report,
                en=f"its sha256 is not that of {text.path.name}",
                fr=f"son sha256 n’est pas celui de {text.path.name}",
                prop="tg:sha256",
            )


def passages_are_in_the_report(material: Material) -> Iterator[Finding]:
    """Yield passages whose characters are not those that their sha256 stands for."""
    digests = material.objects("tg:sha256")
    for account in accounts(material):
        for stretch in account.stretches:
            try:
                text = characters(list(account.text.lines), stretch.extent)
            except ValueError as problem:
                yield material.finding(
                    "extent-outside",
                    stretch.iri,
                    en=str(problem),
                    fr="ses lignes ou ses caractères dépassent le rapport",
                    prop="tg:firstLine",
                )
                continue
            if not stretch.silent and digests.get(stretch.iri, [digest(text)]) != [digest(text)]:
                yield material.finding(
                    "passage-sha256",
                    stretch.iri,
                    en=f"its sha256 is not that of {stretch.extent}",
                    fr="son sha256 n’est pas celui de ses caractères dans le rapport",
                    prop="tg:sha256",
                )


def sheets_are_right(material: Material) -> Iterator[Finding]:
    """Yield passages whose sheet is not the one on which their first line stands."""
    told = material.objects("tg:sheet")
    headers = material.objects("tg:runningHeader")
    for account in accounts(material):
        header = next(iter(headers.get(account.report, [])), None)
        on = sheets(list(account.text.lines), header)
        for stretch in account.stretches:
            first = stretch.extent.first_line
            if (
                stretch.iri in told
                and first <= len(on)
                and told[stretch.iri] != [str(on[first - 1])]
            ):
                yield material.finding(
                    "sheet-wrong",
                    stretch.iri,
                    en=f"it stands on sheet {on[first - 1]}",
                    fr=f"il se trouve sur la feuille {on[first - 1]}",
                    prop="tg:sheet",
                )


def every_line_is_accounted_for(material: Material) -> Iterator[Finding]:
    """Yield runs of lines, and parts of lines, that no passage and no silent run covers."""
    for account in accounts(material):
        lines, name = account.text.lines, account.text.path.name
        whole: list[int] = []
        parts: list[int] = []
        for number, ranges in account.open_lines.items():
            start, end = ranges[0][0], ranges[-1][1]
            full = len(ranges) == 1 and lines[number - 1].strip() == lines[number - 1][start:end]
            (whole if full else parts).append(number)
        for run in _runs(whole):
            en = f"line {run[0]}" if len(run) == 1 else f"lines {run[0]}-{run[-1]}"
            yield _open_finding(account, run[0], name, en, en.replace("line", "ligne"))
        for number in parts:
            said = ", ".join(f"{start}-{end}" for start, end in account.open_lines[number])
            en, fr = f"line {number}, characters {said}", f"ligne {number}, caractères {said}"
            yield _open_finding(account, number, name, en, fr)


def _open_finding(account: Account, line: int, name: str, en: str, fr: str) -> Finding:
    return Finding(
        "line-unaccounted",
        shorten(account.report),
        f"{name}: no passage and no silent run covers {en}",
        f"{name}\u00a0: ni passage ni ligne muette ne couvre {fr}",
        shown(account.text.path),
        line,
        focus=account.report,
    )


def _which(material: Material, text: ReportFile) -> str | None:
    """Return the report whose sha256 this text has, else the one most of whose passages it has."""
    lines = list(text.lines)
    digests = material.objects("tg:sha256")
    known = material.stretches
    reports = sorted({s.report for s in known})
    for report in reports:
        if digests.get(report) == [report_digest(lines)]:
            return report
    for report in reports:
        passages = [s for s in known if s.report == report and not s.silent]
        right = sum(_digest(lines, s) in digests.get(s.iri, []) for s in passages)
        if 2 * right > len(passages):
            return report
    return None


def _digest(lines: list[str], stretch: Stretch) -> str | None:
    try:
        return digest(characters(lines, stretch.extent))
    except ValueError:
        return None


def _open(line: str, covered: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of a line that nothing covers, without outer white space."""
    at = 0
    for start, end in [*sorted(covered), (len(line), len(line))]:
        gap = line[at:start]
        if gap.strip():
            lead = len(gap) - len(gap.lstrip())
            yield at + lead, at + lead + len(gap.strip())
        at = max(at, end)


def _runs(numbers: list[int]) -> list[list[int]]:
    """Group numbers into runs without gaps."""
    pairs = groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
    return [[number for _, number in run] for _, run in pairs]

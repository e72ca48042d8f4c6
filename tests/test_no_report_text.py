"""The report's sentences, this machine's paths and the workplace's names stay out of git.

A run of nine or more words that a committed file shares with the report is a sentence taken over.
Names and titles cannot be said otherwise: those listed in tests/data/names-in-report.txt count as
one word each. Forbidden strings are put together here, so that this file does not hold them.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

RUN = 9
LONGEST_NAME = 16
NAMES = Path(__file__).parent / "data" / "names-in-report.txt"


@dataclass(frozen=True)
class Word:
    """A word as it is compared, and the line on which it stands."""

    text: str
    line: int


def words(text: str) -> list[Word]:
    """Split a text into words without case, accents, punctuation or escapes."""
    found = []
    for number, line in enumerate(text.split("\n"), start=1):
        unescaped = re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), line)
        unescaped = html.unescape(re.sub(r"\\[nrt]", " ", unescaped)).replace("^", "")
        plain = unicodedata.normalize("NFKD", unescaped.replace("œ", "oe").replace("Œ", "OE"))
        plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
        found += [Word(word, number) for word in re.findall(r"[a-z0-9]+", plain)]
    return found


def plain(text: str) -> tuple[str, ...]:
    """Return the words of a text alone."""
    return tuple(word.text for word in words(text))


def collapse(text: Sequence[Word], names: Iterable[tuple[str, ...]]) -> list[Word]:
    """Replace each listed name by one word; of two that begin together, the longer."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(names, key=len, reverse=True):
        by_first.setdefault(name[0], []).append(name)
    collapsed, at = [], 0
    while at < len(text):
        for name in by_first.get(text[at].text, []):
            if tuple(word.text for word in text[at : at + len(name)]) == name:
                collapsed.append(Word("<" + " ".join(name) + ">", text[at].line))
                at += len(name)
                break
        else:
            collapsed.append(text[at])
            at += 1
    return collapsed


def runs(text: Sequence[Word]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield each run of nine words with the line on which it starts."""
    for start in range(len(text) - RUN + 1):
        yield text[start].line, tuple(word.text for word in text[start : start + RUN])


def shared(
    text: str, report: frozenset[tuple[str, ...]], names: list[tuple[str, ...]]
) -> list[str]:
    """Return "LINE: WORDS" for each run that a text shares with the report."""
    found = runs(collapse(words(text), names))
    return [f"{line}: {' '.join(run)}" for line, run in found if run in report]


def listed_names() -> list[tuple[str, ...]]:
    """Return the names and titles that count as one word."""
    lines = NAMES.read_text(encoding="utf-8").splitlines()
    return [plain(line) for line in lines if line.strip() and not line.startswith("#")]


@pytest.fixture(scope="module")
def report_runs(report: Path) -> frozenset[tuple[str, ...]]:
    text = words(report.read_text(encoding="utf-8"))
    return frozenset(run for _, run in runs(collapse(text, listed_names())))


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8", errors="replace")


def test_no_committed_file_holds_a_sentence_of_the_report(
    committed_files: list[Path], report_runs: frozenset[tuple[str, ...]], root: Path
) -> None:
    assert len(committed_files) > 20
    names = listed_names()
    found = [
        f"{path.relative_to(root)}:{hit}"
        for path in committed_files
        for hit in shared(read(path), report_runs, names)
    ]
    assert found == []


def test_a_planted_sentence_is_found(
    report: Path, report_runs: frozenset[tuple[str, ...]], tmp_path: Path
) -> None:
    sentence = max(report.read_text(encoding="utf-8").split("."), key=len).strip().split(" ")
    shouted = " ".join(sentence[3:20]).upper().replace("É", "\\u00c9").replace(" ", "\n", 2)
    planted = tmp_path / "planted.trig"
    planted.write_text(f'passage:x {{ x:y rdfs:comment "{shouted}"@fr }}\n', encoding="utf-8")
    hits = shared(read(planted), report_runs, listed_names())
    assert hits
    assert {hit.partition(":")[0] for hit in hits} <= {"1", "2", "3"}


def test_eight_words_of_the_report_may_stand(
    report: Path, report_runs: frozenset[tuple[str, ...]]
) -> None:
    first = plain(report.read_text(encoding="utf-8"))[40 : 40 + RUN - 1]
    assert len(first) == RUN - 1
    assert shared(" ".join(first), report_runs, []) == []


def test_listed_names_are_names_that_stand_in_the_report(report: Path) -> None:
    text = " ".join(plain(report.read_text(encoding="utf-8")))
    names = listed_names()
    assert names
    assert [name for name in names if len(name) > LONGEST_NAME] == []
    assert [name for name in names if f" {' '.join(name)} " not in f" {text} "] == []
    assert len(set(names)) == len(names)


# Parts joined here, so that the strings themselves stand in no committed file.
HOSTS = tuple(
    ".".join(parts)
    for parts in (
        ("files", "pythonhosted", "org"),
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
        ("deb", "debian", "org"),
        ("security", "debian", "org"),
        ("archive", "ubuntu", "com"),
        ("proxy", "golang", "org"),
        ("static", "crates", "io"),
        ("conda", "anaconda", "org"),
    )
)
WORKPLACE = (
    "farm" + "-bench",
    "farm" + "-studio",
    "." + "library",
    "issues" + " show",
    "duplicates" + " --change",
    "before" + "-stop",
)
FOLDERS = (
    r"(?<![\w.~*-])/(?:" + "|".join(("work/", "root/", "opt/pypi", r"home/\w", r"Users/\w")) + ")"
)


def forbidden(text: str, checkout: Path) -> list[str]:
    """Return what a text holds of registry hosts, workplace names and paths of this machine."""
    found = [word for word in (*HOSTS, *WORKPLACE) if word in text]
    found += re.findall(FOLDERS, text)
    # A checkout directly below the root ("/src") would match ordinary relative paths.
    if len(checkout.parts) > 2 and str(checkout) in text:
        found.append(str(checkout))
    return found


def test_no_committed_file_names_this_machine(committed_files: list[Path], root: Path) -> None:
    found = {
        str(path.relative_to(root)): hits
        for path in committed_files
        if (hits := forbidden(read(path), root))
    }
    assert found == {}


@pytest.mark.parametrize(
    "word", [*HOSTS, *WORKPLACE, "/" + "work/x", "/" + "root/x", "/" + "home/x"]
)
def test_a_planted_name_of_this_machine_is_found(word: str, root: Path) -> None:
    assert forbidden(f'see "{word}"', root)
    assert forbidden("see src/twingraph/work/x and docs/root/x", root) == []

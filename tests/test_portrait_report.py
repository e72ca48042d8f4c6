"""The page of `measure --report`: what it shows, that it stands alone, and what it refuses."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from twingraph.cli import measure as command
from twingraph.errors import MachineError, UsageError
from twingraph.measures.catalogue import measures
from twingraph.measures.measuring import measure
from twingraph.opening import open_graph
from twingraph.portraits import plots
from twingraph.portraits.modes import MODES
from twingraph.portraits.sections import GLANCE, NETWORK, REPORT
from twingraph.portraits.writing import write_portrait
from twingraph.projections.model import Links, links_of

HOSTILE = '</script><b>A & B\'s "$x$" 大垣'
SVG = "{http://www.w3.org/2000/svg}"
VOID = frozenset(("meta", "link", "br", "wbr"))
DRAWS = 4


def cities(*, told: bool = True) -> Links:
    """Return a made-up network of sixty cities in four countries, years for half its links."""
    rng = np.random.default_rng(6)
    names = [f"city:{number:02}" for number in range(60)]
    about = {
        name: {
            "label": HOSTILE if number == 0 else f"Town {number}",
            "label_fr": HOSTILE if number == 0 else f"Ville {number}",
            **(
                {
                    "country": ["BE", "FR", "JP", "US"][number % 4],
                    "continent": ["EU", "EU", "AS", "NA"][number % 4],
                    "language": ["fr", "fr", "ja", "en"][number % 4],
                    "eu": number % 4 < 2,
                    "latitude": float(rng.uniform(-60, 60)),
                    "longitude": float(rng.uniform(-180, 180)),
                }
                if told
                else {}
            ),
        }
        for number, name in enumerate(names)
    }
    pairs = [(names[0], names[number]) for number in range(1, 16)]
    pairs += [
        (names[int(one)], names[int(other)])
        for one, other in rng.integers(0, 60, (110, 2))
        if one != other
    ]
    years = [1950.0 + number % 40 if number % 2 else None for number in range(len(pairs))]
    return links_of("made up", pairs, nodes=about, columns={"year": years} if told else {})


class Page(HTMLParser):
    """Reads a page whose elements are closed in order: texts, references, names, numbers."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.references: list[str] = []
        self.numbers: dict[str, list[float]] = {}
        self.texts: list[str] = []
        self._table = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element names and refers to."""
        held = dict(attrs)
        self.tags.add(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.references += [
            value for name, value in attrs if name in ("src", "href", "xlink:href") and value
        ]
        if tag == "figure":
            self._table = (held.get("id") or "").removeprefix("table-")
        if tag == "data":
            self.numbers.setdefault(self._table, []).append(float(held["value"] or ""))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element without content."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """See that the element that was opened last is closed first."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note the text that a reader sees outside of figures."""
        if not set(self.open) & {"style", "svg"}:
            self.texts.append(data)


@dataclass(frozen=True)
class Report:
    """A written report: its page as text and as read, and its folder."""

    text: str
    page: Page
    folder: Path


def written(target: Path, what: Links | None, lang: str = "en", *, force: bool = False) -> Report:
    """Write a report of few draws and read it."""
    folder = write_portrait(target, what, lang=lang, draws=DRAWS, force=force)
    text = target.read_text(encoding="utf-8")
    return Report(text, Page(text), folder)


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return written(tmp_path_factory.mktemp("report") / "out.html", cities())


@pytest.fixture(scope="module")
def french(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return written(tmp_path_factory.mktemp("report") / "out.html", cities(), "fr")


@pytest.fixture(scope="module")
def namur(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return written(tmp_path_factory.mktemp("report") / "namur.html", None)


@pytest.fixture(scope="module")
def reports(english: Report, french: Report, namur: Report) -> tuple[Report, ...]:
    return english, french, namur


def test_every_measure_of_a_section_is_in_the_catalogue() -> None:
    asked = [name for section in (GLANCE, *NETWORK, *REPORT, *MODES) for name in section.measures]
    assert len(asked) == len(set(asked)) > 20
    assert set(asked) <= set(measures())


def test_every_figure_of_a_section_can_be_drawn() -> None:
    named = {section.figure for section in (*NETWORK, *REPORT, *MODES) if section.figure}
    assert named == set(plots.DRAWINGS)


def test_a_page_is_whole_and_runs_nothing(reports: tuple[Report, ...]) -> None:
    for report in reports:
        assert not report.page.open
        assert len(report.page.ids) == len(set(report.page.ids)) > 10
        assert "script" not in report.page.tags
        assert "default-src 'none'" in report.text


def test_a_page_refers_only_to_itself_and_its_files(reports: tuple[Report, ...]) -> None:
    for report in reports:
        outward = [name for name in report.page.references if not name.startswith("#")]
        assert len(outward) > 5
        for name in outward:
            folder, _, file = name.partition("/")
            assert folder == report.folder.name
            assert (report.folder / file).is_file()
        inward = [name[1:] for name in report.page.references if name.startswith("#")]
        assert set(inward) <= set(report.page.ids)
        assert not re.findall(r"url\(http|@import", report.text)


def test_each_figure_is_svg_with_title_text_and_description(reports: tuple[Report, ...]) -> None:
    drawn = 0
    for report in reports:
        for file in sorted(report.folder.glob("*.svg")):
            root = ET.parse(file).getroot()
            assert root.tag == f"{SVG}svg"
            title, description = root[0], root[1]
            assert (title.tag, description.tag) == (f"{SVG}title", f"{SVG}desc")
            assert title.text
            assert description.text
            assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
            assert sum(1 for _ in root.iter(f"{SVG}text")) > 3
            assert "var(" not in file.read_text(encoding="utf-8")
            drawn += 1
        assert report.text.count("<svg ") == len(list(report.folder.glob("*.svg")))
    assert drawn == 2 * 8 + 6 + len(MODES)


def test_the_numbers_of_the_page_are_those_of_the_measures(english: Report) -> None:
    links = cities()
    compared = 0
    for name in GLANCE.measures + tuple(n for section in NETWORK for n in section.measures):
        if name not in english.page.numbers:
            continue
        table = measure(links, name, draws=DRAWS).table
        rows = table.rows if len(table.rows) <= 40 else table.rows[:20]
        meant = [
            float(cell)
            for row in rows
            for cell in row
            if isinstance(cell, int | float) and not isinstance(cell, bool)
        ]
        assert english.page.numbers[name] == meant
        compared += 1
    assert compared == 16


def test_each_table_has_a_csv_with_all_its_rows(english: Report) -> None:
    text = (english.folder / "degree-bands.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert len(rows) == 60
    assert rows[0]["label"] == HOSTILE
    assert (english.folder / "degree-bands.csv-metadata.json").is_file()


def test_each_table_says_what_one_needs_to_make_it_again(english: Report) -> None:
    version = cities().version
    tables = english.text.count('<figure class="table"')
    assert tables == len(english.page.numbers) == english.text.count(f"made up {version}")
    given = measure(cities(), "degree-bands", draws=DRAWS).provenance
    said = english.text[english.text.index('id="table-degree-bands"') :]
    said = said[: said.index("</figure>")]
    for text in (f"n = {given.n}, m = {given.m}", f"{given.engine} {given.version}", "2026"):
        assert text in said
    assert given.null is not None
    assert given.null.en in said


def test_hostile_labels_are_text(english: Report) -> None:
    assert not re.findall("</script>|<b>A", english.text)
    assert HOSTILE in english.page.texts
    ranks = ET.parse(english.folder / "ranks.svg").getroot()
    assert any(HOSTILE[:20] in (text.text or "") for text in ranks.iter(f"{SVG}text"))


def test_a_french_page_is_set_in_french(french: Report) -> None:
    assert '<html lang="fr">' in french.text
    said = " ".join(french.page.texts)
    assert re.search(r"Ville \d", said)
    assert "Town" not in said
    assert not re.findall(r"\w [;:?!»%](?!\w)", said)
    assert not re.findall(r"« \w", said)
    captions = [text for text in re.findall(r"<figcaption>([^<]*)", french.text) if text]
    assert len(captions) == 8
    assert not re.findall(r"\w[;?!»:]", " ".join(captions))
    assert re.search(r"\d,\d", said)
    assert "Combien de partenaires" in said
    drawn = (french.folder / "growth.svg").read_text(encoding="utf-8")
    assert "commencés" in drawn


def test_a_caption_begins_with_a_capital_but_for_a_name_of_one_letter(french: Report) -> None:
    captions = re.findall(r"<figcaption><b>([^<]*)", french.text)
    notes = re.findall(r'<p class="note">([^<]*)', french.text)
    assert any(text.startswith("À quelle distance") for text in captions)
    assert len(captions) > 10
    assert {text[0] for text in [*captions, *notes] if text[0].islower()} <= {"z"}


def test_what_a_network_does_not_tell_is_said_in_words(tmp_path: Path) -> None:
    report = written(tmp_path / "out.html", cities(told=False), "fr")
    said = " ".join(report.page.texts)
    assert "ce réseau ne dit pas quand ses liens ont commencé" in said
    assert "ce réseau ne dit pas où se trouvent ses villes" in said
    assert "growth" not in report.page.numbers
    assert "degree-bands" in report.page.numbers


def test_of_one_citys_report_what_makes_sense_is_shown(namur: Report) -> None:
    said = " ".join(namur.page.texts)
    shown = {"portrait", "inventory", "timeline", "visits", "actors", "hinges", "dormant"}
    assert shown <= set(namur.page.numbers) | {"timeline"}
    assert "degree-bands" not in namur.page.numbers
    assert "would mean nothing here" in said
    assert "reported by Namur" in said
    for section in NETWORK:
        if section.key not in ("growth", "coverage"):
            assert f"<li>{section.heading.en}</li>" in namur.text


def test_a_star_by_force_says_so(tmp_path: Path) -> None:
    star = links_of("star", [("a", f"b{number}") for number in range(12)])
    assert "degree-bands" not in written(tmp_path / "kept.html", star).page.numbers
    forced = written(tmp_path / "forced.html", star, force=True)
    assert "degree-bands" in forced.page.numbers
    assert "Measured by force: a has a part in 12 of 12 pairs" in " ".join(forced.page.texts)


def test_an_empty_network_has_a_page(tmp_path: Path) -> None:
    report = written(tmp_path / "out.html", links_of("none", [], nodes={}))
    assert not report.page.open
    assert "portrait" in report.page.numbers


def test_the_same_gives_the_same_bytes(english: Report, tmp_path: Path) -> None:
    again = written(tmp_path / "out.html", cities())
    assert again.text == english.text
    files = sorted(file.name for file in english.folder.iterdir())
    assert files == sorted(file.name for file in again.folder.iterdir())
    for name in files:
        first, second = ((one.folder / name).read_bytes() for one in (english, again))
        assert hashlib.sha256(first).digest() == hashlib.sha256(second).digest(), name


def test_a_target_that_cannot_be_written_is_refused_before_measuring(tmp_path: Path) -> None:
    told: list[str] = []
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "taken-files").write_text("", encoding="utf-8")
    for target in (tmp_path, tmp_path / "file" / "out.html", tmp_path / "taken.html"):
        with pytest.raises(UsageError):
            write_portrait(target, cities(), begins=lambda name, _done, _of: told.append(name))
    assert not told
    with pytest.raises(UsageError, match="no language 'de'"):
        write_portrait(tmp_path / "out.html", cities(), lang="de")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["file", "taken-files"]


def test_other_files_of_the_folder_are_left_alone(tmp_path: Path) -> None:
    kept = tmp_path / "out-files" / "mine.txt"
    kept.parent.mkdir()
    kept.write_text("mine", encoding="utf-8")
    written(tmp_path / "out.html", links_of("pair", [("a", "b")]))
    assert kept.read_text(encoding="utf-8") == "mine"


def test_without_matplotlib_the_machine_is_to_be_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MachineError, match=r"pip install 'twingraph\[analysis\]'"):
        write_portrait(tmp_path / "out.html", cities())
    assert not list(tmp_path.iterdir())


def test_matplotlib_is_loaded_when_something_is_drawn() -> None:
    code = (
        "import sys, twingraph.portraits.writing;"
        "raise SystemExit('matplotlib' in sys.modules or 'pyplot' in str(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_command_writes_a_report_of_a_file(tmp_path: Path) -> None:
    edges = tmp_path / "links.csv"
    edges.write_text("source,target\na,b\nb,c\nc,a\nc,d\n", encoding="utf-8")
    target = tmp_path / "out.html"
    asked = ["--edges", str(edges), "--report", str(target), "--draws", "2", "--lang", "fr"]
    found = CliRunner().invoke(command.measure, asked, catch_exceptions=False)
    assert (found.exit_code, found.output) == (0, "")
    page = Page(target.read_text(encoding="utf-8"))
    assert page.numbers["portrait"][:3] == [4.0, 4.0, 4.0]


@pytest.mark.parametrize("beside", [["portrait"], ["--format", "csv"], ["-o", "x"], ["--top", "0"]])
def test_a_report_takes_no_options_of_tables(beside: list[str], tmp_path: Path) -> None:
    asked = ["--report", str(tmp_path / "out.html"), *beside]
    with pytest.raises(UsageError, match="a report is a page"):
        CliRunner().invoke(command.measure, asked, catch_exceptions=False, obj=None)
    assert not list(tmp_path.iterdir())


def test_kinds_choose_among_ties_and_the_rest_says_that_it_is_of_all(tmp_path: Path) -> None:
    target = tmp_path / "out.html"
    asked = ["--report", str(target), "--kind", "twinning", "--draws", "2", "--stated-only"]
    found = CliRunner().invoke(command.measure, asked, catch_exceptions=False)
    assert (found.exit_code, found.output) == (0, "")
    text = target.read_text(encoding="utf-8")
    page = Page(text)
    chosen = "stated only; kinds: twinning"
    assert f"Chosen: {chosen}" in page.texts
    # Namur's report calls three of its cities twinned with each other, in two pairs.
    assert page.numbers["portrait"][0] == 3
    of_all = "Of ties of all kinds: the choice of kinds divides none of this."
    marked = {
        re.findall(r'<h2 id="([^"]*)', part)[0]
        for part in text.split("<section")[1:]
        if of_all in part
    }
    reports = {section.key for section in (*REPORT, *MODES)} - {"ties"}
    assert reports <= marked
    assert not marked & {"glance", "ties", "growth"}
    choices = {
        file.name: json.loads(file.read_text(encoding="utf-8"))["notes"][0]["provenance"]["choice"]
        for file in tmp_path.glob("out-files/*.json")
    }
    assert (choices["strength.csv-metadata.json"], choices["visits.csv-metadata.json"]) == (
        chosen,
        "stated only",
    )


def test_a_source_that_was_chosen_is_named_on_the_page(tmp_path: Path) -> None:
    graph = open_graph(None, ["namur-2024"])
    write_portrait(tmp_path / "out.html", graph, lang="fr", draws=2)
    page = Page((tmp_path / "out.html").read_text(encoding="utf-8"))
    assert "Choix\u00a0: sources\u00a0: namur-2024" in page.texts
    assert not any("toutes sortes" in text for text in page.texts)


def test_a_kind_that_no_tie_has_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no link has the kind 'twining'"):
        write_portrait(tmp_path / "out.html", kinds=("twining",))
    assert not list(tmp_path.iterdir())

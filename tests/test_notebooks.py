"""Notebooks run as an explorer runs them: from top to bottom, elsewhere, without a network.

In: the notebooks of the checkout. A kernel of the running Python executes each in an empty folder,
with an empty home and no kernel of the machine's, those on the world's lists with and without them;
what the cells show is compared with numbers that were counted in the report by hand, published by
others, or found by NetworkX.
"""

from __future__ import annotations

import ast
import html
import json
import os
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

import nbformat
import networkx as nx
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from conftest import SHARED_FOLDER
from importing import WORLD
from once import made_once

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
NAMES = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
GRAPH = "01-the-graph-in-ten-minutes.ipynb"
SPARQL = "02-sparql-for-city-diplomacy.ipynb"
NAMUR = "03-namurs-relations.ipynb"
NETWORK = "04-the-world-network.ipynb"
PARTNER = "05-namurs-next-partner.ipynb"
LISTS = ("konect-2017", "wikipedia-2026", "wikidata-2022", "germany-2015")
LONGEST_CELL = 20
HANGS = 600
KERNEL = "the-running-python"
# Warnings are errors there too, but for those of RDFLib and of the kernel about themselves.
LAUNCH = (
    *("-W", "error", "-W", "ignore:Dataset.default_context is deprecated:DeprecationWarning"),
    *("-W", "ignore::PendingDeprecationWarning"),
    *("-m", "ipykernel_launcher", "--log-level=ERROR", "-f", "{connection_file}"),
)

# Runs in the kernel before the first cell; the kernel itself speaks to us below Python's sockets.
NO_NETWORK = """
import socket

def _refuse(*args, **kwargs):
    raise OSError("notebooks have no network")

socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = _refuse
"""


def read(name: str) -> Any:
    return nbformat.read(NOTEBOOKS / name, as_version=4)  # type: ignore[no-untyped-call]


def run(
    notebook: Any,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    hash_seed: int = 1,
    world: bool = False,
) -> None:
    """Execute a notebook in an empty folder below ``folder``, with the world's lists or without."""
    home, work, kernel = folder / "home", folder / "work", folder / "kernels" / KERNEL
    startup = home / "ipython" / "profile_default" / "startup"
    for made in (work, kernel, startup):
        made.mkdir(parents=True)
    (startup / "00-no-network.py").write_text(NO_NETWORK, encoding="utf-8")
    spec = {"argv": [sys.executable, *LAUNCH], "display_name": KERNEL, "language": "python"}
    (kernel / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    settings = {
        "HOME": home,
        "IPYTHONDIR": home / "ipython",
        "JUPYTER_NO_CONFIG": 1,
        "JUPYTER_PATH": folder,
        "JUPYTER_RUNTIME_DIR": home,
        # What it learns of the machine's fonts, it learns once in a run of the tests.
        "MPLCONFIGDIR": Path(os.environ[SHARED_FOLDER]) / "matplotlib",
        "PYTHONHASHSEED": hash_seed,
        "TWINGRAPH_WORLD": WORLD if world else folder / "nothing",
    }
    for name, setting in settings.items():
        monkeypatch.setenv(name, str(setting))
    monkeypatch.delenv("TWINGRAPH_STORE", raising=False)
    client = NotebookClient(
        notebook,
        kernel_name=KERNEL,
        resources={"metadata": {"path": str(work)}},
        timeout=HANGS,
    )
    client.execute()
    assert list(work.iterdir()) == [], "a notebook writes into a temporary folder only"


def executed(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch, *, world: bool = False
) -> dict[str, dict[str, str]]:
    """Return what a notebook shows; it is executed once in a run of the tests."""
    if world and not all((WORLD / folder).is_dir() for folder in LISTS):
        pytest.skip("../shared/world is not beside this checkout")

    def execute(file: Path) -> None:
        notebook = read(name)
        run(notebook, folder, monkeypatch, world=world)
        nbformat.write(notebook, file)  # type: ignore[no-untyped-call]

    file = made_once(f"world-{name}" if world else name, execute)
    return shown(nbformat.read(file, as_version=4))  # type: ignore[no-untyped-call]


def shown(notebook: Any) -> dict[str, dict[str, str]]:
    """Return what each cell shows, by the cell's id and the kind of content."""
    found: dict[str, dict[str, str]] = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            # A stream is a warning or a forgotten print.
            assert output.output_type in {"execute_result", "display_data"}, (cell.id, output)
            assert cell.id not in found, cell.id
            found[cell.id] = dict(output.data)
    return found


def table(found: dict[str, str]) -> list[list[str]]:
    """Return the rows of the table that a cell shows, its head and the rows' names included."""
    rows = re.findall(r"<tr.*?</tr>", found["text/html"], re.DOTALL)
    cells = [re.findall(r"<(t[dh])[^>]*>(.*?)</\1>", row, re.DOTALL) for row in rows]
    return [[html.unescape(text) for _, text in row] for row in cells]


def rows(found: dict[str, str]) -> list[tuple[str, ...]]:
    """Return the rows of a table that are numbered, without their numbers."""
    return [tuple(row[1:]) for row in table(found) if row[0].isdigit()]


def cells_of(found: dict[str, str], names: int = 1) -> dict[tuple[str, ...], list[str]]:
    """Return the rows of a table by their names, of which the first cells are so many."""
    held: dict[tuple[str, ...], list[str]] = {}
    last: list[str] = []
    width = max(len(row) for row in table(found))
    for row in table(found)[1:]:
        full = [*last[: width - len(row)], *row]  # a name that stands over several rows
        last = full
        if any(full[names:]):  # else the head's second row
            held[tuple(full[:names])] = full[names:]
    return held


def series(found: dict[str, str]) -> dict[str, int]:
    """Return the whole numbers that a cell shows by their names."""
    lines = (line.rpartition(" ") for line in found["text/plain"].splitlines())
    return {name.rstrip(): int(number) for name, _, number in lines if number.isdigit()}


def test_there_are_five_notebooks() -> None:
    assert NAMES == [GRAPH, SPARQL, NAMUR, NETWORK, PARTNER]


@pytest.mark.parametrize("name", NAMES)
def test_committed_without_outputs_and_with_words(name: str) -> None:
    notebook = read(name)
    nbformat.validate(notebook)
    cells = notebook.cells
    ids = [cell.id for cell in cells]
    assert len(set(ids)) == len(ids)
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    for before, cell in zip([None, *cells], cells, strict=False):
        assert cell.metadata == {}, cell.id
        if cell.cell_type != "code":
            continue
        assert (cell.outputs, cell.execution_count) == ([], None), cell.id
        assert len(cell.source.splitlines()) <= LONGEST_CELL, cell.id
        # What a cell shows, and how to read it, stands above it.
        assert before is not None
        assert before.cell_type == "markdown", cell.id
        assert re.search(r"[.)*?]\s*$", before.source), cell.id


@pytest.mark.parametrize("name", NAMES)
def test_says_how_to_go_on_in_french(name: str) -> None:
    title = read(name).cells[0].source
    assert title.startswith(f"# {name[:2]} · ")
    (french,) = re.findall(r"^\*En français\u00a0: [^*]+\*$", title, re.MULTILINE)
    assert not re.search(r" [:;?!]", french)


@pytest.mark.parametrize("name", NAMES)
def test_names_no_place_of_one_machine(name: str) -> None:
    text = (NOTEBOOKS / name).read_text(encoding="utf-8")
    assert re.findall(r"[\"' (](?:/(?:home|work|tmp|usr|Users)|[A-Z]:\\|~/)", text) == []
    assert re.findall(r"https?://", text) == []


# Read in the report by hand: name, bond, first year, last year. Two bonds with Huế; six ties
# that the report lists without a word for the bond.
BONDS = [
    ("Adrano", "None", "<NA>", "<NA>"),
    ("Bandung", "memorandum of understanding", "<NA>", "<NA>"),
    ("Bourg-en-Bresse", "None", "<NA>", "<NA>"),
    ("Cluj-Napoca", "None", "<NA>", "<NA>"),
    ("Huế", "partnership agreement", "2010", "<NA>"),
    ("Huế", "protocol", "2024", "2029"),
    ("Lafayette (Louisiana)", "twinning", "1979", "<NA>"),
    ("Masina", "cooperation programme", "<NA>", "<NA>"),
    ("Namur (Quebec)", "None", "<NA>", "<NA>"),
    ("Namur (Wisconsin)", "None", "<NA>", "<NA>"),
    ("Ogaki", "None", "<NA>", "<NA>"),
    ("Pristina", "entente", "2016", "<NA>"),
    ("Québec City", "twinning", "1999", "<NA>"),
    ("Terrebonne (Quebec)", "cooperation agreement", "2023", "<NA>"),
]
PARTNERS = {name for name, *_ in BONDS}
# With an agreement; Masina's programme is a project and none.
AGREED = {name for name, bond, *_ in BONDS if bond not in {"None", "cooperation programme"}}
TWINNED = {name for name, bond, *_ in BONDS if bond == "twinning"}


@pytest.mark.notebooks
def test_the_graph_shows_what_the_report_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = executed(GRAPH, tmp_path, monkeypatch)

    # Whom Namur is tied to.
    assert [(name, *bond) for name, _, *bond in rows(found["partners"])] == BONDS
    assert series(found["partners-count"]) == {"listed": 13, "agreement": 6}
    quebec = "https://w3id.org/twingraph/id/city/quebec-qc-ca"
    assert ast.literal_eval(found["names"]["text/plain"]) == [quebec, quebec]
    assert [(bond, since) for *_, bond, since in rows(found["french"])] == [
        ("accord de partenariat", "2010"),
        ("protocole", "2024"),
    ]

    # Who says it: the protocol's signing and its signatories are stated, in these lines.
    evidence = [(int(line), basis, says) for line, _, basis, says in rows(found["evidence"])]
    assert {line for line, _, _ in evidence} == {58, 60}
    assert any(basis == "stated" and "tg:party" in says for _, basis, says in evidence)
    proof = [row[1:] for row in table(found["explain"])[1:]]
    assert proof[0][0].startswith("Lafayette (Louisiana) – twinned with – Namur")
    assert [bool(rule) for _, rule, _ in proof] == [bool(told != "()") for *_, told in proof]
    status = series(found["planned"])
    assert (status["wished"], status["candidate"]) == (2, 1)

    # The network: a tie for each bond, and a star, of which little can be measured.
    degree = series(found["network"])
    assert degree.pop("Namur") == len(BONDS)
    assert {name for name, number in degree.items() if number} == PARTNERS
    assert degree["Huế"] == 2
    assert found["without"]["text/plain"] == f"({len(BONDS)}, 0)"
    assert "only what is reported by Namur" in found["refused"]["text/markdown"]
    counted = {(by, kind): (links, pairs) for by, kind, links, pairs in rows(found["inventory"])}
    assert counted["all", "NaN"] == (str(len(BONDS)), str(len(PARTNERS)))
    assert counted["kind", "twinning"] == ("2", "2")
    assert {"ties.gexf", "tables/cities.csv"} <= {
        line.split()[0] for line in found["files"]["text/plain"].splitlines()
    }


@pytest.mark.notebooks
def test_sparql_shows_what_the_report_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = executed(SPARQL, tmp_path, monkeypatch)
    assert len(rows(found["pattern"])) == 7
    visits = {visit: (when, status) for visit, when, status in rows(found["own"])}
    assert visits["Visit of the Lafayette delegation"] == ("2024-07-19/2024-07-21", "realised")
    assert visits["Terrebonne’s mission to Namur"] == ("2025", "envisaged")
    assert [status for _, status in visits.values()].count("envisaged") == 2
    assert {name for (name,) in rows(found["absent"])} == PARTNERS - AGREED

    # What is planned is not what was done.
    lots = next(row for row in table(found["planned"]) if row[0] == "lot")
    assert lots == ["lot", "0", "0", "4", "0", "0", "0", "0"]

    # Who says it.
    lines = [(int(line), because != "None") for line, *_, because in rows(found["evidence"])]
    assert lines == [(140, True), (142, True), (142, False), (142, True)]
    assert rows(found["stated"]) == [
        ("tg:beganOn", "date:within-2016"),
        ("tg:inForceFrom", "2016-12-31"),
        ("tg:party", "city:namur-be"),
        ("tg:party", "city:pristina-xk"),
        ("tg:startYear", "2016"),
    ]
    assert any("45 years before, in 1979" in rule for (rule,) in rows(found["proof"]))
    told = sorted(since for _, bond, since, _ in BONDS if since != "<NA>")
    assert [year for _, year, _ in rows(found["time"])] == told
    assert "VALUES ?category" in found["saved"]["text/markdown"]
    assert {name for _, _, name, _ in rows(found["parameters"])} == {
        "Namur (Quebec)",
        "Namur (Wisconsin)",
    }

    # Two engines, one answer.
    (by_rdflib,), (by_oxigraph,) = ast.literal_eval(found["rdflib"]["text/plain"])
    assert by_rdflib == by_oxigraph > 100
    kinds = series(found["owlready"])
    assert 0 < kinds["Visit"] < kinds["Event"]


@pytest.mark.notebooks
def test_namurs_relations_are_those_of_the_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = executed(NAMUR, tmp_path, monkeypatch)
    assert found["open"]["text/plain"] == "2024"
    rungs = {"1": TWINNED, "2": AGREED - TWINNED, "3": PARTNERS - AGREED}
    ladder = rows(found["ladder"])
    assert {rung: {name for r, _, name in ladder if r == rung} for rung in rungs} == rungs
    answers = [answer for _, answer, _ in rows(found["definitions"])]
    assert answers[:5] == ["13", "13", "6", "3", "2"]
    assert "cannot be answered from this source" in answers
    assert {name for name, *_ in rows(found["agreements"])} == AGREED
    undated = {
        (name, bond) for name, bond, since, _ in BONDS if (since == "<NA>") > (bond == "None")
    }
    assert set(rows(found["undated"])) == undated
    assert len(rows(found["domains"])) == 3
    assert all(found[cell]["image/png"] for cell in ("lines", "months"))

    # Visits and people.
    assert rows(found["visits"])[0][0] == "Namur"
    assert {name for name, *_ in rows(found["both"])} == {"Québec City"}
    hinges = {(city, name): told for city, name, *told in rows(found["people"])}
    assert hinges["Lafayette (Louisiana)", "Philippe Gustin"] == ["3", "3", "3", "False"]
    silent = {name for name, _ in rows(found["silent"])}
    assert silent == PARTNERS - {city for city, _ in hinges}

    # What comes next: every fifth year of what began in a year that is told.
    due = [
        (str(year), name, str(year - int(since)))
        for year in range(2025, 2030)
        for name, _, since, _ in BONDS
        if since != "<NA>" and year > int(since) and (year - int(since)) % 5 == 0
    ]
    assert sorted(told[:3] for told in rows(found["anniversaries"])) == sorted(due)
    assert [(row[0], row[4]) for row in rows(found["ending"])] == [("2029-12-31", "Huế")]
    planned = {name: status for status, name, _ in rows(found["planned"])}
    assert planned["Terrebonne’s mission to Namur"] == "envisaged"
    wished = {name for status, name, _ in rows(found["promises"]) if status == "wished"}
    assert wished == {"Ladder truck for Pristina", "Huế Intelligent and Sustainable (HID)"}
    assert "Bandung" in found["dossier"]["text/markdown"]
    assert [gap for gap, _ in rows(found["gaps"]) if gap.startswith("Whether they are one person")]

    # A second report beside the first: its own passage and that of its title, and no city more.
    passages, _ = ast.literal_eval(
        executed(SPARQL, tmp_path / "b", monkeypatch)["rdflib"]["text/plain"]
    )
    counts = series(found["build"])
    assert (counts["passages"], counts["relations"]) == (passages[0] + 2, len(PARTNERS))
    assert [(year, status) for _, _, year, _, status, _ in rows(found["history"])] == [
        ("2024", "envisaged"),
        ("2025", "realised"),
    ]


# As KONECT publishes them, and the exact mean distance; as read, Wikipedia's and Wikidata's lists.
PUBLISHED = {
    "nodes": "14274",
    "links": "20573",
    "largest_component": "10320",
    "triangles": "6327",
    "wedges": "170445",
    "max_degree": "99",
    "transitivity": "0.111361",
    "assortativity": "0.386786",
    "diameter": "25",
}
COLUMNS = ("KONECT 2017", "Wikipedia 2026", "Wikidata 2022")


@pytest.mark.notebooks
def test_published_figures_are_reproduced_and_questioned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = executed(NETWORK, tmp_path, monkeypatch, world=True)
    assert cells_of(found["read"]) == {
        ("KONECT 2017",): ["14274", "20573"],
        ("Wikipedia 2026",): ["17717", "25917"],
        ("Wikidata 2022",): ["4566", "8182"],
    }
    compared = {name: row for (name,), row in cells_of(found["published"]).items()}
    assert compared.pop("mean_distance") == ["7.654", "7.348", "False"]
    assert compared == {name: [text, text, "True"] for name, text in PUBLISHED.items()}
    portrait = {name: row[1] for (name,), row in cells_of(found["portrait"]).items()}
    wikipedia = {"components": 1401, "largest_share": 0.7966, "transitivity": 0.1724}
    wikipedia["assortativity"] = 0.3763
    assert {name: float(portrait[name]) for name in wikipedia} == wikipedia

    # Each source is far more clustered and assortative than its degrees alone make it.
    against = cells_of(found["chance"], 2)
    for name in COLUMNS:
        for figure in ("transitivity", "assortativity"):
            value, _, _, high, _ = map(float, against[name, figure])
            assert value > 3 * high

    # By NetworkX, on the same file.
    graph = nx.read_edgelist(WORLD / "konect-2017" / "out.twin", comments="%", data=False)
    ring = [node for node, core in nx.core_number(graph).items() if core >= 10]
    graph.remove_nodes_from(ring)
    rings = {(row[0], row[1]): row[2:] for row in rows(found["rings"])}
    out, transitivity, _ = rings["KONECT 2017", "10"]
    assert (int(out), float(transitivity)) == (len(ring), round(nx.transitivity(graph), 3))
    assert rings["KONECT 2017", "1000"][0] == "0"
    assert "Houffalize | Belgium" in found["core"]["text/markdown"]

    # Near cities are tied more than chance has it, and less so once the countries are given.
    distance = {(measure, null): rest for measure, _, null, *rest in rows(found["distance"])}
    near = {null: float(distance["share_under_100_km", null][0]) for null in ("uniform", "country")}
    real = float(rows(found["distance"])[6][1])
    assert real > near["country"] > near["uniform"]
    pictures = ("degrees", "ratio", "growth", "bands")
    assert all(found[cell]["image/png"] for cell in pictures)
    world, belgium = rows(found["namur"])
    assert (world[2], world[3], belgium[2], belgium[3]) == ("world", "8", "BE", "8")
    assert all("Namur" in because for _, because in rows(found["star"]))


@pytest.mark.notebooks
def test_without_lists_the_network_is_refused_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = executed(NETWORK, tmp_path, monkeypatch)
    assert cells_of(found["read"])["Namur’s report",][0] == "17"
    portrait = cells_of(found["portrait"])
    assert {portrait[name,][0] for name in ("transitivity", "assortativity")} == {"NaN"}
    refused = [
        *(
            row
            for cell in ("distance", "mixing", "bands", "namur", "star")
            for row in rows(found[cell])
        ),
        *((what, why) for what, why in cells_of(found["chance"]).values()),
    ]
    assert {"distance-of-links", "degree-bands", "betweenness", "portrait-against-nulls"} <= {
        measure for measure, _ in refused
    }
    assert all("only what is reported by Namur" in because for _, because in refused)
    assert not [cell for cell, kinds in found.items() if "image/png" in kinds]
    assert rows(found["instead"])


@pytest.mark.notebooks
def test_suggestions_come_with_their_worth_and_their_reasons(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = executed(PARTNER, tmp_path, monkeypatch, world=True)
    # Wikipedia's lists name eight partners of Namur; they and Namur are no candidates.
    assert found["try"]["text/markdown"] == f"{17717 - 1 - 8} cities ranked, 8 left out"
    home = {name for name, *_ in rows(found["home"])}
    assert home == PARTNERS - AGREED
    quality = cells_of(found["quality"], 2)
    assert set(quality) == {
        (p, m) for p in ("warm", "cold") for m in ("gravity", "common", "distance")
    }
    hits = {key: float(row[1]) for key, row in quality.items()}
    assert 1 > hits["warm", "gravity"] > hits["warm", "distance"]
    assert hits["warm", "gravity"] > hits["cold", "gravity"]
    missing = {name: rank for name, rank, _ in rows(found["missing"])}
    # Known to the report and not to the list: those that it has at all are ranked, none near.
    assert set(missing) == PARTNERS - {
        *("Bandung", "Bourg-en-Bresse", "Cluj-Napoca", "Huế", "Lafayette (Louisiana)"),
        *("Pristina", "Québec City"),
    }
    ranked = {name for name, rank in missing.items() if rank != "<NA>"}
    assert ranked == {"Ogaki", "Terrebonne (Quebec)"}
    suggested = rows(found["suggestions"])
    assert [int(row[0]) for row in suggested] == list(range(1, 11))
    chances = [float(row[4]) for row in suggested]
    assert chances == sorted(chances, reverse=True)
    assert 0 < chances[-1] <= chances[0] < 1
    assert all(found[cell]["image/png"] for cell in ("easy", "terms", "map"))
    assert series(found["other"]).keys() == {"common", "three-steps", "distance"}


@pytest.mark.notebooks
def test_without_lists_nothing_is_suggested(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = executed(PARTNER, tmp_path, monkeypatch)
    for cell in ("try", "suggestions", "choose"):
        assert "only what is reported by Namur" in found[cell]["text/markdown"]
    assert not [cell for cell, kinds in found.items() if "image/png" in kinds]
    assert {name for name, *_ in rows(found["home"])} == PARTNERS - AGREED
    assert ("Canada", "3") in rows(found["countries"])


@pytest.mark.notebooks
def test_namurs_relations_show_the_same_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    once, again = executed(NAMUR, tmp_path / "once", monkeypatch), read(NAMUR)
    run(again, tmp_path / "again", monkeypatch, hash_seed=2)
    assert shown(again) == once


@pytest.mark.notebooks
@pytest.mark.parametrize("name", NAMES)
def test_what_is_shown_names_no_folder_and_loads_nothing(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = executed(name, tmp_path, monkeypatch)
    told = json.dumps(found)
    assert str(tmp_path) not in told
    assert tempfile.gettempdir() + "/" not in told
    assert ("picture" in found) == (name in {GRAPH, NAMUR})
    # A picture is a frame that holds its own page.
    if "picture" in found:
        picture = found["picture"]["text/html"]
        assert re.match(r'<iframe srcdoc="[^"]+" sandbox="allow-scripts"', picture)
        page = html.unescape(picture)
        assert "Namur" in page
        loads = r"<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)=(?!\"data:)"
        assert re.findall(loads, page) == []
    # So is the interactive map, which may also hand out files.
    if name == GRAPH:
        page = found["map"]["text/html"]
        assert re.match(r'<iframe srcdoc="[^"]+" sandbox="allow-scripts allow-downloads"', page)
        assert "connect-src 'none'" in html.unescape(html.unescape(page))


@pytest.mark.notebooks
@pytest.mark.parametrize(
    "source",
    [
        "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)",
        "import urllib.request; urllib.request.urlopen('http://example.org')",
    ],
    ids=["address", "name"],
)
def test_a_notebook_that_needs_the_network_would_fail(
    source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code: dict[str, Any] = {
        "cell_type": "code",
        "id": "call",
        "metadata": {},
        "execution_count": None,
        "outputs": [],
        "source": source,
    }
    notebook = nbformat.from_dict(  # type: ignore[no-untyped-call]
        {"cells": [code], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    )
    with pytest.raises(CellExecutionError, match="notebooks have no network"):
        run(notebook, tmp_path, monkeypatch)

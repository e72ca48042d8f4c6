"""Notebooks run as an explorer runs them: from top to bottom, elsewhere, without a network.

In: the notebooks of the checkout. A kernel of the running Python executes each in an empty folder,
with an empty home and no kernel of the machine's; what the cells show is compared with numbers that
were counted in the report by hand.
"""

from __future__ import annotations

import ast
import html
import json
import re
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from once import made_once

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
NAMES = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
NAMUR = "01-namur-2024.ipynb"
LONGEST_CELL = 20
SLOWEST = 60
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
    notebook: Any, folder: Path, monkeypatch: pytest.MonkeyPatch, *, hash_seed: int = 0
) -> float:
    """Execute a notebook in an empty folder below ``folder``; return the seconds that it took."""
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
        "PYTHONHASHSEED": hash_seed,
    }
    for name, setting in settings.items():
        monkeypatch.setenv(name, str(setting))
    monkeypatch.delenv("TWINGRAPH_STORE", raising=False)
    client = NotebookClient(
        notebook,
        kernel_name=KERNEL,
        resources={"metadata": {"path": str(work)}},
        timeout=SLOWEST,
    )
    started = time.monotonic()
    client.execute()
    assert list(work.iterdir()) == [], "a notebook writes into a temporary folder only"
    return time.monotonic() - started


def executed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return Namur's notebook after its cells have run, once in a run of the tests."""

    def execute(file: Path) -> None:
        notebook = read(NAMUR)
        assert run(notebook, folder, monkeypatch, hash_seed=1) < SLOWEST
        nbformat.write(notebook, file)  # type: ignore[no-untyped-call]

    file = made_once(NAMUR, execute)
    return nbformat.read(file, as_version=4)  # type: ignore[no-untyped-call]


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


def series(found: dict[str, str]) -> dict[str, int]:
    """Return the numbers that a cell shows by their names."""
    lines = found["text/plain"].splitlines()[:-1]
    return {name.rstrip(): int(number) for name, _, number in (x.rpartition(" ") for x in lines)}


def test_there_are_notebooks() -> None:
    assert NAMUR in NAMES


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
        assert re.search(r"[.)*]\s*$", before.source), cell.id


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
TOGETHER_WITHOUT_NAMUR = [("AIMF", "Huế"), ("Québec City", "UNESCO Creative Cities Network")]


@pytest.mark.notebooks
def test_namur_shows_what_the_report_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = shown(executed(tmp_path, monkeypatch))

    # Whom Namur is tied to.
    assert [(name, *bond) for name, _, *bond in rows(found["partners"])] == BONDS
    assert series(found["partners-count"]) == {"listed": 13, "agreement": 6}
    quebec = "https://w3id.org/twingraph/id/city/quebec-qc-ca"
    assert ast.literal_eval(found["names"]["text/plain"]) == [quebec, quebec]
    assert [(bond, since) for *_, bond, since in rows(found["french"])] == [
        ("accord de partenariat", "2010"),
        ("protocole", "2024"),
    ]

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

    # What is planned is not what was done.
    visits = {visit: (when, status) for visit, when, status in rows(found["own"])}
    assert visits["Visit of the Lafayette delegation"] == ("2024-07-19/2024-07-21", "realised")
    assert visits["Terrebonne’s mission to Namur"] == ("2025", "envisaged")
    assert [status for _, status in visits.values()].count("envisaged") == 2
    lots = next(row for row in table(found["planned"]) if row[0] == "lot")
    assert lots == ["lot", "0", "0", "4", "0", "0", "0", "0"]
    wished = {name for status, name, _ in rows(found["promises"]) if status == "wished"}
    assert wished == {"Ladder truck for Pristina", "Huế Intelligent and Sustainable (HID)"}

    # The network: a tie for each bond, a star, and what networks of cities hold together.
    degree = series(found["network"])
    partners = {name for name, *_ in BONDS}
    assert degree.pop("Namur") == len(BONDS)
    assert {name for name, number in degree.items() if number} == partners
    assert degree["Huế"] == 2
    assert found["without"]["text/plain"] == f"({len(BONDS)}, 0)"
    together = ast.literal_eval(found["members"]["text/plain"])
    # A network's name may have its acronym spelled out behind it.
    short = [tuple(name.partition(" (")[0] for name in group) for group in together]
    assert short == TOGETHER_WITHOUT_NAMUR

    # Two engines, one answer; and a second report beside the first.
    (by_rdflib,), (by_oxigraph,) = ast.literal_eval(found["rdflib"]["text/plain"])
    assert by_rdflib == by_oxigraph > 100
    kinds = series(found["owlready"])
    assert 0 < kinds["Visit"] < kinds["Event"]
    assert [gap for gap, _ in rows(found["gaps"]) if gap.startswith("Whether they are one person")]
    counts = series(found["build"])
    assert (counts["passages"], counts["relations"]) == (by_rdflib + 2, len(partners))
    assert counts["events"] == kinds["Event"]
    assert rows(found["history"]) == [("2024", "envisaged"), ("2025", "realised")]


@pytest.mark.notebooks
def test_namur_shows_the_same_each_time_and_loads_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    once, again = executed(tmp_path / "once", monkeypatch), read(NAMUR)
    run(again, tmp_path / "again", monkeypatch, hash_seed=2)
    assert shown(once) == shown(again)
    told = json.dumps(shown(once))
    assert str(tmp_path) not in told
    assert tempfile.gettempdir() + "/" not in told
    # The picture is a frame that holds its own page.
    picture = shown(once)["picture"]["text/html"]
    assert re.match(r'<iframe srcdoc="[^"]+" sandbox="allow-scripts"', picture)
    page = html.unescape(picture)
    assert "Lafayette" in page
    assert re.findall(r"<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)=(?!\"data:)", page) == []
    # So is the interactive map, which may also hand out files.
    page = shown(once)["map"]["text/html"]
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

"""The published agreement of two readers is what their codes give."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "coding.md"
CODES = ROOT / "docs" / "coding" / "agreement.csv"
ROWS = {
    "status": "status",
    "role": "role",
    "date": "date written or from the report's year",
    "basis": "stated or implied",
    "all": "all",
}


def read_codes() -> list[dict[str, str]]:
    with CODES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cohen_kappa(pairs: list[tuple[str, str]]) -> float:
    """Cohen (1960): agreement beyond what the two readers' own frequencies would give."""
    n = len(pairs)
    agreed = sum(first == second for first, second in pairs) / n
    of_first = Counter(first for first, _ in pairs)
    of_second = Counter(second for _, second in pairs)
    by_chance = sum(of_first[code] * of_second[code] for code in of_first) / n**2
    return (agreed - by_chance) / (1 - by_chance)


def test_kappa_of_a_table_computed_by_hand() -> None:
    """20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: agreed 0.7, by chance 0.5, kappa 0.4."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert cohen_kappa(pairs) == pytest.approx(0.4)


@pytest.mark.parametrize("variable", ROWS)
def test_the_page_prints_the_agreement_of_the_codes(variable: str) -> None:
    pairs = [
        (row["first_reader"], row["second_reader"])
        for row in read_codes()
        if variable in ("all", row["variable"])
    ]
    agreed = sum(first == second for first, second in pairs)
    expected = f"| {ROWS[variable]} | {len(pairs)} | {agreed} | {cohen_kappa(pairs):.2f} |"
    assert expected in PAGE.read_text(encoding="utf-8")


def test_forty_sentences_were_coded() -> None:
    rows = read_codes()
    assert len({row["passage"] for row in rows if row["variable"] != "basis"}) >= 40
    assert all(row["first_reader"] and row["second_reader"] for row in rows)


def test_every_status_role_kind_and_step_has_a_rule() -> None:
    """The page names each concept of the four schemes; a concept without a rule is not codable."""
    page = re.sub(r"[^a-z]+", " ", PAGE.read_text(encoding="utf-8").casefold())
    missing = [
        concept
        for scheme in ("status", "role", "kind", "stepkind")
        for concept in re.findall(
            rf"^{scheme}:([a-z-]+) a skos:Concept",
            (ROOT / "ontology" / "vocab" / f"{scheme}.ttl").read_text(encoding="utf-8"),
            re.MULTILINE,
        )
        if concept.replace("-", " ") not in page
    ]
    assert missing == []

"""Write what `twingraph suggest --evaluate` finds into the page of suggest.

In: its figures as CSV (``twingraph suggest --evaluate --store DIR --format csv -o FILE``). Out: the
tables of docs/suggest.md, written anew: ``python -m bench.suggesting FILE``. The words round the
tables are written by hand; it judges nothing.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
PAGE: Final = ROOT / "docs" / "suggest.md"
HEADINGS: Final = {
    "### Completion, warm pairs": ("completion", "warm"),
    "### Completion, cold pairs": ("completion", "cold"),
    "### Forecasting Wikidata 2022: one source, two dates": ("forecasting wikidata-2022", "warm"),
    "### Forecasting Wikipedia 2026: two sources, not two dates": (
        "forecasting wikipedia-2026",
        "warm",
    ),
}
COLUMNS: Final = (
    *("model", "in the first 50", "first 10", "MRR", "median rank"),
    *("AUC: any two", "as many ties", "as far apart", "same countries"),
)
NEGATIVES: Final = ("random", "degree", "distance", "countries")

Row = dict[str, str]
Figures = dict[tuple[str, str, str, str, str], Row]


def figures(path: Path) -> Figures:
    """Return each row by its task, pairs, model, negatives and figure."""
    with path.open(encoding="utf-8", newline="") as file:
        names = ("task", "pairs", "model", "negatives", "figure")
        return {tuple(row[name] for name in names): row for row in csv.DictReader(file)}  # type: ignore[misc]


def table(found: Figures, task: str, pairs: str) -> str:
    """Return the sizes of a task and its table, a row for each model."""
    rows = {key: row for key, row in found.items() if key[:2] == (task, pairs)}
    one = next(iter(rows.values()))
    sizes = (f"{int(one[name]):,}" for name in ("known_ties", "hidden_ties", "cities"))
    lines = [
        "{} pairs known, {} hidden, {} cities.\n".format(*sizes),
        f"| {' | '.join(COLUMNS)} |",
        "|---" * len(COLUMNS) + "|",
    ]
    for model in dict.fromkeys(key[2] for key in rows):
        ranks = {name: rows[task, pairs, model, "", name] for name in ("Hits@50", "Hits@10")}
        fifty = ranks["Hits@50"]
        low, high = (f"{100 * float(fifty[end]):.0f}" for end in ("low", "high"))
        cells = (
            f"`{model}`",
            f"{100 * float(fifty['mean']):.1f} % ({low}–{high})",
            f"{100 * float(ranks['Hits@10']['mean']):.1f} %",
            f"{float(rows[task, pairs, model, '', 'MRR']['mean']):.3f}",
            f"{float(rows[task, pairs, model, '', 'median rank']['mean']):,.0f}",
            *(f"{float(rows[task, pairs, model, kind, 'AUC']['mean']):.2f}" for kind in NEGATIVES),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def written(page: str, found: Figures) -> str:
    """Return the page with its tables written anew. Raises ValueError where a heading is absent."""
    for heading, (task, pairs) in HEADINGS.items():
        part = re.compile(rf"({re.escape(heading)}\n\n).*?\|\n(?=\n[^|])", re.DOTALL)
        page, times = part.subn(rf"\g<1>{table(found, task, pairs)}\n", page)
        if times != 1:
            raise ValueError(f"{PAGE.name}: no table under '{heading}'")
    return page


if __name__ == "__main__":
    PAGE.write_text(
        written(PAGE.read_text(encoding="utf-8"), figures(Path(sys.argv[1]))), encoding="utf-8"
    )

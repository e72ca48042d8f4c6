"""Rewrite the reviewed answers: ``python tests/write_expected.py`` (``make expected``).

In: the saved queries and the checkout's data. Out: ``queries/expected/NAME.csv``, the answer of
each query with its defaults, as the command line gives it; answers of queries that are gone are
removed. Whoever runs it reads the difference against the report before committing it.
"""

from __future__ import annotations

from pathlib import Path

from twingraph.bundled import bundled_quads
from twingraph.queries import catalogue
from twingraph.store import Graph
from twingraph.tables import sparql_csv

EXPECTED = Path(__file__).resolve().parent.parent / "queries" / "expected"


def answers() -> dict[str, str]:
    """Return each saved query's answer on the Namur graph as CSV, by the query's name."""
    graph = Graph.memory(bundled_quads(), "the Namur graph")
    found = {}
    for query in catalogue():
        rows = graph.select(query.text)
        found[query.name] = "".join(sparql_csv(rows.variables, rows))
    return found


def main() -> None:
    """Write the answers, and remove those of queries that are gone."""
    EXPECTED.mkdir(exist_ok=True)
    fresh = answers()
    for path in EXPECTED.glob("*.csv"):
        if path.stem not in fresh:
            path.unlink()
    for name, text in fresh.items():
        (EXPECTED / f"{name}.csv").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()

"""Write the list of measures into docs/analysis.md: ``python tests/measures_page.py``.

In: the page and the measures. Out: the page whose end is the list, and whose examples show what
they print now.
"""

from __future__ import annotations

from typing import Final

from readme_examples import ROOT, refreshed
from twingraph.measures.catalogue import measures
from twingraph.measures.model import Measure

PAGE: Final = ROOT / "docs" / "analysis.md"
BEGINNING: Final = "<!-- Written by `python tests/measures_page.py` -->\n"
_ROWS: Final = {
    "graph": "figures of the whole",
    "node": "one row a node",
    "link": "one row a link",
    "group": "one row a group",
    "pair": "one row a pair",
}


def with_measures(page: str) -> str:
    """Return the page with the list of measures as they are now."""
    text, begins, _ = page.partition(BEGINNING)
    return text + begins + "".join(map(_entry, measures().values()))


def _entry(measure: Measure) -> str:
    said = [_ROWS[measure.scope], f"of `{measure.projection}`"]
    if measure.two_mode:
        said.append("two modes")
    said.append("also on one city's report" if measure.star else "refused on one city's report")
    return (
        f"\n### `{measure.name}`\n\n"
        f"{measure.summary.en[0].upper()}{measure.summary.en[1:]} ({'; '.join(said)}).\n\n"
        f"- formula: {_plain(measure.formula)}\n"
        f"- reading: {_plain(measure.reading.en)}\n"
        f"- source: {_plain(measure.reference)}\n"
    )


def _plain(text: str) -> str:
    """Return text in which Markdown sees nothing of its own."""
    return "".join(f"\\{sign}" if sign in "*_<|" else sign for sign in text)


if __name__ == "__main__":
    old = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(refreshed(with_measures(old)), encoding="utf-8")

"""The ontology's reference page: every term, rule and concept, in both languages, as one HTML file.

In: the files of ontology/, and a graph for the examples. Out: `reference_page`, the page's text.
``python -m twingraph.reference -o FILE`` writes it. It judges nothing: what a good ontology must
hold is tested.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from twingraph.bundled import bundled_quads
from twingraph.reference.examples import examples
from twingraph.reference.page import page
from twingraph.reference.reading import read_reference


def reference_page(ontology: Path | None = None) -> str:
    """Return the page of an ontology folder (default: the bundled one), with examples from Namur.

    Raises OntologyError for a file of the ontology that is wrong.
    """
    found = examples(bundled_quads())
    return page(replace(read_reference(ontology), examples=dict(found)))

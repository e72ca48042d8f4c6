"""What the tests do to rdflib's engine changes how long it takes, and nothing of what it says."""

from __future__ import annotations

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.plugins.sparql.evalutils import _join, _minus
from rdflib.plugins.sparql.sparql import FrozenDict

from asking_rdflib import answer, join, minus

NAMES = [rdflib.Variable(name) for name in "abc"]
VALUES = [rdflib.Literal(1), rdflib.Literal("1"), rdflib.URIRef("urn:1"), rdflib.BNode("n")]
ROWS = st.lists(st.dictionaries(st.sampled_from(NAMES), st.sampled_from(VALUES)), max_size=9)


@given(one=ROWS, other=ROWS)
def test_rows_are_joined_and_left_out_as_by_rdflib(
    one: list[dict[rdflib.Variable, rdflib.Literal]],
    other: list[dict[rdflib.Variable, rdflib.Literal]],
) -> None:
    a, b = [FrozenDict(row) for row in one], [FrozenDict(row) for row in other]
    assert list(join(a, b)) == list(_join(a, b))
    assert list(minus(a, b)) == list(_minus(a, b))


@pytest.mark.filterwarnings(r"ignore:Dataset\..* is deprecated:DeprecationWarning")
def test_a_query_of_every_step_is_answered_alike() -> None:
    dataset = rdflib.Dataset(default_union=True)
    lines = [f"<urn:{n}> <urn:p> <urn:{n % 3}> <urn:g{n % 2}> ." for n in range(9)]
    dataset.parse(data="\n".join(lines), format="nquads")
    query = """
        SELECT DISTINCT ?x ?y ?g WHERE {
          { SELECT ?x ?y WHERE { ?x <urn:p> ?y } }
          { SELECT ?g ?y WHERE { GRAPH ?g { ?z <urn:p> ?y } } }
          OPTIONAL { ?y <urn:p> ?w }
          MINUS { ?x <urn:p> <urn:2> }
          FILTER (?x != ?y)
        } ORDER BY ?x ?y ?g
    """
    names, rows = answer(dataset, query)
    plain = dataset.query(query)
    assert names == [str(name) for name in plain.vars or ()] == ["x", "y", "g"]
    assert rows == [tuple(row) for row in plain]  # type: ignore[arg-type]
    assert len(rows) == 8

"""Saved queries: the header's grammar, binding, and that every file of the catalogue keeps it."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib.plugins.sparql import prepareQuery

from twingraph import queries
from twingraph.errors import QueryError, UsageError
from twingraph.prefixes import PREFIXES, expand
from twingraph.queries import Param, bind, query_files, read_query
from twingraph.sandbox import refuse
from twingraph.store import Graph, value

ROOT = Path(__file__).resolve().parent.parent
CITY = "https://w3id.org/twingraph/id/city/"
QUERY = """\
#+ summary: Which partners has a city?
#+ summary_fr: Quels partenaires a une ville ?
#+ params: city tg:City required; day xsd:date = 2024-12-31; word xsd:string; n xsd:integer
#+ answers: CQ25, CQ27
#+ page: true
PREFIX city: <https://w3id.org/twingraph/id/city/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT * WHERE {
  VALUES ?city { city:namur-be }
  VALUES ?day { "2024-12-31"^^xsd:date }
  VALUES ?word { UNDEF }
  VALUES ?n { 1 }
}
"""


def write(folder: Path, text: str = QUERY, name: str = "partners.rq") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def to_city(name: str, cls: str) -> str:
    assert cls == "tg:City"
    return CITY + name


def answer(text: str) -> list[tuple[str, ...]]:
    found = Graph.memory().select(text)
    return [tuple(value(term) for term in row) for row in found]


def test_the_header_is_read(tmp_path: Path) -> None:
    found = read_query(write(tmp_path))
    assert found.name == "partners"
    assert found.summary == "Which partners has a city?"
    assert found.summary_fr == "Quels partenaires a une ville ?"
    assert found.params == (
        Param("city", "tg:City", required=True),
        Param("day", "xsd:date", default="2024-12-31"),
        Param("word", "xsd:string"),
        Param("n", "xsd:integer"),
    )
    assert found.answers == ("CQ25", "CQ27")
    assert found.page


WRONG = {
    "no summary": (("#+ summary: Which partners has a city?\n", ""), "'summary' is missing", 1),
    "no French": (("#+ summary_fr: Quels partenaires a une ville ?\n", ""), "'summary_fr'", 1),
    "unknown key": (("#+ page", "#+ pages"), "'pages' (did you mean page?)".replace("(", ""), 5),
    "not a header": (("#+ page: true", "#+ page"), "unknown header", 5),
    "twice": (("#+ page: true", "#+ summary: again"), "second header", 5),
    "page": (("page: true", "page: yes"), "true or false", 5),
    "parameter": (("city tg:City required", "city tg:City needed"), "cannot be read", 3),
    "prefix": (("tg:City", "tgg:City"), "unknown prefix", 3),
    "datatype": (("xsd:integer", "xsd:gYear"), "xsd:gYear is not offered", 3),
    "two of a name": (("n xsd:integer", "city tg:City"), "second parameter", 3),
    "no line": (("VALUES ?n { 1 }", "BIND(1 AS ?n)"), "one line VALUES ?n", 3),
    "two lines": (("VALUES ?n { 1 }", "VALUES ?n { 1 }\nVALUES ?n { 2 }"), "not 2", 3),
    "other default": (("= 2024-12-31", "= 2023-12-31"), "the default of 'day'", 3),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_header_is_named_with_its_line(case: str, tmp_path: Path) -> None:
    (old, new), message, line = WRONG[case]
    assert old in QUERY
    path = write(tmp_path, QUERY.replace(old, new, 1))
    with pytest.raises(QueryError) as caught:
        read_query(path)
    assert message.split(" did")[0] in caught.value.message
    assert (caught.value.path, caught.value.line) == (str(path), line)


def test_binding_replaces_what_the_braces_hold(tmp_path: Path) -> None:
    query = read_query(write(tmp_path))
    plain = bind(query, {"city": ["hue-vn"]}, to_city)
    assert answer(plain) == [(CITY + "hue-vn", "2024-12-31", "1", "")]
    given = {"city": ["hue-vn", "fes-ma"], "day": ["2020-02-29"], "word": ['a"}\n{ #'], "n": ["7"]}
    assert answer(bind(query, given, to_city)) == [
        (CITY + "hue-vn", "2020-02-29", "7", 'a"}\n{ #'),
        (CITY + "fes-ma", "2020-02-29", "7", 'a"}\n{ #'),
    ]


def test_the_file_runs_as_it_stands(tmp_path: Path) -> None:
    assert answer(read_query(write(tmp_path)).text) == [(CITY + "namur-be", "2024-12-31", "1", "")]


REFUSED = {
    "unknown": ({"city": ["x"], "dai": ["2024-01-01"]}, r"no parameter 'dai' \(did you mean day"),
    "missing": ({}, r"needs a city \(-p city=\.\.\. \(tg:City\)\)"),
    "day": ({"city": ["x"], "day": ["2024-02-30"]}, "is not an xsd:date"),
    "day with more": ({"city": ["x"], "day": ['2024-02-01" } DROP ALL #']}, "is not an xsd:date"),
    "number": ({"city": ["x"], "n": ["1 } #"]}, "is not an xsd:integer"),
    "digits": ({"city": ["x"], "n": ["٣"]}, "is not an xsd:integer"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_value_that_the_type_does_not_allow_is_refused(case: str, tmp_path: Path) -> None:
    given, message = REFUSED[case]
    with pytest.raises(UsageError, match=message):
        bind(read_query(write(tmp_path)), given, to_city)


@given(
    st.text(alphabet=st.sampled_from("{}<>\"'\\\n\r\t#;.?$ aé\u2028\x00" + "VALUES"), max_size=40)
)
def test_no_text_of_the_user_becomes_sparql(text: str) -> None:
    query = queries.SavedQuery("q", Path("q.rq"), QUERY, "s", "s", (Param("word", "xsd:string"),))
    bound = bind(query, {"word": [text, text]}, to_city)
    assert [row[3] for row in answer(bound)] == [text, text]
    refuse(bound, Graph.memory())


def test_names_are_unique_and_service_folders_stay_out(tmp_path: Path) -> None:
    write(tmp_path, name="cities/partners.rq")
    write(tmp_path, name="checks/a-check.rq")
    write(tmp_path, name="network/edges.rq")
    assert list(query_files(tmp_path)) == ["partners"]
    write(tmp_path, name="people/partners.rq")
    with pytest.raises(QueryError, match="two saved queries share a name"):
        query_files(tmp_path)


def test_an_unknown_query_offers_near_matches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, name="partners-of.rq")
    monkeypatch.setattr(queries, "folder", lambda _name: tmp_path)
    assert queries.find_query("partners-of").name == "partners-of"
    with pytest.raises(UsageError, match=r"unknown query 'partner-of' \(did you mean partners-of"):
        queries.find_query("partner-of")


def catalogue_files() -> list[Path]:
    return sorted((ROOT / "queries").rglob("*.rq"))


def test_the_catalogue_holds_the_questions() -> None:
    # One for each of the 26 questions of the competency list, at least.
    assert len(query_files()) >= 26


@pytest.mark.parametrize("path", catalogue_files(), ids=lambda path: path.stem)
def test_a_saved_query_is_complete_sparql_in_both_engines(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if path.relative_to(ROOT / "queries").parts[0] not in queries.NOT_OFFERED:
        query = read_query(path)
        assert set(query.name) <= set(string.ascii_lowercase + string.digits + "-")
        for param in query.params:
            if not param.type.startswith("xsd:"):
                assert expand(param.type)
    graph = Graph.memory()
    refuse(text, graph, path=path)
    graph.run(text, path)
    prepareQuery(text)
    assert "\r" not in text
    for prefix, namespace in PREFIXES.items():
        declared = f"PREFIX {prefix}: <"
        assert declared not in text or f"{declared}{namespace}>" in text

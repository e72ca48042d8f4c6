"""Loading: what a data file may hold, and where an error says that it does not."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as px
import pytest
import rdflib

from twingraph.assembling import assemble
from twingraph.errors import DataError, OntologyError, TwingraphError
from twingraph.loading import (
    data_files,
    read_data_file,
    read_ontology,
    read_quads,
    refuse_nameless,
)

SMALL = Path(__file__).parent / "data" / "small"
PREFIX = (
    "@prefix city: <https://w3id.org/twingraph/id/city/> .\n@prefix ex: <http://example.org/> .\n"
)


def write(folder: Path, text: str | bytes, name: str = "a.trig") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_quads_are_those_that_rdflib_reads() -> None:
    theirs = rdflib.Dataset()
    theirs.parse(SMALL / "facts.trig", format="trig")
    expected = {
        (s.n3(), p.n3(), o.n3(), f"<{g}>")
        for s, p, o, g in theirs.quads()
        if not isinstance(o, rdflib.Literal)
    }
    found = {
        (str(q.subject), str(q.predicate), str(q.object), str(q.graph_name))
        for q in read_quads(SMALL / "facts.trig")
        if not isinstance(q.object, px.Literal)
    }
    assert found == expected
    assert len(found) > 20


BAD: dict[str, tuple[str | bytes, str]] = {
    "syntax": (PREFIX + "ex:g {\n  city:a ex:p .. \n}\n", "a.trig:4:15: "),
    "unknown prefix": ("ex:g { ex:a ex:b ex:c }", "a.trig:1:"),
    "no statement": ("# nothing\n", "a.trig: the file holds no statement"),
    "empty": ("", "a.trig: the file holds no statement"),
    "latin-1": (b"# one\n# \xe9t\xe9\n", "a.trig:2: not UTF-8 text"),
    "default graph": (
        PREFIX + "ex:g { city:a ex:p 1 }\ncity:hue-vn ex:p 2 .\n",
        "a.trig:4: a statement about city:hue-vn stands in no named graph",
    ),
    # A line ends at LF alone: what else may separate lines stands in literals.
    "other separators": (
        PREFIX + 'ex:g { ex:a ex:p "1\u2028\u0085\x0b\x0c2" }\ncity:hue-vn ex:p 2 .\n',
        "a.trig:4: a statement about city:hue-vn stands in no named graph",
    ),
    "triple term": (
        PREFIX + "ex:g {\n city:a ex:q 1 ;\n  ex:p <<( ex:a ex:b ex:c )>> }",
        "a.trig:5: a triple term or a base direction stands in what is said of city:a",
    ),
    "base direction": (
        PREFIX + 'ex:g { city:a ex:p "x"@en--ltr }',
        "a.trig:3: a triple term or a base direction stands in what is said of city:a",
    ),
    "blank subject": (PREFIX + "city:g { [] ex:p 1 }", "a.trig:3: a blank node stands in"),
    "blank object": (
        PREFIX + "city:g { ex:a ex:p _:x }",
        "a.trig:3: a blank node stands in",
    ),
    "blank graph": (
        PREFIX + "_:g { ex:a ex:p ex:x }",
        "a.trig:3: a blank node stands in",
    ),
}


@pytest.mark.parametrize("case", BAD, ids=list(BAD))
def test_a_bad_file_is_named_with_its_line(case: str, tmp_path: Path) -> None:
    text, expected = BAD[case]
    path = write(tmp_path, text)
    with pytest.raises(DataError) as caught:
        refuse_nameless(path, read_data_file(path))
    assert expected in str(caught.value)
    assert "\n" not in str(caught.value)


def test_missing_folder_and_folder_without_data_are_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"nowhere: no such file or folder"):
        data_files([tmp_path / "nowhere"])
    with pytest.raises(DataError, match=r"the data folder holds no \.trig file"):
        data_files([tmp_path])


def test_a_folder_named_as_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.trig").mkdir()
    with pytest.raises(DataError, match="cannot be read"):
        read_quads(tmp_path / "a.trig")
    with pytest.raises(DataError, match=r"not a \.trig"):
        read_quads(write(tmp_path, "x", "a.txt"))


def test_a_data_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    write(tmp_path, PREFIX + "ex:g { ex:a ex:p 1 }")
    (tmp_path / "lost.trig").symlink_to("nowhere.trig")
    with pytest.raises(DataError, match=r"lost\.trig: no file stands behind this name"):
        data_files([tmp_path])


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = write(tmp_path, b"\xef\xbb\xbf" + (PREFIX + "ex:g { ex:a ex:p 1 }").encode())
    assert len(read_data_file(path)) == 1


def test_folders_are_read_in_depth_and_each_file_once() -> None:
    files = data_files([SMALL, SMALL / "nested", SMALL / "facts.trig"])
    assert [p.name for p in files] == ["facts.trig", "outside.trig"]


def test_the_order_of_inputs_does_not_matter() -> None:
    one = assemble([SMALL / "facts.trig", SMALL / "nested"])
    two = assemble([SMALL / "nested", SMALL / "facts.trig"])
    assert set(one.quads) == set(two.quads)
    assert len(one.quads) == len(set(one.quads))
    assert [i.sha256 for i in one.inputs] == [i.sha256 for i in two.inputs]


def test_a_bad_date_is_found_in_its_file(tmp_path: Path) -> None:
    text = "@prefix date: <https://w3id.org/twingraph/id/date/> .\n" + PREFIX
    path = write(
        tmp_path, text + "ex:g {\n  ex:a ex:p date:2024-07-19 ;\n  ex:p date:2024-07 .\n}\n"
    )
    with pytest.raises(DataError) as caught:
        assemble([tmp_path])
    assert str(caught.value).startswith(f"{path}:6: 'date:2024-07' is not a date")


def test_blank_nodes_of_the_ontology_are_numbered_the_same_each_time(tmp_path: Path) -> None:
    text = "@prefix ex: <http://example.org/> . ex:a ex:p [ ex:q (1 2) ], _:b0 . _:b0 ex:r 1 ."
    files = [write(tmp_path, text, "one.ttl"), write(tmp_path, text, "two.ttl")]
    first, second = read_ontology(files), read_ontology(files)
    assert first == second
    blanks = {str(t) for q in first for t in (q.subject, q.object) if str(t).startswith("_:")}
    assert len(blanks) == 8  # four in each file; a label means nothing outside its file
    assert {str(q.graph_name) for q in first} == {"<https://w3id.org/twingraph/graph/ontology>"}


def test_a_bad_ontology_file_is_the_ontology_editors(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"x\.ttl:1:") as caught:
        read_ontology([write(tmp_path, "ex:a ex:b .", "x.ttl")])
    assert isinstance(caught.value, TwingraphError)
    assert caught.value.exit_code == 2

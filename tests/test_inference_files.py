"""Inference from files to files: the lines that the rules read, one file or many, as from quads.

The oracle is a run of the rules over all that is said, and the quads themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as px
import pytest

from inferring import TOY, inferred, rules
from test_rules_input import ILL, WELL
from twingraph.assembling import BUNDLED, assemble
from twingraph.inference import Inferred, infer, infer_files
from twingraph.inference.entailing import Entailing
from twingraph.inference.nemo import Program
from twingraph.inference.selecting import Selection, input_name
from twingraph.inference.sources import OURS, graphs_by_source
from twingraph.loading import ontology_files, read_ontology
from twingraph.prefixes import PREFIXES, expand
from twingraph.queries import bind, read_query
from twingraph.resources import folder
from twingraph.store import is_inferred, value

HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
LISTS = """
graph:one {
  graph:one tg:source source:one . source:one a tg:Source ; tg:listsTwinnings true .
  mention:one-a a tg:Mention ; tg:nameStatedAs "A"@en ; tg:latitude 1.5 .
  claim:one-1 a tg:Claim ; tg:claimOn rel:a--b ; tg:basis basis:stated ; tg:rowKey "1" ;
    tg:firstMention mention:one-a ; tg:kind kind:twinning ; tg:started date:within-1937 .
  claim:one-2 a tg:Claim ; tg:claimOn rel:b--c ; tg:basis basis:stated ; tg:rowKey "2" .
  rel:a--b a tg:Relation ; tg:connects city:a, city:b . city:a tg:listedAsTwinOf city:b .
  rel:b--c a tg:Relation ; tg:connects city:b, city:c . city:b tg:listedAsTwinOf city:c .
  agreement:x a tg:Agreement ; tg:party city:a .
  membership:one-1 a tg:Membership ; tg:member city:a ; tg:network network:n .
}
graph:two {
  graph:two tg:source source:two . source:two a tg:Source .
  membership:two-1 a tg:Membership ; tg:member city:c ; tg:network network:n .
  network:n a tg:Network . agreement:x tg:party city:d .
}
graph:identity {
  graph:identity tg:source source:twingraph .
  city:a a tg:City . city:b a tg:City . city:c a tg:City . city:d a tg:City .
  mention:one-a tg:mentionOf city:a .
}
"""


def lists() -> list[px.Quad]:
    return list(px.parse((HEAD + LISTS).encode(), format=px.RdfFormat.TRIG))


def written(path: Path, quads: Iterable[px.Quad]) -> Path:
    path.write_bytes(px.serialize(quads, format=px.RdfFormat.N_QUADS) or b"")
    return path


def read(*paths: Path) -> set[px.Quad]:
    return {
        quad for path in paths for quad in px.parse(path=str(path), format=px.RdfFormat.N_QUADS)
    }


def from_files(tmp_path: Path, *parts: Iterable[px.Quad]) -> Inferred:
    paths = [written(tmp_path / f"{n}.nq", part) for n, part in enumerate(parts)]
    target = tmp_path / "made"
    target.mkdir()
    return infer_files(paths, target, rules())


@pytest.fixture(scope="module")
def base() -> list[px.Quad]:
    return sorted(assemble([BUNDLED, TOY]).quads, key=str)


def test_what_follows_is_that_of_one_run_over_all(base: list[px.Quad], tmp_path: Path) -> None:
    said = [*base, *lists()]
    found = from_files(tmp_path, base, lists())
    dates = read(found.dates)
    assert {value(quad.subject) for quad in dates} >= {expand("date:within-1937")}
    asserted = {quad.triple for quad in (*said, *dates)}
    following = {
        quad.triple for quad in read(*found.graphs.values()) if quad.subject != quad.graph_name
    }
    assert following == Program(rules()).following([*said, *dates])
    assert len(following) == found.count > 900
    assert following.isdisjoint(asserted)


def test_each_inferred_graph_has_a_file_and_one_file_gives_the_same_as_many(
    base: list[px.Quad], tmp_path: Path
) -> None:
    said = [*base, *lists()]
    (tmp_path / "apart").mkdir()
    found = from_files(tmp_path / "apart", base, lists()[::2], lists()[1::2])
    names = (
        "inferred",
        *(f"inferred/{n}" for n in ("editorial", "namur-2024", "one", "toy-2025", "two")),
    )
    assert set(found.graphs) == {expand(f"graph:{name}") for name in names}
    for name, path in found.graphs.items():
        assert {value(quad.graph_name) for quad in read(path)} == {name}
        lines = path.read_bytes().splitlines()
        assert lines[2:] == sorted(set(lines[2:]))
    assert read(found.dates, *found.graphs.values()) == infer(said, rules())


def test_to_reason_from_files_twice_gives_the_same_bytes(
    base: list[px.Quad], tmp_path: Path
) -> None:
    made = []
    for name in "ab":
        (tmp_path / name).mkdir()
        found = from_files(tmp_path / name, base, lists())
        files = {path.name: path.read_bytes() for path in found.read.parent.iterdir()}
        assert found.read.name == input_name(rules())
        made.append(files)
    assert made[0] == made[1]
    assert len(made[0]) == 6 + 2


def test_each_run_is_told(tmp_path: Path) -> None:
    path = written(tmp_path / "all.nq", lists())
    told: list[tuple[str, int, int]] = []
    infer_files([path], tmp_path, rules(), begins=lambda *step: told.append(step))
    names = ["all sources", "editorial", "one", "two"]
    assert told == [(name, n, len(names)) for n, name in enumerate(names)]


def test_nothing_quadratic_follows_from_lists() -> None:
    ontology = read_ontology(ontology_files(folder("ontology")))
    graph = inferred([*ontology, *lists()])
    follows: dict[str, set[tuple[str, str]]] = {}
    for quad in graph.quads():
        if is_inferred(quad.graph_name):
            pair = value(quad.subject)[-1], value(quad.object)[-1]
            follows.setdefault(quad.predicate.value, set()).add(pair)
    assert follows[expand("tg:listedAsTwinOf")] == {("b", "a"), ("c", "b")}
    assert follows[expand("tg:twinnedWith")] == {("a", "b"), ("b", "a")}
    assert follows[expand("tg:memberOf")] == {("a", "n"), ("c", "n")}
    assert follows.keys().isdisjoint({expand("tg:indirectPartnerOf"), expand("tg:fellowMemberOf")})
    # Asked for, they are there all the same.
    for name, column in (
        ("partners/indirect-partners-of", "other"),
        ("networks/fellow-members-of", "member"),
    ):
        query = read_query(folder("queries") / f"{name}.rq")
        rows = graph.select(bind(query, {"city": ["a"]}, lambda *_: expand("city:a")))
        assert {value(row[rows.variables.index(column)])[-1] for row in rows} == {"c"}


# The lines that the rules read.


def test_nothing_is_read_of_mentions() -> None:
    lines = (px.serialize(lists(), format=px.RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
    kept = b"".join(Selection(rules()).of(lines))
    assert expand("mention:").encode() not in kept
    assert expand("claim:one-1").encode() in kept


@pytest.mark.parametrize("literal", [*ILL, *WELL], ids=lambda v: str(v)[:40])
def test_a_line_is_read_if_its_value_is_allowed(literal: px.Literal) -> None:
    things = [px.NamedNode(expand(name)) for name in ("city:a", "tg:latitude", "graph:g")]
    quad = px.Quad(things[0], things[1], literal, things[2])
    line = px.serialize([quad], format=px.RdfFormat.N_QUADS) or b""
    assert list(Selection(rules()).of([line])) == ([line] if literal in WELL else [])


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"# a remark",
        b"_:b <%b> <x:y> <x:g> ." % expand("tg:claimOn").encode(),
        b"<x:s> <%b> _:b <x:g> ." % expand("tg:claimOn").encode(),
        b'<x:s> <%b> "text" <x:g> .' % expand("tg:claimOn").encode(),
        b"<x:s> <%b> <<( <x:a> <x:b> <x:c> )>> <x:g> ." % expand("tg:claimOn").encode(),
        b"<x:s> <x:p> <x:o> <x:g> .",
    ],
    ids=["empty", "remark", "nameless", "to the nameless", "text for a thing", "triple", "unread"],
)
def test_what_rules_conclude_nothing_from_is_not_read(line: bytes) -> None:
    assert list(Selection(rules()).of([line])) == []


# What the runs are given.


def test_what_a_run_over_one_source_is_not_given_changes_nothing(
    base: list[px.Quad], tmp_path: Path
) -> None:
    """The oracle runs the rules over everything that is said, and over each source and ours."""
    (tmp_path / "in").mkdir()
    found = from_files(tmp_path / "in", base, lists())
    said = {*base, *lists(), *read(found.dates)}
    every = Program(rules()).following(said)
    graphs = graphs_by_source(said)
    ours = set().union(*(graphs.pop(name, set()) for name in OURS))
    expected = {"editorial": following_from(said, ours) & every}
    for source, own in graphs.items():
        alone = following_from(said, own | ours) & every - expected["editorial"]
        expected[source.rpartition("/")[2]] = alone
    expected[""] = every.difference(*expected.values())
    prefix = expand("graph:inferred")
    assert {
        name.removeprefix(prefix).strip("/"): concluded(path) for name, path in found.graphs.items()
    } == {name: triples for name, triples in expected.items() if triples}


def concluded(path: Path) -> set[px.Triple]:
    """Return what an inferred graph says, but for what it says of itself."""
    return {quad.triple for quad in read(path) if quad.subject != quad.graph_name}


def following_from(said: Iterable[px.Quad], graphs: set[str]) -> set[px.Triple]:
    return Program(rules()).following(q for q in said if value(q.graph_name) in graphs)


def test_only_what_repeats_a_type_is_left_out() -> None:
    entailing = Entailing(rules())
    city, claim = (f"<{expand(name)}>".encode() for name in ("tg:City", "tg:Claim"))
    latitude, connects = (f"<{expand(name)}>".encode() for name in ("tg:latitude", "tg:connects"))
    assert entailing.is_entailed(latitude, [city], [])
    assert not entailing.is_entailed(latitude, [claim], [])
    assert not entailing.is_entailed(latitude, [], [])
    # A country has to be one, whatever has it.
    country = f"<{expand('tg:country')}>".encode()
    assert not entailing.is_entailed(country, [city], [city])
    # What leads on is never left out.
    assert not entailing.is_entailed(connects, [city, claim], [city])
    assert not entailing.asks_who_types

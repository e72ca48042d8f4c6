"""Lists of links: each file gives its rows as links, or an error that says where and what."""

from __future__ import annotations

import csv
import gzip
import random
from collections import Counter
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twingraph.errors import DataError, TwingraphError, UsageError
from twingraph.projections.edgelists import read_links
from twingraph.projections.model import Links

WORLD = Path(__file__).resolve().parents[2] / "shared" / "world"
KONECT = "% sym unweighted\n% 3 4\n1 2\n2 3\n3 3\n1 2\n"


def write(folder: Path, text: str | bytes, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def pairs(made: Links) -> Counter[tuple[str, str]]:
    ends = zip(made.sources.tolist(), made.targets.tolist(), strict=True)
    return Counter((made.nodes[source], made.nodes[target]) for source, target in ends)


SAME = {
    "commas": "a,b\nb,c\nc,c\na,b\n",
    "semicolons": "a;b\nb;c\nc;c\na;b\n",
    "tabs": "a\tb\nb\tc\nc\tc\na\tb\n",
    "bars": "a|b\nb|c\nc|c\na|b\n",
    "blanks": "a  b\n b c\nc   c\na b",
    "header": "source,target\na,b\nb,c\nc,c\na,b\n",
    "other columns": "note,from,to\nx,a,b\n,b,c\nx,c,c\nx,a,b\n",
    "comments": "% of a friend\n# and so on\na b\nb c\nc c\na b\n",
    "carriage returns": "a,b\r\nb,c\r\n\r\nc,c\r\na,b\r\n",
    "byte order mark": "\ufeffa,b\nb,c\nc,c\na,b\n",
    "quotes": '"a","b"\n"b","c"\nc,"c"\na,b\n',
    "comments between": "a b\n# half of it\nb c\nc c\n% nearly\na b\n",
    "a first record with a hole": "a,b,\nb,c,5\nc,c,\na,b,\n",
}


@pytest.mark.parametrize("case", SAME)
def test_a_list_is_read_however_it_is_written(case: str, tmp_path: Path) -> None:
    made = read_links(write(tmp_path, SAME[case]))
    assert made.nodes == ("a", "b", "c")
    assert pairs(made) == {("a", "b"): 2, ("b", "c"): 1, ("c", "c"): 1}
    assert (made.directed, made.star_of, made.second) == (False, (), None)


def test_konects_list_says_whether_it_is_directed(tmp_path: Path) -> None:
    plain = read_links(write(tmp_path, KONECT, "out.x"))
    assert pairs(plain) == {("1", "2"): 2, ("2", "3"): 1, ("3", "3"): 1}
    arrows = read_links(write(tmp_path, KONECT.replace("sym", "asym").replace("2 3", "3 2")))
    assert arrows.directed
    assert pairs(arrows)["3", "2"] == 1
    with pytest.raises(DataError, match="two-mode"):
        read_links(write(tmp_path, KONECT.replace("sym", "bip")))


def test_a_packed_list_is_the_list(tmp_path: Path) -> None:
    plain = read_links(write(tmp_path, KONECT, "out.x"))
    packed = read_links(write(tmp_path, gzip.compress(KONECT.encode()), "out.x.gz"))
    assert packed.version == plain.version


def test_columns_of_links_and_ends(tmp_path: Path) -> None:
    text = (
        "town,land,y,partner,its land,since,how,points\n"
        "Namur,Belgium,50.5,Lafayette,USA,1979-05,twin,2.5\n"
        "Namur,Canada,45.9,Namur,Belgium,,,\n"
        "Lafayette,USA,30.2,Namur,Belgium,0,friend,1\n"
    )
    made = read_links(
        write(tmp_path, text),
        source="town+land",
        target="partner+its land",
        columns={"year": "since", "layer": "how", "weight": "points"},
        nodes={"country": ("land", "its land"), "latitude": ("y", None)},
    )
    assert made.nodes == ("Lafayette | USA", "Namur | Belgium", "Namur | Canada")
    assert made.attributes["label"].tolist() == ["Lafayette", "Namur", "Namur"]
    assert made.attributes["country"].tolist() == ["US", "BE", "CA"]
    assert made.attributes["continent"].tolist() == ["NA", "EU", "NA"]
    assert made.attributes["eu"].tolist() == [False, True, False]
    assert made.attributes["latitude"].tolist() == [30.2, 50.5, 45.9]
    assert pairs(made) == {
        ("Lafayette | USA", "Namur | Belgium"): 2,
        ("Namur | Belgium", "Namur | Canada"): 1,
    }
    told = zip(*(made.columns[name].tolist() for name in ("layer", "weight")), strict=True)
    assert sorted(map(str, told)) == ["('friend', 1.0)", "('twin', 2.5)", "(None, nan)"]
    assert np.nansum(made.columns["year"]) == 1979


def test_columns_go_by_number_where_there_is_no_header(tmp_path: Path) -> None:
    path = write(tmp_path, "x 1 2 1990\nx 2 3 2000\n", "list.txt")
    made = read_links(path, source="2", target="3", columns={"year": "4"})
    assert pairs(made) == {("1", "2"): 1, ("2", "3"): 1}
    assert made.columns["year"].tolist() == [1990.0, 2000.0]


def test_words_above_numbers_are_a_header_unless_it_is_said(tmp_path: Path) -> None:
    path = write(tmp_path, "one,other\n1,2\n")
    assert read_links(path).nodes == ("1", "2")
    assert read_links(path, header=False).nodes == ("1", "2", "one", "other")


WRONG: dict[str, tuple[str | bytes, dict[str, Any], str, int | None]] = {
    "empty": ("", {}, "the list is empty", None),
    "blank": ("\n \n", {}, "the list is empty", None),
    "comments alone": ("% sym\n# x\n", {}, "the list is empty", None),
    "header alone": ("source,target\n", {}, "holds no link", 1),
    "one column": ("a\nb\n", {}, "there is no column '2'", 1),
    "too few": ("a,b\nc,d\ne\n", {}, "too few columns: 1, not 2", 3),
    "too many": ("source,target\nc,d\ne,f,g\n", {}, "too many columns: 3, not 2", 3),
    "no name": ("a,b\n,c\n", {}, "an end has no name", 2),
    "no column": ("town,partner\na,b\n", {"source": "twon"}, "no column 'twon'", 1),
    "twice": ("town,town\na,b\n", {"source": "town"}, "there twice", 1),
    "no year": ("source,target,year\na,b,1990\na,c,soon\n", {}, "'soon' is not a year", 3),
    "too large": ("source,target,weight\na,b,1e300\n", {}, "is not a number", 2),
    "one end": ("id,from_town,to_town\n1,a,b\n", {"source": "from_town"}, "both source and", 1),
    "no number": ("source,target,weight\na,b,nan\n", {}, "'nan' is not a number", 2),
    "binary": (b"a,b\n\0\1\2,c\n", {}, "NUL", 2),
    "Latin-1": ("a,b\nc,Huế".encode()[:-3] + b"\xe9\n", {}, "not utf-8", 2),
    "long line": ("a,b\nc," + "d" * 1_000_001 + "\n", {}, "longer than", 2),
    "open quote": ('a,b\n"c,d\ne,f\n', {}, "cannot be read", 3),
    "empty cells alone": (b",\n,,\n", {}, "the list is empty", None),
    "no gzip": (b"\x1f\x8b" + b"x" * 50, {}, "archive cannot be read", None),
    "bomb": (gzip.compress(b"a,b\n" * 5_000_000), {}, "archive holds more", None),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_with_its_line(case: str, tmp_path: Path) -> None:
    text, given_, message, line = WRONG[case]
    path = write(tmp_path, text)
    with pytest.raises(DataError) as caught:
        read_links(path, **given_)
    assert message in str(caught.value)
    assert (caught.value.path, caught.value.line) == (str(path), line)


@pytest.mark.parametrize("encoding", ["nonsense", "base64", "idna", "", "utf\0"])
def test_an_encoding_that_is_none_is_refused(encoding: str, tmp_path: Path) -> None:
    path = write(tmp_path, b"a,b\n\xe9,c\n")
    with pytest.raises(UsageError, match="no encoding"):
        read_links(path, encoding=encoding)


def test_standard_input_is_no_file_and_a_tab_can_be_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="standard input"):
        read_links("-")
    path = write(tmp_path, "New York, Ohio\tb\n")
    assert read_links(path, separator="\\t").nodes == ("New York, Ohio", "b")


def test_a_column_that_is_not_there_names_the_nearest(tmp_path: Path) -> None:
    path = write(tmp_path, "town,partner\na,b\n")
    with pytest.raises(DataError, match="did you mean town"):
        read_links(path, source="twon", target="partner")


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "absent.csv"):
        with pytest.raises(UsageError):
            read_links(path)
    with pytest.raises(UsageError, match="one character"):
        read_links(write(tmp_path, "a,b\n"), separator="::")


NAMES = st.text("abcçé, ;'\"%#|", min_size=1, max_size=4).filter(
    lambda name: " ".join(name.split()) == name
)
ROWS = st.lists(
    st.tuples(NAMES, NAMES, st.sampled_from(["", "1990", "2001"]), st.sampled_from(["x", "y"])),
    min_size=1,
    max_size=12,
)


@given(rows=ROWS, seed=st.integers(0, 99), arrows=st.booleans())
@settings(max_examples=60, deadline=None)
def test_every_row_is_a_link_and_their_order_says_nothing(
    rows: list[tuple[str, str, str, str]],
    seed: int,
    arrows: bool,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("lists", numbered=True)
    versions = set()
    for number in range(2):
        path = folder / f"{number}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerows([("source", "target", "year", "layer"), *rows])
        made = read_links(path, directed=arrows, separator=",")
        versions.add(made.version)
        ends = [(s, t) if arrows else (min(s, t), max(s, t)) for s, t, _, _ in rows]
        assert pairs(made) == Counter(ends)
        assert set(made.nodes) == {end for pair in ends for end in pair}
        rows = random.Random(seed).sample(rows, len(rows))
    assert len(versions) == 1


@given(data=st.binary(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_links_or_a_named_error(
    data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = write(tmp_path_factory.getbasetemp(), data, "any.csv")
    said = ""
    try:
        assert read_links(path).m > 0
    except TwingraphError as refused:
        said = str(refused)
    assert not said or str(path) in said


def world(name: str) -> Path:
    if not (WORLD / name).is_file():
        pytest.skip(f"../shared/world/{name} is not beside this checkout")
    return WORLD / name


def test_wikipedias_list_of_2026_is_read_as_published() -> None:
    made = read_links(
        world("wikipedia-2026/twin_cities.csv"),
        source="city1+country1",
        target="city2+country2",
        nodes={"latitude": ("lat1", "lat2"), "longitude": ("lng1", "lng2")},
    )
    loops = int((made.sources == made.targets).sum())
    assert (made.n, made.m, loops, made.simple.m) == (17_717, 25_917, 3, 25_914)
    assert not np.isnan(made.attributes["latitude"]).any()
    graph: nx.Graph[str] = nx.Graph(made.simple.to_networkx())
    parts = sorted(map(len, nx.connected_components(graph)))
    assert (len(parts), round(100 * parts[-1] / made.n, 2)) == (1401, 79.66)


def test_konects_list_of_2017_is_read_as_published() -> None:
    made = read_links(world("konect-2017/out.twin"))
    assert (made.n, made.m, int(made.degrees.max())) == (14_274, 20_573, 99)

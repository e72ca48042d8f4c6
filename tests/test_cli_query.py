"""``twingraph query``, run as a user runs it: formats, errors of one line, interruption, pipes."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as px
import pytest

from once import SMALL, small_build
from running import ran
from twingraph import queries
from twingraph.cli import run
from twingraph.prefixes import PREFIXES

PREAMBLE = "".join(f"PREFIX {p}: <{PREFIXES[p]}>\n" for p in ("tg", "city", "rdfs", "graph"))
CITIES = PREAMBLE + "SELECT ?city ?name { ?city a tg:City OPTIONAL { ?city rdfs:label ?name } }"
# Three million times three thousand rows: no machine finishes this within a test.
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ROWS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
MARK = "twingraph: "


@pytest.fixture(scope="module")
def store() -> Path:
    return small_build()


@pytest.fixture
def place(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder, with the small graph as the graph to ask."""
    monkeypatch.setenv("TWINGRAPH_STORE", str(store))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ask(text: str, *args: str) -> str:
    done = ran("query", "-", *args, text=text)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def refused(text: str, *args: str, code: int = 2) -> str:
    """Return the one line on standard error; nothing may stand on standard output."""
    done = ran("query", "-", *args, text=text)
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith(MARK)
    return done.stderr.removeprefix(MARK)


def test_csv_and_json_are_w3c_results(place: Path) -> None:
    engine = px.Store.read_only(str(Path(os.environ["TWINGRAPH_STORE"]) / "current" / "store"))
    solutions = engine.query(CITIES)
    assert isinstance(solutions, px.QuerySolutions)
    expected = sorted((s["city"].value, s["name"].value, s["name"].language) for s in solutions)
    found = px.parse_query_results(
        ask(CITIES, "--format", "json"), format=px.QueryResultsFormat.JSON
    )
    assert isinstance(found, px.QuerySolutions)
    assert sorted((s["city"].value, s["name"].value, s["name"].language) for s in found) == expected
    text = ask(CITIES, "--format", "csv")
    assert "\r" not in text
    head, *lines = csv.reader(io.StringIO(text))
    assert head == ["city", "name"]
    assert sorted(map(tuple, lines)) == [(city, name) for city, name, _ in expected]
    assert len(lines) == 12
    assert not list(place.iterdir())


@pytest.mark.usefixtures("place")
def test_every_kind_of_term_survives() -> None:
    text = """SELECT * { VALUES (?a ?b) {
        (<x:é> "a,\\"b\\"\\nc"@fr) (1 2.50) (true "2024-01-01"^^<x:d>) (UNDEF "") } }"""
    json_text = ask(text, "--format", "json")
    ours = px.parse_query_results(json_text, format=px.QueryResultsFormat.JSON)
    theirs = px.Store().query(text)
    assert isinstance(ours, px.QuerySolutions)
    assert isinstance(theirs, px.QuerySolutions)
    assert [(s["a"], s["b"]) for s in ours] == [(s["a"], s["b"]) for s in theirs]
    # W3C CSV: bare text, quotes doubled, unbound and empty alike.
    assert ask(text) == 'a,b\nx:é,"a,""b""\nc"\n1,2.5\ntrue,2024-01-01\n,\n'


@pytest.mark.usefixtures("place")
def test_ask_and_empty_answers() -> None:
    assert ask("ASK {}") == "true\n"
    assert ask("ASK { <x:a> <x:b> <x:c> }", "--format", "csv") == "false\n"
    assert json.loads(ask("ASK {}", "--format", "json")) == {"head": {}, "boolean": True}
    assert ask("SELECT ?x { <x:a> <x:b> ?x }") == "x\n"
    empty = json.loads(ask("SELECT ?x { <x:a> <x:b> ?x }", "--format", "json"))
    assert empty == {"head": {"vars": ["x"]}, "results": {"bindings": []}}


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("form", ["turtle", "nquads", "jsonld"])
def test_construct_gives_rdf(form: str) -> None:
    formats = {
        "turtle": px.RdfFormat.TURTLE,
        "nquads": px.RdfFormat.N_QUADS,
        "jsonld": px.RdfFormat.JSON_LD,
    }
    text = PREAMBLE + "CONSTRUCT { ?c rdfs:label ?l } { ?c a tg:City ; rdfs:label ?l }"
    written = ask(text, "--format", form)
    assert written == ask(text, "--format", form)
    assert len(list(px.parse(written, format=formats[form]))) == 12
    if form == "turtle":
        assert "city:hue-vn" in written
        assert ask(text) == written
    assert "for SELECT" in refused(text, "--format", "csv")
    assert "for CONSTRUCT" in refused("ASK {}", "--format", form)


@pytest.mark.usefixtures("place")
def test_a_table_shortens_iris_and_fits_80_columns() -> None:
    text = ask(CITIES + " ORDER BY ?city ?name", "--format", "table")
    lines = text.splitlines()
    assert "city:granada-es   Granada" in lines
    assert max(map(len, lines)) <= 80
    assert "\x1b" not in text
    wide = ask(PREAMBLE + "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 40", "--format", "table")
    assert max(map(len, wide.splitlines())) <= 80


def test_a_terminal_gets_a_table_and_all_else_csv(place: Path) -> None:
    (place / "q.rq").write_text("SELECT (1 AS ?number) {}")
    main, other = pty.openpty()
    subprocess.run([sys.executable, "-m", "twingraph", "query", "q.rq"], stdout=other, check=True)
    os.close(other)
    shown = os.read(main, 10_000).decode()
    os.close(main)
    assert "──" in shown
    assert ran("query", "q.rq").stdout == "number\n1\n"


def test_a_file_is_written_whole(place: Path) -> None:
    (place / "rows.csv").write_text("before")
    assert ask("SELECT (1 AS ?n) {}", "-o", "rows.csv") == ""
    assert (place / "rows.csv").read_bytes() == b"n\n1\n"
    refused("SELECT * {", "-o", "rows.csv")
    assert (place / "rows.csv").read_bytes() == b"n\n1\n"
    assert ask("SELECT (1 AS ?n) {}", "-o", "-") == "n\n1\n"
    assert [p.name for p in place.iterdir()] == ["rows.csv"]
    assert "cannot be written" in refused("ASK {}", "-o", "nowhere/rows.csv")
    assert "is a folder" in refused("ASK {}", "-o", ".")


@pytest.mark.usefixtures("place")
def test_sources_and_what_is_stated() -> None:
    count = PREAMBLE + "SELECT (COUNT(*) AS ?n) { ?v tg:host ?c }"
    assert ask(count) == "n\n1\n"
    assert ask(count, "--stated-only") == "n\n0\n"
    assert ask(count, "--source", "namur-1999") == "n\n1\n"
    assert ask(count, "--source", "geonames") == "n\n0\n"
    assert ask(count, "--source", "geonames", "--source", "namur-1999") == "n\n1\n"
    assert "did you mean geonames?" in refused(count, "--source", "geoname")


@pytest.mark.usefixtures("place")
def test_errors_say_what_where_and_how_to_mend() -> None:
    assert refused("SELECT *\n{ ?s ?p }").startswith(
        "-:2:10: SPARQL syntax error after '{ ?s ?p }'"
    )
    assert refused("") == "-: the query is empty\n"
    assert refused("DROP ALL").startswith("-:1:1: DROP is an update")
    assert "--allow-service" in refused("SELECT * { SERVICE <http://127.0.0.1:9/> {} }")
    assert "no file or address is read" in refused("SELECT * FROM <file:///etc/passwd> {}")
    assert "did you mean graph:geonames" in refused(PREAMBLE + "ASK FROM graph:geoname {}")
    assert "unknown query 'no-such-thing'" in ran("query", "no-such-thing").stderr
    assert "nothing.rq: cannot be read" in ran("query", "nothing.rq").stderr
    assert "write -p key=value" in refused("ASK {}", "-p", "city")
    assert "only saved queries take -p" in refused("ASK {}", "-p", "city=hue")
    assert "did you mean query?" in ran("qery").stderr
    assert "no twingraph store" in refused("ASK {}", "--store", "/nowhere")
    missing = ran("query")
    assert (missing.returncode, missing.stderr.count("\n")) == (2, 1)


def test_a_file_that_is_not_text_is_named(place: Path) -> None:
    (place / "bad.rq").write_bytes(b"SELECT \xff")
    assert ran("query", "bad.rq").stderr == "twingraph: bad.rq: not UTF-8 text\n"
    (place / "broken.rq").write_text("SELECT * {\n  ?s ?p ?o FILTER(1 = 1\n}")
    assert ran("query", "broken.rq").stderr.startswith("twingraph: broken.rq:3:2: SPARQL")


@pytest.mark.usefixtures("place")
def test_show_prints_what_would_run() -> None:
    assert ask(CITIES, "--show") == CITIES


def test_the_list_names_every_query_in_both_languages(place: Path) -> None:
    names = {saved.name for saved in queries.catalogue()}
    assert names
    for lang in ("en", "fr"):
        done = ran("query", "--list", "--lang", lang, "--format", "table")
        lines = done.stdout.splitlines()
        assert names == {line.split()[0] for line in lines[2:] if not line.startswith(" ")}
        assert max(map(len, lines)) <= 80
    found = json.loads(ran("query", "--list", "--format", "json").stdout)
    assert {entry["name"] for entry in found} == names
    assert set(found[0]) == {"name", "summary", "params"}
    assert not list(place.iterdir())


def test_one_faulty_file_leaves_the_list_of_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "a.rq").write_text("#+ sumary: a\nASK {}")
    (tmp_path / "b.rq").write_text("#+ summary: b\n#+ summary_fr: b\nASK {}")
    (tmp_path / "c.rq").write_text("#+ summary: c\n#+ summary_fr: c\n#+ params: x xsd:date\nASK {}")
    monkeypatch.setattr(queries, "folder", lambda _name: tmp_path)
    assert run(["query", "--list", "--format", "csv"]) == 2
    printed = capfdbinary.readouterr()
    assert printed.out == b"name,summary,params\nb,b,\n"
    errors = printed.err.decode().splitlines()
    assert [line.split(": ")[1] for line in errors] == [f"{tmp_path}/a.rq:1", f"{tmp_path}/c.rq:3"]
    assert "did you mean summary" in errors[0]
    assert "VALUES ?x" in errors[1]


@pytest.mark.usefixtures("place")
def test_a_saved_query_takes_parameters_and_a_language() -> None:
    def partners(*args: str) -> list[dict[str, str]]:
        done = ran("query", "partners-of", *args, "--format", "csv")
        assert (done.returncode, done.stderr) == (0, "")
        return list(csv.DictReader(io.StringIO(done.stdout)))

    rows = partners("-p", "city=NAMUR", "--lang", "fr")
    assert [(row["partner"].rsplit("/", 1)[1], row["name"]) for row in rows] == [("hue-vn", "Hué")]
    assert partners("-p", "city=Fez") == []
    shown = ran("query", "partners-of", "-p", "city=hue", "-p", "city=fez", "--show").stdout
    cities = [f"<{PREFIXES['city']}{slug}>" for slug in ("hue-vn", "fes-ma")]
    assert f"VALUES ?city {{ {' '.join(cities)} }}" in shown
    wrong = {
        "city=granada": "2 bear the name 'granada': granada-es, granada-ni",
        "city=hui": "unknown city 'hui' (did you mean",
        "town=hue": "no parameter 'town'",
        "city=} DROP ALL #": "unknown city '} DROP ALL #'",
    }
    for param, message in wrong.items():
        done = ran("query", "partners-of", "-p", param)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
        assert message in done.stderr


def test_timeout_ends_a_cross_join(place: Path) -> None:
    start = time.monotonic()
    # In a process of its own: it is ended.
    done = subprocess.run(
        [sys.executable, "-m", "twingraph", *("query", "-", "--timeout", "0.7", "-o", "rows.csv")],
        input=CROSS,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{MARK}the query took more than 0.7 seconds and was ended\n"
    assert time.monotonic() - start < 3
    assert not list(place.iterdir())


@pytest.mark.parametrize("text", [CROSS, ROWS], ids=["one row", "endless rows"])
def test_interruption_ends_a_cross_join_and_leaves_no_part(text: str, place: Path) -> None:
    (place / "q.rq").write_text(text)
    # It says when it asks: how long it takes to start is the machine's affair.
    program = (
        "import sys, twingraph.cli, twingraph.store as s\n"
        "run = s.Graph.run\n"
        "s.Graph.run = lambda *g, **more: (print('asked', flush=True), run(*g, **more))[1]\n"
        "sys.exit(twingraph.cli.run(sys.argv[1:]))"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", program, "query", "q.rq", "-o", "rows.csv"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdout
    assert child.stdout.readline() == "asked\n"
    time.sleep(0.3)
    start = time.monotonic()
    child.send_signal(signal.SIGINT)
    _, errors = child.communicate(timeout=10)
    assert time.monotonic() - start < 1
    assert (child.returncode, errors) == (130, "twingraph: interrupted\n")
    assert [p.name for p in place.iterdir()] == ["q.rq"]


@pytest.mark.parametrize(
    "command",
    [
        ["export", "--format", "trig", "-o", "out"],
        ["build", "--data", str(SMALL), "-o", "new"],
        ["check", "-o", "out"],
        ["city", "hue", "-o", "out"],
        ["map", "-o", "out"],
    ],
    ids=lambda command: command[0],
)
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_every_command_ends_at_once_and_leaves_no_part(
    command: list[str], number: signal.Signals, code: int, place: Path
) -> None:
    # As the graph is opened, or the data are read, the command waits for what never comes.
    wait = "lambda *_, **__: (print('waiting', flush=True), time.sleep(20))"
    program = (
        "import sys, time, twingraph.assembling as a, twingraph.cli, twingraph.opening as o\n"
        f"o._opened = a.loading.data_files = {wait}\n"
        "sys.exit(twingraph.cli.run(sys.argv[1:]))"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", program, *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdout
    assert child.stdout.readline() == "waiting\n"
    start = time.monotonic()
    child.send_signal(number)
    _, errors = child.communicate(timeout=10)
    assert time.monotonic() - start < 2
    assert (child.returncode, errors.count("\n")) == (code, 1)
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("limit", ["inf", "nan", "1e300"])
def test_what_is_no_time_limit_is_refused(limit: str, place: Path) -> None:
    (place / "q.rq").write_text("ASK {}")
    assert "are no time limit" in ran("query", "q.rq", "--timeout", limit).stderr


def test_another_signal_gives_no_more_time(place: Path) -> None:
    (place / "q.rq").write_text(CROSS)
    program = (
        "import signal, sys, twingraph.cli\n"
        "signal.signal(signal.SIGUSR1, lambda *_: None)\n"
        "print('waiting', flush=True)\n"
        "sys.exit(twingraph.cli.run(['query', 'q.rq', '--timeout', '1.5']))"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert child.stdout
    assert child.stdout.readline() == "waiting\n"
    start = time.monotonic()
    while child.poll() is None and time.monotonic() - start < 8:
        child.send_signal(signal.SIGUSR1)
        time.sleep(0.3)
    child.communicate()
    assert child.returncode == 2
    assert time.monotonic() - start < 5


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_a_closed_stream_is_no_error(closed: str, place: Path) -> None:
    (place / "q.rq").write_text("SELECT (1 AS ?n) {}")
    script = f"{sys.executable} -m twingraph query q.rq -o rows.csv {closed}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (place / "rows.csv").read_text() == "n\n1\n"


def test_a_damaged_store_is_one_line(store: Path, tmp_path: Path) -> None:
    shutil.copytree(store / "current" / "store", tmp_path / "cut")
    shutil.copytree(store / "current" / "store", tmp_path / "junk")
    for path in (tmp_path / "cut").glob("*.sst"):
        os.truncate(path, 10)
    (tmp_path / "junk" / "CURRENT").write_text("junk\n")
    for name in ("cut", "junk"):
        line = refused("ASK {}", "--store", str(tmp_path / name))
        assert "the store is damaged" in line
        assert "twingraph build" in line


def test_a_file_is_written_through_a_link_and_keeps_its_mode(place: Path) -> None:
    (place / "private.csv").touch(mode=0o600)
    (place / "link.csv").symlink_to("private.csv")
    ask("SELECT (1 AS ?n) {}", "-o", "link.csv")
    assert (place / "link.csv").is_symlink()
    assert (place / "private.csv").read_text() == "n\n1\n"
    assert (place / "private.csv").stat().st_mode & 0o777 == 0o600


def test_a_closed_pipe_is_silent(place: Path) -> None:
    (place / "q.rq").write_text(ROWS)
    script = f"{sys.executable} -m twingraph query q.rq | head -n 2; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", script], capture_output=True, text=True, check=True, timeout=30
    )
    assert done.stderr == ""
    assert done.stdout.splitlines()[0] == "a,b,c,d,e,f,g,h,i"
    assert done.stdout.splitlines()[-1] == "0"


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("how", ["> /dev/full", "-o /dev/full", "--format table > /dev/full"])
def test_a_full_disk_is_one_line(how: str) -> None:
    script = f"echo 'SELECT (1 AS ?n) {{}}' | {sys.executable} -m twingraph query - {how}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1
    assert "No space left on device" in done.stderr


def test_help_has_an_example_for_each_command() -> None:
    from twingraph.cli import COMMANDS

    assert {"build", "query"} <= COMMANDS.keys()
    listing = ran("--help").stdout
    for name in COMMANDS:
        assert f"\n  {name} " in listing
        text = ran(name, "--help").stdout
        assert f"twingraph {name}" in text.split("xample", 1)[1]
        assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize(
    "args",
    [
        ["query", "anniversaries-in", "-p", b"lang=\xff"],
        ["build", "--data", b"sur\xff", "-o", "out"],
    ],
    ids=["parameter", "folder"],
)
def test_a_name_that_is_not_utf8_is_one_line(args: list[str | bytes], place: Path) -> None:
    folder = place / os.fsdecode(b"sur\xff")
    folder.mkdir()
    shutil.copy(SMALL / "facts.trig", folder)
    done = subprocess.run(
        [sys.executable, "-m", "twingraph", *args], cwd=place, check=False, capture_output=True
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"twingraph: a name or a parameter is not UTF-8 text\n"

"""An endpoint is asked page by page: a real SPARQL server, and one that misbehaves in every way."""

from __future__ import annotations

import contextlib
import email.utils
import json
import socketserver
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pyoxigraph as px
import pytest

from twingraph.errors import DataError, MachineError, TwingraphError, UsageError
from twingraph.importing import ask, fetch_source
from twingraph.imports import asking, endpoint
from twingraph.imports.endpoint import fetch, pages
from wikidata_shaped import QUERY, STATEMENTS, TURTLE, server

ORDERED = "SELECT ?n WHERE { ?n ?p ?o } ORDER BY ?n"
SHAPED = "application/sparql-results+json"


@pytest.fixture(autouse=True, scope="module")
def no_proxy() -> Iterator[None]:
    """Ask this machine itself, whatever stands between it and others."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("no_proxy", "*")
        yield


@pytest.fixture(scope="module")
def sparql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with server(tmp_path_factory.mktemp("server")) as address:
        yield address


def expected() -> list[dict[str, str]]:
    """Return the answer that the embedded engine gives to the query as it stands, unpaged."""
    store = px.Store()
    store.load(TURTLE.encode(), px.RdfFormat.TURTLE)
    answer = store.query(QUERY)
    assert isinstance(answer, px.QuerySolutions)
    told = json.loads(answer.serialize(format=px.QueryResultsFormat.JSON) or b"")
    return values(told["results"]["bindings"])


def values(rows: list[dict[str, dict[str, str]]]) -> list[dict[str, str]]:
    """Return the rows' values; the name of a blank node is the engine's own affair."""
    return [
        {name: "_" if term["type"] == "bnode" else term["value"] for name, term in row.items()}
        for row in rows
    ]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_all_pages_together_are_the_whole_answer(sparql: str, tmp_path: Path, size: int) -> None:
    told: list[int] = []
    target = tmp_path / "rows.json"
    fetched = fetch(sparql, QUERY, target, page_size=size, sleep=refused, begins=told.append)
    kept = json.loads(target.read_text(encoding="utf-8"))
    assert values(kept["results"]["bindings"]) == expected()
    assert (fetched.rows, fetched.pages) == (STATEMENTS, -(-STATEMENTS // size))
    assert "statement" in kept["head"]["vars"]
    assert told[-1] == STATEMENTS
    # A row per line, so that whoever reads the file needs but one of them in memory.
    assert len(target.read_bytes().splitlines()) == STATEMENTS + 2


def test_the_same_rows_are_the_same_bytes(sparql: str, tmp_path: Path) -> None:
    for name, size in (("one", 2), ("other", 3)):
        fetch(sparql, QUERY, tmp_path / name, page_size=size)
    assert named(tmp_path / "one") == named(tmp_path / "other")


def named(path: Path) -> list[str]:
    """Return the lines of a file, but for the one with the engine's name of a blank node."""
    return [line for line in path.read_text(encoding="utf-8").splitlines() if "bnode" not in line]


def test_a_query_without_a_line_for_the_page_is_paged_at_its_end(sparql: str) -> None:
    query = "SELECT DISTINCT ?item { ?item <http://www.wikidata.org/prop/P190> ?s } ORDER BY ?item"
    found = list(pages(sparql, query, page_size=3))
    assert [len(page.rows) for page in found] == [3, 1]
    assert found[0].variables == ("item",)


def test_the_query_itself_may_say_how_long_a_page_is(sparql: str) -> None:
    lengths = [len(page.rows) for page in pages(sparql, QUERY.replace("LIMIT 2000", "LIMIT 4"))]
    assert lengths == [4, 3]
    assert [len(page.rows) for page in pages(sparql, QUERY)] == [7]


def test_nothing_is_an_answer(sparql: str, tmp_path: Path) -> None:
    query = "SELECT ?n WHERE { ?n <http://example.org/no> ?o } ORDER BY ?n"
    assert fetch(sparql, query, tmp_path / "rows.json").rows == 0
    kept = json.loads((tmp_path / "rows.json").read_text(encoding="utf-8"))
    assert kept == {"head": {"vars": ["n"]}, "results": {"bindings": []}}


def test_a_query_that_the_server_refuses_is_asked_once(sparql: str) -> None:
    with pytest.raises(UsageError, match="refuses the query: HTTP 400"):
        list(pages(sparql, "SELECT ?n WHERE { ?n ORDER BY ?n", sleep=refused))


def refused(_seconds: float) -> None:
    raise AssertionError("nothing is asked twice here")


# A server that misbehaves.


@dataclass
class Bad:
    """A server whose answers are a list; the last one stays. It remembers what it was asked."""

    answers: list[Callable[[BaseHTTPRequestHandler], None]]
    queries: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    address: str = ""


class _Threaded(socketserver.ThreadingMixIn, HTTPServer):
    daemon_threads = False
    block_on_close = True


@contextlib.contextmanager
def bad(*answers: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[Bad]:
    told = Bad(list(answers))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            told.queries.append(urllib.parse.parse_qs(body)["query"][0])
            told.agents.append(self.headers["User-Agent"])
            answer = told.answers[0] if len(told.answers) == 1 else told.answers.pop(0)
            # Who asks may have left.
            with contextlib.suppress(ConnectionError):
                answer(self)

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    with _Threaded(("127.0.0.1", 0), Handler) as running:
        told.address = f"http://127.0.0.1:{running.server_port}/sparql"
        thread = threading.Thread(target=running.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield told
        finally:
            running.shutdown()
            thread.join()


Answer = Callable[[BaseHTTPRequestHandler], None]


def body(*numbers: int) -> bytes:
    rows = [{"n": {"type": "uri", "value": f"http://example.org/{number}"}} for number in numbers]
    return json.dumps({"head": {"vars": ["n"]}, "results": {"bindings": rows}}).encode()


def says(content: bytes, kind: str = SHAPED, code: int = 200, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        handler.send_header("Content-Type", kind)
        given = {"Content-Length": str(len(content))}
        for name, value in (given | {n.replace("_", "-"): v for n, v in headers.items()}).items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def fails(code: int, **headers: str) -> Answer:
    return says(b"Busy: come\nagain.", "text/plain", code, **headers)


def resets(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.close()
    handler.close_connection = True


def hangs(handler: BaseHTTPRequestHandler) -> None:
    """Say nothing until the other side has left."""
    handler.connection.recv(1)


def drips(handler: BaseHTTPRequestHandler) -> None:
    says(b"{", Content_Length="1000")(handler)
    for _ in range(8):
        time.sleep(0.1)
        handler.wfile.write(b" ")
        handler.wfile.flush()


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", SHAPED)
    handler.end_headers()
    while True:
        handler.wfile.write(b" " * 65536)


def rows_of(told: Bad, **options: float) -> list[str]:
    found = pages(
        told.address,
        ORDERED,
        page_size=2,
        tries=int(options.get("tries", 4)),
        timeout=options.get("timeout", 30.0),
        sleep=told.waits.append,
    )
    return [row["n"]["value"].rpartition("/")[2] for page in found for row in page.rows]


GOOD = (says(body(1, 2)), says(body(3)), says(body()))


def test_what_is_asked_names_the_page_and_who_asks() -> None:
    with bad(*GOOD) as told:
        assert rows_of(told) == ["1", "2", "3"]
    # A page with fewer rows than asked for may be a server's own limit: what follows is asked for.
    assert [query.splitlines()[-1] for query in told.queries] == [
        "LIMIT 2 OFFSET 0",
        "LIMIT 2 OFFSET 2",
        "LIMIT 2 OFFSET 3",
    ]
    assert all(agent.startswith("twingraph/") for agent in told.agents)
    assert told.waits == []


@pytest.mark.parametrize(
    ("trouble", "waits"),
    [
        ([fails(503, Retry_After="7")], [7.0]),
        ([fails(503)], [1.0]),
        ([fails(429, Retry_After="0"), fails(500), fails(502)], [0.0, 2.0, 4.0]),
        ([says(body(1, 2)[:-30], Content_Length=str(len(body(1, 2))))], [1.0]),
        ([says(body(1, 2)[:-30])], [1.0]),
        ([says(body(1, 2)[:-3] + b"java.util.concurrent.TimeoutException")], [1.0]),
        ([resets, resets], [1.0, 2.0]),
        ([fails(503, Retry_After="soon")], [1.0]),
    ],
    ids=[
        "busy", "busy without a time", "three errors", "cut", "half of JSON", "a timeout's words",
        "reset", "no time",
    ],
)  # fmt: skip
def test_what_may_pass_is_asked_again(trouble: list[Answer], waits: list[float]) -> None:
    with bad(*trouble, *GOOD) as told:
        assert rows_of(told) == ["1", "2", "3"]
    assert told.waits == waits
    assert len(set(told.queries[: len(trouble) + 1])) == 1


def test_a_silent_server_is_asked_again() -> None:
    with bad(hangs, *GOOD) as told:
        assert rows_of(told, timeout=2) == ["1", "2", "3"]
    assert told.waits == [1.0]


def test_a_server_that_drips_is_not_waited_for() -> None:
    with bad(drips) as told, pytest.raises(MachineError, match=r"0\.3 s"):
        rows_of(told, tries=1, timeout=0.3)


def test_a_day_to_come_again_is_heeded() -> None:
    soon = email.utils.formatdate(time.time() + 100, usegmt=True)
    with bad(fails(503, Retry_After=soon), *GOOD) as told:
        assert rows_of(told) == ["1", "2", "3"]
    assert len(told.waits) == 1
    assert 0 < told.waits[0] <= 100


def test_a_server_that_asks_for_an_hour_is_left_alone() -> None:
    with bad(fails(429, Retry_After="3600")) as told:
        with pytest.raises(MachineError, match="asks to wait 3600 seconds"):
            rows_of(told)
        assert told.waits == []


def test_tries_come_to_an_end_with_longer_waits() -> None:
    with bad(fails(503)) as told:
        with pytest.raises(MachineError, match="HTTP 503 Service Unavailable, 4 times") as found:
            rows_of(told)
        assert found.value.path == told.address
    assert told.waits == [1.0, 2.0, 4.0]


def test_all_pages_together_are_not_asked_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_RETRIES", 3)
    pairs = [answer for n in range(9) for answer in (fails(500), says(body(2 * n, 2 * n + 1)))]
    with bad(*pairs) as told, pytest.raises(MachineError, match="HTTP 500"):
        rows_of(told)
    assert told.waits == [1.0, 1.0, 1.0]


@pytest.mark.parametrize(
    ("answer", "error", "said"),
    [
        (fails(400), UsageError, r"refuses the query: HTTP 400 Bad Request: Busy: come again\."),
        (fails(403), UsageError, "refuses the query: HTTP 403"),
        (fails(404), UsageError, "HTTP 404"),
        (says(b"<html>Welcome</html>", "text/html"), MachineError, "answers text/html"),
        (says(b'{"boolean": true, "head": {}}'), MachineError, "not that of a SELECT query"),
        (says(b"[1, 2]"), MachineError, "not that of a SELECT query"),
        (says(b'{"head":{"vars":[]},"results":{"bindings":[7]}}'), MachineError, "rows that are"),
        (says(body(1, 2, 3)), MachineError, "3 rows for a page of 2"),
        (says(body(1, 2)), MachineError, "same page twice"),
    ],
    ids=[
        "400", "403", "404", "a web page", "an ASK", "a list", "no rows", "no LIMIT", "no OFFSET",
    ],
)  # fmt: skip
def test_what_will_not_pass_is_told_at_once(
    answer: Answer, error: type[TwingraphError], said: str
) -> None:
    with bad(answer) as told, pytest.raises(error, match=said):
        rows_of(told)
    assert told.waits == []


def test_a_page_for_people_is_not_repeated() -> None:
    lost = says(b"<html>Nothing here</html>", "text/html", 404)
    with bad(lost) as told, pytest.raises(UsageError, match=r"HTTP 404 Not Found$"):
        rows_of(told)


def test_a_source_whose_query_finds_nothing_is_told_so(tmp_path: Path) -> None:
    with bad(says(body())) as told, pytest.raises(DataError, match="answers with no row") as found:
        fetch_source(ask("wikidata-query"), told.address, tmp_path / "rows.json")
    assert found.value.path == told.address


def test_an_endless_answer_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "LARGEST_ANSWER", 1_000_000)
    with bad(endless) as told, pytest.raises(MachineError, match="longer than 1,000,000 bytes"):
        rows_of(told)


def test_pages_without_end_are_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "LARGEST_FILE", 1_000)
    counting = iter(range(0, 1_000_000, 2))

    def more(handler: BaseHTTPRequestHandler) -> None:
        number = next(counting)
        says(body(number, number + 1))(handler)

    with bad(more) as told, pytest.raises(MachineError, match="more than 1,000 bytes"):
        fetch(told.address, ORDERED, tmp_path / "rows.json", page_size=2, sleep=refused)


def test_a_failed_fetch_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "rows.json"
    target.write_text("before", encoding="utf-8")
    with bad(says(body(1, 2)), fails(400)) as told, pytest.raises(UsageError):
        fetch(told.address, ORDERED, target, page_size=2, sleep=refused)
    assert target.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [target]


def test_half_a_character_does_not_stop_the_file(tmp_path: Path) -> None:
    half = body(1).replace(b"/1", b"/\\ud83d")
    with bad(says(half), says(body())) as told:
        fetch(told.address, ORDERED, tmp_path / "rows.json", page_size=2)
    kept = json.loads((tmp_path / "rows.json").read_text(encoding="utf-8"))
    assert kept["results"]["bindings"][0]["n"]["value"] == "http://example.org/\ud83d"


def test_a_redirection_keeps_the_question() -> None:
    with bad(*GOOD) as goal, bad(fails(307, Location=goal.address)) as told:
        assert rows_of(told) == ["1", "2", "3"]
        assert goal.queries == told.queries


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("/sparql", "redirects too often"),
        ("file:///etc/hostname", "no endpoint"),
        ("ftp://127.0.0.1/x", "address of an endpoint"),
    ],
)
def test_a_redirection_leads_to_an_endpoint_and_not_in_circles(target: str, said: str) -> None:
    with bad(fails(302, Location=target)) as told:
        with pytest.raises(TwingraphError, match=said):
            rows_of(told)
        assert len(told.queries) < 6


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/hostname", "ftp://example.org/", "query.wikidata.org/sparql", "http://", "",
        "http://127.0.0.1/a b", "http://127.0.0.1/\u00e9", "http://127.0.0.1/\n",
        "http://[::1", "https://user:word@example.org/sparql", "http://example.org:99999/",
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match="address"):
        pages(address, ORDERED)


@pytest.mark.parametrize(
    ("query", "size", "said"),
    [
        ("SELECT ?n WHERE { ?n ?p ?o }", 2, "without ORDER BY"),
        ("SELECT ?n WHERE { ?n ?p ?o } # ORDER BY ?n", 2, "without ORDER BY"),
        (f"{ORDERED}\nLIMIT 2 OFFSET 0\nLIMIT 3", 2, "one line LIMIT"),
        (ORDERED, 0, "at least one row"),
        (f"{ORDERED}\nLIMIT 0", None, "at least one row"),
    ],
)
def test_a_query_that_cannot_be_paged_is_refused(query: str, size: int | None, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        pages("http://127.0.0.1:9/", query, page_size=size)


def test_a_server_that_is_not_there_is_told() -> None:
    with _Threaded(("127.0.0.1", 0), BaseHTTPRequestHandler) as gone:
        address = f"http://127.0.0.1:{gone.server_port}/"
    with pytest.raises(MachineError, match="the connection to the endpoint fails"):
        list(pages(address, ORDERED, tries=2, sleep=lambda _seconds: None))

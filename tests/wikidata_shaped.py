"""Made-up triples in Wikidata's shapes, and a real SPARQL server that holds them.

In: nothing. Out: Turtle with eight twinning statements, of which seven count, and an address on
this machine. None of the places exists.
"""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sysconfig
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from conftest import ROOT

QUERY: Final = (ROOT / "queries" / "imports" / "wikidata-twinned.rq").read_text(encoding="utf-8")
STATEMENTS: Final = 7
TURTLE: Final = """
@prefix geo: <http://www.opengis.net/ont/geosparql#> .
@prefix p: <http://www.wikidata.org/prop/> .
@prefix pq: <http://www.wikidata.org/prop/qualifier/> .
@prefix pqv: <http://www.wikidata.org/prop/qualifier/value/> .
@prefix ps: <http://www.wikidata.org/prop/statement/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix s: <http://www.wikidata.org/entity/statement/> .
@prefix v: <http://www.wikidata.org/value/> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix wdt: <http://www.wikidata.org/prop/direct/> .
@prefix wikibase: <http://wikiba.se/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

wd:Q901 rdfs:label "Aville"@en , "Aburg"@de , "Allville"@mul ;
  wdt:P625 "Point(4.5 50.5)"^^geo:wktLiteral ; wdt:P17 wd:Q991 ; wdt:P1082 1200 , 1300 ;
  p:P190 s:q901-a , s:q901-b , s:q901-c .
wd:Q902 rdfs:label "Bville, \\"la B\\""@en ; wdt:P625 "Point(-71.2 46.8)"^^geo:wktLiteral ;
  wdt:P17 wd:Q992 ; p:P190 s:q902-a , s:q902-b .
wd:Q903 rdfs:label "Hu\\u1EBF"@mul ; wdt:P17 wd:Q992 ; p:P190 s:q903-a , s:q903-b .
wd:Q904 wdt:P625 "<http://www.wikidata.org/entity/Q405> Point(1 2)"^^geo:wktLiteral ;
  p:P190 s:q904-a .
wd:Q991 rdfs:label "Aland"@en . wd:Q992 rdfs:label "Bland"@en , "Beland"@mul .

s:q901-a ps:P190 wd:Q902 ; pq:P580 "1987-01-01T00:00:00Z"^^xsd:dateTime ; pqv:P580 v:a ;
  pq:P582 "2001-06-01T00:00:00Z"^^xsd:dateTime ; pqv:P582 v:b .
s:q901-b ps:P190 wd:Q903 ; pq:P580 "1970-01-01T00:00:00Z"^^xsd:dateTime ; pqv:P580 v:c .
s:q901-c ps:P190 wd:Q904 ; pq:P580 "1999-05-04T00:00:00Z"^^xsd:dateTime .
s:q902-a ps:P190 wd:Q901 ; pq:P580 "1988-03-01T00:00:00Z"^^xsd:dateTime .
s:q902-b ps:P190 wd:Q903 ; wikibase:rank wikibase:DeprecatedRank .
s:q903-a ps:P190 _:unknown .
s:q903-b ps:P190 wd:Q903 .
s:q904-a ps:P190 wd:Q901 ; pq:P580 "1991-01-01T00:00:00Z"^^xsd:dateTime .
v:a wikibase:timePrecision 9 . v:b wikibase:timePrecision 10 . v:c wikibase:timePrecision 8 .
"""


@contextlib.contextmanager
def server(folder: Path) -> Iterator[str]:
    """Run a SPARQL server with the triples, and give the address of its endpoint."""
    program = Path(sysconfig.get_path("scripts")) / "oxigraph"
    data = folder / "made-up.ttl"
    data.write_text(TURTLE, encoding="utf-8")
    store = ["--location", str(folder / "store")]
    subprocess.run([program, "load", *store, "--file", data], check=True, capture_output=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    bind = ["--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(
        [program, "serve-read-only", *store, *bind],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/", process)
        yield f"http://127.0.0.1:{port}/query"
    finally:
        process.terminate()
        process.wait()


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5):
            return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise AssertionError("the SPARQL server does not start")

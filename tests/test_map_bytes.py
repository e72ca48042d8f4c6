"""The map's page is the same bytes in any process, whatever seeds its hashes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from map_graphs import graph_of, partner
from twingraph.exports.writing import export

MAKE = """
import sys
from twingraph.map.payload import payload
from twingraph.store import Graph
from pathlib import Path
blocks = payload(Graph.from_nquads(Path(sys.argv[1]))).blocks()
Path(sys.argv[2]).write_text("".join(blocks[name] for name in sorted(blocks)), encoding="utf-8")
"""
HAPPENED = """
passage:test-1 {
  event:a a tg:Event ; tg:location city:b0 ; tg:status status:planned .
  event:b a tg:Event ; tg:location city:b1 ; tg:partOf event:a .
  event:c a tg:Event ; tg:location city:own .
  person:p a tg:Person . person:q a tg:Person . person:r a tg:Person .
  participation:1 a tg:Participation ; tg:inEvent event:a ; tg:participant person:p, city:b0 .
  participation:2 a tg:Participation ; tg:inEvent event:b ; tg:participant person:q, city:own .
  participation:3 a tg:Participation ; tg:inEvent event:c ; tg:participant person:r, city:b1 .
}
graph:editorial {
  event:a rdfs:label "A"@en . event:b rdfs:label "B"@en . event:c rdfs:label "C"@en .
  person:p rdfs:label "P"@en . person:q rdfs:label "Q"@en . person:r rdfs:label "R"@en .
}
"""


def test_the_data_are_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    cities = [partner(f"b{n}", f"City {n}", agreements={f"x{n}": f"X {n}"}) for n in range(4)]
    graph = graph_of("".join(cities) + HAPPENED)
    (source,) = export(graph, tmp_path / "graph.nq")
    written = set()
    for seed in ("1", "2", "3"):
        target = tmp_path / seed
        subprocess.run(
            [sys.executable, "-c", MAKE, str(source), str(target)],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        written.add(target.read_bytes())
    assert len(written) == 1
    (text,) = written
    assert all(name in text for name in (b"event:a", b"person:r", b"agreement:x3"))

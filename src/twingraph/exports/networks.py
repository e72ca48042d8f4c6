"""Networks as files for network tools: GraphML and GEXF.

In: a NetworkX graph whose attributes are text, numbers or booleans. Out: XML as bytes, the same for
the same graph: no clock, and no library that happens to be installed, has a part in them. What XML
1.0 cannot hold (control characters) becomes U+FFFD.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from typing import Any, Final

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter
from networkx.readwrite.graphml import GraphMLWriter

# Everything outside https://www.w3.org/TR/xml/#charsets.
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def graphml(network: nx.MultiGraph[str]) -> bytes:
    """Return a network as GraphML; an edge's id is its key.

    A key that several pairs share (an agreement of three cities) is numbered, for ids are unique;
    the attribute ``iri`` still says what the edge stands for.
    """
    written = _writable(network)
    shared = Counter(key for _, _, key in written.edges(keys=True))
    numbers: Counter[str] = Counter()
    made: nx.MultiGraph[str] = written.__class__()
    made.graph.update(written.graph)
    made.add_nodes_from(written.nodes(data=True))
    for source, target, key, attributes in written.edges(keys=True, data=True):
        numbers[key] += 1
        unique = key if shared[key] == 1 else f"{key}.{numbers[key]}"
        made.add_edge(source, target, key=unique, **attributes)
    stream = io.BytesIO()
    # Not nx.write_graphml, which writes other bytes where lxml is installed.
    writer = GraphMLWriter(encoding="utf-8", prettyprint=True)
    writer.add_graph_element(made)
    writer.dump(stream)
    # A reader of XML takes a bare carriage return for a line feed.
    return stream.getvalue().replace(b"\r", b"&#13;") + b"\n"


def gexf(network: nx.MultiGraph[str]) -> bytes:
    """Return a network as GEXF 1.2; an edge's key is its attribute ``networkx_key``."""
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(_writable(network))
    meta = writer.xml.find("meta")
    # NetworkX stamps the day of writing, and its version, of which the reader needs neither.
    meta.attrib.pop("lastmodifieddate")
    meta.find("creator").text = "twingraph"
    text = f'<?xml version="1.0" encoding="utf-8"?>\n{writer}\n'
    return text.encode("ascii", "xmlcharrefreplace")


def _writable(network: nx.MultiGraph[str]) -> nx.MultiGraph[str]:
    """Return a copy with nodes and edges in order, and text that XML can hold."""
    made: nx.MultiGraph[str] = network.__class__()
    made.graph["name"] = _text(network.graph.get("name", ""))
    for node in sorted(network.nodes):
        made.add_node(_text(node), **_texts(network.nodes[node]))
    edges = {(u, v, key): held for u, v, key, held in network.edges(keys=True, data=True)}
    for (source, target, key), attributes in sorted(edges.items(), key=lambda item: item[0]):
        made.add_edge(_text(source), _text(target), key=_text(key), **_texts(attributes))
    return made


def _texts(attributes: dict[str, Any]) -> dict[str, Any]:
    return {name: _text(held) for name, held in sorted(attributes.items())}


def _text(held: Any) -> Any:
    return _NOT_XML.sub("�", held) if isinstance(held, str) else held

"""twingraph: the open knowledge graph of city-to-city relations.

The public names below are loaded when they are first used, so that ``import twingraph`` is cheap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twingraph.resources import VERSION

if TYPE_CHECKING:
    from twingraph.building import build
    from twingraph.checks import check
    from twingraph.classes import to_owlready
    from twingraph.dossiers import dossier
    from twingraph.explaining import explain
    from twingraph.exports.writing import export
    from twingraph.frames import query
    from twingraph.importing import import_sources, imported_sources, remove_sources
    from twingraph.map.pyvis import ego_network
    from twingraph.map.showing import map_page, write_map
    from twingraph.measures.measuring import measure
    from twingraph.names import resolve
    from twingraph.networks import network
    from twingraph.opening import open_graph
    from twingraph.portraits.writing import write_portrait
    from twingraph.projections.edgelists import read_links
    from twingraph.projections.stored import links
    from twingraph.queries import catalogue
    from twingraph.rdf import to_rdflib
    from twingraph.store import Graph
    from twingraph.suggesting import suggest


__version__ = VERSION

_PUBLIC = {
    "Graph": "store",
    "build": "building",
    "catalogue": "queries",
    "check": "checks",
    "compare_sources": "comparing",
    "dossier": "dossiers",
    "ego_network": "map.pyvis",
    "explain": "explaining",
    "export": "exports.writing",
    "import_sources": "importing",
    "imported_sources": "importing",
    "links": "projections.stored",
    "map_page": "map.showing",
    "measure": "measures.measuring",
    "network": "networks",
    "open_graph": "opening",
    "query": "frames",
    "read_links": "projections.edgelists",
    "remove_sources": "importing",
    "resolve": "names",
    "suggest": "suggesting",
    "to_owlready": "classes",
    "to_rdflib": "rdf",
    "write_map": "map.showing",
    "write_portrait": "portraits.writing",
}

__all__ = [
    "Graph",
    "__version__",
    "build",
    "catalogue",
    "check",
    "compare_sources",
    "dossier",
    "ego_network",
    "explain",
    "export",
    "import_sources",
    "imported_sources",
    "links",
    "map_page",
    "measure",
    "network",
    "open_graph",
    "query",
    "read_links",
    "remove_sources",
    "resolve",
    "suggest",
    "to_owlready",
    "to_rdflib",
    "write_map",
    "write_portrait",
]


def __getattr__(name: str) -> Any:
    """Load a public name from the module that defines it."""
    if name not in _PUBLIC:
        raise AttributeError(f"module 'twingraph' has no attribute '{name}'")
    from importlib import import_module

    found = getattr(import_module(f"twingraph.{_PUBLIC[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted([*globals(), *_PUBLIC])

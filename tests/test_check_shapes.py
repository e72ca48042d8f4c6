"""The shapes: named, explained in two languages, and judged as pySHACL judges them alone."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyoxigraph as px
import pyshacl
import pytest
import rdflib
from rdflib import RDF, SH

from test_missing_library import HIDE
from twingraph.checks.findings import Finding
from twingraph.checks.material import gather
from twingraph.checks.shapes import breaches, read_shapes, shapes_are_met
from twingraph.errors import OntologyError
from twingraph.prefixes import expand
from twingraph.resources import folder
from twingraph.store import INFERRED

ONTOLOGY = folder("ontology")
SHAPES = ONTOLOGY / "shapes.ttl"
EXAMPLES = ONTOLOGY / "examples"
SETTING = EXAMPLES / "setting.trig"
KINDS = read_shapes().kinds

PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix shape: <https://w3id.org/twingraph/shape/> .
@prefix tg: <https://w3id.org/twingraph/ontology#> .
"""
NONE = "sh:path tg:stepOf ; sh:maxCount 0"
WORDS = 'sh:message "too many parties"@en, "trop de parties"@fr'


@pytest.fixture(scope="module")
def written() -> rdflib.Graph:
    return rdflib.Graph().parse(SHAPES)


def bad(code: str) -> list[Finding]:
    return list(shapes_are_met(gather([SETTING, EXAMPLES / "bad" / f"{code}.trig"])))


def test_every_shape_has_a_name_and_says_in_both_languages_what_is_wrong() -> None:
    assert len(KINDS) == 63
    for iri, kind in KINDS.items():
        assert iri == expand(f"shape:{kind.code}")
        assert re.fullmatch(r"[a-z]+(-[a-z]+)+", kind.code)
        for text in (kind.en, kind.fr):
            assert re.fullmatch(r"\w.{10,110}[^.]", text), text
        assert not re.search(r"(?<!\u00a0)[:;?!](?=\s|$)", kind.fr)


def test_every_shape_has_a_target_a_path_and_a_constraint(written: rdflib.Graph) -> None:
    targets = (SH.targetClass, SH.targetSubjectsOf)
    for iri in KINDS:
        said = set(written.predicates(rdflib.URIRef(iri)))
        assert SH.path in said
        assert sum(target in said for target in targets) == 1, iri
        assert said - {RDF.type, SH.path, SH.message, *targets}, iri


def test_the_shapes_speak_of_terms_that_the_ontology_has(written: rdflib.Graph) -> None:
    known = set(rdflib.Graph().parse(ONTOLOGY / "twingraph.ttl").subjects())
    schemes = set(
        rdflib.Graph()
        .parse(data="\n".join(p.read_text("utf-8") for p in ONTOLOGY.glob("vocab/*.ttl")))
        .subjects(RDF.type, rdflib.SKOS.ConceptScheme)
    )
    ours = {
        term
        for term in written.objects()
        if isinstance(term, rdflib.URIRef)
        and term.startswith("https://w3id.org/twingraph/")
        and not term.startswith(expand("shape:"))
        and term != rdflib.URIRef(expand("org:twingraph-developers"))
    }
    assert len(ours) > 60
    assert ours - known - schemes == set()


def test_the_shapes_are_well_formed_shacl(written: rdflib.Graph) -> None:
    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=written, meta_shacl=True)
    assert conforms, text


def test_the_bundled_data_have_the_shapes() -> None:
    assert list(shapes_are_met(gather())) == []


def test_nothing_is_lost_by_judging_what_the_shapes_speak_of() -> None:
    files = [SETTING, *sorted((EXAMPLES / "bad").glob("*-*.trig"))]
    material = gather([path for path in files if path.stem not in ("no-graph", "blank-node")])
    whole = rdflib.Graph()
    for quad in material.asserted.quads():
        whole.parse(data=f"{quad.triple} .", format="nt")
    _, report, _ = pyshacl.validate(whole, shacl_graph=rdflib.Graph().parse(SHAPES))
    expected = Counter(
        (str(report.value(result, SH.sourceShape)), str(report.value(result, SH.focusNode)))
        for result in report.objects(None, SH.result)
    )
    findings = list(shapes_are_met(material))
    assert Counter((finding.shape, finding.focus) for finding in findings) == expected
    assert len({finding.code for finding in findings}) > 40


def test_a_finding_says_where_what_and_why_in_both_languages() -> None:
    (finding,) = bad("latitude-range")
    path = EXAMPLES / "bad" / "latitude-range.trig"
    lines = path.read_text("utf-8").splitlines()
    assert Path(finding.file).resolve() == path
    assert "tg:latitude 504.6" in lines[(finding.line or 0) - 1]
    assert finding.en == "place:another: a latitude lies between -90 and 90 (504.6)"
    assert finding.fr == ("place:another\u00a0: une latitude est comprise entre -90 et 90 (504.6)")
    assert (finding.code, finding.thing) == ("latitude-range", "place:another")
    assert (finding.focus, finding.path) == (expand("place:another"), expand("tg:latitude"))
    assert finding.value == px.Literal("504.6", datatype=px.NamedNode(expand("xsd:decimal")))
    assert finding.shape == expand("shape:latitude-range")
    assert finding.component == expand("sh:MaxInclusiveConstraintComponent")
    assert finding.severity == "error"


@pytest.mark.parametrize("text", ["NaN", "-Infinity", ""])
def test_what_is_no_decimal_is_found(text: str, tmp_path: Path) -> None:
    """Some of these rdflib takes for decimals, and cannot compare them."""
    odd = tmp_path / "odd.trig"
    decimal = f'"{text}"^^<{expand("xsd:decimal")}>'
    odd.write_text(f"<urn:g> {{ <urn:x> <{expand('tg:latitude')}> {decimal} . }}\n")
    found = {f.code for f in shapes_are_met(gather([SETTING, odd])) if f.focus == "urn:x"}
    assert found == {"latitude-range", "longitude-missing"}


def test_a_missing_statement_is_found_where_the_thing_gets_its_type() -> None:
    (finding,) = bad("signature-step")
    lines = (EXAMPLES / "bad" / "signature-step.trig").read_text("utf-8").splitlines()
    assert "signature:another a tg:Signature" in lines[(finding.line or 0) - 1]
    # The path is not one property: `^tg:signature`.
    assert (finding.path, finding.value) == ("", None)


def test_what_is_inferred_mends_nothing(tmp_path: Path) -> None:
    follows = tmp_path / "inferred.trig"
    agreement, city = expand("agreement:another"), expand("city:hue-vn")
    follows.write_text(f"<{INFERRED}> {{ <{agreement}> <{expand('tg:party')}> <{city}> }}\n")
    example = EXAMPLES / "bad" / "agreement-parties.trig"
    (finding,) = shapes_are_met(gather([SETTING, example, follows]))
    assert finding.code == "agreement-parties"


@pytest.mark.parametrize(
    ("severity", "expected"),
    [("sh:Violation", "error"), ("sh:Warning", "warning"), ("sh:Info", "warning")],
)
def test_a_shape_may_be_a_warning(severity: str, expected: str, tmp_path: Path) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text(
        f"{PREFIXES}shape:few-parties a sh:PropertyShape ; sh:targetClass tg:Agreement ;\n"
        f"  sh:path tg:party ; sh:maxCount 1 ; sh:severity {severity} ; {WORDS} .\n"
    )
    (finding,) = breaches(read_shapes(path), gather([SETTING]))
    assert (finding.code, finding.severity) == ("few-parties", expected)


@pytest.mark.parametrize(
    ("shape", "reason"),
    [
        ('shape:x a sh:NodeShape ; sh:message "no parties"@en .', "shape:x has no message in"),
        (f"[] a sh:NodeShape ; {WORDS} .", "a shape has no name: "),
        ("shape:x a sh:NodeShape", "shapes.ttl:5:"),
        (
            f"shape:x a sh:PropertyShape ; sh:targetClass tg:Agreement ; sh:maxCount 1 ; {WORDS} .",
            "a shape cannot be used: ",
        ),
        (
            f"shape:x a sh:NodeShape ; {WORDS} ; sh:targetClass tg:Step ; sh:property [ {NONE} ] .",
            "a shape has no name, or no type",
        ),
    ],
    ids=["one-language", "no-name", "syntax", "no-path", "nameless-inside"],
)
def test_shapes_that_cannot_be_used_are_one_error(shape: str, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text(f"{PREFIXES}{shape}\n")
    with pytest.raises(OntologyError) as error:
        list(breaches(read_shapes(path), gather([SETTING])))
    assert reason in str(error.value)
    assert error.value.path == str(path)


def test_without_pyshacl_the_command_says_how_to_get_it() -> None:
    program = HIDE.format(library="pyshacl", arguments=["check", "--quick"])
    done = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, text=True
    )
    expected = "twingraph: this needs the library pyshacl (pip install 'twingraph[check]')\n"
    assert (done.returncode, done.stdout, done.stderr) == (3, "", expected)

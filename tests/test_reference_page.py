"""The reference page against the ontology as rdflib reads it: complete, linked, safe, stable."""

from __future__ import annotations

import base64
import hashlib
import itertools
import os
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph as px
import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from html_reading import Reading
from ontology_checks import disjoint_pairs, members, terms
from twingraph.bundled import bundled_quads
from twingraph.errors import OntologyError
from twingraph.prefixes import PREFIXES, local_name, shorten
from twingraph.reference import diagram, reference_page
from twingraph.reference.__main__ import main
from twingraph.reference.examples import examples
from twingraph.reference.markup import join, raw, tag
from twingraph.reference.model import Reference
from twingraph.reference.page import page
from twingraph.reference.reading import read_reference
from twingraph.reference.words import word

ONTOLOGY = Path(__file__).parents[1] / "ontology"
TG = PREFIXES["tg"]


@pytest.fixture(scope="module")
def text() -> str:
    return reference_page()


@pytest.fixture(scope="module")
def reading(text: str) -> Reading:
    return Reading(text)


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(ONTOLOGY / "twingraph.ttl", format="turtle")


@pytest.fixture(scope="module")
def vocabularies() -> Graph:
    graph = Graph()
    for file in sorted(ONTOLOGY.glob("vocab/*.ttl")):
        graph.parse(file, format="turtle")
    return graph


@pytest.fixture(scope="module")
def reference() -> Reference:
    return read_reference()


def spoken(graph: Graph, subject: URIRef, predicate: URIRef) -> dict[str, str]:
    return {str(getattr(o, "language", "")): str(o) for o in graph.objects(subject, predicate)}


def plain(words: str) -> str:
    """Return words as the page shows them, where names of terms are links without prefix."""
    return re.sub(r"\btg:(?=\w)", "", words)


def test_every_term_has_one_entry_under_its_local_name(reading: Reading, ontology: Graph) -> None:
    entries = [e.attributes["id"] for e in reading.having("entry", "term")]
    assert len(entries) > 200
    assert sorted(map(str, entries)) == sorted(local_name(term) for term in terms(ontology))


def test_every_concept_has_one_entry(reading: Reading, vocabularies: Graph) -> None:
    entries = [e.attributes["id"] for e in reading.having("entry", "concept")]
    concepts = set(vocabularies.subjects(RDF.type, SKOS.Concept))
    assert len(concepts) > 250
    assert sorted(map(str, entries)) == sorted(shorten(str(c)) for c in concepts)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_text_of_a_term_stands_in_its_entry(
    reading: Reading, ontology: Graph, language: str
) -> None:
    other = {"en": "fr", "fr": "en"}[language]
    label = URIRef(TG + "inverseLabel")
    shown = 0
    for term in terms(ontology):
        entry = reading.by_id[local_name(term)]
        for predicate in (RDFS.label, SKOS.definition, SKOS.example, RDFS.comment, label):
            texts = spoken(ontology, term, predicate)
            if not texts:
                continue
            shown += 1
            assert plain(texts[language]) in entry.text(language), (term, predicate)
            if predicate == SKOS.definition:
                assert plain(texts[other]) not in entry.text(language), term
    assert shown > 500


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_text_of_a_concept_stands_in_its_entry(
    reading: Reading, vocabularies: Graph, language: str
) -> None:
    for concept in vocabularies.subjects(RDF.type, SKOS.Concept):
        assert isinstance(concept, URIRef)
        entry = reading.by_id[shorten(concept)]
        for predicate in (SKOS.prefLabel, SKOS.definition, SKOS.scopeNote):
            for tag_, words in spoken(vocabularies, concept, predicate).items():
                assert tag_ != language or plain(words) in entry.text(language), concept
        for other in vocabularies.objects(concept, SKOS.closeMatch):
            assert f"#{shorten(str(other))}" in entry.links


def test_axioms_are_links_in_the_entries_of_both_sides(reading: Reading, ontology: Graph) -> None:
    def links(term: object) -> set[str]:
        return reading.by_id[local_name(str(term))].links

    counted = 0
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf, OWL.inverseOf):
        for lower, upper in ontology.subject_objects(predicate):
            if isinstance(lower, URIRef) and isinstance(upper, URIRef):
                assert f"#{local_name(upper)}" in links(lower)
                assert f"#{local_name(lower)}" in links(upper)
                counted += 1
    for predicate in (RDFS.domain, RDFS.range):
        for term, expression in ontology.subject_objects(predicate):
            for cls in members(ontology, expression):
                if str(cls).startswith(TG):
                    assert f"#{local_name(str(cls))}" in links(term)
                    assert f"#{local_name(str(term))}" in links(cls)
                    counted += 1
    for pair in disjoint_pairs(ontology):
        one, other = map(str, pair)
        assert f"#{local_name(other)}" in links(one)
        assert f"#{local_name(one)}" in links(other)
        counted += 1
    assert counted > 700


def test_what_a_class_inherits_is_told(reading: Reading) -> None:
    network = reading.by_id["Network"]
    assert {"#Organisation", "#Agent", "#seat", "#affiliation"} <= network.links
    assert "from Organisation" in network.text("en")
    assert "de Organisation" in network.text("fr")


def test_characteristics_chains_and_equivalents_are_told(reading: Reading) -> None:
    assert "transitive" in reading.by_id["partOf"].text("en")
    assert "symétrique" in reading.by_id["twinnedWith"].text("fr")
    assert "irreflexive" in reading.by_id["renews"].text("en")
    chain = reading.by_id["memberOf"]
    assert "inverse of member then network" in chain.text("en")
    assert "inverse de member puis network" in chain.text("fr")
    assert "#TwinningAgreement" in reading.by_id["Agreement"].links
    twinning = reading.by_id["TwinningAgreement"]
    assert "Agreement and (kind is kind:twinning)" in twinning.text("en")
    assert "#kind:twinning" in twinning.links
    assert "Claim or Agreement" in reading.by_id["kind"].text("en")


def test_alignments_status_and_version_are_told(reading: Reading) -> None:
    city = reading.by_id["City"]
    assert "close to\u00a0schema:City" in city.text("en")
    assert "proche de\u00a0schema:City" in city.text("fr")
    assert "https://schema.org/City" in city.links
    assert "Since version0.1.0" in city.text("en").replace("\n", "")
    assert "nobody writes it by hand" in reading.by_id["twinnedWith"].text("en")
    assert "nobody writes it by hand" not in city.text("en")


def test_every_rule_has_its_entry_sentences_and_text(reading: Reading) -> None:
    written = "\n".join(f.read_text("utf-8") for f in sorted(ONTOLOGY.glob("rules/*.rls")))
    found = re.findall(r"%\+ name: (.+)\n%\+ en: (.+)\n%\+ fr: (.+)\n(.+)", written)
    assert len(found) > 50
    assert len(reading.having("entry", "rule")) == len(found)
    for name, english, french, first in found:
        entry = reading.by_id[f"rule-{name}"]
        assert re.sub(r"\{(\w+)\}", r"\1", english) in entry.text("en")
        assert re.sub(r"\{(\w+)\}", r"\1", french) in entry.text("fr")
        assert first in entry.text()
        concluded = re.match(r"tg:(\w+)\(", first)
        if concluded:
            assert f"#{concluded[1]}" in entry.links
            assert f"#rule-{name}" in reading.by_id[concluded[1]].links


def test_names_are_unique_and_every_link_inside_resolves(reading: Reading) -> None:
    names = [e.attributes["id"] for e in reading.elements if "id" in e.attributes]
    assert len(names) == len(set(names))
    links = [e.attributes["href"] or "" for e in reading.elements if e.name == "a"]
    inside = {link[1:] for link in links if link.startswith("#")}
    assert len(inside) > 500
    assert inside <= set(names)
    outside = {link for link in links if not link.startswith("#")}
    assert all(re.match(r"https?://", link) for link in outside)


def test_header_and_prefixes_are_those_of_the_files(reading: Reading) -> None:
    about = reading.by_id["about"].text("en")
    assert "0.1.0" in about
    assert "https://creativecommons.org/licenses/by/4.0/" in about
    assert "The twingraph developers (2026)" in about
    table = reading.by_id["section-prefixes"].text()
    assert all(f"{prefix}:" in table and iri in table for prefix, iri in PREFIXES.items())


def test_an_example_is_a_statement_of_the_graph_that_it_names(text: str) -> None:
    quads = bundled_quads()
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    known = {(str(q.triple), shorten(str(getattr(q.graph_name, "value", "")))) for q in quads}
    found = examples(quads)
    assert len(found) > 180
    for term, example in found.items():
        turtle = px.parse((head + example.turtle).encode(), format=px.RdfFormat.TURTLE)
        shown = [str(quad.triple) for quad in turtle]
        assert term in shown[0]
        for triple in shown:
            assert any((triple, graph) in known for graph in example.graphs), (term, triple)
        assert all(graph in text for graph in example.graphs)


def test_what_passages_state_is_shown_before_what_we_wrote(reading: Reading) -> None:
    assert "passage:namur-2024-" in reading.by_id["party"].text()
    assert "inferred" in reading.by_id["partyTo"].text()


def test_the_order_of_the_statements_does_not_matter() -> None:
    quads = bundled_quads()
    before = examples(quads)
    random.Random(7).shuffle(quads)
    assert examples(quads) == before


def test_the_page_is_the_same_in_another_process(text: str) -> None:
    code = "import sys; from twingraph.reference import reference_page as p; sys.stdout.write(p())"
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code],
        env={**os.environ, "PYTHONHASHSEED": "4242"},
        check=True,
        capture_output=True,
    )
    assert done.stdout == text.encode()


def test_nothing_is_loaded_and_only_the_pages_own_script_may_run(
    text: str, reading: Reading
) -> None:
    (policy,) = (
        e.attributes["content"] or ""
        for e in reading.elements
        if e.attributes.get("http-equiv") == "Content-Security-Policy"
    )
    scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    (digest,) = (base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in scripts)
    assert "default-src 'none'" in policy
    assert f"script-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy.replace("style-src 'unsafe-inline'", "")
    for element in reading.elements:
        assert not any(name.startswith("on") for name in element.attributes), element
        assert "src" not in element.attributes
        assert "style" not in element.attributes
    assert "url(" not in text
    assert "@import" not in text
    loading = [e for e in reading.elements if e.name == "link"]
    assert [e.attributes["rel"] for e in loading] == ["icon", "license"]


IMAGE = '<img src=x onerror="alert(1)">'
SCRIPT = "</script><script>alert(2)</script><!--"


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    shutil.copytree(ONTOLOGY, tmp_path / "ontology")
    file = tmp_path / "ontology" / "twingraph.ttl"
    turtle = file.read_text("utf-8")
    damaged = turtle.replace('"place"@en', str(px.Literal(IMAGE, language="en"))).replace(
        "A part of the Earth's surface", str(px.Literal(SCRIPT))[1:-1]
    )
    assert IMAGE.replace('"', '\\"') in damaged
    file.write_text(damaged, "utf-8")
    kind = tmp_path / "ontology" / "vocab" / "kind.ttl"
    kind.write_text(
        kind.read_text("utf-8").replace('"twinning"@en', '"</article>&amp;"@en'), "utf-8"
    )
    text = page(read_reference(tmp_path / "ontology"))
    reading = Reading(text)
    assert IMAGE in reading.by_id["Place"].text("en")
    assert SCRIPT in reading.by_id["Place"].text("en")
    assert "</article>&amp;" in reading.by_id["kind:twinning"].text("en")
    assert not [e for e in reading.elements if e.name == "img"]
    assert text.count("<script>") == 1


def test_markup_escapes_whatever_is_not_markup() -> None:
    assert tag(
        "p", "<b>", tag("b", "&"), ["x", None], None, title='"', class_="a", hidden=True
    ) == ('<p title="&quot;" class="a" hidden>&lt;b&gt;<b>&amp;</b>x</p>\n')
    assert tag("input", data_x=None, checked=False) == "<input>"
    assert join("a", ["<"]) == "a&lt;"
    for text in ("</style>", "a <!-- b"):
        with pytest.raises(ValueError, match="ends its element"):
            raw(text)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("dcterms:abstract", "dcterms:audience", "abstract"),
        ('rdfs:label "place"@en, "lieu"@fr', 'rdfs:label "place"@en', "tg:Place has no rdfs:label"),
        ("owl:unionOf ( tg:Claim tg:Agreement )", "owl:maxCardinality 1", "cannot write"),
    ],
    ids=["header", "label", "axiom"],
)
def test_what_the_page_cannot_show_is_an_error(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    shutil.copytree(ONTOLOGY, tmp_path / "ontology")
    file = tmp_path / "ontology" / "twingraph.ttl"
    assert old in file.read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(OntologyError, match=message):
        read_reference(tmp_path / "ontology")


def test_the_command_writes_the_page_where_it_is_told(tmp_path: Path, text: str) -> None:
    file = tmp_path / "docs" / "ontology.html"
    assert main(["-o", str(file)]) == 0
    assert file.read_text("utf-8") == text


def test_the_command_says_what_it_cannot_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert main(["-o", str(tmp_path / "file" / "page.html")]) == 2
    error = capsys.readouterr().err
    assert error.startswith("twingraph: ")
    assert error.count("\n") == 1


def test_the_pages_own_words_keep_french_typography() -> None:
    source = Path(sys.modules[word.__module__].__file__ or "").read_text("utf-8")
    keys = re.findall(r'^    "([\w-]+)": \(', source, re.MULTILINE)
    assert len(keys) > 60
    for key in keys:
        text = word(key, n=1, name="x")
        assert text.en
        assert not re.search(r" [;:?!»]|« |\w'\w", text.fr), key


def test_the_diagram_shows_axioms_of_the_ontology(reference: Reference, ontology: Graph) -> None:
    arrows = diagram.arrows(reference)
    assert len(arrows) > 25
    for arrow in arrows:
        ends = (URIRef(TG + arrow.start), URIRef(TG + arrow.end))
        if not arrow.properties:
            assert (ends[0], RDFS.subClassOf, ends[1]) in ontology
        for name in arrow.properties:
            for end, predicate in zip(ends, (RDFS.domain, RDFS.range), strict=True):
                stated = ontology.value(URIRef(TG + name), predicate)
                assert stated is not None
                assert end in members(ontology, stated), arrow
    drawn = {name for arrow in arrows for name in arrow.properties}
    assert {"claimOn", "connects", "party", "stepOf", "inEvent", "member", "restsOn"} <= drawn
    assert "partOf" in diagram.loops(reference)["Event"]


def test_no_arrow_runs_through_a_box_and_no_label_covers_another(reference: Reference) -> None:
    width, height = diagram.BOX
    arrows = diagram.arrows(reference)
    for arrow in arrows:
        (x0, y0), (x1, y1) = diagram.ends(arrow)
        for name in set(diagram.PLACES) - {arrow.start, arrow.end}:
            x, y = diagram.centre(name)
            for step in range(201):
                at = (x0 + (x1 - x0) * step / 200, y0 + (y1 - y0) * step / 200)
                inside = abs(at[0] - x) < width / 2 + 2 and abs(at[1] - y) < height / 2 + 2
                assert not inside, (arrow, name)
    labels = list(diagram.labels(arrows).values())
    boxes = [(diagram.centre(name), width, height) for name in diagram.PLACES]
    for one, other in [*itertools.combinations(labels, 2), *itertools.product(labels, boxes)]:
        apart_x = abs(one[0][0] - other[0][0]) >= (one[1] + other[1]) / 2
        apart_y = abs(one[0][1] - other[0][1]) >= (one[2] + other[2]) / 2
        assert apart_x or apart_y, (one, other)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_texts_have_the_contrast_of_wcag_aa_in_both_themes(text: str) -> None:
    themes = re.findall(r":root \{([^}]*--ink[^}]*)\}", text)
    assert len(themes) == 2
    for theme in themes:
        colours = dict(re.findall(r"--(\w+): (#\w{6})", theme))
        texts = {"ink", "quiet", "accent", "class", "object", "datatype", "reserved"}
        assert texts < set(colours)
        for name, ground in itertools.product(texts, ("ground", "raised")):
            shades = sorted(luminance(colours[key]) for key in (name, ground))
            ratio = (shades[1] + 0.05) / (shades[0] + 0.05)
            assert ratio >= 4.5, (name, ground, ratio)

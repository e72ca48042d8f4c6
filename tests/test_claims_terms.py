"""Terms of claims: whatever a source holds, a reader of N-Quads reads back what was meant."""

from __future__ import annotations

import math
from decimal import Decimal

import pyoxigraph as px
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from twingraph.claims import terms
from twingraph.prefixes import expand, shorten

# Half characters too, which Python holds and UTF-8 does not.
TEXTS = st.text(st.characters(codec=None), max_size=40)
LANGUAGES = st.sampled_from(["en", "fr", "zh-hant", "sr-Latn-RS", "und"])


def read(term: str) -> px.Literal:
    """Return the object of a line of N-Quads, which has to be one line for any reader by lines."""
    line = f"<urn:s> <urn:p> {term} <urn:g> .\n"
    assert line.splitlines() == [line[:-1]]
    (quad,) = px.parse(line.encode(), format=px.RdfFormat.N_QUADS)
    assert isinstance(quad.object, px.Literal)
    return quad.object


def meant(text: str) -> str:
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)


@given(TEXTS, LANGUAGES)
@example("\x00\x01\x1f\x7f\x85\u2028\u2029\ud800\udfff\ufeff\U0010ffff", "en")
@example('a "quoted" \\ back\\u0041slash\r\n\t', "fr")
@settings(deadline=None, max_examples=200)
def test_a_text_is_read_back(text: str, language: str) -> None:
    assert read(terms.text(text)) == px.Literal(meant(text))
    assert read(terms.text(text, language)) == px.Literal(meant(text), language=language.lower())


@pytest.mark.parametrize("tag", ["", "e", "english language", 'en"', "en-", "123", "français"])
def test_what_is_no_language_tag_leaves_a_plain_text(tag: str) -> None:
    assert read(terms.text("Hué", tag)) == px.Literal("Hué")


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e20, max_value=1e20))
@example(1e-7)
@example(-0.0)
@example(50.0)
@settings(deadline=None, max_examples=200)
def test_a_number_is_written_with_all_its_digits(value: float) -> None:
    literal = read(terms.decimal(value) or "")
    assert literal.datatype == px.NamedNode(expand("xsd:decimal"))
    assert "e" not in literal.value.casefold()
    assert float(Decimal(literal.value)) == value


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_not_written(value: float) -> None:
    assert terms.decimal(value) is None


def test_whole_numbers_and_truths_have_their_types() -> None:
    assert read(terms.integer(-7)) == px.Literal(-7)
    assert read(terms.boolean(True)) == px.Literal(True)
    assert read(terms.boolean(False)) == px.Literal(False)


@given(TEXTS)
@settings(deadline=None, max_examples=200)
def test_an_iri_is_one_whatever_is_in_it(text: str) -> None:
    line = f"{terms.iri('https://example.org/' + text)} <urn:p> <urn:o> <urn:g> .\n"
    assert line.splitlines() == [line[:-1]]
    (quad,) = px.parse(line.encode(), format=px.RdfFormat.N_QUADS)
    assert str(quad.subject).startswith("<https://example.org/")


def test_an_iri_keeps_what_may_stand_in_one() -> None:
    address = "https://example.org/a%20b?c=d&e=(f)#g"
    assert terms.iri(address) == f"<{address}>"
    assert terms.iri("https://example.org/a b<c>é") == "<https://example.org/a%20b%3Cc%3E%C3%A9>"
    assert terms.iri("https://example.org/5%#1#2") == "<https://example.org/5%25#1%232>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://example.org/x", True),
        ("HTTP://example.org", True),
        ("https://example.org:8080?x", True),
        ("https://", False),
        ("https://example.org:port/", False),
        ("none stated; see https://example.org/", False),
        ("https://example.org/ and more", False),
        ("MIT", False),
        ("", False),
    ],
)
def test_an_address_is_told_from_other_words(text: str, expected: bool) -> None:
    assert terms.is_address(text) is expected


@given(st.lists(TEXTS | st.sampled_from(["1", "1#2", "1_232", "a.", "a_2e", "_key-1"]), max_size=8))
@example(["x" * 65, "x" * 66, "é" * 65, "_key-" + "0" * 32])
@settings(deadline=None, max_examples=200)
def test_two_keys_never_give_one_name(keys: list[str]) -> None:
    names = {key: terms.key_name(key) for key in keys}
    assert len(set(names.values())) == len(names)
    for name in names.values():
        whole = expand(f"claim:source-{name}")
        assert shorten(whole) == f"claim:source-{name}"


def test_a_number_or_a_plain_key_is_its_own_name() -> None:
    assert [terms.key_name(key) for key in ("12", "Q64-Q90", "a.b")] == ["12", "Q64-Q90", "a.b"]
    assert terms.key_name("12#2") == "12_232"
    assert len(terms.key_name("x" * 500)) == len("_key-") + 32


def test_a_name_needs_a_prefix_of_the_table() -> None:
    assert terms.name("tg:Claim") == "<https://w3id.org/twingraph/ontology#Claim>"
    with pytest.raises(Exception, match="unknown prefix"):
        terms.name("nonesuch:Claim")

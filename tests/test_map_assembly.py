"""The map page's HTML: it holds what was given, runs nothing but its own, and loads nothing.

The markup is read by Python's own parser, hashes and blocks by the standard library. What the page
does with the blocks is tried elsewhere; here the browser only meets a page that cannot start.
"""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from twingraph.map.bundle import Parts
from twingraph.map.interactive import page

PARTS = Parts(
    boot='"boot é";',
    app='"app </script><!-- ";',
    style="p { color: red }",
    licences="ISC\r\n",
    land=bytes(range(256)),
    worker='"worker";',
    editor='"editor";',
    engine=bytes(range(256)),
)
DATA = {"core": '{"a": "é\u2028"}', "details": "{}"}
ASKING = {"asking": '{"b": 1}', "quads": '{"c": 2}'}
TITLES = {
    "markup": "</title><script>alert(1)</script>",
    "quotes": "\"'`&amp;<b>",
    "line-separator": "one\u2028two\u2029three",
    "right-to-left": "\u202eevil\u202c \u05e0\u05de\u05d5\u05e8",
    "comment": "<!-- --> ]]>",
    "long": "x" * 5000,
}


@dataclass
class Element:
    """An element of the page: its name, its attributes, the text right in it."""

    name: str
    attributes: dict[str, str | None]
    text: str = ""


class Markup(HTMLParser):
    """The elements of a page, in order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element; none of the page's own is left open but `meta`."""
        assert len(attrs) == len(dict(attrs))
        self.elements.append(Element(tag, dict(attrs)))
        if tag != "meta":
            self._open.append(self.elements[-1])

    def handle_endtag(self, tag: str) -> None:
        """Close the element that is open."""
        assert self._open.pop().name == tag

    def handle_data(self, data: str) -> None:
        """Give text to the element in which it stands."""
        if self._open:
            self._open[-1].text += data

    def named(self, name: str) -> list[Element]:
        """Return the elements of that name."""
        return [element for element in self.elements if element.name == name]

    def policy(self) -> dict[str, list[str]]:
        """Return the page's policy: what each kind of thing may come from."""
        metas = [meta.attributes for meta in self.named("meta")]
        (rules,) = [m["content"] for m in metas if m.get("http-equiv")]
        return {words[0]: words[1:] for rule in (rules or "").split(";") if (words := rule.split())}

    def blocks(self) -> dict[str, Element]:
        """Return the packed blocks by name."""
        found = {e.attributes.get("id"): e for e in self.named("script")}
        return {name.removeprefix("block-"): e for name, e in found.items() if name}


def made(*, sparql: bool = True, **given: Any) -> Markup:
    blocks = DATA | (ASKING if sparql else {})
    return Markup(page(blocks, PARTS, **{"title": "Namur", "lang": "en", **given}))


def hashed(code: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


def test_every_block_holds_what_was_given() -> None:
    blocks = made().blocks()
    held = {
        name: zlib.decompress(base64.b64decode(block.text), wbits=-15)
        for name, block in blocks.items()
        if block.attributes["data-packed"] == "deflate"
    }
    names = ("style", "app", "licences", "worker", "editor")
    texts = DATA | ASKING | {name: getattr(PARTS, name) for name in names}
    assert held == {name: text.encode() for name, text in texts.items()} | {"land": PARTS.land}
    assert set(blocks) - set(held) == {"engine"}
    assert base64.b64decode(blocks["engine"].text) == PARTS.engine
    assert blocks["engine"].attributes["data-packed"] == "zstd"
    assert {block.attributes["type"] for block in blocks.values()} == {"application/octet-stream"}


def test_only_the_page_s_own_code_may_run() -> None:
    markup = made()
    (inline,) = [e for e in markup.named("script") if "type" not in e.attributes]
    assert markup.named("style") == []
    assert inline.text == PARTS.boot
    policy = markup.policy()
    own = [hashed(code) for code in (inline.text, PARTS.app, PARTS.editor)]
    assert policy["script-src"] == [*own, "'wasm-unsafe-eval'"]
    assert policy["style-src"] == [hashed(PARTS.style)]


def test_nothing_may_be_loaded() -> None:
    assert {name: sources for name, sources in made().policy().items() if "-src" in name} == {
        "default-src": ["'none'"],
        "connect-src": ["'none'"],
        "script-src": made().policy()["script-src"],
        "style-src": made().policy()["style-src"],
        "img-src": ["'none'"],
        "worker-src": ["blob:"],
    }
    assert made().policy()["base-uri"] == made().policy()["form-action"] == ["'none'"]
    for element in made().elements:
        attributes = set(element.attributes)
        assert attributes & {"src", "href", "style", "srcset", "data", "action"} == set()
        assert [name for name in attributes if name.startswith("on")] == []


def test_the_policy_stands_before_everything_that_it_rules() -> None:
    names = [(e.name, e.attributes.get("http-equiv")) for e in made().elements]
    at = names.index(("meta", "Content-Security-Policy"))
    assert [name for name, _ in names[:at]] == ["html", "head", "meta"]


def test_a_page_without_sparql_holds_and_permits_less() -> None:
    markup = made(sparql=False)
    assert set(markup.blocks()) == {"style", "core", "details", "land", "app", "licences"}
    policy = markup.policy()
    assert policy["script-src"] == [hashed(PARTS.boot), hashed(PARTS.app)]
    assert "worker-src" not in policy


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_a_title_is_text(title: str) -> None:
    markup = made(title=title)
    (read,) = markup.named("title")
    assert read.text == title
    assert [e.name for e in markup.elements] == [e.name for e in made().elements]


@pytest.mark.parametrize(
    ("lang", "word"), [("en", "JavaScript"), ("fr", "JavaScript"), ('x"><script>', "JavaScript")]
)
def test_the_language_is_told_and_spoken(lang: str, word: str) -> None:
    markup = made(lang=lang)
    assert markup.named("html")[0].attributes["lang"] == lang
    assert word in markup.named("p")[0].text
    assert len(markup.named("script")) == len(made().named("script"))


def test_french_words_have_french_typography() -> None:
    (app,) = [e for e in made(lang="fr").elements if e.attributes.get("id") == "app"]
    said = [p.text for p in made(lang="fr").named("p")] + [app.attributes["data-old"] or ""]
    assert len(said) == 3
    assert [text for text in said if re.search(r"[^\u00a0\u202f][:;?!]|'", text)] == []


def test_a_page_in_a_frame_is_marked() -> None:
    assert "data-embed" in made(embed=True).named("html")[0].attributes
    assert "data-embed" not in made().named("html")[0].attributes


@pytest.mark.parametrize("boot", ['"</SCRIPT>"', '"<!-- <script>"', "1;\r\n"])
def test_code_that_would_end_its_element_is_refused(boot: str) -> None:
    with pytest.raises(ValueError, match="cannot stand in a page"):
        page(DATA, dataclasses.replace(PARTS, boot=boot), title="", lang="en")


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


def opened(browser: Any, file: Path, *, before: str = "", scripts: bool = True) -> str:
    """Return what a reader sees of a page."""
    context = browser.new_context(java_script_enabled=scripts, offline=True)
    tab = context.new_page()
    if before:
        tab.add_init_script(before)
    tab.goto(file.as_uri())
    seen = str(tab.locator("body").inner_text())
    context.close()
    return seen


@pytest.mark.browser
@pytest.mark.parametrize(
    ("before", "scripts", "told"),
    [
        ("", False, "Cette carte a besoin de JavaScript"),
        ("delete globalThis.DecompressionStream", True, "Ce navigateur est trop ancien"),
    ],
    ids=["no-scripts", "old-browser"],
)
def test_a_reader_is_told_why_there_is_no_map(
    browser: Any, tmp_path: Path, before: str, scripts: bool, told: str
) -> None:
    from twingraph.map.bundle import parts

    file = tmp_path / "map.html"
    file.write_text(page(DATA, parts(), title="Namur", lang="fr"), encoding="utf-8")
    assert told in opened(browser, file, before=before, scripts=scripts)


@pytest.mark.browser
def test_a_file_that_was_cut_off_says_so(browser: Any, tmp_path: Path) -> None:
    """A block that ends too early: the page tells it, in place of a blank."""
    from twingraph.map.bundle import parts

    whole = page(DATA, parts(), title="Namur", lang="en")
    cut = re.sub(r'(id="block-app"[^>]*>.{1000})[^<]*', r"\1", whole)
    assert len(cut) < len(whole)
    file = tmp_path / "map.html"
    file.write_text(cut, encoding="utf-8")
    assert "did not load the whole file" in opened(browser, file)

"""The map page put together: parts and data in one HTML text that loads nothing.

In: the blocks of data as JSON, the built parts, a language and a title. Out: the page. Every block
stands packed in an element of its own; the policy in the page forbids every connection, and every
script and style but its own, which it names by their hashes. It reads no graph, writes no file.
"""

from __future__ import annotations

import base64
import hashlib
import html
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from twingraph.map.bundle import Parts

# In the order of the page; what the first drawing needs stands first.
_DATA: Final = ("core", "details")
_QUESTIONS: Final = ("asking", "quads")


@dataclass(frozen=True)
class Words:
    """What the page says before its own texts can be read."""

    no_script: str
    old: str  # a browser that cannot unpack the page
    wait: str


_WORDS: Final[Mapping[str, Words]] = {
    "en": Words(
        "This map needs JavaScript, and nothing else: no network, no account. Allow scripts for"
        " this file and open it again.",
        "This browser is too old for this map, or did not load the whole file. Any browser of"
        " 2023 or later opens it.",
        "Drawing…",
    ),
    "fr": Words(
        "Cette carte a besoin de JavaScript, et de rien d’autre\u00a0: ni réseau, ni compte."
        " Autorisez les scripts pour ce fichier et rouvrez-le.",
        "Ce navigateur est trop ancien pour cette carte, ou n’a pas chargé tout le fichier."
        " Tout navigateur de 2023 ou plus récent l’ouvre.",
        "Dessin en cours…",
    ),
}


def page(
    blocks: Mapping[str, str],
    parts: Parts,
    *,
    title: str,
    lang: str,
    embed: bool = False,
) -> str:
    """Return the page; it can be questioned in SPARQL where the blocks hold `asking` and `quads`.

    ``blocks`` are JSON texts: `core` and `details`, and for SPARQL both others. ``embed`` marks a
    page that stands in a frame of another.
    """
    sparql = all(name in blocks for name in _QUESTIONS)
    scripts = [parts.boot, parts.app, *([parts.editor] if sparql else [])]
    packed = {
        "style": _deflated(parts.style),
        "core": _deflated(blocks["core"]),
        "land": _deflated(parts.land),
        "app": _deflated(parts.app),
        "details": _deflated(blocks["details"]),
        "licences": _deflated(parts.licences),
    }
    if sparql:
        packed |= {name: _deflated(blocks[name]) for name in _QUESTIONS}
        packed |= {"worker": _deflated(parts.worker), "editor": _deflated(parts.editor)}
    words = _WORDS.get(lang, _WORDS["en"])
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{_attribute(lang)}"{" data-embed" if embed else ""}>',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(scripts, parts, sparql)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        '<meta name="referrer" content="no-referrer">',
        f"<title>{_text(title)}</title>",
        "</head>",
        "<body>",
        f'<noscript><p class="fault">{_text(words.no_script)}</p></noscript>',
        f'<div id="app" data-old="{_attribute(words.old)}">',
        f'<p class="wait">{_text(words.wait)}</p></div>',
        *(_block(name, bytes_) for name, bytes_ in packed.items()),
        *([_block("engine", parts.engine, "zstd")] if sparql else []),
        f"<script>{_raw(parts.boot)}</script>",
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _policy(scripts: list[str], parts: Parts, sparql: bool) -> str:
    """Return what the page may do; an engine in WebAssembly needs a permission of its own."""
    engine = " 'wasm-unsafe-eval'" if sparql else ""
    rules = [
        "default-src 'none'",
        f"script-src {' '.join(_hash(script) for script in scripts)}{engine}",
        f"style-src {_hash(parts.style)}",
        "img-src 'none'",
        *(["worker-src blob:"] if sparql else []),
        "connect-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join(rules)


def _hash(code: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


def _deflated(content: str | bytes) -> bytes:
    # Without a header: what browsers call deflate-raw.
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL)
    plain = content.encode() if isinstance(content, str) else content
    return packer.compress(plain) + packer.flush()


def _block(name: str, packed: bytes, how: str = "deflate") -> str:
    content = base64.b64encode(packed).decode()
    return (
        f'<script type="application/octet-stream" id="block-{name}" data-packed="{how}">'
        f"{content}</script>"
    )


def _text(value: str) -> str:
    return html.escape(value, quote=False)


def _attribute(value: str) -> str:
    return html.escape(value, quote=True)


def _raw(code: str) -> str:
    """Return a script as it stands in the page, where only its element's own end could end it.

    The bundler writes no such end; were it there, the hash would not fit, and the page not run.
    """
    if "</script" in code.lower() or "<!--" in code or "\r" in code:
        raise ValueError("the page's first script cannot stand in a page")
    return code

"""What the tests of the map page share: its blocks, unpacked by the standard library.

In: a page's text. Out: its blocks as text or data. It opens no browser.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from typing import Any


def block(page: str, name: str) -> str | None:
    """Return a block of a page as text, or None where the page has none of that name."""
    found = re.search(rf'<script [^>]*id="block-{name}" data-packed="deflate">([^<]*)<', page)
    if found is None:
        return None
    return zlib.decompress(base64.b64decode(found[1]), -zlib.MAX_WBITS).decode("utf-8")


def data(page: str, name: str) -> Any:
    """Return a block of data; fail where the page lacks it."""
    text = block(page, name)
    assert text is not None, name
    return json.loads(text)

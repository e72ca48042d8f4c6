"""French of the measures: no-break spaces where its typography has them, in every text."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from readme_examples import ROOT

FOLDER = ROOT / "src" / "twingraph" / "measures"


def french(text: ast.expr) -> str:
    """Return a text as it is written, what is put into it as a number."""
    if isinstance(text, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else "0" for part in text.values
        )
    return text.value if isinstance(text, ast.Constant) and isinstance(text.value, str) else ""


def texts() -> Iterator[tuple[str, str]]:
    """Yield the French of all that is said in both languages, with its module."""
    for path in sorted(FOLDER.glob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match call:
                case ast.Call(func=ast.Name(id="Words"), args=[_, said]):
                    yield path.name, french(said)


def test_signs_of_two_parts_follow_a_no_break_space() -> None:
    found = list(texts())
    assert len([text for _, text in found if text]) > 150
    plain = [(name, text) for name, text in found if re.search(r" [;:?!%»]|« ", text)]
    assert plain == []

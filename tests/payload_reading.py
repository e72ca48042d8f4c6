"""The map's payload unfolded in Python, and Namur's, made once a process.

In: a `Payload`. Out: records and proofs as web/src/data/payload.ts has them, written after that
file and not after the code that packs. It asserts nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from twingraph.bundled import bundled_graph
from twingraph.map.payload import Payload, payload
from twingraph.prefixes import PREFIXES
from twingraph.store import Graph, value

PREAMBLE = "".join(f"PREFIX {prefix}: <{name}>\n" for prefix, name in PREFIXES.items())


@cache
def namur() -> Graph:
    """Return the bundled graph."""
    return bundled_graph()


@cache
def namur_payload() -> Payload:
    """Return the payload of the bundled graph, with SPARQL and without the report's text."""
    return payload(namur())


@cache
def namur_records() -> dict[str, dict[str, Any]]:
    """Return the records of the bundled graph by language and id."""
    return records(namur_payload().details)


def asked(graph: Graph, pattern: str, variables: str = "?x") -> set[tuple[str, ...]]:
    """Return the distinct answers to a pattern, as text."""
    rows = graph.select(f"{PREAMBLE}SELECT DISTINCT {variables} WHERE {{ {pattern} }}")
    return {tuple(value(term) for term in row) for row in rows}


def records(details: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Unfold the records of packed details."""
    languages = list(details["texts"])
    return {
        language: {
            name: _record(details, _texts(details, language), at, record)
            for name, record in details["records"].items()
        }
        for at, language in enumerate(languages)
    }


def proof(details: dict[str, Any], language: str, at: int) -> list[dict[str, Any]]:
    """Unfold a proof: its steps, the fact first; premises are positions among them."""
    packed, texts = details["proofs"], _texts(details, language)
    order = [sum(packed["heads"][: at + 1])]
    for step in order:  # grows while it is read
        row = packed["steps"][step]
        premises = [step - before for before in row[3]] if len(row) > 3 else []
        order += [premise for premise in dict.fromkeys(premises) if premise not in order]
    return [_step(packed, texts, language, step, order) for step in order]


def lines(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield every line of a record, from above."""
    todo = [line for section in record["sections"] for line in section["lines"]]
    while todo:
        line = todo.pop(0)
        yield line
        todo[:0] = line.get("under", [])


def section(record: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """Return the lines of a section with what stands below them; none where it is absent."""
    kept = [one for one in record["sections"] if one["key"] == key]
    return list(lines({"sections": kept}))


def text(line: dict[str, Any]) -> str:
    """Return a line's text."""
    return "".join(part if isinstance(part, str) else part[1] for part in line["t"])


def links(line: dict[str, Any]) -> list[str]:
    """Return the records to which a line leads."""
    return [part[0] for part in line["t"] if not isinstance(part, str)]


def _texts(details: dict[str, Any], language: str) -> list[str]:
    first = next(iter(details["texts"].values()))
    column = details["texts"][language]
    return [a if b == 0 else b for a, b in zip(first, column, strict=True)]


def _record(
    details: dict[str, Any], texts: list[str], language: int, packed: list[Any]
) -> dict[str, Any]:
    names = list(details["records"])
    titles = [texts[record[1]] for record in details["records"].values()]

    def part(one: Any) -> Any:
        if isinstance(one, list):
            return (names[one[0]], texts[one[1]])
        return (names[-1 - one], titles[-1 - one]) if one < 0 else texts[one]

    def line(row: list[Any]) -> dict[str, Any]:
        parts, evidence, basis, progress, proved, under = (row + [0] * 6)[:6]
        found: dict[str, Any] = {"t": [part(one) for one in parts]}
        if evidence:
            found["e"] = _cited(evidence)
        if basis:
            found["basis"] = ("stated", "implied", "inferred")[basis]
        if progress:
            found["progress"] = progress - 1
        if proved:
            found["proof"] = proved - 1
        if under:
            found["under"] = [line(one) for one in under]
        return found

    kind, title, beneath, sections, *life = packed
    return {
        "type": texts[kind],
        "title": texts[title],
        "under": texts[beneath],
        "sections": [
            {
                "key": texts[key],
                "heading": texts[heading],
                "lines": [line(row) for row in (each[0] if len(each) == 1 else each[language])],
            }
            for key, heading, *each in sections
        ],
        "life": [
            {
                "id": texts[row[0]], "label": texts[row[1]], "mark": row[2], "progress": row[3],
                "start": row[4], "end": row[5], "computed": bool(row[6]),
                "steps": [(year, texts[label], far) for year, label, far in row[7]],
            }
            for row in (life[0] if life else [])
        ],
    }  # fmt: skip


def _step(
    packed: dict[str, Any], texts: list[str], language: str, step: int, order: list[int]
) -> dict[str, Any]:
    row = packed["steps"][step]
    says = [texts[at] for at in row[0]]
    if len(row) < 4:
        told = {"e": _cited(row[1])} if row[1] else {"ground": texts[row[2]]}
        return {"t": _said(packed, language, says, ""), **told}
    rule = packed["rules"][row[1]]
    sentence = _filled(rule["says"][language], [texts[at] for at in row[2]])
    return {
        "t": _said(packed, language, says, sentence),
        "rule": rule["name"],
        "because": " ".join([sentence, *(texts[at] for at in (row[4] if len(row) > 4 else []))]),
        "from": [order.index(step - before) for before in row[3]],
    }


def _cited(evidence: Any) -> dict[str, list[int]]:
    lists = [[evidence - 1]] if isinstance(evidence, int) else evidence
    return {key: held for key, held in zip("prv", lists, strict=False) if held}


def _said(packed: dict[str, Any], language: str, says: list[str], sentence: str) -> str:
    if len(says) == 2:
        return _filled(packed["is"][language], says)
    return " – ".join(says) if says else sentence


def _filled(phrase: str, values: list[str]) -> str:
    return re.sub(r"\{(\d+)\}", lambda field: values[int(field[1])], phrase)

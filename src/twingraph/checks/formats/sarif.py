"""Findings as SARIF 2.1.0, the format of code review: GitHub shows them beside the lines.

In: an `Outcome` and the language of the messages. Out: JSON. Each kind of fault that was looked for
is a rule, described in the language asked for and, as a translation, in the other one; each finding
is a result that names its rule, its file (from the working folder) and its line.

Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/ (sections 3.13 to 3.52).
"""

from __future__ import annotations

import hashlib
import json
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import quote

from twingraph.checks.findings import Finding, Kind
from twingraph.checks.outcome import Outcome
from twingraph.resources import VERSION

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
ROOT: Final = "%SRCROOT%"
"""What the files' names are relative to; by convention, the root of the checkout."""

_WORDS: Final = {
    "en": {
        "root": "The folder in which the checks ran.",
        "tool": "Find what is wrong with the data, by file and line.",
        "translation": "French",
        "evidence": "The data, their dates, names and passages, must be well formed.",
        "queries": "A query says what the data must not hold: it stands in queries/checks.",
        "report": "The passages must be those of the report, and account for all of it.",
        "shapes": "A shape says what the data must look like: it stands in ontology/shapes.ttl.",
        "conflicts": "Imported sources should not contradict each other; a decision can tell.",
        "clashes": "What is said must not contradict the ontology's axioms.",
        "consistency": "Ontology and data must not contradict each other.",
    },
    "fr": {
        "root": "Le dossier dans lequel les vérifications ont été faites.",
        "tool": "Trouver ce qui ne va pas dans les données, par fichier et ligne.",
        "translation": "anglais",
        "evidence": "Les données, leurs dates, noms et passages doivent être bien formés.",
        "queries": "Une requête dit ce que les données ne doivent pas contenir"
        "\u00a0: elle est dans queries/checks.",
        "report": "Les passages doivent être ceux du rapport, et le justifier en entier.",
        "shapes": "Une forme dit à quoi les données doivent ressembler"
        "\u00a0: elle est dans ontology/shapes.ttl.",
        "conflicts": "Les sources importées ne devraient pas se contredire"
        "\u00a0; une décision peut trancher.",
        "clashes": "Ce qui est dit ne doit pas contredire les axiomes de l’ontologie.",
        "consistency": "L’ontologie et les données ne doivent pas se contredire.",
    },
}


def document(outcome: Outcome, language: str) -> str:
    """Return the findings as SARIF."""
    other = "en" if language == "fr" else "fr"
    rules = _rules(outcome)
    index = {kind.code: number for number, (kind, _) in enumerate(rules)}
    driver = {
        "name": "twingraph",
        "semanticVersion": VERSION,
        "shortDescription": _text(_WORDS[language]["tool"]),
        "language": language,
        "rules": [_rule(kind, group, language) for kind, group in rules],
    }
    translation = {
        "name": "twingraph",
        "language": other,
        "contents": ["localizedData"],
        "translationMetadata": {"name": f"twingraph ({_WORDS[language]['translation']})"},
        "associatedComponent": {"name": "twingraph"},
        "shortDescription": _text(_WORDS[other]["tool"]),
        "rules": [_rule(kind, group, other) for kind, group in rules],
    }
    run = {
        "tool": {"driver": driver},
        "language": language,
        "originalUriBaseIds": {ROOT: {"description": _text(_WORDS[language]["root"])}},
        "columnKind": "unicodeCodePoints",
        "translations": [translation],
        "results": [_result(f, index[f.code], language, other) for f in outcome.findings],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _rules(outcome: Outcome) -> list[tuple[Kind, str]]:
    """Return the kinds of fault that were looked for, each once, with their groups.

    A code that its group does not announce is explained by what was found first.
    """
    known = {kind.code: (kind, ran.group) for ran in outcome.ran for kind in ran.kinds}
    for found in outcome.findings:
        known.setdefault(found.code, (Kind(found.code, found.en, found.fr), found.group))
    return list(known.values())


def _rule(kind: Kind, group: str, language: str) -> dict[str, Any]:
    summary = kind.said(language)
    about = _WORDS[language].get(group, "")
    return {
        "id": kind.code,
        "shortDescription": _text(summary),
        "fullDescription": _text(f"{summary}. {about}".strip()),
        "help": _text(about or summary),
        "properties": {"tags": [group]},
    }


def _result(finding: Finding, rule: int, language: str, other: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": finding.severity,
        "message": _text(finding.message(language)),
        "partialFingerprints": {"finding/v1": _fingerprint(finding)},
    }
    location: dict[str, Any] = {}
    if finding.file:
        location["physicalLocation"] = {"artifactLocation": _artifact(finding.file)}
        if finding.line:
            location["physicalLocation"]["region"] = {"startLine": finding.line}
    if finding.focus:
        location["logicalLocations"] = [
            {"name": finding.thing, "fullyQualifiedName": finding.focus, "kind": "resource"}
        ]
    if location:
        result["locations"] = [location]
    # SARIF translates the words of rules, not those of results.
    result["properties"] = {other: finding.message(other)}
    return result


def _artifact(file: str) -> dict[str, str]:
    path = PurePosixPath(file)
    if path.is_absolute():
        return {"uri": "file://" + quote(file)}
    return {"uri": quote(file), "uriBaseId": ROOT}


def _fingerprint(finding: Finding) -> str:
    """Return what tells a finding from others wherever its line moves to."""
    parts = (finding.code, finding.thing, finding.path, str(finding.value or ""), finding.en)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _text(text: str) -> dict[str, str]:
    # Braces enclose placeholders, and are doubled where they are meant (section 3.11.5).
    return {"text": text.replace("{", "{{").replace("}", "}}")}

"""The map's page: drawing, legend and tables in one HTML text that loads nothing.

In: what stands around a city, and what vis-network is to draw. Out: the page, with vis-network's
script from the installed pyvis inside it. A policy in the page itself forbids every connection and
every script but its own two; names are escaped by the template engine. It writes no file.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from importlib import resources
from typing import Any, Final

from twingraph.errors import MachineError
from twingraph.map.model import Surroundings
from twingraph.map.words import counted, listed, word
from twingraph.prefixes import local_name

PALETTE: Final[dict[str, dict[str, str]]] = {
    "light": {
        "twinning": "#0072B2",
        "agreement": "#D55E00",
        "programme": "#009E73",
        "contact": "#6B7280",
        "membership": "#B7791F",
        "ink": "#111827",
        "ground": "#FFFFFF",
        "quiet": "#4B5563",
    },
    "dark": {
        "twinning": "#56B4E9",
        "agreement": "#F0894A",
        "programme": "#2CC295",
        "contact": "#9CA3AF",
        "membership": "#E9B949",
        "ink": "#F9FAFB",
        "ground": "#111827",
        "quiet": "#B6BEC9",
    },
}


def page(shown: Surroundings, drawing: Mapping[str, Any], environment: Any) -> str:
    """Return the page; the two scripts that it may run are named by their hashes.

    ``drawing`` is what vis-network is given, ``environment`` the template engine's. Raises
    MachineError where the installed pyvis lacks vis-network.
    """
    names = {place.iri: place for place in shown.places}
    script, library = _template("pyvis.js"), _vis()
    template = environment.overlay(
        autoescape=True, trim_blocks=True, lstrip_blocks=True
    ).from_string(_template("pyvis.html.j2"))
    text = template.render(
        lang=shown.language,
        word=lambda key, **parts: word(shown.language, key, **parts),
        summary=summary(shown),
        shown=shown,
        names=names,
        slugs={
            iri: local_name(iri)
            for tie in (*shown.ties, *shown.memberships)
            for iri in tie.passages
        },
        data={
            **drawing,
            "palette": PALETTE,
            "hint": word(shown.language, "hint"),
        },
        style=_template("pyvis.css"),
        palette=PALETTE,
        script=script,
        library=library,
        hashes=[_hash(library), _hash(script)],
    )
    return f"{text}\n"


def summary(shown: Surroundings) -> str:
    """Return the line that says what is shown: "13 partner cities, 7 agreements, ..."."""
    language = shown.language
    bonds = {tie.iri for tie in shown.ties if tie.mark in ("twinning", "agreement")}
    programmes = {tie.iri for tie in shown.ties if tie.mark == "programme"}
    parts = [
        counted(language, len(shown.cities), "partners"),
        counted(language, len(bonds), "agreements"),
        *([counted(language, len(programmes), "programmes")] if programmes else []),
        counted(language, len(shown.networks), "networks"),
    ]
    line = ", ".join(parts)
    if not shown.years:
        return line
    one, several = word(language, "reports").split("|")
    years = listed(language, [str(year) for year in shown.years])
    semicolon = "\u00a0; " if language == "fr" else "; "
    return f"{line}{semicolon}{one if len(shown.years) == 1 else several} {years}"


def _template(name: str) -> str:
    return (resources.files("twingraph.map") / "templates" / name).read_text(encoding="utf-8")


def _vis() -> str:
    """Return vis-network's script from the installed pyvis, fit to stand inside a page."""
    library = resources.files("pyvis") / "lib"
    inside = [folder.name for folder in library.iterdir()] if library.is_dir() else []
    found = sorted(
        (name for name in inside if name.startswith("vis-")),
        key=lambda name: [int(number) for number in re.findall(r"\d+", name)],
    )
    if not found:
        raise MachineError(
            "the installed pyvis lacks vis-network", hint="pip install --force-reinstall pyvis"
        )
    text = (library / found[-1] / "vis-network.min.js").read_text(encoding="utf-8")
    # No request for a source map, no end of the element within it, line ends as the page has them.
    lines = [line for line in text.split("\n") if not line.startswith("//# sourceMappingURL=")]
    return "\n".join(lines).replace("</script", r"<\/script")


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"

"""A small imported source, made by hand, and an identity of its places that needs no gazetteer.

In: a folder. Out: a kept source of three towns and two ties. As a program it builds an output
folder with the source, or without it where it is there already: ``kept_sources.py OUTPUT SOURCE``,
and prints each step that begins.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Final

from twingraph import building
from twingraph.building import sources
from twingraph.identity.model import IdentifiedCity, Identities, Match
from twingraph.imports.kept import write_kept
from twingraph.imports.model import Link, Place, Provenance, Spec
from twingraph.prefixes import expand
from twingraph.rules import load_rules
from twingraph.rules.model import RuleSet

NAME: Final = "mine-2026"
SMALL: Final = Path(__file__).parent / "data" / "small"
TOWNS: Final = ("Aville", "Bourg", "Cité")


def keep(folder: Path, name: str = NAME) -> Path:
    """Write the source into a new folder, and return it."""
    spec = Spec(name, "pairs", Provenance("Mine", "Le mien"), language="fr", listing=True)
    places = [Place(town, town, "fr", "Belgium") for town in TOWNS]
    links = [Link("1", TOWNS[0], TOWNS[1], "jumelage"), Link("2", TOWNS[1], TOWNS[2], "jumelage")]
    write_kept(folder, spec, [*places, *links], lambda: ({"file": "0" * 64}, 2))
    return folder


def identify(places: Iterable[tuple[str, Place]], *_: Any, **__: Any) -> Identities:
    """Take each place for a city of its own."""
    matches, cities = {}, {}
    for source, place in places:
        slug = f"{place.name.lower().replace('é', 'e')}-be"
        matches[source, place.key] = Match(slug, "same", reasons=("name", "country"))
        cities[slug] = IdentifiedCity(slug, place.name, "be")
    return Identities(matches, cities)


@cache
def few_rules() -> RuleSet:
    """Return the rules that lead to twinnings, a seventh of all."""
    return load_rules().towards(expand("tg:twinnedWith"))


def tell(step: str) -> None:
    """Print a step at once."""
    sys.stdout.write(f"{step}\n")
    sys.stdout.flush()


def main(output: Path, source: Path) -> None:
    """Build with few rules and without exports, so that it takes little time."""
    # What is tested is the building: of whom sources speak, and what follows, matter little to it.
    vars(sources)["identify"] = identify
    vars(building)["load_rules"] = few_rules
    vars(building)["LIMIT"] = 0
    there = (output / "sources" / NAME).exists()
    building.rebuild(
        output,
        add={} if there else {NAME: source},
        remove=[NAME] if there else [],
        begins=lambda step, *_: tell(step),
    )
    tell("done")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

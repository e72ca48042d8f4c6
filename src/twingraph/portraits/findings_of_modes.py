"""What the tables of cities and another kind of things say in words.

In: a table of who is linked with what. Out: a sentence with its numbers, and what is left out of
the drawing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from twingraph.measures.model import Words
from twingraph.portraits.drawn_modes import MODES, columns
from twingraph.portraits.telling import Sentence, Told


def _linked(name: Words) -> Callable[[Told], Sentence]:
    def sentence(told: Told) -> Sentence:
        pairs = {(str(row[0]), str(row[2])): 1 for row in told.rows}
        places: dict[str, set[str]] = {}
        for city, other in pairs:
            places.setdefault(other, set()).add(city)
        every, shared = len(places), sum(len(held) > 1 for held in places.values())
        cities = told.text(len({city for city, _ in pairs}))
        text = told.say(
            f"{name.en.capitalize()}: {every}, places: {cities}; {name.en} linked with several "
            f"places: {shared}.",
            f"{name.fr.capitalize()} : {every}, lieux : {cities} ; {name.fr} en lien avec "
            f"plusieurs lieux : {shared}.",
        )
        drawn = columns(pairs)
        hidden = [
            told.say(f"{number} {en}", f"{number} {fr}")
            for number, en, fr in (
                (every - len(drawn.others), name.en, name.fr),
                (drawn.all_cities - len(drawn.cities), "places", "lieux"),
            )
            if number
        ]
        if hidden:
            text += " " + told.say(
                f"The most connected are drawn; in the table alone: {', '.join(hidden)}.",
                "Les plus connectés sont dessinés ; dans le tableau seulement : "
                f"{', '.join(hidden)}.",
            )
        return text

    return sentence


OF_MODES: Final[dict[str, Callable[[Told], Sentence]]] = {
    mode.table: _linked(mode.name) for mode in MODES.values()
}
"""The sentences by the measure that they are of."""

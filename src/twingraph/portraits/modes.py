"""The sections of cities and another kind of things: networks, persons, events, themes.

In: nothing. Out: `MODES`, sections that are drawn as two columns, and `FEW`, up to how many cities
such a drawing is offered of a network that is not one city's.
"""

from __future__ import annotations

from typing import Final

from twingraph.measures.model import Words
from twingraph.portraits.model import Section

FEW: Final = 60
"""A column of more rows is not read: of more the most connected are drawn."""

MODES: Final = (
    Section(
        "networks",
        Words("Cities and networks", "Villes et réseaux"),
        Words(
            "Which cities belong to which networks, as far as the sources tell; of the other "
            "members nothing is said here.",
            "Quelles villes appartiennent à quels réseaux, d’après les sources ; des autres "
            "membres, rien n’est dit ici.",
        ),
        ("cities-and-networks",),
        "networks",
    ),
    Section(
        "persons",
        Words("Cities and persons", "Villes et personnes"),
        Words(
            "Who holds an office in a city or takes part in its events. A person with lines to "
            "several cities brings them together; of a place with one line nobody else is told.",
            "Qui exerce une fonction dans une ville ou prend part à ses événements. Une personne "
            "reliée à plusieurs villes les rapproche ; d’un lieu relié par un seul trait, nul "
            "autre n’est cité.",
        ),
        ("cities-and-persons",),
        "persons",
    ),
    Section(
        "events",
        Words("Cities and events", "Villes et événements"),
        Words(
            "Which events have to do with which cities. An event with several lines is shared.",
            "Quels événements concernent quelles villes. Un événement relié par plusieurs traits "
            "est partagé.",
        ),
        ("cities-and-events",),
        "events",
    ),
    Section(
        "themes",
        Words("Cities and themes", "Villes et thèmes"),
        Words(
            "Which themes the agreements, projects and events of which cities have.",
            "Quels thèmes ont les accords, les projets et les événements de quelles villes.",
        ),
        ("cities-and-themes",),
        "themes",
    ),
)
"""What is drawn as two columns: cities at the left, the other kind at the right."""

"""The projections there are: what becomes a network, and by which query of queries/projection/.

In: nothing. Out: `PROJECTIONS`. It asks nothing and makes no network.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from twingraph.errors import UsageError, near_matches

PLACES: Final = "tg:Territory"
"""The class of what a link of every projection begins with: cities, and now and then a county."""


@dataclass(frozen=True)
class Projection:
    """What becomes a network: the query of its links, and what is then made of them.

    ``isolated`` is the class whose things are nodes even where no link touches them. ``second`` is
    the class of the second mode. ``made`` names what is derived from the query's answer.
    """

    name: str
    summary: str
    summary_fr: str
    query: str = "cities"
    isolated: str = ""
    second: str = ""
    directed: bool = False
    made: str = ""

    @property
    def two_mode(self) -> bool:
        """Whether links run from a first to a second kind of nodes only."""
        return bool(self.second)


PROJECTIONS: Final[dict[str, Projection]] = {
    projection.name: projection
    for projection in (
        Projection(
            "cities",
            "cities by ties: a link for each agreement, and for each claim of each source",
            "les villes par leurs liens : un lien par accord, et par affirmation de chaque source",
            isolated="tg:City",
        ),
        Projection(
            "statements",
            "who says of itself that it is tied to whom, where the source tells who says it",
            "qui se dit lié à qui, là où la source dit qui l’énonce",
            query="statements",
            directed=True,
        ),
        Projection(
            "dated",
            "the ties of which the first year is told",
            "les liens dont la première année est dite",
            made="dated",
        ),
        Projection(
            "layers",
            "pairs of cities by kind of tie, and by network to which both belong (derived)",
            "les paires de villes par nature de lien, et par réseau commun (dérivé)",
            isolated="tg:City",
            made="layers",
        ),
        Projection(
            "countries",
            "countries by how many pairs of their cities are tied",
            "les pays par le nombre de paires de leurs villes qui sont liées",
            made="countries",
        ),
        Projection(
            "city-network",
            "cities and the networks to which they belong",
            "les villes et les réseaux auxquels elles appartiennent",
            query="city-network",
            second="tg:Network",
        ),
        Projection(
            "city-event",
            "cities and the events that have to do with them",
            "les villes et les événements qui les concernent",
            query="city-event",
            second="tg:Event",
        ),
        Projection(
            "city-person",
            "cities and the named persons who hold an office there or take part in its events",
            "les villes et les personnes nommées qui y exercent une fonction ou prennent part"
            " à ses événements",
            query="city-person",
            second="tg:Person",
        ),
        Projection(
            "city-theme",
            "cities and the themes of their agreements, projects and events",
            "les villes et les thèmes de leurs accords, projets et événements",
            query="city-theme",
            second="skos:Concept",
        ),
        Projection(
            "ties",
            "cities by ties, each with all that is told of it, what is only wished for too",
            "les villes par leurs liens, avec tout ce qui en est dit, même de ce qui est souhaité",
            made="told",
        ),
        Projection(
            "visits",
            "visits, from who sends them or whence they come to where they go",
            "les visites, de qui les envoie ou d’où elles viennent vers où elles vont",
            directed=True,
            made="told",
        ),
        Projection(
            "contacts",
            "what passed between a report's city and its partners, and who acted in it",
            "ce qui s’est passé entre la ville d’un rapport et ses partenaires, et qui y a agi",
            query="contacts",
            made="told",
        ),
    )
}

CLASSES: Final = (PLACES, "tg:City", *(p.second for p in PROJECTIONS.values() if p.second))
"""The classes of all nodes: what is known of them is read once for all projections."""


def projection_named(name: str) -> Projection:
    """Return a projection. Raises UsageError, with near matches, where there is none."""
    if name not in PROJECTIONS:
        hint = near_matches(name, PROJECTIONS) or f"known: {', '.join(PROJECTIONS)}"
        raise UsageError(f"unknown projection '{name}'", hint=hint)
    return PROJECTIONS[name]

"""The models by name: how each is called, what it is, and how it is made from ties.

In: a name, ties and a seed. Out: a `Scorer`. The default is `GRAVITY`, the one that explains
itself; adding a model is a line here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

from twingraph.errors import UsageError, near_matches
from twingraph.measures.model import Words
from twingraph.suggesting import baselines, fitting
from twingraph.suggesting.cities import Floats, Ints
from twingraph.suggesting.fitting import Sample
from twingraph.suggesting.ties import Ties

GRAVITY: Final = "gravity"


class Scorer(Protocol):
    """What gives pairs of cities a score: the higher, the likelier a tie."""

    def of_city(self, city: int) -> Floats:
        """Return the scores of a city with every city."""
        ...

    def of_pairs(self, first: Ints, second: Ints) -> Floats:
        """Return the scores of pairs."""
        ...


@dataclass(frozen=True)
class Model:
    """A model: its name, what it is, who proposed it, and the function that makes it from ties.

    ``odds`` says that its scores are log-odds.
    """

    name: str
    words: Words
    reference: str
    make: Callable[[Ties, int, Sample | None], Scorer]
    odds: bool = False


MODELS: Final[tuple[Model, ...]] = (
    Model(
        GRAVITY,
        Words("gravity and country affinity", "gravité et affinité entre pays"),
        "logistic regression; gravity as in Tinbergen 1962",
        fitting.gravity,
        odds=True,
    ),
    Model(
        "boosting",
        Words("gradient boosting, same features", "boosting, mêmes variables"),
        "Friedman 2001; scikit-learn HistGradientBoostingClassifier",
        fitting.boosting,
        odds=True,
    ),
    Model(
        "three-steps",
        Words("paths of three steps (L3)", "chemins de trois pas (L3)"),
        "Kovács et al. 2019",
        lambda ties, _seed, _learnt: baselines.three_steps(ties),
    ),
    Model(
        "katz",
        Words("all paths (Katz)", "tous les chemins (Katz)"),
        "Katz 1953",
        lambda ties, _seed, _learnt: baselines.Katz(ties),
    ),
    Model(
        "adamic-adar",
        Words("common partners, rare ones first", "partenaires communs, les rares d’abord"),
        "Adamic and Adar 2003",
        lambda ties, _seed, _learnt: baselines.adamic_adar(ties),
    ),
    Model(
        "common",
        Words("common partners", "partenaires communs"),
        "Liben-Nowell and Kleinberg 2007",
        lambda ties, _seed, _learnt: baselines.common_neighbours(ties),
    ),
    Model(
        "spectral",
        Words("strongest patterns (SVD)", "motifs dominants (SVD)"),
        "truncated SVD, scipy svds",
        lambda ties, _seed, _learnt: baselines.spectral(ties),
    ),
    Model(
        "degree",
        Words("product of numbers of partners", "produit des nombres de partenaires"),
        "Barabási and Albert 1999",
        lambda ties, _seed, _learnt: baselines.DegreeProduct(ties),
    ),
    Model(
        "distance",
        Words("the nearest first", "les plus proches d’abord"),
        "none",
        lambda ties, _seed, _learnt: baselines.Nearness(ties),
    ),
)
BY_NAME: Final = {model.name: model for model in MODELS}


def model_named(name: str) -> Model:
    """Return a model; raises UsageError, with near names, where there is none."""
    if name not in BY_NAME:
        hint = near_matches(name, BY_NAME) or f"known: {', '.join(BY_NAME)}"
        raise UsageError(f"unknown model '{name}'", hint=hint)
    return BY_NAME[name]

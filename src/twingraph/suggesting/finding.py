"""Candidates for one city: scored, ranked, and explained.

In: a city, a graph or links, a model. Out: `Suggestions`. It judges no model: `evaluating` does.
"""

from __future__ import annotations

import numpy as np

from twingraph.measures.refusal import star_reason
from twingraph.projections.model import Links
from twingraph.store import Graph
from twingraph.suggesting.answers import Lang, Suggestion, Suggestions, Term
from twingraph.suggesting.cities import Floats
from twingraph.suggesting.features import FEATURES
from twingraph.suggesting.fitting import FOLDS, Boosting, Gravity, one_thread
from twingraph.suggesting.models import model_named
from twingraph.suggesting.reasons import Reasons, Record, reasons_for
from twingraph.suggesting.record import node_named, place_of, read, record_of, refuse
from twingraph.suggesting.ties import Ties


def found(
    city: str, what: Graph | Links, model: str, top: int, lang: Lang, seed: int, *, force: bool
) -> Suggestions:
    """Return the first candidates for a city; see `twingraph.suggest`."""
    chosen = model_named(model)
    # Before the reading, which takes long, and before a refusal, which insisting would not mend.
    node = node_named(what, city)
    told = read(what)
    at = place_of(node, told.ties)
    refuse(told.ties, force=force)
    record = record_of(told, what, lang)
    ties = record.ties
    with one_thread():
        scorer = chosen.make(ties, seed, None)
        scores = scorer.of_city(at)
        chances = scorer.chances(scores) if isinstance(scorer, Gravity | Boosting) else None
        free = _free(record, at)
        order = [int(c) for c in _first(scores, free, top)]
        explained = isinstance(scorer, Gravity)
        terms = (
            scorer.terms(np.full(len(order), at), np.array(order, dtype=np.int64))
            if isinstance(scorer, Gravity)
            else np.zeros((len(order), 0))
        )
    reasons = reasons_for(record, at)
    return Suggestions(
        city=ties.cities.nodes[at],
        name=record.name(ties.cities.nodes[at]),
        model=chosen.name,
        words=chosen.words,
        base=scorer.base if isinstance(scorer, Gravity) else None,
        suggestions=tuple(
            _suggestion(
                place + 1,
                other,
                float(scores[other]),
                None if chances is None else float(chances[other]),
                reasons,
                tuple(
                    Term(feature.name, feature.words, float(value))
                    for feature, value in zip(FEATURES, terms[place], strict=True)
                )
                if explained
                else (),
            )
            for place, other in enumerate(order)
        ),
        candidates=int(free.sum()),
        left_out=tuple(
            sorted(
                record.name(ties.cities.nodes[p]) for p in ties.partners(at).tolist() if not free[p]
            )
        ),
        graph=told.ties.version,
        n=told.ties.n,
        m=len(ties.pairs),
        next_ties=len(ties.pairs) // FOLDS,
        seed=seed,
        forced=star_reason(told.ties),
        lang=lang,
    )


def _free(record: Record, city: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Say of each city whether it may be suggested: no tie on record, or one that is over."""
    ties: Ties = record.ties
    free = np.ones(ties.cities.n, dtype=bool)
    free[city] = False
    for partner in ties.partners(city).tolist():
        free[partner] = (min(city, partner), max(city, partner)) in record.past
    return free


def _first(
    scores: Floats, free: np.ndarray[tuple[int], np.dtype[np.bool_]], top: int
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the candidates with the highest scores; of equal ones the first by name."""
    candidates = np.flatnonzero(free)
    # Machines differ in the last digits: these decide no order.
    told = np.array([float(f"{score:.9g}") for score in scores[candidates].tolist()])
    made: np.ndarray[tuple[int], np.dtype[np.int64]] = candidates[
        np.lexsort((candidates, -told))[:top]
    ].astype(np.int64)
    return made


def _suggestion(
    rank: int,
    other: int,
    score: float,
    chance: float | None,
    reasons: Reasons,
    terms: tuple[Term, ...],
) -> Suggestion:
    record = reasons.record
    cities = record.ties.cities
    kilometres = float(cities.kilometres(reasons.city, other))
    people = float(np.exp(cities.log_population[other]))
    code = int(cities.country[other])
    return Suggestion(
        rank=rank,
        city=cities.nodes[other],
        name=record.name(cities.nodes[other]),
        country="" if code < 0 else record.country(cities.countries[code]),
        kilometres=None if np.isnan(kilometres) else kilometres,
        population=None if np.isnan(people) else round(people),
        partners=int(record.ties.degrees[other]),
        score=score,
        chance=chance,
        terms=terms,
        common=reasons.common(other),
        longer=reasons.longer(other),
        networks=reasons.networks(other),
        against=reasons.against(other),
    )

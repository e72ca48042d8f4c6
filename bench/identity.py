"""Print how good identities are on the published files: ``python -m bench.identity``.

In: ../shared/world and the verdicts of people beside this file. Out: precision and recall of the
resolver with and without positions, on places whose item is known by position, and every error.
What is learnt from one half of the sample is judged on the other. It changes nothing.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from bench.labelling import (
    NONE,
    UNDECIDED,
    Labelled,
    Verdict,
    doubtful,
    halves,
    label,
    names_of_several,
    read_verdicts,
    reviewed,
    verdict_on,
)
from bench.scoring import Ratio, Score, score
from twingraph.identity import identify
from twingraph.identity.countries import countries
from twingraph.identity.model import Identities
from twingraph.imports.model import Place
from twingraph.imports.reading import read
from twingraph.imports.specs import shipped_specs
from twingraph.slugs import MIN_POPULATION, read_gazetteer

ROOT: Final = Path(__file__).resolve().parent.parent
WORLD: Final = ROOT.parent / "shared" / "world"
VERDICTS: Final = Path(__file__).with_name("identity-verdicts.tsv")
HERE: Final = "wikipedia-2026"
THERE: Final = "wikidata-2022"
SEED: Final = "twingraph 2026"
HALVES: Final = ("measured", "learnt from")


@dataclass(frozen=True)
class Sample:
    """The places of both sources, and those of which positions tell the item: in two halves.

    ``raw`` are as positions tell, ``reviewed`` as people have judged them; the first half of each
    is for measuring, the second for learning.
    """

    places: tuple[Place, ...]
    items: tuple[Place, ...]
    raw: tuple[tuple[Labelled, ...], tuple[Labelled, ...]]
    reviewed: tuple[tuple[Labelled, ...], tuple[Labelled, ...]]
    doubts: tuple[tuple[Labelled, Place], ...]
    """The pairs that a person must look at."""


@dataclass(frozen=True)
class Mode:
    """What the resolver is told."""

    name: str
    of_places: bool
    of_items: bool


MODES: Final = (
    Mode("without positions", of_places=False, of_items=False),
    Mode("items with positions, places without", of_places=False, of_items=True),
    Mode("with positions", of_places=True, of_items=True),
)


def read_places(name: str, world: Path = WORLD) -> tuple[Place, ...]:
    """Return the places of a shipped source, each as it first stands."""
    places: dict[str, Place] = {}
    for record in read(shipped_specs()[name], world):
        if isinstance(record, Place):
            places.setdefault(record.key, record)
    return tuple(places.values())


def sample(world: Path = WORLD) -> Sample:
    """Return the places of the two sources, and what is known of them."""
    places, items = read_places(HERE, world), read_places(THERE, world)
    verdicts = read_verdicts(VERDICTS)
    raw = label(places, items, homonyms(places, items))
    return Sample(
        places,
        items,
        halves(raw, SEED),
        halves(reviewed(raw, verdicts, items), SEED),
        tuple(doubtful(raw, items, country)),
    )


def homonyms(places: Iterable[Place], items: Iterable[Place]) -> frozenset[str]:
    """Return the folded names of two places of the gazetteer, or of one source.

    A place that a source has twice, under two labels of its country, is no homonym.
    """
    several = {
        (place.name, round(place.latitude or 0.0), round(place.longitude or 0.0))
        for place in places
    }
    return (
        names_of_several(p.name for p in read_gazetteer() if p.population >= MIN_POPULATION)
        | names_of_several(item.name for item in items)
        | names_of_several(name for name, _, _ in several)
    )


def country(place: Place) -> str:
    """Return the code of a place's country; what it is called where it is in no list."""
    area = countries().area(place.country)
    return area.country if area else place.country


def resolve(of: Sample, mode: Mode) -> Identities:
    """Return the identities of the two sources alone, of places stripped of what is not told.

    Reviewed decisions are not told either: they would answer for the resolver.
    """
    mentions = [
        *((HERE, place if mode.of_places else without_position(place)) for place in of.places),
        *((THERE, item if mode.of_items else without_position(item)) for item in of.items),
    ]
    return identify(mentions, use_coordinates=mode.of_places or mode.of_items)


def without_position(place: Place) -> Place:
    """Return a place of which nobody knows where it is."""
    return replace(place, latitude=None, longitude=None)


def judge(half: Iterable[Labelled], identities: Identities, items: Iterable[Place]) -> Score:
    """Return how identities did on labelled places of the one source."""
    return score(half, identities, HERE, THERE, items)


def report(of: Sample) -> Iterator[str]:
    """Yield what is printed: the sample, figures of each mode, and the errors of each."""
    yield from about(of)
    errors: list[str] = []
    yield "\n| resolver | truth | half | of | precision | recall | left alone |"
    yield "| --- | --- | --- | --- | ---: | ---: | ---: |"
    for mode in MODES:
        identities = resolve(of, mode)
        for truth, sides in (("reviewed", of.reviewed), ("raw", of.raw)):
            for half, part in zip(HALVES, sides, strict=True):
                result = judge(part, identities, of.items)
                yield from rows(result, f"| {mode.name} | {truth} | {half}")
                if (truth, half) == ("reviewed", HALVES[0]):
                    errors += told(result, mode)
    yield from errors


def about(of: Sample) -> Iterator[str]:
    """Yield what the sample is, and what people made of the doubtful part of it."""
    sizes = f"{len(of.places):,} places of {HERE}, {len(of.items):,} items of {THERE}"
    yield f"{sizes}; positions tell the item of a place, or that there is none:"
    for truth, sides in (("raw", of.raw), ("reviewed", of.reviewed)):
        for half, part in zip(HALVES, sides, strict=True):
            pairs = [one for one in part if one.item]
            several = sum(one.homonym for one in pairs)
            none = len(part) - len(pairs)
            yield f"- {truth}, {half}: {len(pairs):,} pairs ({several:,} homonyms), {none:,} none"
    verdicts = read_verdicts(VERDICTS)
    judged = [verdict_on(one, verdicts) for one in dict.fromkeys(one for one, _ in of.doubts)]
    kinds = Counter(kind(verdict) for verdict in judged)
    yield f"{len(judged):,} doubtful places were looked at: {spoken(kinds)}."
    for one, item in of.doubts:
        if verdict_on(one, verdicts) is None:
            yield f"- not judged: {named(one.place)}, {named(item)} {item.key}"


def kind(verdict: Verdict | None) -> str:
    """Return in a word what a verdict makes of what positions tell."""
    if verdict is None:
        return "not judged"
    if verdict.verdict == verdict.item:
        return "right"
    return {NONE: "no item", UNDECIDED: "undecided"}.get(verdict.verdict, "another item")


def rows(result: Score, begin: str) -> Iterator[str]:
    """Yield the rows of the table for one score."""
    for group, counts in (("all", result.overall), ("homonyms", result.homonyms)):
        yield f"{begin} | {group} | {share(counts.precision)} | {share(counts.recall)} | |"
    alone, wrong = result.negatives.left_alone, result.negatives.wrong
    yield f"{begin} | no item | | | {share(Ratio(alone, alone + wrong))} |"


def told(result: Score, mode: Mode) -> Iterator[str]:
    """Yield the errors of one mode, each with what was decided of both ends."""
    yield f"\nErrors {mode.name} ({len(result.errors)}); places by grade: {spoken(result.grades)}."
    for error in result.errors:
        of_place, of_item = error.of_place, error.of_item
        yield (
            f"- {error.kind}: {named(error.labelled.place)} | {named(error.item)} {error.item.key}"
            f" | {of_place.slug} {of_place.grade} {' '.join(of_place.reasons)}"
            f" | {of_item.slug} {of_item.grade} {' '.join(of_item.reasons)}"
        )


def named(place: Place) -> str:
    """Return a place as its source names it."""
    return f"{place.name} ({place.country})"


def share(ratio: Ratio) -> str:
    """Return a share in percent with its interval and the numbers."""
    low, high = ratio.interval
    of = f"{ratio.part:,} of {ratio.whole:,}"
    return f"{ratio.share:.2%} ({low:.1%} to {high:.1%}; {of})"


def spoken(counts: Mapping[str, int]) -> str:
    """Return counts in words, the most first."""
    most = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{number:,} {name}" for name, number in most)


def main() -> None:
    """Print the figures; the errors of the half to learn from where these are asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench.identity", description=__doc__)
    parser.add_argument("--learn", action="store_true", help="print errors to learn from instead")
    of = sample()
    if parser.parse_args().learn:
        for mode in MODES:
            result = judge(of.reviewed[1], resolve(of, mode), of.items)
            print(*rows(result, "|"), *told(result, mode), sep="\n")
        return
    for line in report(of):
        print(line)


if __name__ == "__main__":
    main()

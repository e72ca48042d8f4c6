"""What the tables of a portrait say in words: one sentence each for what a reader looks for first.

In: the tables of a section. Out: sentences, with the numbers of the tables. They repeat, and add no
judgement that the numbers do not hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from twingraph.measures.headings import VALUES
from twingraph.measures.model import Measured, Value
from twingraph.portraits.findings_of_modes import OF_MODES
from twingraph.portraits.findings_of_reports import OF_REPORTS
from twingraph.portraits.model import Portrait
from twingraph.portraits.telling import Sentence, Told
from twingraph.portraits.typography import typeset


def findings(found: Mapping[str, Measured], made: Portrait) -> list[str]:
    """Return the sentences for the tables of a section."""
    said = [
        sentence(Told(found[name], made))
        for name, sentence in _SENTENCES.items()
        if name in found and found[name].table.rows
    ]
    return [typeset(text, made.language) for text in said if text]


def _portrait(told: Told) -> Sentence:
    n, pairs, parts = (told.text(told.figure(name)) for name in ("nodes", "pairs", "components"))
    share = told.share(told.figure("largest_share"))
    mean = told.figure("mean_distance")
    text = told.say(
        f"{n} cities and {pairs} tied pairs, in {parts} components; the largest holds {share} of "
        "the cities.",
        f"{n} villes et {pairs} paires liées, en {parts} composantes ; la plus grande réunit "
        f"{share} des villes.",
    )
    if mean is None:
        return text
    return f"{text} " + told.say(
        f"From one of its cities to another it is {told.text(mean)} steps on average.",
        f"De l’une de ses villes à l’autre il y a {told.text(mean)} pas en moyenne.",
    )


def _chance(told: Told) -> Sentence:
    value = told.figure("transitivity")
    if value is None:
        return None
    low, high = (
        told.text(told.figure("transitivity", bound)) for bound in ("null_low", "null_high")
    )
    return told.say(
        f"Transitivity is {told.text(value)}; networks of the same numbers of partners give "
        f"{low} to {high}.",
        f"La transitivité est de {told.text(value)} ; des réseaux aux mêmes nombres de partenaires "
        f"donnent {low} à {high}.",
    )


def _degrees(told: Told) -> Sentence:
    has = [row for row in told.rows if told.cell(row, "nodes")]
    some = next((row for row in has if float(told.cell(row, "degree") or 0) >= 10), None)
    most = told.text(told.cell(has[-1], "degree"))
    if some is None:
        return told.say(
            f"No city has more than {most} partners.",
            f"Aucune ville n’a plus de {most} partenaires.",
        )
    degree, share = (
        told.text(told.cell(some, "degree")),
        told.share(told.cell(some, "share_at_least")),
    )
    chance = told.share(told.cell(some, "null_mean"))
    return told.say(
        f"{share} of the cities have {degree} partners or more, where pairs at random give "
        f"{chance}; the most is {most}.",
        f"{share} des villes ont {degree} partenaires ou plus, là où des paires au hasard donnent "
        f"{chance} ; le maximum est de {most}.",
    )


def _ranks(told: Told) -> Sentence:
    first = told.rows[:20]
    apart = sum(told.cell(row, "separable") is True for row in first)
    top = told.rows[0]
    name, degree = told.text(told.cell(top, "label")), told.text(told.cell(top, "degree"))
    return told.say(
        f"{name} has the most partners ({degree}). Of the first {len(first)}, {apart} can be told "
        "apart from all that follow.",
        f"{name} a le plus de partenaires ({degree}). Parmi les {len(first)} premières, {apart} se "
        "distinguent de toutes les suivantes.",
    )


def _distance(told: Told) -> Sentence:
    median = [row for row in told.rows if told.cell(row, "measure") == "median_km"]
    if not median or told.cell(median[0], "value") is None:
        return None
    nulls = ", ".join(
        f"{told.text(_whole(told.cell(row, 'null_mean')))} km ({_null(told, row)})"
        for row in median
    )
    value = told.text(_whole(told.cell(median[0], "value")))
    return told.say(
        f"Half of the tied pairs lie less than {value} km apart. Chance gives {nulls}.",
        f"La moitié des paires liées sont à moins de {value} km. Le hasard donne {nulls}.",
    )


def _whole(value: Value) -> Value:
    return None if value is None else round(float(value))


def _null(told: Told, row: tuple[Value, ...]) -> str:
    return told.made.say(VALUES[str(told.cell(row, "null"))])


def _countries(told: Told) -> Sentence:
    one, other, links, expected = (
        told.text(told.cell(told.rows[0], name))
        for name in ("country", "other_country", "links", "expected")
    )
    if one == other:
        return told.say(
            f"Most links are within {one}: {links}, where {expected} are expected.",
            f"Le plus de liens se trouve au sein de {one} : {links}, pour {expected} attendus.",
        )
    return told.say(
        f"Most links stand between {one} and {other}: {links}, where {expected} are expected.",
        f"Le plus de liens se trouve entre {one} et {other} : {links}, pour {expected} attendus.",
    )


def _mixing(en: str, fr: str) -> Callable[[Told], Sentence]:
    def sentence(told: Told) -> Sentence:
        value = told.figure("assortativity")
        low, high = (told.figure("assortativity", bound) for bound in ("null_low", "null_high"))
        if value is None or low is None or high is None:
            return None
        band = told.say(
            f"{told.text(low)} to {told.text(high)}", f"{told.text(low)} à {told.text(high)}"
        )
        return told.say(
            f"By {en} it is {told.text(value)}; values dealt out anew give {band}.",
            f"Par {fr}, elle est de {told.text(value)} ; des valeurs mêlées donnent {band}.",
        )

    return sentence


def _coverage(told: Told) -> Sentence:
    row = next((row for row in told.rows if told.cell(row, "country") == "all"), None)
    if row is None or told.cell(row, "covered") is None:
        return None
    asked, covered = told.text(told.cell(row, "asked")), told.share(told.cell(row, "covered"))
    return told.say(
        f"Of the ties that two sources could tell, {asked} are here: by their overlap about "
        f"{covered} of all, roughly: sources copy each other.",
        f"Des liens que deux sources pouvaient dire, {asked} sont ici : environ {covered} de tous "
        "d’après leur recouvrement, à peu près : les sources se copient.",
    )


def _communities(told: Told) -> Sentence:
    number, modularity = (told.text(told.figure(name)) for name in ("communities", "modularity"))
    share = told.share(told.figure("stable_share"))
    return told.say(
        f"{number} communities, modularity {modularity}; {share} of the cities are found in the "
        "same one in nearly all runs.",
        f"{number} communautés, modularité {modularity} ; {share} des villes se retrouvent dans la "
        "même à presque chaque exécution.",
    )


def _growth(told: Told) -> Sentence:
    note = told.made.say(told.found.table.notes[0])
    text = f"{note[:1].upper()}{note[1:]}."
    ties = [float(told.cell(row, "ties") or 0) for row in told.rows]
    if ties.count(max(ties)) > 1:
        return text
    year = told.text(told.cell(told.rows[ties.index(max(ties))], "year"))
    return f"{text} " + told.say(
        f"The year told most often is {year}.",
        f"L’année la plus souvent dite est {year}.",
    )


_SENTENCES: Final[dict[str, Callable[[Told], Sentence]]] = {
    "portrait": _portrait,
    "portrait-against-nulls": _chance,
    "degree-distribution": _degrees,
    "degree-bands": _ranks,
    "distance-of-links": _distance,
    "matrix-by-country": _countries,
    "mixing-by-country": _mixing("country", "pays"),
    "mixing-by-language": _mixing("official language", "langue officielle"),
    "communities": _communities,
    "coverage": _coverage,
    "growth": _growth,
    **OF_REPORTS,
    **OF_MODES,
}

"""What a dossier must not say by its arrangement: against the report's text, read by hand."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as px
import pytest

from twingraph.bundled import bundled_quads
from twingraph.dossiers import Dossier, dossier, plain
from twingraph.dossiers.actors import appearances
from twingraph.dossiers.model import Event
from twingraph.dossiers.reading import Facts
from twingraph.prefixes import shorten
from twingraph.store import Graph, is_inferred

THINGS = "https://w3id.org/twingraph/id/"
STATEMENTS = {"date", "passage", "section", "graph", "source"}
"""Things of which no record tells where they come up."""
NODES = {
    "tg:holder", "tg:office", "tg:inEvent", "tg:participant", "tg:inOffice", "tg:member",
    "tg:network", "tg:signature", "tg:signedAs", "tg:signedFor",
}  # fmt: skip
"""The ends of statement nodes, which are told by their role or not at all."""


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph.memory(bundled_quads())


@pytest.fixture(scope="module")
def namur(graph: Graph) -> Dossier:
    return dossier("namur-be", graph)


def tree(events: tuple[Event, ...]) -> Iterator[Event]:
    for event in events:
        yield event
        yield from tree(event.parts)


def ids(found: Dossier) -> set[str]:
    return {event.id for event in tree(found.events)}


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_no_relation_between_things_is_read_backwards(graph: Graph, lang: str) -> None:
    facts = Facts(graph, "fr" if lang == "fr" else "en")
    used = set()
    for quad in bundled_quads():
        known = [
            isinstance(t, px.NamedNode)
            and t.value.startswith(THINGS)
            and shorten(t.value).partition(":")[0] not in STATEMENTS
            for t in (quad.subject, quad.object)
        ]
        prop = shorten(quad.predicate.value)
        if known == [True, True] and prop.startswith("tg:") and not is_inferred(quad.graph_name):
            used.add(prop)
    used -= NODES | {"tg:identityUnknown", "tg:inReport"}
    assert len(used) > 40
    symmetric = {p for p in used if facts.inverse(p) == facts.label(p)}
    assert symmetric <= {"tg:near"}


def test_the_visit_of_2022_is_followed_up_by_that_of_2024(graph: Graph) -> None:
    shown = {"event:hue-visit-2024-03"}
    found, _ = appearances(Facts(graph, "en"), "event:hue-mayor-visit-2022", shown)
    assert {fact.label for fact in found if fact.property == "tg:followsUp"} == {"followed up by"}


def test_what_others_sign_in_a_city_gives_it_no_theme(graph: Graph) -> None:
    found = dossier("lausanne-ch", graph)
    assert {agreement.own for agreement in found.agreements} == {False}
    of = {thing.id for theme in found.themes for thing in theme.of}
    assert not [name for name in of if name.startswith("agreement:")]
    assert "Agreements of others, of which a step took place here" in plain(found)


def test_one_maker_of_one_insignia(graph: Graph, namur: Dossier) -> None:
    maker = "person:fernando-garcia"
    assert maker in {person.id for person in namur.people}
    assert maker not in {person.id for person in dossier("lafayette-la-us", graph).people}


def test_an_honour_of_the_city_is_its_event(namur: Dossier) -> None:
    assert {"event:insignia-alarcon-2024-06", "event:insignia-gustin-2024-07"} <= ids(namur)


def test_what_parts_fall_in_and_what_contacts_are_for_is_told(graph: Graph, namur: Dossier) -> None:
    whole = {
        "event:fetes-de-wallonie-2024",
        "event:francophonie-day-2024",
        "event:national-day-2024-07-21",
        "event:fetes-namuroises-2025-07",
    }
    assert whole <= ids(namur)
    cousin = dossier("namur-qc-ca", graph)
    planned = {event.id for event in tree(cousin.events) if event.year == 2025}
    assert planned == {"event:fetes-namuroises-2025-07"}
    assert "place:mrc-papineau" in {body.id for body in cousin.organisations}


def test_a_bound_is_no_year(namur: Dossier) -> None:
    (missions,) = [e for e in tree(namur.events) if e.id == "event:gustin-missions"]
    assert missions.when is not None
    assert missions.when.earliest is None
    assert missions.year is None


def test_works_date_their_lots_and_what_lasts_has_no_day(graph: Graph, namur: Dossier) -> None:
    masina = dossier("masina-cd", graph)
    promised = {t.id for g in masina.gaps if g.kind == "event-promise" for t in g.about}
    assert not [name for name in promised if name.startswith("lot:")]
    undated = {t.id for g in namur.gaps if g.kind == "event-year-only" for t in g.about}
    assert "event:hue-mayor-visit-2022" in undated
    lasting = {
        "event:belgian-eu-presidency-2024",
        "event:girard-residency-2024",
        "event:namur-qc-contacts-2024",
        "event:masina-works-2025",
    }
    assert not lasting & undated


def test_names_and_offices_are_told_once(graph: Graph, namur: Dossier) -> None:
    speech = next(e for e in tree(namur.events) if e.id == "event:mayor-speech-fetes-2024")
    said = {fact.text: fact.as_ for fact in speech.participants}
    assert said == {"Maxime Prévot": (), "Mayor of Namur": ()}
    text = plain(dossier("hue-vn", graph, lang="fr"))
    assert "« accord de partenariat »" not in text.replace("\N{NO-BREAK SPACE}", " ")
    assert "namur-be" not in plain(dossier("namur-qc-ca", graph))


def test_a_network_is_told_under_networks(namur: Dossier) -> None:
    assert not [f for f in namur.identity.facts if f.id and f.id.startswith("network:")]
    (vertech,) = [n for n in namur.networks if n.network.id == "network:vertech-city"]
    assert "tg:contributesTo" in {fact.property for fact in vertech.facts}

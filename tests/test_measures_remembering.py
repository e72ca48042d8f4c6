"""What several measures of a network need is found once, and goes with the network."""

from __future__ import annotations

import gc
import weakref

import numpy as np
import pytest

from twingraph.measures import distance_of_links, mixing
from twingraph.measures.catalogue import find_measure
from twingraph.measures.model import Settings
from twingraph.projections.model import Links, links_of
from twingraph.remembering import remembered

TOGETHER = {
    "distance": ("distance-of-links", "distance-histogram"),
    "mixing": tuple(f"mixing-by-{name}" for name in ("country", "continent", "language", "eu")),
    "gravity": ("gravity", "gravity-fit", "gravity-residuals"),
    "communities": ("communities", "city-communities"),
}


def world() -> Links:
    """Return ties of cities of five countries."""
    chance = np.random.default_rng(2)
    countries = [("BE", "nl"), ("FR", "fr"), ("DE", "de"), ("PL", "pl"), ("GB", "en")]
    nodes: dict[str, dict[str, object]] = {}
    for number in range(60):
        country, language = countries[number % 5]
        nodes[f"c{number:02}"] = {
            "country": country,
            "language": language,
            "continent": "EU",
            "eu": country != "GB",
            "latitude": 45.0 + 2 * (number % 5) + float(chance.random()),
            "longitude": 3.0 * (number % 5) + float(chance.random()),
        }
    ends = chance.integers(60, size=(150, 2)).tolist()
    return links_of("world", [(f"c{a:02}", f"c{b:02}") for a, b in ends], nodes=nodes)


def test_an_answer_is_found_once_a_network_and_anew_for_other_settings() -> None:
    asked: list[tuple[str, int]] = []

    @remembered
    def find(links: Links, seed: int) -> str:
        asked.append((links.name, seed))
        return f"{links.name} {seed}"

    one, other = links_of("one", [("a", "b")]), links_of("other", [("a", "b")])
    for links, seed in ((one, 1), (one, 1), (other, 1), (one, 1), (one, 2), (one, 1)):
        assert find(links, seed) == f"{links.name} {seed}"
    assert asked == [("one", 1), ("other", 1), ("one", 2), ("one", 1)]


@pytest.mark.parametrize("names", TOGETHER.values(), ids=TOGETHER)
def test_no_answer_keeps_its_network(names: tuple[str, ...]) -> None:
    links = world()
    gone = weakref.ref(links)
    tables = [find_measure(name).find(links, Settings(draws=2)) for name in names]
    assert all(table.rows for table in tables)
    del links
    gc.collect()
    assert gone() is None


def test_measures_that_need_the_same_draws_make_them_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[str] = []
    for module in (mixing, distance_of_links):
        draws = module.degree_draws

        def counted(*asked, _draws=draws, _of=module.__name__, **named):  # type: ignore[no-untyped-def]
            made.append(_of)
            return _draws(*asked, **named)

        monkeypatch.setattr(module, "degree_draws", counted)
    links = world()
    apart = {}
    for name in (*TOGETHER["distance"], *TOGETHER["mixing"]):
        apart[name] = find_measure(name).find(world(), Settings(draws=3))
    assert len(made) == 6
    made.clear()
    for name, table in apart.items():
        assert find_measure(name).find(links, Settings(draws=3)) == table
    assert sorted(made) == [distance_of_links.__name__, mixing.__name__]

"""Suggestions: who is suggested, that terms add up, that paths are told, what is refused."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

import twingraph
from small_world import small_world_graph
from suggesting_world import links, world
from twingraph.cli.suggest import suggest as command
from twingraph.errors import MachineError, RefusedError, UsageError
from twingraph.projections.model import Links, links_of
from twingraph.suggesting import suggest
from twingraph.suggesting.answers import Lang, Suggestions
from twingraph.suggesting.features import FEATURES
from twingraph.suggesting.fitting import Gravity, gravity
from twingraph.suggesting.hiding import completion
from twingraph.suggesting.models import MODELS
from twingraph.suggesting.record import parted
from twingraph.suggesting.text import suggestion_lines


@pytest.fixture(scope="module")
def found() -> Suggestions:
    return suggest("city:005", world(1), top=12)


def test_partners_and_the_city_itself_are_left_out(found: Suggestions) -> None:
    network = world(1)
    graph = network.simple.to_networkx()
    partners = set(graph["city:005"])
    suggested = {one.city for one in found.suggestions}
    assert not suggested & {*partners, "city:005"}
    assert found.candidates == 60 - 1 - len(partners)
    labels = dict(zip(network.nodes, network.attributes["label"], strict=True))
    assert found.left_out == tuple(sorted(labels[partner] for partner in partners))


def test_the_terms_and_the_base_are_the_score(found: Suggestions) -> None:
    assert found.base is not None
    for one in found.suggestions:
        assert found.base + sum(term.value for term in one.terms) == pytest.approx(one.score)
    assert len(set(found.columns())) == len(found.columns())
    row = dict(zip(found.columns(), found.rows()[0], strict=True))
    assert row["forced"] is None
    assert row["term_distance"] == pytest.approx(
        next(term.value for term in found.suggestions[0].terms if term.name == "distance"), rel=1e-5
    )
    scores = [one.score for one in found.suggestions]
    assert scores == sorted(scores, reverse=True)
    chances = [one.chance or 0 for one in found.suggestions]
    assert chances == sorted(chances, reverse=True)
    assert 0 < min(chances) <= max(chances) < 1


def test_an_average_pair_has_no_terms() -> None:
    ties = completion(world(1), None, 1).known
    model = gravity(ties, 3)
    assert isinstance(model, Gravity)
    assert not np.isnan(model.means).any()
    assert model._terms(model.means[None, :]) == pytest.approx(0)
    # What nobody knows counts as average.
    assert model._terms(np.full((1, len(model.means)), np.nan)) == pytest.approx(0)


def test_paths_are_in_the_network_and_say_who_tells_them(found: Suggestions) -> None:
    network = world(1)
    graph = network.to_networkx()
    node = {label: n for n, label in zip(network.nodes, network.attributes["label"], strict=True)}
    paths = [path for one in found.suggestions for path in (*one.common, *one.longer)]
    assert {len(path) for path in paths} <= {2, 3}
    assert paths
    for path in paths:
        at = "city:005"
        for step in path:
            told = {edge["sources"] for edge in graph[at][node[step.name]].values()}
            assert set(step.sources) == told
            at = node[step.name]
    for one in found.suggestions:
        shared = set(graph["city:005"]) & set(graph[one.city])
        assert {node[path[0].name] for path in one.common} == shared
        assert not (one.common and one.longer)


def test_what_speaks_against_a_candidate() -> None:
    about: dict[str, dict[str, Any]] = {
        "home": {"country": "BE", "latitude": 50.0, "longitude": 5.0, "population": 90_000.0},
        "there": {"country": "FR", "latitude": 49.0, "longitude": 3.0, "population": 80_000.0},
        "twice": {"country": "FR", "latitude": 48.0, "longitude": 3.0, "population": 4_000.0},
        "huge": {"country": "BE", "latitude": 50.2, "longitude": 5.0, "population": 950_000.0},
        "far": {"country": "NZ", "latitude": -40.0, "longitude": 175.0, "population": 50_000.0},
        "who": {"label": "There"},
        "x": {"country": "PT", "latitude": 38.0, "longitude": -9.0, "population": 50_000.0},
    }
    network = links([("home", "there"), ("there", "huge"), ("home", "x")], **about)
    found = suggest("home", network, model="distance", top=9)
    against = {one.name: [words.en for words in one.against] for one in found.suggestions}
    assert against == {
        "huge": ["in the same country", "much larger: 11 times the inhabitants",
                 "at most one tie on record"],
        "twice": ["a partner in that country already: there",
                  "no common partner, no shared network", "small: 4,000 inhabitants",
                  "at most one tie on record"],
        "far": ["far: 18,656 km, more than nine ties in ten here",
                "no tie on record between BE and NZ", "no common partner, no shared network",
                "at most one tie on record"],
        "There": ["place not known: which city this is is not settled",
                  "bears the name of there, and may be that city",
                "no common partner, no shared network", "number of inhabitants not known",
                "at most one tie on record"],
    }  # fmt: skip


def test_a_tie_that_ended_or_never_came_may_be_suggested_and_is_told() -> None:
    pairs = [("a", "b"), ("a", "c"), ("a", "d"), ("a", "e"), ("e", "a")]
    every = links_of(
        "cities",
        pairs,
        columns={
            "key": ["k1", "k2", "k3", "k4", "k5"],
            "via": ["Agreement", "Claim", "Agreement", "Claim", "Claim"],
            "status": ["cancelled", None, "realised", None, None],
            "end_year": [None, 2012, 2030, 1999, None],
            "sources": ["report", "list", "report", "list", "report"],
        },
    )
    kept, past = parted(every, set())
    assert kept.targets.tolist() == [2, 3, 4, 4]
    assert {pair: words.en for pair, words in past.items()} == {
        (0, 1): "on record as cancelled, not as done (report)",
        (0, 2): "on record as ended in 2012 (list)",
    }
    assert past[0, 1].fr == "connu comme annulé, non comme réalisé (report)"
    assert [words.en for words in parted(every, {"k3"})[1].values()][-1] == (
        "on record as ended in 2030 (report)"
    )


def test_the_order_of_the_links_and_the_names_change_nothing(found: Suggestions) -> None:
    network = world(1)
    again = suggest("city:005", Links(**{f: getattr(network, f) for f in _fields()}), top=12)
    assert again == found


def _fields() -> tuple[str, ...]:
    return ("name", "nodes", "sources", "targets", "directed", "attributes", "columns")


@pytest.mark.parametrize("model", ["boosting", "katz", "spectral"])
def test_other_models_give_scores_without_terms(model: str) -> None:
    found = suggest("city:005", world(1), model=model, top=3)
    assert found.base is None
    assert all(one.terms == () and one.against is not None for one in found.suggestions)
    assert "partners" in found.columns()
    assert len(set(found.columns())) == len(found.columns())
    assert "base" not in found.columns()
    assert (found.suggestions[0].chance is None) == (model != "boosting")


def test_errors_name_what_is_wrong() -> None:
    with pytest.raises(UsageError, match=r"unknown city 'city:05' .*did you mean"):
        suggest("city:05", world(1))
    with pytest.raises(UsageError, match="unknown model 'gravitee'"):
        suggest("city:005", world(1), model="gravitee")
    with pytest.raises(UsageError, match="too few pairs to learn from: 2, and it takes 20"):
        suggest("a", links([("a", "b"), ("b", "c")]))
    with pytest.raises(UsageError, match="top is 0"):
        suggest("city:005", world(1), top=0)


def test_one_report_alone_is_refused_and_can_be_forced() -> None:
    with pytest.raises(RefusedError, match="suggest is refused") as refused:
        twingraph.suggest("namur")
    assert "ce réseau ne contient que" in refused.value.reason_fr
    forced = twingraph.suggest("namur", model="distance", top=2, force=True)
    assert forced.forced is not None
    assert any("FORCED" in line for _, line in suggestion_lines(forced))
    assert "Lafayette (Louisiana)" in forced.left_out


def test_cities_of_a_graph_are_found_by_name() -> None:
    graph = small_world_graph()
    found = suggest("Cologne", graph, model="common", top=3)
    assert found.city == "city:cologne-de"
    assert "Liverpool" in found.left_out
    with pytest.raises(UsageError, match="2 bear the name 'Granada'"):
        suggest("Granada", graph, model="common")


def test_every_line_fits_eighty_columns_in_both_languages(found: Suggestions) -> None:
    for lang in ("en", "fr"):
        told = suggest("city:005", world(1), top=12, lang=lang)
        lines = [line for _, line in suggestion_lines(told)]
        assert max(map(len, lines)) <= 80
        assert sum(line.startswith("    = log-") for line in lines) == 12
    assert " :" not in "\n".join(lines)
    assert [one.city for one in told.suggestions] == [one.city for one in found.suggestions]


def test_the_number_behind_a_candidate_is_explained() -> None:
    def told(model: str, lang: Lang = "en", top: int = 1) -> str:
        found = suggest("city:005", world(1), model=model, top=top, lang=lang)
        return "\n".join(line for _, line in suggestion_lines(found))

    chance, odds = "“1 in x” is how often", "Log-odds give the order"
    assert chance in told("gravity")
    assert odds in told("gravity")
    assert chance in told("boosting")
    assert odds not in told("boosting")
    assert "A score gives the order" in told("degree")
    assert "Candidate partners of City 5: the first of" in told("degree")
    assert "la première ville sur" in told("degree", "fr")
    product = suggest("city:005", world(1), model="degree", top=1).suggestions[0].score
    assert f"score\u00a0{product:.0f}" in told("degree")
    katz = suggest("city:005", world(1), model="katz", top=1).suggestions[0].score
    assert f"score\u00a0{katz:.4g}".replace(".", ",") in told("katz", "fr")


def test_csv_and_json_say_the_same(tmp_path: Path) -> None:
    out = {form: tmp_path / form for form in ("csv", "json")}
    for form, path in out.items():
        args = ["namur", "--model", "distance", "--force", "--top", "3", "--format", form]
        done = CliRunner().invoke(command, [*args, "-o", str(path)])
        assert done.exit_code == 0, done.output
    rows = list(csv.DictReader(io.StringIO(out["csv"].read_text(encoding="utf-8"))))
    objects = json.loads(out["json"].read_text(encoding="utf-8"))
    assert len(rows) == 3
    assert [{k: "" if v is None else str(v) for k, v in o.items()} for o in objects] == rows
    assert [row["rank"] for row in rows] == ["1", "2", "3"]
    assert all("reported by Namur" in row["forced"] for row in rows)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "which city?"),
        (("namur", "--evaluate"), "--evaluate takes no CITY"),
        (("namur", "--task", "completion"), "--task goes with --evaluate"),
        (("namur", "--model", "katz", "--model", "degree"), "--model may repeat only"),
    ],
    ids=["no city", "both", "task", "two models"],
)
def test_wrong_usage_is_told(args: tuple[str, ...], said: str) -> None:
    done = CliRunner().invoke(command, list(args))
    assert isinstance(done.exception, UsageError)
    assert said in str(done.exception)


def test_a_missing_library_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "sklearn.linear_model", None)
    with pytest.raises(MachineError, match="scikit-learn"):
        suggest("city:005", world(1))


def test_the_page_tells_every_feature_and_model(root: Path) -> None:
    page = (root / "docs" / "suggest.md").read_text(encoding="utf-8").replace("\\|", "|")
    assert "@@" not in page  # no figure is left to be filled in
    missing = [f.name for f in FEATURES if f"| {f.words.en} | `{f.formula}` |" not in page]
    assert missing == []
    assert [model.name for model in MODELS if f"| `{model.name}` |" not in page] == []

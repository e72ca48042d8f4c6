"""The map's table in a real browser: the same facts as the graph's, in rows that can be reached."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from map_browser import PHONE, Opened, choose, shows, texts
from map_made import chain, namur, namur_page, page_of
from twingraph.networks import network
from twingraph.prefixes import expand
from twingraph.store import value

pytestmark = pytest.mark.browser

PREFIXES = (
    "PREFIX tg: <https://w3id.org/twingraph/ontology#>"
    " PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
    " PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
)
CELLS = """() => [...document.querySelectorAll(".table tbody tr[aria-rowindex]")].map(
  row => [...row.cells].map(cell => cell.textContent))"""


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Any]:
    with shows(browser, tmp_path, namur_page) as shown:
        yield shown


def cells(found: Opened) -> list[list[str]]:
    rows: list[list[str]] = found.page.evaluate(CELLS)
    return rows


def labels(query: str) -> dict[str, str]:
    """Return the two columns of a question to the graph."""
    return {value(row[0]): value(row[1]) for row in namur().select(PREFIXES + query).rows}


def test_the_rows_of_ties_are_those_of_the_network(show: Any) -> None:
    found = show()
    choose(found, view="table")
    names = labels("SELECT ?c ?l WHERE { ?c a tg:City ; rdfs:label ?l FILTER(LANG(?l) = 'en') }")
    kinds = labels(
        "SELECT ?k ?l WHERE { ?k skos:inScheme <https://w3id.org/twingraph/vocab/kind> ;"
        " skos:prefLabel ?l FILTER(LANG(?l) = 'en') }"
    )
    expected = []
    for one, other, tie in network(namur()).edges(data=True):
        partner = other if one == "city:namur-be" else one
        kind = kinds[expand(tie["kind"])] if "kind" in tie else "contact, or listed only"
        expected.append(
            (
                names[expand(partner)].split(" (")[0],
                kind,
                str(tie.get("start_year", "not told")),
                str(tie.get("end_year", "not told")),
                tie["basis"].removeprefix("basis:"),
            )
        )
    shown = [(row[0].split(" (")[0], row[2], row[4], row[5], row[6]) for row in cells(found)]
    assert len(expected) == 14
    assert sorted(shown) == sorted(expected)
    # Apart from its namesakes, which are tied to it.
    assert {row[1] for row in cells(found)} == {"Namur (Wallonia, Belgium)"}
    assert texts(found, ".table .caption") == ["14 ties, all that the page holds; 8 without a date"]
    found.assert_quiet()


def test_cities_events_persons_and_networks_are_those_of_the_graph(show: Any) -> None:
    found = show()
    choose(found, view="table")
    degrees = network(namur()).degree()
    found.page.click("#tab-cities")
    ties = {row[0].split(" (")[0]: int(row[2]) for row in cells(found) if "Namur" not in row[0]}
    names = labels("SELECT ?c ?l WHERE { ?c a tg:City ; rdfs:label ?l FILTER(LANG(?l) = 'en') }")
    expected = {
        names[expand(city)].split(" (")[0]: degree
        for city, degree in degrees
        if city.startswith("city:") and "namur" not in city
    }
    assert ties == expected
    assert len(cells(found)) == 17
    unplaced = [row[0] for row in cells(found) if row[4] == "not known"]
    assert unplaced == ["Namur (Wisconsin, United States)"]
    for tab, kind in [("events", "Event"), ("persons", "Person"), ("networks", "Network")]:
        found.page.click(f"#tab-{tab}")
        query = (
            f"SELECT ?x (SAMPLE(?t) AS ?l) WHERE {{ ?x a tg:{kind} ; rdfs:label ?t"
            " FILTER(LANG(?t) IN ('en', '')) } GROUP BY ?x"
        )
        if kind == "Network":
            query = query.replace("FILTER", "FILTER EXISTS { ?m tg:network ?x } FILTER")
        told = sorted(labels(query).values())
        assert told, kind
        assert sorted(row[0] for row in cells(found)) == told
        assert found.page.get_attribute(".table table", "aria-rowcount") == str(len(told) + 1)
    found.assert_quiet()


def test_headers_sort_both_ways_and_what_is_not_told_stays_last(show: Any) -> None:
    found = show()
    choose(found, view="table", lang="fr")
    header = found.page.locator(".table thead th").nth(4)
    assert header.get_attribute("aria-sort") == "none"
    for direction, years in [
        ("ascending", ["1979", "1999", "2010", "2016", "2023", "2024"]),
        ("descending", ["2024", "2023", "2016", "2010", "1999", "1979"]),
    ]:
        header = found.page.locator(".table thead th").nth(4)
        header.locator("button").click()
        header = found.page.locator(".table thead th").nth(4)
        assert header.get_attribute("aria-sort") == direction
        assert header.locator("button").evaluate("b => b === document.activeElement")
        column = [row[4] for row in cells(found)]
        assert column == years + ["non dit"] * 8
        assert found.page.locator(".table [aria-sort]:not([aria-sort=none])").count() == 1
    said = found.page.text_content("div.voice[role=status]") or ""
    assert "Depuis" in said
    assert "décroissant" in said


def test_names_are_sorted_as_the_language_does(show: Any) -> None:
    names = ["Zwolle", "Évora", "Étampes", "evry", "Eupen", "Ängelholm", "Abc 10", "Abc 9"]
    core = chain(len(names), start=[None] * 7)
    core["cities"]["name"]["en"] = names
    found = show(page_of(core))
    choose(found, view="table")
    found.page.click("#tab-cities")
    column = [row[0] for row in cells(found)]
    assert column == ["Abc 9", "Abc 10", "Ängelholm", "Étampes", "Eupen", "Évora", "evry", "Zwolle"]


def test_filters_and_the_year_leave_rows_and_the_caption_says_so(show: Any) -> None:
    found = show()
    choose(found, view="table", year=2005)
    partners = {row[0].split(" (")[0] for row in cells(found)}
    assert {"Lafayette", "Québec City"} <= partners
    assert "Pristina" not in partners
    assert texts(found, ".table .caption") == [
        "10 ties of 14, as the filters and the year leave them; 8 without a date"
    ]
    assert found.page.locator(".table tr.undated").count() == 8
    nothing = ["twinning", "agreement", "programme", "contact"]
    filters = found.state("filters") | {"marks": nothing}
    choose(found, filters=filters)
    assert cells(found) == []
    assert "Widen" in texts(found, ".table .empty")[0]
    assert not found.page.is_visible(".table table")


def test_click_and_enter_select_and_the_selection_is_shown(show: Any) -> None:
    found = show()
    choose(found, view="table")
    found.page.locator(".table tbody tr", has_text="Pristina").locator("td").nth(1).click()
    assert found.state("selected") == "agreement:pristina-entente-2016"
    current = found.page.locator(".table tr[aria-current=true]")
    assert current.count() == 1
    assert "Pristina" in (current.text_content() or "")
    # At once: the browser's own scrolling by key goes on while the test does.
    found.page.evaluate("document.querySelector('.table .sheet').scrollTop = 0")
    found.page.locator(".table tbody button").first.focus()
    for key in ["ArrowDown", "ArrowDown", "ArrowUp", "Enter"]:
        found.page.keyboard.press(key)
    second = found.page.locator(".table tbody tr").nth(1)
    assert second.get_attribute("aria-current") == "true"
    # The panel takes the focus; the way back leads to the row.
    assert second.locator("button").get_attribute("tabindex") == "0"
    assert found.page.locator(".table tbody button[tabindex='0']").count() == 1
    # Selected elsewhere: marked, and in sight.
    choose(found, selected="agreement:terrebonne-cooperation-2023")
    last = found.page.locator(".table tr[aria-current=true]")
    box, sheet = last.bounding_box(), found.page.locator(".table .sheet").bounding_box()
    assert box
    assert sheet
    assert box["y"] + box["height"] <= sheet["y"] + sheet["height"] + 1
    choose(found, selected="city:hue-vn")
    touched = found.page.locator(".table tr.touched").all_text_contents()
    assert len(touched) == 2
    assert all("Huế" in text for text in touched)
    found.assert_quiet()


def test_only_text_marked_in_the_row_itself_keeps_a_click_from_choosing(show: Any) -> None:
    found = show()
    choose(found, view="table")
    mark = "element => getSelection().selectAllChildren(element)"
    found.page.locator(".panel-body h2").evaluate(mark)
    found.page.locator(".table tbody button").first.focus()
    assert found.page.evaluate("() => getSelection().toString()") != ""
    found.page.keyboard.press("Enter")
    assert found.state("selected") is not None
    choose(found, selected=None)
    row = found.page.locator(".table tbody tr").nth(1)
    row.evaluate(mark)
    row.evaluate("row => row.dispatchEvent(new MouseEvent('click', {bubbles: true, detail: 1}))")
    assert found.state("selected") is None


def test_tabs_answer_to_arrows_and_the_table_follows_the_language(show: Any) -> None:
    found = show()
    choose(found, view="table")
    found.page.focus("#tab-ties")
    found.page.keyboard.press("ArrowRight")
    assert found.page.get_attribute("#tab-cities", "aria-selected") == "true"
    found.page.keyboard.press("End")
    assert found.page.get_attribute("#tab-networks", "aria-selected") == "true"
    assert found.page.get_attribute(".table .sheet", "aria-labelledby") == "tab-networks"
    assert "UNESCO Creative Cities Network" in [row[0] for row in cells(found)]
    choose(found, lang="fr")
    assert "Réseau des Villes Créatives de l’UNESCO" in [row[0] for row in cells(found)]
    assert texts(found, ".table .tabs button") == [
        "Liens", "Villes", "Événements", "Personnes", "Réseaux",
    ]  # fmt: skip
    assert texts(found, ".table .caption") == ["3 réseaux, soit tout ce que contient la page"]


def test_many_rows_are_made_as_they_come_into_sight(show: Any) -> None:
    found = show(page_of(chain(20_001)))
    choose(found, view="table")
    table = found.page.locator(".table table")
    assert table.get_attribute("aria-rowcount") == "20001"
    assert len(cells(found)) < 80
    assert cells(found)[0][0] == "City 00000"
    found.page.locator(".table tbody button").first.focus()
    found.page.keyboard.press("End")
    active = "() => document.activeElement.closest('tr')?.getAttribute('aria-rowindex')"
    assert found.page.evaluate(active) == "20001"
    assert len(cells(found)) < 80
    assert cells(found)[-1][:2] == ["City 19999", "City 20000"]
    found.page.keyboard.press("PageUp")
    assert int(found.page.evaluate(active)) < 20_001
    # The selection of another part is brought into sight.
    choose(found, selected="rel:c-700--c-701")
    row = found.page.locator(".table tr[aria-current=true]")
    assert row.get_attribute("aria-rowindex") == "702"
    assert row.is_visible()
    # A city has no row of its own here: the first that it concerns.
    choose(found, selected="city:c-9000")
    touched = found.page.locator(".table tr.touched")
    assert touched.evaluate_all("rows => rows.map(row => row.ariaRowIndex)") == ["9001", "9002"]
    assert touched.first.is_visible()
    # Sorting and scrolling keep pace.
    spent = found.page.evaluate(
        """() => {
          const start = performance.now();
          document.querySelectorAll(".table thead button")[1].click();
          const box = document.querySelector(".table .sheet");
          for (let at = 0; at < 20; at += 1) { box.scrollTop = at * 20000; box.offsetHeight; }
          return performance.now() - start;
        }"""
    )
    assert spent < 2000
    found.assert_quiet()


def test_rows_stand_under_one_another_without_gaps(show: Any) -> None:
    found = show(page_of(chain(2_001)))
    choose(found, view="table")
    found.page.evaluate("document.querySelector('.table .sheet').scrollTop = 33 * 1000")
    found.page.wait_for_timeout(100)
    boxes = found.page.evaluate(
        """() => [...document.querySelectorAll(".table tbody tr[aria-rowindex]")].map(row => {
          const { top, height } = row.getBoundingClientRect();
          return [Number(row.getAttribute("aria-rowindex")), top, height];
        })"""
    )
    assert {round(height) for _, _, height in boxes} == {33}
    first = boxes[0]
    for index, top, _ in boxes:
        assert top == pytest.approx(first[1] + 33 * (index - first[0]), abs=1)
    sheet = found.page.locator(".table .sheet").bounding_box()
    assert sheet
    assert boxes[0][1] <= sheet["y"] + 34
    assert boxes[-1][1] + 33 >= sheet["y"] + sheet["height"]


def test_on_a_phone_the_first_column_stays(show: Any) -> None:
    found = show(viewport=PHONE)
    choose(found, view="table", panel=False)
    sheet = found.page.locator(".table .sheet")
    name = found.page.locator(".table tbody th").first
    before = name.bounding_box()
    sheet.evaluate("box => { box.scrollLeft = 300; }")
    after = name.bounding_box()
    assert sheet.evaluate("box => box.scrollLeft") == 300
    assert before
    assert after
    assert after["x"] == before["x"]
    assert found.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("view", ["map", "table"])
def test_paper_holds_all_rows_that_are_shown(show: Any, view: str) -> None:
    found = show()
    choose(found, view=view, year=2005)
    found.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    rows = found.page.locator(".table .printed tbody tr").all_text_contents()
    assert len(rows) == 10
    assert any("Lafayette" in row and "1979" in row for row in rows)
    assert "10 ties of 14" in (found.page.text_content(".table .printed caption") or "")
    found.page.emulate_media(media="print")
    assert found.page.is_visible(".table .printed")
    assert not found.page.is_visible(".table .sheet")
    found.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert found.page.locator(".table .printed").count() == 0


def test_paper_is_cut_where_nobody_would_turn_the_pages(show: Any) -> None:
    found = show(page_of(chain(1_001)))
    found.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert found.page.locator(".table .printed tbody tr").count() == 500
    assert "The first 500 rows of 1,000" in (
        found.page.text_content(".table .printed caption") or ""
    )


def test_names_are_text_whatever_they_hold(show: Any) -> None:
    core = chain(4)
    nasty = ["<img src=x onerror=alert(1)>", "</script>", "\u202eevil", "\u2028line"]
    core["cities"]["name"]["en"] = nasty
    found = show(page_of(core))
    choose(found, view="table")
    found.page.click("#tab-cities")
    assert sorted(row[0] for row in cells(found)) == sorted(nasty)
    assert found.page.locator(".table img").count() == 0
    found.assert_quiet()

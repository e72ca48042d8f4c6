/** What the filters and the year leave to be seen: each filter, each edge of a span, and together. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Model } from "../src/data/model.ts";
import { visible } from "../src/data/visible.ts";
import { NO_FILTERS, type Filters } from "../src/state.ts";
import { coreOf, type CoreLike } from "./cores.ts";

const ENDED = 5;
const PLANNED = 3;

/** The rows of ties that are seen, those that are only there for want of a date with a star. */
function seen(like: CoreLike, filters: Partial<Filters> = {}, year: number | null = null): string {
  const found = visible(new Model(coreOf(like)), { filters: { ...NO_FILTERS, ...filters }, year });
  return [...found.ties].flatMap((each, row) => (each === 0 ? [] : [`${row}${each === 2 ? "*" : ""}`])).join(" ");
}

const CITIES = { namur: "be", hue: "vn", fes: "ma", lyon: "fr", paris: "fr" };

test("without a choice everything is seen, and nothing is called filtered", () => {
  const model = new Model(coreOf({ cities: CITIES, ties: [{ a: "namur", b: "hue" }, { a: "namur", b: "fes", start: 2000 }] }));
  const found = visible(model, { filters: NO_FILTERS, year: null });
  assert.deepEqual([...found.ties], [1, 1]);
  assert.deepEqual([...found.cities], [1, 1, 1, 1, 1]);
  assert.deepEqual([found.tieCount, found.undated, found.cityCount, found.filtered], [2, 1, 5, false]);
});

test("a tie is in a year from the one in which it began to the one in which it ends", () => {
  const like = { cities: CITIES, ties: [{ a: "namur", b: "hue", start: 2010, end: 2015 }] };
  assert.deepEqual([2009, 2010, 2013, 2015, 2016].map((year) => seen(like, {}, year)), ["", "0", "0", "0", ""]);
});

test("a tie whose end nobody tells goes on", () => {
  const like = { cities: CITIES, ties: [{ a: "namur", b: "hue", start: 2010 }], reports: [2024] };
  assert.deepEqual([2009, 2010, 2024, 2050].map((year) => seen(like, {}, year)), ["", "0", "0", "0"]);
});

test("what has no date stays in every year and is told apart", () => {
  const like = { cities: CITIES, ties: [{ a: "namur", b: "hue" }, { a: "namur", b: "fes", end: 2015 }] };
  assert.deepEqual([1800, 2015, 2016].map((year) => seen(like, {}, year)), ["0* 1*", "0* 1*", "0*"]);
});

test("what a report calls ended is over by the report, and open before it", () => {
  const like = { cities: CITIES, ties: [{ a: "namur", b: "hue", start: 1990, progress: ENDED }], reports: [2020, 2024] };
  assert.deepEqual([1989, 1990, 2023, 2024].map((year) => seen(like, {}, year)), ["", "0*", "0*", ""]);
  assert.equal(seen({ ...like, reports: [] }, {}, 2024), "0*");
});

test("dated, undated and planned ties are counted apart", () => {
  const model = new Model(coreOf({
    cities: CITIES,
    ties: [
      { a: "namur", b: "hue", start: 2010 }, { a: "namur", b: "fes" }, { a: "namur", b: "lyon", start: 2012, progress: PLANNED },
      { a: "namur", b: "paris", progress: PLANNED }, { a: "namur", b: "paris", start: 2030 },
    ],
  }));
  const { tieCount, undated, planned } = visible(model, { filters: NO_FILTERS, year: 2015 });
  assert.deepEqual([tieCount, undated, planned], [4, 2, 1]);
});

test("marks, progress and basis are left out by name", () => {
  const like = {
    cities: CITIES,
    ties: [{ a: "namur", b: "hue" }, { a: "namur", b: "fes", mark: 1, progress: 1 }, { a: "namur", b: "lyon", mark: 3, basis: 2 }],
  };
  assert.equal(seen(like, { marks: ["agreement"] }), "0 2");
  assert.equal(seen(like, { marks: ["twinning", "contact"] }), "1");
  assert.equal(seen(like, { progress: [""] }), "1");
  assert.equal(seen(like, { basis: ["inferred"] }), "0 1");
  assert.equal(seen(like, { basis: ["stated", "implied", "inferred"] }), "");
});

test("themes, sources and countries let through what has one of those asked for", () => {
  const like = {
    cities: CITIES,
    ties: [
      { a: "namur", b: "hue", themes: [0, 1] }, { a: "namur", b: "fes", sources: [1] }, { a: "lyon", b: "hue", themes: [1], sources: [0, 1] },
    ],
  };
  assert.equal(seen(like, { themes: ["theme:music"] }), "0");
  assert.equal(seen(like, { themes: ["theme:music", "theme:heritage"] }), "0 2");
  assert.equal(seen(like, { sources: ["source:1"] }), "1 2");
  assert.equal(seen(like, { countries: ["country:vn"] }), "0 2");
  assert.equal(seen(like, { countries: ["country:ma", "country:fr"] }), "1 2");
  assert.equal(seen(like, { countries: ["country:vn"], sources: ["source:1"] }), "2");
  assert.equal(seen(like, { themes: ["theme:none-such"] }), "");
});

test("a network lets through ties of its members, and the page's own city opens no door", () => {
  const like = {
    cities: CITIES, ties: [{ a: "namur", b: "hue" }, { a: "namur", b: "fes" }, { a: "lyon", b: "hue" }],
    networks: { aimf: ["namur", "hue"], unesco: ["namur"] },
  };
  assert.equal(seen(like, { networks: ["network:aimf"] }), "0 2");
  assert.equal(seen(like, { networks: ["network:unesco"] }), "");
});

test("filters and year hold together", () => {
  const like = {
    cities: CITIES,
    ties: [{ a: "namur", b: "hue", start: 2010 }, { a: "namur", b: "fes", start: 2010, mark: 1 }, { a: "namur", b: "lyon", mark: 1 }],
  };
  assert.equal(seen(like, { marks: ["twinning"] }, 2010), "1 2*");
  assert.equal(seen(like, { marks: ["twinning"] }, 2009), "2*");
});

/** The cities that are seen. */
function cities(like: CoreLike, filters: Partial<Filters>, year: number | null = null): string {
  const core = coreOf(like);
  const found = visible(new Model(core), { filters: { ...NO_FILTERS, ...filters }, year });
  return core.cities.id.filter((_, city) => found.cities[city] === 1).join(" ");
}

test("cities go with their ties; those without any go only where a filter speaks of them", () => {
  const like = {
    cities: CITIES, ties: [{ a: "namur", b: "hue", start: 2010 }, { a: "namur", b: "fes", mark: 1, themes: [0] }],
    networks: { aimf: ["fes", "lyon"] },
  };
  assert.equal(cities(like, { marks: ["twinning"] }), "namur fes lyon paris");
  assert.equal(cities(like, {}, 2000), "namur fes lyon paris");
  assert.equal(cities(like, { themes: ["theme:music"] }), "namur fes");
  assert.equal(cities(like, { countries: ["country:fr"] }), "namur lyon paris");
  assert.equal(cities(like, { networks: ["network:aimf"] }), "namur fes lyon");
});

test("a strand is certain as soon as one of its ties is, and gone with the last", () => {
  const model = new Model(coreOf({ cities: CITIES, ties: [{ a: "namur", b: "hue" }, { a: "hue", b: "namur", start: 2010, end: 2012 }] }));
  assert.equal(model.strands.length, 1);
  const strand = (year: number, filters: Partial<Filters> = {}): number | undefined =>
    visible(model, { filters: { ...NO_FILTERS, ...filters }, year }).strands[0];
  assert.deepEqual([strand(2011), strand(2020), strand(2011, { marks: ["twinning"] })], [1, 2, 0]);
});

test("events and persons follow the filters that speak of them", () => {
  const model = new Model(coreOf({
    cities: CITIES, ties: [],
    events: [
      { start: 2023, end: 2024, cities: [1] }, { start: 2025, progress: PLANNED, at: 2 }, { sources: [1], cities: [0] },
    ],
    persons: [{ cities: [1] }, { cities: [3], sources: [1] }],
    networks: { aimf: ["namur", "fes"] },
  }));
  const found = (filters: Partial<Filters>, year: number | null = null): number[][] => {
    const { events, persons } = visible(model, { filters: { ...NO_FILTERS, ...filters }, year });
    return [[...events], [...persons]];
  };
  assert.deepEqual(found({}), [[1, 1, 1], [1, 1]]);
  assert.deepEqual(found({}, 2024), [[1, 0, 2], [1, 1]]);
  assert.deepEqual(found({ progress: ["planned"] }), [[1, 0, 1], [1, 1]]);
  assert.deepEqual(found({ sources: ["source:1"] }), [[0, 0, 1], [0, 1]]);
  assert.deepEqual(found({ countries: ["country:vn"] }), [[1, 0, 0], [1, 0]]);
  assert.deepEqual(found({ networks: ["network:aimf"] }), [[0, 1, 0], [0, 0]]);
  assert.deepEqual(found({ marks: ["twinning"], themes: ["theme:music"] }), [[1, 1, 1], [1, 1]]);
});

test("the same choice is computed once, another anew", () => {
  const model = new Model(coreOf({ cities: CITIES, ties: [{ a: "namur", b: "hue", start: 2010 }] }));
  const first = visible(model, { filters: NO_FILTERS, year: null });
  assert.equal(visible(model, { filters: NO_FILTERS, year: null }), first);
  assert.notEqual(visible(model, { filters: NO_FILTERS, year: 2000 }), first);
  assert.equal(visible(model, { filters: NO_FILTERS, year: null }), first);
});

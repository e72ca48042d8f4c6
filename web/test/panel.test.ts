/** The panel's pure parts: distances, life-lines, marks, lists of cities, the way back. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { folded } from "../src/data/folding.ts";
import { Model } from "../src/data/model.ts";
import type { Core, Details, Life, Line } from "../src/data/payload.ts";
import { find, recordOf, toldIn } from "../src/panel/context.ts";
import { greatCircle, rounded } from "../src/panel/distance.ts";
import { marksOf } from "../src/panel/evidence.ts";
import { axisOf, barOf } from "../src/panel/life.ts";
import { byCountry, matching, namesakes, partnersOf } from "../src/panel/partners.ts";
import { Trail } from "../src/panel/trail.ts";
import { NO_CLAIMS, coreOf, type CoreLike } from "./cores.ts";

const WIDTH = 312;

test("distances are those of the textbooks", () => {
  const cases: readonly (readonly [string, number, number, number, number, number])[] = [
    // Nashville to Los Angeles airport, the usual worked example: 2886.44 km at radius 6371.
    ["BNA-LAX", 36.12, -86.67, 33.94, -118.4, 2886.45],
    ["a quarter of the meridian", 0, 0, 90, 0, (6371.0088 * Math.PI) / 2],
    ["to the other side", 0, 0, 0, 180, 6371.0088 * Math.PI],
    ["to itself", 50.4669, 4.8674, 50.4669, 4.8674, 0],
    ["across the antimeridian", 0, 179.5, 0, -179.5, (6371.0088 * Math.PI) / 180],
  ];
  for (const [name, lat1, lon1, lat2, lon2, km] of cases) {
    assert.ok(Math.abs(greatCircle(lat1, lon1, lat2, lon2) - km) < 0.05, `${name}: ${greatCircle(lat1, lon1, lat2, lon2)}`);
  }
});

test("a distance is rounded to what it can mean", () => {
  assert.deepEqual([0.4, 99.4, 104.9, 7923.1].map(rounded), [0, 99, 100, 7920]);
});

const life = (start: number | null, end: number | null, steps: readonly (number | null)[] = [], computed = false): Life => ({
  id: "agreement:x", label: "x", mark: 0, progress: 1, start, end, computed,
  steps: steps.map((year) => ({ year, label: `step ${year}`, progress: 1 })),
});

test("an axis holds every year, and its figures keep apart", () => {
  const axis = axisOf([life(1979, null, [2024]), life(2010, 2029)], WIDTH, 2024)!;
  assert.deepEqual([axis.first, axis.last], [1979, 2029]);
  assert.deepEqual(axis.ticks.map(({ year }) => year), [1980, 1990, 2000, 2010, 2020]);
  const gaps = axis.ticks.slice(1).map(({ x }, at) => x - axis.ticks[at]!.x);
  assert.ok(Math.min(...gaps) >= 32);
  assert.ok(axis.at(1979) >= 16 && axis.at(2029) <= WIDTH - 16);
});

test("an axis of a single year has room on both sides of none, and no year at all has no axis", () => {
  const axis = axisOf([life(2024, 2024)], WIDTH, 2024)!;
  assert.ok(Number.isFinite(axis.at(2024)));
  assert.equal(axisOf([life(null, null)], WIDTH, 2024), null);
  assert.equal(axisOf([], WIDTH, 2024), null);
});

test("the report's year lengthens an axis whose agreements began before", () => {
  assert.equal(axisOf([life(1999, null)], WIDTH, 2024)!.last, 2024);
});

test("ends that nobody tells stay open, and a computed start is hollow", () => {
  const axis = axisOf([life(1979, null), life(2010, 2029)], WIDTH, null)!;
  const open = barOf(life(1979, null, [], true), axis, WIDTH)!;
  assert.deepEqual([open.openStart, open.openEnd, open.hollowStart, open.to], [false, true, true, WIDTH - 2]);
  const closed = barOf(life(2010, 2029), axis, WIDTH)!;
  assert.deepEqual([closed.openStart, closed.openEnd, closed.from, closed.to], [false, false, axis.at(2010), axis.at(2029)]);
  const late = barOf(life(null, 2029), axis, WIDTH)!;
  assert.deepEqual([late.openStart, late.from], [true, 2]);
  assert.equal(barOf(life(null, null), axis, WIDTH), null);
});

test("steps of one year are one mark, steps without a year have none, and years do not run together", () => {
  const row = life(1950, null, [2024, 2023, 1990, 2024, null]);
  const { steps } = barOf(row, axisOf([row], WIDTH, null)!, WIDTH)!;
  assert.deepEqual(steps.map(({ year, labels, written }) => [year, labels.length, written]), [
    [1990, 1, true], [2023, 1, true], [2024, 2, false],
  ]);
});

const passage = (id: string, report = 0) => ({ id, report, sheet: 4, first: 1, last: 2, summary: { en: id } });
const DETAILS: Details = {
  claims: NO_CLAIMS,
  passages: [passage("a"), passage("b", 1), passage("c")],
  reasons: [{ because: { en: "why" }, p: [2] }],
  voices: [{ id: "graph:geonames", label: { en: "GeoNames" } }, { id: "graph:wikidata", label: { en: "Wikidata" } }],
  records: {
    en: { "city:x": { type: "City", title: "X", sections: [] }, "city:y": { type: "City", title: "Y", sections: [] } },
    fr: { "city:x": { type: "Ville", title: "X", sections: [] } },
  },
  proofs: { en: [[{ t: "fact", e: { p: [0] } }]], fr: [[{ t: "fait" }]] },
};
const marks = (line: Partial<Line>): unknown[] => marksOf({ ...line }, DETAILS, "en").map(({ form, passages, voices, proof, because }) =>
  [form, passages.map(({ id }) => id).join(" "), voices.length, proof?.length ?? 0, because?.["en"] ?? ""]);

test("a line's marks: one a report, one a reason, one for the proof, one for outside voices", () => {
  assert.deepEqual(marks({}), []);
  assert.deepEqual(marks({ e: { p: [0, 1, 2] } }), [["stated", "a c", 0, 0, ""], ["stated", "b", 0, 0, ""]]);
  assert.deepEqual(marks({ basis: "implied", e: { r: [0] } }), [["implied", "c", 0, 0, "why"]]);
  assert.deepEqual(marks({ basis: "implied", e: { p: [0] } }), [["implied", "a", 0, 0, ""]]);
  assert.deepEqual(marks({ basis: "implied", e: { p: [0, 2], r: [0] } }), [["implied", "a", 0, 0, ""], ["implied", "c", 0, 0, "why"]]);
  assert.deepEqual(marks({ e: { p: [0], r: [0], v: [0, 1] } }), [
    ["stated", "a", 0, 0, ""], ["implied", "c", 0, 0, "why"], ["outside", "", 2, 0, ""],
  ]);
  assert.deepEqual(marks({ basis: "inferred", proof: 0, e: { p: [0] } }), [["inferred", "a", 0, 1, ""]]);
  assert.deepEqual(marks({ basis: "inferred", e: { p: [0] } }), [["inferred", "a", 0, 0, ""]]);
  assert.deepEqual(marks({ proof: 0, e: { p: [0] } }), [["stated", "a", 0, 0, ""], ["inferred", "", 0, 1, ""]]);
});

test("a proof is in the reader's language, else in English", () => {
  const told = (lang: string): string => marksOf({ proof: 0 }, DETAILS, lang)[0]!.proof![0]!.t;
  assert.deepEqual(["fr", "en", "nl"].map(told), ["fait", "fact", "fact"]);
});

test("evidence that leads nowhere is an error, not a fact without a source", () => {
  assert.throws(() => marks({ e: { p: [9] } }), /passage 9/);
  assert.throws(() => marks({ e: { r: [9] } }), /reason 9/);
  assert.throws(() => marks({ proof: 9 }), /proof 9/);
});

test("a record falls back to English and says so; names of all objects are no records", () => {
  assert.equal(recordOf(DETAILS, "fr", "city:x")!.detail.type, "Ville");
  assert.equal(recordOf(DETAILS, "fr", "city:y")!.lang, "en");
  assert.equal(recordOf(DETAILS, "fr", "constructor"), null);
  assert.deepEqual(toldIn({ en: "word" }, "fr"), { text: "word", lang: "en" });
  assert.deepEqual(toldIn({ nl: "woord" }, "fr"), { text: "woord", lang: "nl" });
});

const CITIES = { namur: "be", liege: "be", hue: "vn", lyon: "fr", paris: "fr", fes: "ma" };
const model = (like: Partial<CoreLike>, change: (core: Core) => Core = (core) => core): Model =>
  new Model(change(coreOf({ cities: CITIES, ties: [], ...like })));

test("linked cities are each there once, by name, with all their ties", () => {
  const made = model({ ties: [{ a: "namur", b: "lyon" }, { a: "hue", b: "namur", mark: 1 }, { a: "lyon", b: "namur", mark: 3 }, { a: "lyon", b: "paris" }] });
  assert.deepEqual(partnersOf(made, 0, "en"), [{ city: 2, ties: [1] }, { city: 3, ties: [0, 2] }]);
  assert.deepEqual(partnersOf(made, 5, "en"), []);
});

test("names that count are in the order of their numbers", () => {
  const made = model({ cities: { a: "fr", "n-10": "fr", "n-2": "fr", "n-1": "fr" }, ties: ["n-10", "n-2", "n-1"].map((b) => ({ a: "a", b })) });
  assert.deepEqual(partnersOf(made, 0, "en").map(({ city }) => city), [3, 2, 1]);
});

test("countries are in the order of their names, an unknown one last", () => {
  const made = model({ ties: ["hue", "lyon", "paris", "fes"].map((b) => ({ a: "namur", b })) },
    (core) => ({ ...core, cities: { ...core.cities, country: core.cities.country.with(2, -1) } }));
  const groups = byCountry(partnersOf(made, 0, "en"), made, "en", (texts) => texts["en"]!);
  assert.deepEqual(groups.map(({ label, partners }) => [label, partners.length]), [["fr", 2], ["ma", 1], ["", 1]]);
});

test("a search minds neither accents nor case, and knows other names and countries", () => {
  assert.equal(folded("Huế ÉVORA"), "hue evora");
  const made = model({ ties: ["hue", "lyon", "fes"].map((b) => ({ a: "namur", b })) }, (core) => ({
    ...core, cities: { ...core.cities, name: { en: ["Namur", "Liège", "Huế", "Lyon", "Paris", "Fez"], fr: [0, 0, 0, 0, 0, "Fès"] }, also: { 5: "Fas\nFass" } },
  }));
  const all = partnersOf(made, 0, "en");
  const found = (words: string): number[] => matching(all, words, made).map(({ city }) => city);
  assert.deepEqual([found("hue"), found("FÈS"), found("fass"), found("ly fr"), found("ly ma"), found(" ").length], [[2], [5], [5], [3], [], 3]);
  const letters = model({ ties: ["hue", "lyon"].map((b) => ({ a: "namur", b })) }, (core) => ({
    ...core, cities: { ...core.cities, name: { en: ["Namur", "Liège", "Łódź", "Tromsø-Straße", "Paris", "Fez"], fr: [0, 0, 0, 0, 0, 0] } },
  }));
  const some = partnersOf(letters, 0, "en");
  assert.deepEqual(["lodz", "tromso strasse", "Łódź"].map((words) => matching(some, words, letters).map(({ city }) => city)), [[2], [3], [2]]);
});

test("namesakes are found in any language, and only where the data tell them apart", () => {
  const made = model({}, (core) => ({
    ...core, cities: { ...core.cities, name: { en: ["Namur (Wallonia)", "NAMUR", "Huế", "Lyon", "Namur", "Namen"], fr: [0, 0, 0, 0, 0, "Namur"] }, apart: { 0: { en: "a" }, 1: { en: "b" }, 5: { en: "c" } } },
  }));
  assert.deepEqual([namesakes(made, 0), namesakes(made, 4)], [[1, 5], []]);
});

test("a thing is found by its id, an agreement of three with its three rows", () => {
  const made = model({
    ties: [{ id: "agreement:t", a: "namur", b: "hue" }, { a: "namur", b: "fes" }, { id: "agreement:t", a: "hue", b: "fes" }],
    events: [{}], persons: [{}], networks: { aimf: ["namur"] },
  });
  assert.deepEqual(find(made, "agreement:t"), { kind: "tie", rows: [0, 2] });
  assert.deepEqual(find(made, "rel:hue--namur"), { kind: "relation", a: 2, b: 0 });
  assert.deepEqual(["city:hue", "event:0", "person:0", "network:aimf"].map((id) => find(made, id)?.kind), ["city", "event", "person", "network"]);
  assert.deepEqual(["city:none", "event:9", ""].map((id) => find(made, id)), [null, null, null]);
});

test("the way back is the way there, and forgets what is very far", () => {
  const trail = new Trail();
  assert.ok(trail.empty);
  for (let at = 0; at < 150; at += 1) trail.leave({ id: `city:${at}`, scroll: at });
  assert.deepEqual(trail.back(), { id: "city:149", scroll: 149 });
  let last = trail.back();
  for (let stop = last; stop !== undefined; stop = trail.back()) last = stop;
  assert.deepEqual([last!.id, trail.empty], ["city:50", true]);
});

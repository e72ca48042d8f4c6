/** The counts at each choice of a filter, as the legend and the filters tell them. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { facet } from "../src/data/facets.ts";
import { Model } from "../src/data/model.ts";
import { NO_FILTERS, type Filters } from "../src/state.ts";
import { coreOf } from "./cores.ts";

const model = new Model(coreOf({
  cities: { namur: "be", hue: "vn", fes: "ma", lyon: "fr" },
  ties: [
    { a: "namur", b: "hue", start: 2010, themes: [0, 1], sources: [0, 1] },
    { a: "namur", b: "hue", mark: 1, progress: 1, themes: [1] },
    { a: "namur", b: "fes", mark: 1, basis: 1, start: 2020, sources: [1] },
  ],
  networks: { aimf: ["namur", "hue", "fes"] },
}));
const count = (name: keyof Filters, filters: Partial<Filters> = {}, year: number | null = null): number[] =>
  [...facet(model, { filters: { ...NO_FILTERS, ...filters }, year }, name)];

test("each choice counts the ties that it stands for", () => {
  assert.deepEqual(count("marks"), [1, 2, 0, 0]);
  assert.deepEqual(count("progress"), [2, 1, 0, 0, 0, 0]);
  assert.deepEqual(count("basis"), [2, 1, 0]);
  assert.deepEqual(count("themes"), [1, 2]);
  assert.deepEqual(count("sources"), [2, 2]);
  assert.deepEqual(count("countries"), [3, 2, 1, 0]);
  assert.deepEqual(count("networks"), [3]);
});

test("a choice left out keeps its count, while other filters and the year bear on it", () => {
  assert.deepEqual(count("marks", { marks: ["agreement"] }), [1, 2, 0, 0]);
  assert.deepEqual(count("marks", { basis: ["implied"] }), [1, 1, 0, 0]);
  assert.deepEqual(count("marks", {}, 2010), [1, 1, 0, 0]);
  assert.deepEqual(count("basis", { countries: ["country:ma"] }), [0, 1, 0]);
});

/** Events and persons on the map: what the year and the filters leave, what is only planned, room for names. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Model } from "../src/data/model.ts";
import { PROGRESS } from "../src/data/payload.ts";
import { visible } from "../src/data/visible.ts";
import { type LayerMark, arcs, layerMarks } from "../src/drawing/layers.ts";
import { mapLayout } from "../src/drawing/layout.ts";
import { USUAL_CUT, worldMap } from "../src/drawing/projection.ts";
import { NO_FILTERS, type Filters } from "../src/state.ts";
import { coreOf } from "./cores.ts";

const PLANNED = PROGRESS.indexOf("planned");
const model = new Model(coreOf({
  cities: { namur: "be", hue: "vn", lost: "fr" }, ties: [{ a: "namur", b: "hue" }, { a: "namur", b: "lost" }], unplaced: ["lost"],
  events: [
    { cities: [0, 1], start: 1985 }, { cities: [0], start: 2024, end: 2024 }, { cities: [0, 1] },
    { cities: [0], start: 1980, end: 1990, progress: PLANNED }, { cities: [2] }, { cities: [0], start: 1985, sources: [1] },
  ],
  persons: [{ cities: [0, 1] }, { cities: [0], sources: [1] }],
}));
const LAYOUT = mapLayout(model, worldMap(USUAL_CUT));
const SIZE = { width: 800, height: 600 };

function marks(year: number | null, filters: Partial<Filters> = {}, rings = 0): LayerMark[] {
  const seen = visible(model, { year, filters: { ...NO_FILTERS, ...filters } });
  return layerMarks(model, seen, { events: true, persons: true }, LAYOUT, SIZE, { x: 0, y: 0, k: 100 }, () => rings);
}
const events = (found: readonly LayerMark[]): string => found
  .filter(({ kind }) => kind === "event").sort((p, q) => p.index - q.index)
  .map(({ index, planned, undated }) => `${index}${planned ? " planned" : ""}${undated ? " undated" : ""}`).join(", ");

test("of a year: what took place in it, and, as undated, what has no date; what has no place is not drawn", () => {
  assert.equal(events(marks(null)), "0, 1, 2, 3 planned, 5");
  assert.equal(events(marks(1985)), "0, 2 undated, 3 planned, 5");
  assert.equal(events(marks(2024)), "1, 2 undated");
});

test("the filters by status and by source hold for events, that by source for persons", () => {
  assert.equal(events(marks(1985, { progress: ["planned"] })), "0, 2 undated, 5");
  const outside = marks(null, { sources: ["source:1"] });
  assert.equal(events(outside), "5");
  assert.deepEqual(outside.filter(({ kind }) => kind === "person").map(({ index }) => index), [1]);
});

test("beside a city its name has room: no mark stands there, however many there are", () => {
  for (const count of [1, 4, 9, 40, 108]) {
    for (const middle of [-Math.PI / 2, Math.PI / 2]) {
      // A line of 17 px, and marks that reach 5.6 px.
      for (const [, y] of arcs(count, middle, 34)) assert.ok(Math.abs(y) > 17 / 2 + 5.6, `${count}: ${y}`);
    }
  }
});

test("the first arc stands clear of a city's rings", () => {
  const [x, y] = [SIZE.width / 2 + LAYOUT.x[0]! * 100, SIZE.height / 2 + LAYOUT.y[0]! * 100];
  for (const mark of marks(null, {}, 40)) if (mark.cities[0] === 0) assert.ok(Math.hypot(mark.x - x, mark.y - y) > 45);
});

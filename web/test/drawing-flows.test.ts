/** Countries that stand for their cities: every visible tie is counted once; small graphs stay apart. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Model } from "../src/data/model.ts";
import type { Core } from "../src/data/payload.ts";
import { visible } from "../src/data/visible.ts";
import { bubblesOf, drawnAlone, group } from "../src/drawing/flows.ts";
import { mapLayout, networkLayout } from "../src/drawing/layout.ts";
import { USUAL_CUT, worldMap } from "../src/drawing/projection.ts";
import { NO_FILTERS, type Filters } from "../src/state.ts";
import { coreOf } from "./cores.ts";

const CODES = ["aa", "bb", "cc", "dd"];

/** Cities of four countries on a grid, and ties between them by a fixed rule; some are of no place. */
function world(perCountry: number): Core {
  const cities = Object.fromEntries(CODES.flatMap((code) => Array.from({ length: perCountry }, (_, n) => [`${code}${n}`, code])));
  const ids = Object.keys(cities);
  const ties = Array.from({ length: ids.length * 3 }, (_, n) => ({ a: ids[n % ids.length]!, b: ids[(n * 7 + 3) % ids.length]!, mark: n % 4 })).filter(({ a, b }) => a !== b);
  const core = coreOf({ cities, ties, own: false });
  const lat = ids.map((id, n) => (id === "aa0" ? null : 10 * CODES.indexOf(id.slice(0, 2)) + (n % 20) * 0.1));
  const lon = ids.map((id, n) => (id === "aa0" ? null : 25 * CODES.indexOf(id.slice(0, 2)) + Math.floor((n % perCountry) / 20) * 0.1));
  return { ...core, cities: { ...core.cities, lat, lon } };
}

function seen(model: Model, filters: Partial<Filters> = {}): ReturnType<typeof visible> {
  return visible(model, { filters: { ...NO_FILTERS, ...filters }, year: null });
}

for (const [name, filters] of [["all", {}], ["filtered", { marks: ["agreement", "contact"] }]] as const) {
  test(`flows, insides and single ties add up to the visible ties: ${name}`, () => {
    const model = new Model(world(150));
    const shown = seen(model, filters);
    const layout = mapLayout(model, worldMap(USUAL_CUT));
    const bubbles = bubblesOf(model, shown, layout);
    assert.equal(bubbles.length, 4);
    let [scales, groupedOnes] = [0, 0];
    for (const scale of [50, 500, 1000, 2000, 2500, 4000]) {
      const groups = group(model, shown, layout, bubbles, scale);
      const count = (strand: (typeof model.strands)[number]): number => strand.ties.filter((row) => shown.ties[row] !== 0).length;
      const alone = model.strands.filter(({ a, b }) => drawnAlone(model, groups, a) && drawnAlone(model, groups, b)).reduce((sum, strand) => sum + count(strand), 0);
      // Towards a city without a place no flow can be drawn.
      const end = (city: number): boolean => model.placed(city) || !drawnAlone(model, groups, city);
      const lost = model.strands.filter(({ a, b }) => !(drawnAlone(model, groups, a) && drawnAlone(model, groups, b)) && !(end(a) && end(b))).reduce((sum, strand) => sum + count(strand), 0);
      const flowing = groups?.flows.reduce((sum, { ties }) => sum + ties, 0) ?? 0;
      assert.equal(alone + flowing + (groups?.inside ?? 0) + lost, shown.tieCount, `scale ${scale}`);
      scales += 1;
      if (groups) groupedOnes += 1;
    }
    assert.equal(scales, 6);
    assert.ok(groupedOnes >= 3 && groupedOnes < 6);
  });
}

test("a bubble counts the visible cities that have a place", () => {
  const model = new Model(world(150));
  const bubbles = bubblesOf(model, seen(model), mapLayout(model, worldMap(USUAL_CUT)));
  assert.deepEqual(bubbles.map(({ cities }) => cities), [149, 150, 150, 150]);
});

test("zooming in opens a country, and all of them in the end", () => {
  const model = new Model(world(150));
  const shown = seen(model);
  const layout = mapLayout(model, worldMap(USUAL_CUT));
  const bubbles = bubblesOf(model, shown, layout);
  const standing = [100, 1500, 2200, 50000].map((scale) => group(model, shown, layout, bubbles, scale)?.bubbles.length ?? 0);
  assert.equal(standing[0], 4);
  assert.equal(standing.at(-1), 0);
  assert.deepEqual(standing, [...standing].sort((a, b) => b - a));
});

test("a small graph is never grouped, however far the look; nor is the network", () => {
  const small = new Model(world(20));
  assert.deepEqual(bubblesOf(small, seen(small), mapLayout(small, worldMap(USUAL_CUT))), []);
  const large = new Model(world(150));
  assert.deepEqual(bubblesOf(large, seen(large), networkLayout(large)), []);
});

test("flows come thin ones first, and end where bubbles stand", () => {
  const model = new Model(world(150));
  const shown = seen(model);
  const layout = mapLayout(model, worldMap(USUAL_CUT));
  const groups = group(model, shown, layout, bubblesOf(model, shown, layout), 100)!;
  const ties = groups.flows.map((flow) => flow.ties);
  assert.deepEqual(ties, [...ties].sort((a, b) => a - b));
  const flow = groups.flows.find(({ from, to }) => from >= 0 && to >= 0)!;
  const [one, other] = [flow.from, flow.to].map((country) => groups.bubbles.find((bubble) => bubble.country === country)!);
  const points = flow.points();
  assert.ok(Math.hypot(points[0]! - one!.x, points[1]! - one!.y) < 1e-6);
  assert.ok(Math.hypot(points.at(-2)! - other!.x, points.at(-1)! - other!.y) < 1e-6);
});

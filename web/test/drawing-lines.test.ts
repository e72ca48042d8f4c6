/** Lines and marks: how a tie looks, where its line runs on the screen, what a click means. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Model } from "../src/data/model.ts";
import { MARKS, PROGRESS } from "../src/data/payload.ts";
import { emphasis } from "../src/drawing/emphasis.ts";
import { type Frame, Tracer } from "../src/drawing/frame.ts";
import { Hits, toPiece } from "../src/drawing/hits.ts";
import { arcs } from "../src/drawing/layers.ts";
import { type Layout, mapLayout, networkLayout } from "../src/drawing/layout.ts";
import { density, endOf, look } from "../src/drawing/marks.ts";
import { STILL, eased, onTheWay } from "../src/drawing/passage.ts";
import { USUAL_CUT, worldMap } from "../src/drawing/projection.ts";
import { START } from "../src/state.ts";
import { coreOf, type TieLike } from "./cores.ts";

const SIZE = { width: 900, height: 600 };

function model(ties: readonly TieLike[], places: Readonly<Record<string, readonly [lat: number | null, lon: number | null]>>): Model {
  const core = coreOf({ cities: Object.fromEntries(Object.keys(places).map((id) => [id, "be"])), ties });
  const spots = Object.values(places);
  return new Model({ ...core, cities: { ...core.cities, lat: spots.map(([lat]) => lat), lon: spots.map(([, lon]) => lon), x: spots.map((_, n) => n * 1000), y: spots.map((_, n) => n * -500) } });
}

const PLACES = { namur: [50.47, 4.87], hue: [16.46, 107.59], twin: [50.47, 4.87] } as const;

/** Only what a tracer reads. */
function frame(held: Model, layout: Layout, k: number, x = layout.x[0]!, y = layout.y[0]!): Frame {
  return { model: held, layout, camera: { x, y, k }, size: SIZE } as unknown as Frame;
}

function traced(tracer: Tracer): [number, number][] {
  return Array.from({ length: tracer.count / 2 }, (_, i) => [tracer.points[i * 2]!, tracer.points[i * 2 + 1]!]);
}

test("each mark and progress looks as the legend says", () => {
  assert.deepEqual(MARKS.map((_, mark) => endOf(mark)), ["none", "square", "triangle", "none"]);
  const dashes = PROGRESS.map((_, progress) => look(0, progress, 1).dash.length > 0);
  assert.deepEqual(dashes, [false, false, true, true, true, false]);
  assert.equal(look(0, PROGRESS.indexOf("ended"), 1).alpha, 0.4);
  const widths = [1, 2, 3, 4, 200].map((ties) => look(0, 1, ties).width);
  assert.deepEqual(widths, [...widths].sort((a, b) => a - b));
  assert.ok(widths[0]! >= 1 && widths.at(-1) === 4);
  assert.equal(look(MARKS.indexOf("contact"), 1, 50).width, 1);
});

test("opacity falls with the number of lines, and never to nothing", () => {
  const shades = [1, 50, 500, 5000, 25000].map(density);
  assert.deepEqual(shades, [...shades].sort((a, b) => b - a));
  assert.ok(shades[0]! <= 1 && shades.at(-1)! >= 0.05);
});

test("a line runs from city to city; strands of one pair run side by side", () => {
  const held = model([{ a: "namur", b: "hue", mark: 0 }, { a: "namur", b: "hue", mark: 1 }, { a: "namur", b: "hue", mark: 2 }], PLACES);
  const layout = mapLayout(held, worldMap(USUAL_CUT));
  const tracer = new Tracer(frame(held, layout, 200));
  const middles = held.strands.map((_, strand) => {
    assert.ok(tracer.strand(strand));
    const points = traced(tracer);
    assert.ok(Math.hypot(points[0]![0] - 450, points[0]![1] - 300) < 0.5);
    return tracer.along(tracer.length / 2, false)!;
  });
  for (const [one, other] of [[0, 1], [1, 2]] as const) {
    const apart = Math.hypot(middles[one]!.x - middles[other]!.x, middles[one]!.y - middles[other]!.y);
    assert.ok(apart > 6 && apart < 12, String(apart));
  }
});

test("the farther the look, the fewer the points of a line", () => {
  const held = model([{ a: "namur", b: "hue" }], PLACES);
  const layout = mapLayout(held, worldMap(USUAL_CUT));
  const counts = [4, 20, 80, 300].map((k) => {
    const tracer = new Tracer(frame(held, layout, k));
    assert.ok(tracer.strand(0));
    return tracer.count / 2;
  });
  assert.equal(counts[0], 2);
  assert.deepEqual(counts, [...counts].sort((a, b) => a - b));
  assert.ok(counts.at(-1)! > 40);
});

test("a line off the screen is not traced, and of one across it only what is near", () => {
  const held = model([{ a: "namur", b: "hue" }], PLACES);
  const layout = mapLayout(held, worldMap(USUAL_CUT));
  assert.equal(new Tracer(frame(held, layout, 300, 0, 1.2)).strand(0), false);
  const close = new Tracer(frame(held, layout, 20000));
  assert.ok(close.strand(0));
  assert.ok(traced(close).filter(([x]) => !Number.isNaN(x)).length <= 4);
});

test("a tie between two cities at one spot is a loop that comes back", () => {
  const held = model([{ a: "namur", b: "twin" }], PLACES);
  const tracer = new Tracer(frame(held, mapLayout(held, worldMap(USUAL_CUT)), 200));
  assert.ok(tracer.strand(0));
  const points = traced(tracer);
  assert.ok(Math.hypot(points[0]![0] - points.at(-1)![0], points[0]![1] - points.at(-1)![1]) < 1e-3);
  assert.ok(Math.min(...points.map(([, y]) => y)) < 290);
});

test("a city without a place has no line on the map, and one in the network", () => {
  const held = model([{ a: "namur", b: "lost" }], { namur: [50, 4], lost: [null, null] });
  assert.equal(new Tracer(frame(held, mapLayout(held, worldMap(USUAL_CUT)), 200)).strand(0), false);
  const network = networkLayout(held);
  assert.ok(new Tracer(frame(held, network, 200)).strand(0));
});

test("on the way between views every city goes from its one place to its other", () => {
  const held = model([{ a: "namur", b: "hue" }], { ...PLACES, lost: [null, null] });
  const from = { layout: mapLayout(held, worldMap(USUAL_CUT)), camera: { x: 0, y: 0, k: 200 } };
  const to = { layout: networkLayout(held), camera: { x: 0.1, y: 0, k: 900 } };
  const pixel = ({ layout, camera }: typeof from, city: number): number => (layout.x[city]! - camera.x) * camera.k;
  for (const city of [0, 1]) {
    assert.ok(Math.abs(onTheWay(held, from, to, 0).x[city]! - pixel(from, city)) < 1e-2);
    assert.ok(Math.abs(onTheWay(held, from, to, 1).x[city]! - pixel(to, city)) < 1e-2);
    assert.ok(Math.abs(onTheWay(held, from, to, 0.5).x[city]! - (pixel(from, city) + pixel(to, city)) / 2) < 1e-2);
  }
  assert.ok(!Number.isNaN(onTheWay(held, from, to, 0.3).x[3]!));
  assert.ok([...onTheWay(held, from, to, 0.4).curve(0)].every(Number.isFinite));
  assert.deepEqual([eased(0), eased(0.5), eased(1), STILL.k], [0, 0.5, 1, 1]);
});

test("a click means the smallest mark it is in, else the nearest within reach, else a line, else nothing", () => {
  const hits = new Hits();
  hits.spot("country", 0, 100, 100, 20);
  hits.spot("city", 1, 110, 100, 4);
  hits.spot("city", 2, 300, 100, 4);
  hits.line("strand", 7, Float32Array.of(100, 100, 300, 100, NaN, NaN, 300, 200, 400, 200), 10);
  assert.deepEqual(hits.at(111, 101, 6), { kind: "city", index: 1, x: 110, y: 100, r: 4 });
  assert.equal(hits.at(92, 100, 6)?.index, 0);
  assert.deepEqual(hits.at(200, 102, 6), { kind: "strand", index: 7 });
  assert.equal(hits.at(308, 100, 6)?.index, 2);
  assert.equal(hits.at(200, 160, 6), null);
  assert.equal(hits.at(300, 150, 6), null, "the gap of a parted line is no line");
});

test("hits agree with trying everything, in a thousand random places", () => {
  const hits = new Hits();
  const spots = Array.from({ length: 300 }, (_, index) => ({ index, x: (index * 7919) % 900, y: (index * 104729) % 600, r: 3 }));
  for (const { index, x, y, r } of spots) hits.spot("city", index, x, y, r);
  let met = 0;
  for (let n = 0; n < 1000; n += 1) {
    const [x, y] = [(n * 313) % 900, (n * 571) % 600];
    const nearest = Math.min(...spots.map((spot) => Math.hypot(spot.x - x, spot.y - y)));
    const found = hits.spotAt(x, y, 10);
    if (nearest > 13) assert.equal(found, null);
    else {
      met += 1;
      assert.ok(Math.abs(Math.hypot(found!.x - x, found!.y - y) - nearest) < 1e-9);
    }
  }
  assert.ok(met > 100);
});

test("arrow keys go to the nearest mark in their direction", () => {
  const hits = new Hits();
  for (const [index, x, y] of [[0, 100, 100], [1, 200, 110], [2, 160, 300], [3, 20, 100], [4, 500, 100]] as const) hits.spot("city", index, x, y, 4);
  const from = hits.spots[0]!;
  assert.equal(hits.towards(from, 1, 0)?.index, 1);
  assert.equal(hits.towards(from, -1, 0)?.index, 3);
  assert.equal(hits.towards(from, 0, 1)?.index, 2);
  assert.equal(hits.towards(from, 0, -1), null);
});

test("the distance to a piece of a line", () => {
  assert.equal(toPiece(5, 3, 0, 0, 10, 0), 3);
  assert.equal(toPiece(13, 4, 0, 0, 10, 0), 5);
  assert.equal(toPiece(3, 4, 0, 0, 0, 0), 5);
  assert.equal(toPiece(5, 3, NaN, NaN, 10, 0), Infinity);
});

test("what is selected, and what takes part in it, stands out; no selection lets all stand", () => {
  const core = coreOf({
    cities: { namur: "be", hue: "vn", fes: "ma" }, ties: [{ id: "agreement:x", a: "namur", b: "hue", mark: 1 }, { a: "namur", b: "hue" }, { a: "namur", b: "fes" }],
    networks: { aimf: ["namur", "fes"] }, events: [{ cities: [0, 1] }], persons: [{ cities: [2] }],
  });
  const held = new Model(core);
  const found = (selected: string | null, more = {}): string => {
    const { any, ringed, near, strands, networks, events, persons } = emphasis(held, { ...START, selected, ...more });
    return [any, ...[ringed, near, strands, networks, events, persons].map((set) => [...set].sort().join(","))].join(" | ");
  };
  assert.equal(found(null), "false |  |  |  |  |  | ");
  assert.equal(found("city:hue"), "true | 1 | 0 | 0,1 |  |  | ");
  assert.equal(found("agreement:x"), "true | 0,1 |  | 0 |  |  | ");
  assert.equal(found("rel:hue--namur"), "true | 0,1 |  | 0,1 |  |  | ");
  assert.equal(found("network:aimf"), "true |  | 0,2 |  | 0 |  | ");
  assert.equal(found("event:0"), "true |  | 0,1 |  |  | 0 | ");
  assert.equal(found("person:0"), "true |  | 2 |  |  |  | 0");
  assert.equal(found(null, { lit: ["city:fes"], litPairs: [["namur", "hue"]] }), "true | 0,1,2 |  | 0,1 |  |  | ");
  assert.equal(found("event:gone"), "false |  |  |  |  |  | ");
});

test("something is in a box where a mark or a line reaches into it", () => {
  const hits = new Hits();
  hits.spot("city", 0, 50, 50, 5);
  hits.line("strand", 0, Float32Array.of(100, 0, 100, 100, NaN, NaN, 300, 300, 320, 320), 10);
  const box = (x0: number, y0: number): boolean => hits.anyIn({ x0, y0, x1: x0 + 10, y1: y0 + 10 });
  assert.ok(box(54, 50) && box(95, 40) && box(305, 305));
  assert.ok(!box(56, 50) && !box(105, 40) && !box(200, 200), "not in the gap of a parted line");
});

test("the countries of what stands out are told: they do, where they are closed", () => {
  const held = new Model(coreOf({ cities: { namur: "be", hue: "vn", fes: "ma" }, ties: [{ a: "namur", b: "hue" }] }));
  const { countries } = emphasis(held, { ...START, lit: ["city:fes", "city:namur"] });
  assert.deepEqual([...countries].sort(), [0, 2]);
});

test("marks on arcs keep apart from each other and from their city", () => {
  for (const count of [1, 7, 60, 108]) {
    const spots = arcs(count, -Math.PI / 2);
    assert.equal(spots.length, count);
    spots.forEach(([x, y], nth) => {
      assert.ok(Math.hypot(x, y) > 20 && y < 0);
      for (const [px, py] of spots.slice(nth + 1)) assert.ok(Math.hypot(px - x, py - y) > 9);
    });
  }
});

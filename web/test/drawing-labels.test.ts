/** Names on the drawing: no two share a pixel, none covers a mark, those of more weight come first. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { type Room, type Wanted, overlap, placeLabels } from "../src/drawing/labels.ts";

const VIEW = { x0: 0, y0: 0, x1: 900, y1: 600 };
const ROOM: Room = { view: VIEW, taken: [], lines: [], away: false, before: new Map() };

/** A generator of numbers that gives the same ones each time (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function crowd(seed: number, count: number, spread: number): Wanted[] {
  const next = numbers(seed);
  return Array.from({ length: count }, (_, index) => ({
    key: `city ${index}`, width: 20 + next() * 160, height: 17, r: 2 + next() * 8, weight: Math.floor(next() * 20),
    x: 450 + (next() - 0.5) * spread, y: 300 + (next() - 0.5) * spread * 0.6,
  }));
}

const mark = ({ x, y, r }: Wanted): { x0: number; y0: number; x1: number; y1: number } => ({ x0: x - r, y0: y - r, x1: x + r, y1: y + r });

test("in two hundred random crowds no name meets another, a mark, or the edge", () => {
  let [placedNames, trials] = [0, 0];
  for (let seed = 1; seed <= 200; seed += 1) {
    const wanted = crowd(seed, 5 + (seed % 50), 60 + (seed % 8) * 110);
    const away = seed % 2 === 0;
    const taken = wanted.map(mark);
    const placed = placeLabels(wanted, { ...ROOM, taken, away });
    trials += 1;
    placedNames += placed.length;
    placed.forEach(({ box, index }, nth) => {
      assert.ok(box.x0 >= 0 && box.y0 >= 0 && box.x1 <= 900 && box.y1 <= 600);
      assert.ok(Math.abs(box.x1 - box.x0 - wanted[index]!.width) < 1e-9);
      for (const other of placed.slice(nth + 1)) assert.ok(!overlap(box, other.box));
      for (const each of taken) assert.ok(!overlap(box, each));
    });
    assert.equal(new Set(placed.map(({ index }) => index)).size, placed.length);
  }
  assert.equal(trials, 200);
  assert.ok(placedNames > 2000, `${placedNames} names`);
});

test("a name alone stands to the right of its mark, and to the left at the right edge", () => {
  const alone = { key: "a", width: 80, height: 17, x: 300, y: 300, r: 4, weight: 1 };
  const [right] = placeLabels([alone], { ...ROOM, taken: [mark(alone)] });
  assert.ok(right!.box.x0 >= 304 && !right!.away);
  const edge = { ...alone, x: 880 };
  const [left] = placeLabels([edge], { ...ROOM, taken: [mark(edge)] });
  assert.ok(left!.box.x1 <= 876);
});

test("fourteen cities in the space of a thumb are all named, where names may stand away", () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const wanted = crowd(seed, 14, 70).map((each) => ({ ...each, r: 4 }));
    const placed = placeLabels(wanted, { ...ROOM, taken: wanted.map(mark), away: true });
    assert.equal(placed.length, 14, `seed ${seed}`);
  }
});

test("where there is room for one, the heavier one has it", () => {
  const view = { x0: 0, y0: 0, x1: 130, y1: 24 };
  const [light, heavy] = [1, 9].map((weight) => ({ key: `w${weight}`, width: 90, height: 17, x: 10, y: 12, r: 3, weight }));
  const placed = placeLabels([light!, heavy!], { ...ROOM, view });
  assert.deepEqual(placed.map(({ index }) => index), [1]);
});

test("what is taken stays free, and a name stays where it stood while that is as good", () => {
  const name = { key: "a", width: 80, height: 17, x: 300, y: 300, r: 4, weight: 1 };
  const legend = { x0: 300, y0: 200, x1: 900, y1: 600 };
  const [first] = placeLabels([name], { ...ROOM, taken: [legend] });
  assert.ok(!overlap(first!.box, legend));
  const [again] = placeLabels([name], { ...ROOM, before: new Map([["a", first!.way]]) });
  assert.equal(again!.way, first!.way);
});

test("names avoid lines where they can", () => {
  const name = { key: "a", width: 80, height: 17, x: 300, y: 300, r: 4, weight: 1 };
  const lines = Array.from({ length: 60 }, (_, i) => [305 + i * 2, 300]).flat();
  const [placed] = placeLabels([name], { ...ROOM, lines, taken: [mark(name)] });
  assert.ok(!overlap(placed!.box, { x0: 305, y0: 299, x1: 425, y1: 301 }));
});

test("the same names stand the same way each time", () => {
  const wanted = crowd(7, 40, 300);
  const once = placeLabels(wanted, { ...ROOM, away: true });
  assert.deepEqual(placeLabels(wanted, { ...ROOM, away: true }), once);
});

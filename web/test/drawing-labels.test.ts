/** Names on the drawing: no two share a pixel, none covers a mark, those of more weight come first. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { type Room, type Wanted, crosses, leaderTo, overlap, placeLabels } from "../src/drawing/labels.ts";
import { chance } from "./chance.ts";

const VIEW = { x0: 0, y0: 0, x1: 900, y1: 600 };
const ROOM: Room = { view: VIEW, taken: [], lines: [], away: false, before: new Map() };

function crowd(seed: number, count: number, spread: number): Wanted[] {
  const next = chance(seed);
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

test("a name that belongs close by stays there though lines run through it; another one stands off", () => {
  const name = { key: "a", width: 200, height: 17, x: 450, y: 300, r: 22, weight: 5 };
  const lines: number[] = [];
  for (let x = 200; x < 700; x += 4) for (let y = 255; y < 345; y += 4) lines.push(x, y);
  const room = { ...ROOM, lines, taken: [mark(name)], away: true };
  const [free] = placeLabels([name], room);
  const [close] = placeLabels([{ ...name, close: true }], room);
  assert.ok(free!.away && !close!.away);
  const { box } = close!;
  const distance = Math.hypot(Math.max(box.x0 - 450, 0, 450 - box.x1), Math.max(box.y0 - 300, 0, 300 - box.y1));
  assert.ok(distance <= 22 + 8, `${distance}`);
});

test("a name that faces left stands there, one that faces right at the right", () => {
  for (const facing of ["left", "right"] as const) {
    const name = { key: "a", width: 80, height: 17, x: 450, y: 300, r: 4, weight: 1, facing };
    const [placed] = placeLabels([name], { ...ROOM, taken: [mark(name)] });
    assert.ok(facing === "left" ? placed!.box.x1 <= 446 : placed!.box.x0 >= 454);
  }
});

test("a name with a reach is rather left out than written further off", () => {
  const name = { key: "a", width: 80, height: 17, x: 450, y: 300, r: 4, weight: 1 };
  const taken = [{ x0: 380, y0: 230, x1: 520, y1: 370 }];
  assert.equal(placeLabels([name], { ...ROOM, taken, away: true }).length, 1);
  assert.equal(placeLabels([{ ...name, reach: 40 }], { ...ROOM, taken, away: true }).length, 0);
});

test("a hairline runs through no name where it need not", () => {
  let [off, through] = [0, 0];
  for (let seed = 1; seed <= 40; seed += 1) {
    const wanted = crowd(seed, 14, 200).map((each) => ({ ...each, r: 4, width: 60 }));
    const placed = placeLabels(wanted, { ...ROOM, taken: wanted.map(mark), away: true });
    for (const { index, box, away } of placed) {
      if (!away) continue;
      off += 1;
      const hairline = leaderTo(wanted[index]!, box);
      through += placed.filter((other) => other.index !== index && crosses(hairline, other.box)).length;
    }
  }
  assert.ok(off > 30, `${off} stand off`);
  assert.ok(through <= off / 20, `${through} of ${off}`);
});

test("whether a piece of a line runs through a box is what looking at many points of it tells", () => {
  const next = chance(11);
  let hits = 0;
  for (let trial = 0; trial < 2000; trial += 1) {
    const [ax, ay, bx, by, x0, y0] = Array.from({ length: 6 }, () => next() * 100) as [number, number, number, number, number, number];
    const box = { x0, y0, x1: x0 + 5 + next() * 30, y1: y0 + 5 + next() * 30 };
    let [inside, deep] = [false, false];
    for (let i = 0; i <= 2000; i += 1) {
      const [x, y] = [ax + ((bx - ax) * i) / 2000, ay + ((by - ay) * i) / 2000];
      inside ||= x > box.x0 && x < box.x1 && y > box.y0 && y < box.y1;
      deep ||= x > box.x0 - 0.2 && x < box.x1 + 0.2 && y > box.y0 - 0.2 && y < box.y1 + 0.2;
    }
    if (inside) assert.ok(crosses([ax, ay, bx, by], box));
    if (!deep) assert.ok(!crosses([ax, ay, bx, by], box));
    hits += inside ? 1 : 0;
  }
  assert.ok(hits > 200 && hits < 1800, `${hits}`);
});

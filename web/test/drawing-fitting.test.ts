/** Showing everything: no mark under what floats above where that can be helped, no blank above a cut map. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { toX, toY } from "../src/drawing/camera.ts";
import { type Fitting, fitClear, hiddenBy, settled } from "../src/drawing/fitting.ts";

const SCREEN = { width: 1000, height: 700 };
const LEGEND = { x0: 8, y0: 380, x1: 238, y1: 692 };
const MARGINS = { left: 60, right: 60, top: 50, bottom: 36 };
const PLACES = [[-2, 0], [-1.9, 0.4], [2, 0.1], [1.5, 0.45], [0, -0.4]] as const;

function fitting(more: Partial<Fitting> = {}): Fitting {
  return {
    box: { x0: -2, y0: -0.4, x1: 2, y1: 0.45 }, screen: SCREEN, floating: [LEGEND], margins: MARGINS, limits: [1, 1e5], edges: null,
    marksAt: (camera) => PLACES.map(([x, y]) => ({ x: toX(camera, SCREEN, x), y: toY(camera, SCREEN, y), r: 6 })), ...more,
  };
}

test("no mark lies under the legend, and all are on the screen", () => {
  const given = fitting();
  const marks = given.marksAt(fitClear(given));
  assert.equal(hiddenBy([LEGEND], marks), 0);
  for (const { x, y } of marks) assert.ok(x >= 59 && x <= 941 && y >= 49 && y <= 665, `${x} ${y}`);
  // Without the legend nothing need give way: the data are as wide as the margins let them be.
  const alone = fitClear(fitting({ floating: [] }));
  assert.ok(Math.abs(alone.k - 880 / 4) < 1e-6);
});

test("the room above the legend is used before the data shrink beside it", () => {
  const edges = [-1.3, 1.3] as const;
  const camera = fitClear(fitting({ edges }));
  assert.ok(Math.abs(camera.k - 880 / 4) < 1e-6, `${camera.k}`);
  assert.equal(hiddenBy([LEGEND], fitting().marksAt(camera)), 0);
});

test("where something must be hidden, it is as little as can be", () => {
  const wall = { x0: 0, y0: 100, x1: 200, y1: 700 };
  const bar = { x0: 0, y0: 500, x1: 1000, y1: 700 };
  const given = fitting({ floating: [wall, bar] });
  const least = hiddenBy(given.floating, given.marksAt(fitClear(given)));
  assert.ok(least <= hiddenBy(given.floating, given.marksAt(fitClear(fitting({ floating: [] })))));
  assert.equal(least, 0);
});

test("a map that fits stands in the middle of what is free; a larger one leaves no blank at one end only", () => {
  const at = (camera: { x: number; y: number; k: number }): [number, number] => [toY(camera, SCREEN, -1.3), toY(camera, SCREEN, 1.3)];
  const [above, below] = at(settled({ x: 0, y: 0.9, k: 200 }, SCREEN, MARGINS, [-1.3, 1.3]));
  assert.ok(Math.abs(above - 50 - (664 - below)) < 1e-6);
  assert.ok(Math.abs(at(settled({ x: 0, y: -0.9, k: 400 }, SCREEN, MARGINS, [-1.3, 1.3]))[0] - 50) < 1e-6);
  assert.ok(Math.abs(at(settled({ x: 0, y: 0.9, k: 400 }, SCREEN, MARGINS, [-1.3, 1.3]))[1] - 664) < 1e-6);
  const inside = { x: 0, y: 0, k: 900 };
  assert.deepEqual(settled(inside, SCREEN, MARGINS, [-1.3, 1.3]), inside);
});

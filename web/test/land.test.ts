/** The land's bytes, written by hand after the words in land.mjs, read as TopoJSON. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { unpackLand } from "../src/data/land.ts";

// A grid of 301: two bytes. Two arcs of two points; a country of one polygon with one ring of both
// arcs, the second backwards (-2, a step of -2 from 0), and one of no polygon.
const BYTES = [0xad, 0x02, 2, 2, 2, 20, 40, 2, 1, 0, 0, 0xc8, 0x01, 0, 2, 1, 1, 2, 0, 3, 0];

test("steps become points, arcs become countries", () => {
  const land = unpackLand(Uint8Array.from(BYTES));
  assert.deepEqual(land.transform, { scale: [1.2, 0.6], translate: [-180, -90] });
  assert.deepEqual(land.arcs, [[[10, 20], [1, -1]], [[0, 0], [100, 0]]]);
  assert.deepEqual(land.objects.countries.geometries, [
    { type: "MultiPolygon", arcs: [[[0, -2]]] },
    { type: "MultiPolygon", arcs: [] },
  ]);
});

test("bytes that end too early are an error, not a smaller world", () => {
  for (const length of BYTES.keys()) {
    assert.throws(() => unpackLand(Uint8Array.from(BYTES.slice(0, length))), /ends too early/);
  }
});

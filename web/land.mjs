/**
 * The land of the map: countries with their borders, as small as a page can carry.
 *
 * In: natural-earth's countries at 1:50 million, as world-atlas has them (TopoJSON). Out: bytes that
 * `src/data/land.ts` reads: countries without names, shared borders once. It draws nothing.
 */

import { readFileSync } from "node:fs";
import { quantize } from "topojson-client";
import { filter, filterAttachedWeight, presimplify, simplify } from "topojson-simplify";
import { sphericalRingArea, sphericalTriangleArea } from "topojson-simplify";

// In steradians; a millionth is 41 km², a bend of about 6 km by 14 km. Finer costs 20 kB more and
// shows only when a city fills the screen; coarser, and the islands of Zeeland turn into wedges.
const SMALLEST_BEND = 1e-6;
const SMALLEST_ISLAND = 1e-6;
// Points lie on a grid of so many columns and rows: 4 km by 2 km at the equator.
const GRID = 10000;

/** Return the land of a file, packed. */
export function land(file) {
  const { arcs, transform, objects } = JSON.parse(readFileSync(file, "utf8"));
  const geometries = objects.countries.geometries.map(({ type, arcs: rings }) => ({ type, arcs: rings }));
  const countries = { type: "GeometryCollection", geometries };
  const world = { type: "Topology", objects: { countries }, arcs, transform };
  const plain = simplify(presimplify(world, sphericalTriangleArea), SMALLEST_BEND);
  const large = filter(plain, filterAttachedWeight(plain, SMALLEST_ISLAND, sphericalRingArea));
  const grid = { scale: [360 / (GRID - 1), 180 / (GRID - 1)], translate: [-180, -90] };
  return packed(quantize(large, grid), GRID);
}

/**
 * Write a topology as whole numbers, a fifth smaller than as JSON once both are deflated: the grid;
 * the arcs' lengths and their points, each as the step from the one before; the countries as
 * polygons, rings and arcs, each arc as the step from the one before.
 */
function packed({ arcs, objects }, grid) {
  const bytes = [];
  const count = (list) => (whole(bytes, list.length), list);
  whole(bytes, grid);
  for (const arc of count(arcs)) whole(bytes, arc.length);
  for (const [x, y] of arcs.flat()) signed(bytes, x), signed(bytes, y);
  for (const { type, arcs: rings } of count(objects.countries.geometries)) {
    for (const polygon of count(type === "Polygon" ? [rings] : rings)) {
      for (const ring of count(polygon)) {
        let last = 0;
        for (const arc of count(ring)) {
          signed(bytes, arc - last);
          last = arc;
        }
      }
    }
  }
  return Uint8Array.from(bytes);
}

/** Seven bits a byte, the lowest first; the eighth says that more follow. */
function whole(bytes, number) {
  for (; number > 127; number = Math.floor(number / 128)) bytes.push((number % 128) + 128);
  bytes.push(number);
}

/** Small numbers of either sign as small whole ones: 0, -1, 1, -2, ... */
function signed(bytes, number) {
  whole(bytes, number < 0 ? -2 * number - 1 : 2 * number);
}

/**
 * The land of the map: countries with their borders, as small as a page can carry.
 *
 * In: natural-earth's countries at 1:50 million, as world-atlas has them. Out: TopoJSON with one
 * object, `countries`, without names. Shared borders stay shared. It draws nothing.
 */

import { readFileSync } from "node:fs";
import { quantize } from "topojson-client";
import { filter, filterAttachedWeight, presimplify, simplify } from "topojson-simplify";
import { sphericalRingArea, sphericalTriangleArea } from "topojson-simplify";

// In steradians; a millionth is 41 km², a bend of about 6 km by 14 km. Finer costs 50 kB more and
// shows only when a city fills the screen; coarser, and the coast of Brittany turns into a wedge.
const SMALLEST_BEND = 1e-6;
const SMALLEST_ISLAND = 1e-6;
// Points lie on a grid of so many columns and rows: 4 km at the equator.
const GRID = 1e4;

/** Return the land as JSON. */
export function land(file) {
  const { arcs, transform, objects } = JSON.parse(readFileSync(file, "utf8"));
  const geometries = objects.countries.geometries.map(({ type, arcs: rings }) => ({ type, arcs: rings }));
  const countries = { type: "GeometryCollection", geometries };
  const world = { type: "Topology", objects: { countries }, arcs, transform };
  const plain = simplify(presimplify(world, sphericalTriangleArea), SMALLEST_BEND);
  const large = filter(plain, filterAttachedWeight(plain, SMALLEST_ISLAND, sphericalRingArea));
  const { bbox: _, ...coarse } = quantize(large, GRID);
  return JSON.stringify(coarse);
}

/**
 * Where everything stands on the plane, in one of three ways: the world map, the map about a city,
 * the network.
 *
 * In: the model, a projection. Out: a `Layout`: positions and lines, computed once and kept. It
 * knows no screen and no filter.
 */

import type { Model } from "../data/model.ts";
import { type Box, boxOf } from "./camera.ts";
import { type Projection, line } from "./projection.ts";

/** The network's whole numbers, brought to about the size of the globe's map. */
const NETWORK_UNIT = 1 / 5000;

export interface Layout {
  readonly key: string;
  /** The projection; null for the network. */
  readonly map: Projection | null;
  /** Cities; NaN where the place is not known. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Networks as nodes: in the network view only. */
  readonly networks: readonly (readonly [number, number])[];
  /** The line of a strand: x, y, x, y, ...; NaN, NaN where it is parted. */
  curve(strand: number): Float32Array;
  /** Whether that line, by the box about it, may be seen in a box of the plane. */
  meets(strand: number, box: Box): boolean;
  /** The line between any two cities. */
  between(a: number, b: number): Float32Array;
}

/** Lay the cities out on a map. */
export function mapLayout(model: Model, map: Projection): Layout {
  const { lat, lon } = model.core.cities;
  const x = new Float32Array(lat.length).fill(NaN);
  const y = new Float32Array(lat.length).fill(NaN);
  for (let city = 0; city < lat.length; city += 1) {
    if (model.placed(city)) [x[city], y[city]] = map.project(lon[city]!, lat[city]!);
  }
  // A few lines may be smooth at every scale; of thousands each is looked at from afar.
  const degrees = model.strands.length > 2000 ? 4 : 1;
  const between = (a: number, b: number): Float32Array =>
    model.placed(a) && model.placed(b) ? line(map, lon[a]!, lat[a]!, lon[b]!, lat[b]!, degrees) : new Float32Array(0);
  return { key: map.key, map, x, y, networks: [], between, ...kept(model, between) };
}

/** Lay cities and networks out as Python has computed it. */
export function networkLayout(model: Model): Layout {
  const { cities, networks } = model.core;
  const x = Float32Array.from(cities.x, (value) => value * NETWORK_UNIT);
  const y = Float32Array.from(cities.y, (value) => value * NETWORK_UNIT);
  const between = (a: number, b: number): Float32Array => Float32Array.of(x[a]!, y[a]!, x[b]!, y[b]!);
  return {
    key: "network", map: null, x, y, between, ...kept(model, between),
    networks: networks.map((network) => [network.x * NETWORK_UNIT, network.y * NETWORK_UNIT]),
  };
}

/** Compute each strand's line when it is first asked for; strands of one pair share it. */
function kept(model: Model, between: (a: number, b: number) => Float32Array): Pick<Layout, "curve" | "meets"> {
  const lines: (Float32Array | undefined)[] = new Array<undefined>(model.strands.length);
  const boxes = new Float32Array(model.strands.length * 4);
  const curve = (strand: number): Float32Array => {
    // Strands of a pair follow each other: the first one has the line.
    const { a, b, place } = model.strands[strand]!;
    const first = strand - place;
    let made = lines[first];
    if (made === undefined) {
      lines[first] = made = between(a, b);
      writeBox(made, boxes, first * 4);
    }
    return made;
  };
  const meets = (strand: number, box: Box): boolean => {
    curve(strand);
    const at = (strand - model.strands[strand]!.place) * 4;
    return boxes[at]! <= box.x1 && boxes[at + 2]! >= box.x0 && boxes[at + 1]! <= box.y1 && boxes[at + 3]! >= box.y0;
  };
  return { curve, meets };
}

function writeBox(points: Float32Array, boxes: Float32Array, at: number): void {
  const { x0, y0, x1, y1 } = boxOf([points]) ?? { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };
  boxes.set([x0, y0, x1, y1], at);
}

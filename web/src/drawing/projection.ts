/**
 * From the globe to the plane: the world in equal areas, or all about one city in true distances.
 *
 * In: degrees. Out: plane coordinates in radians of the globe, y down. Which meridian the world
 * map is cut along is chosen here, so that no tie is cut where that can be helped.
 */

import { geoAzimuthalEquidistant, geoEqualEarth, type GeoContext, geoPath, type GeoProjection } from "d3-geo";
import { OPPOSITE, greatCircle, samplesFor } from "./sphere.ts";

/** The meridian in the Bering Strait, which cuts next to no land. */
export const USUAL_CUT = -169;
const LEAP = 1.5; // radians between two points of a line that are none of one line
const SMOOTH = 0.003; // radians that a drawn border may be off its course
const NEAR = 3; // degrees: a city closer than that to the map's edge is hard to read

export interface Projection {
  /** The same for two projections that draw alike. */
  readonly key: string;
  /** Degrees east of the middle, as far as the map goes; beyond, a line is cut. 0: never. */
  readonly middle: number;
  readonly cuts: boolean;
  readonly globe: GeoProjection;
  project(lon: number, lat: number): [number, number];
}

/** Return the world in equal areas, cut along a meridian. */
export function worldMap(cut: number): Projection {
  const middle = wrap(cut + 180);
  const globe = geoEqualEarth().rotate([-middle, 0]).scale(1).translate([0, 0]).precision(SMOOTH);
  // Straight from the formula's own rotation: the clipping of `globe` is for areas only.
  return { key: `world ${cut}`, middle, cuts: true, globe, project: (lon, lat) => at(globe, lon, lat) };
}

/** Return the world about a place: distances and directions from it are true. */
export function aboutPlace(lon: number, lat: number): Projection {
  const globe = geoAzimuthalEquidistant().rotate([-lon, -lat]).scale(1).translate([0, 0]).precision(SMOOTH);
  return {
    key: `about ${lon} ${lat}`, middle: lon, cuts: false, globe,
    project: (x, y) => {
      // The place itself, and the one opposite, which is the whole rim: the formula has 0/0 there.
      if (x === lon && y === lat) return [0, 0];
      const [px, py] = at(globe, x, y);
      return Math.hypot(px, py) > Math.PI - OPPOSITE ? [0, -Math.PI] : [px, py];
    },
  };
}

function at(globe: GeoProjection, lon: number, lat: number): [number, number] {
  return globe([lon, lat]) ?? [NaN, NaN];
}

/**
 * Return the great circle between two places on the plane, a point every so many degrees; NaN, NaN
 * where the map's cut parts it.
 */
export function line(map: Projection, lon1: number, lat1: number, lon2: number, lat2: number, degrees = 4): Float32Array {
  const globe = greatCircle(lon1, lat1, lon2, lat2, samplesFor(lon1, lat1, lon2, lat2, degrees));
  const out: number[] = [];
  let [lonBefore, latBefore] = [0, 0];
  for (let i = 0; i < globe.length; i += 2) {
    const [lon, lat] = [wrap(globe[i]! - map.middle), globe[i + 1]!];
    const step = lon - lonBefore;
    if (map.cuts && i > 0 && Math.abs(step) > 180) {
      // Leave the map at its edge and come back at the other one, at the latitude between.
      const [out1, out2] = step > 0 ? [-180, 180] : [180, -180];
      const whole = 360 - Math.abs(step);
      const share = whole === 0 ? 0 : Math.abs(out1 - lonBefore) / whole;
      const edge = latBefore + (lat - latBefore) * share;
      out.push(...map.project(map.middle + out1 * (1 - 1e-9), edge), NaN, NaN, ...map.project(map.middle + out2 * (1 - 1e-9), edge));
    }
    const [x, y] = map.project(globe[i]!, lat);
    // Close to the place opposite of the middle a line may leap from rim to rim.
    if (!map.cuts && i > 0 && Math.hypot(x - out.at(-2)!, y - out.at(-1)!) > LEAP) out.push(NaN, NaN);
    out.push(x, y);
    [lonBefore, latBefore] = [lon, lat];
  }
  return Float32Array.from(out);
}

/**
 * Return the meridian to cut the world map along: the usual one, unless a good part of the cities
 * lies close to it or more ties would be cut than elsewhere. `pairs` holds two positions in `lons` a
 * tie.
 */
export function chooseCut(lons: readonly (number | null)[], pairs: readonly (readonly [number, number])[]): number {
  const at = new Float64Array(360); // share of the cities in each degree
  for (const lon of lons) if (lon !== null) at[degree(lon)]! += 1 / lons.length;
  const crossing = crossings(lons, pairs);
  let [best, least] = [USUAL_CUT, Infinity];
  for (let cut = -180; cut < 180; cut += 1) {
    let near = 0;
    for (let off = -NEAR; off <= NEAR; off += 1) near += at[degree(cut + off)]!;
    const unusual = cut === USUAL_CUT ? 0 : 0.02 + (Math.abs(wrap(cut - USUAL_CUT)) / 180) * 0.4;
    const badness = crossing[degree(cut)]! + near * 2 + unusual;
    if (badness < least) [best, least] = [cut, badness];
  }
  return best;
}

/** Return, for each degree, the share of the ties whose shortest way crosses it. */
function crossings(lons: readonly (number | null)[], pairs: readonly (readonly [number, number])[]): Float64Array {
  const steps = new Float64Array(361); // how many begin, less how many ended, in a degree
  for (const pair of pairs) {
    const [one, other] = [lons[pair[0]] ?? null, lons[pair[1]] ?? null];
    if (one === null || other === null) continue;
    const [low, high] = [degree(Math.min(one, other)), degree(Math.max(one, other))];
    const inner = high - low <= 180;
    if (inner) {
      steps[low + 1]! += 1;
      steps[high + 1]! -= 1;
    } else {
      steps[0]! += 1;
      steps[low + 1]! -= 1;
      steps[high + 1]! += 1;
    }
  }
  const shares = new Float64Array(360);
  let now = 0;
  for (let each = 0; each < 360; each += 1) {
    now += steps[each]!;
    shares[each] = now / Math.max(1, pairs.length);
  }
  return shares;
}

function degree(lon: number): number {
  return Math.floor(wrap(lon)) + 180;
}

/** Draw the map's edge, more finely than the land: it is one line, and seen at every scale. */
export function drawEdge({ globe }: Projection, context: GeoContext): void {
  const usual = globe.precision();
  globe.precision(usual / 10);
  geoPath(globe, context)({ type: "Sphere" });
  globe.precision(usual);
}

/** Bring a longitude between -180 and 180. */
export function wrap(lon: number): number {
  return ((lon + 180) % 360 + 360) % 360 - 180;
}

/**
 * Dense regions by country: when a country's cities would lie on one another, one bubble stands for
 * them, and the ties that end there flow together.
 *
 * In: the model, what is visible, a layout, the scale. Out: `Groups`: which countries are grouped,
 * bubbles, flows. It counts every visible tie once: in a flow, inside a bubble, or as itself.
 */

import type { Model } from "../data/model.ts";
import type { Visible } from "../data/visible.ts";
import type { Layout } from "./layout.ts";
import { line } from "./projection.ts";

/** Fewer cities than this are drawn one by one, however close they lie. */
const LARGE = 400;
/** A country is grouped while its cities lie closer to each other than this, in the middle. */
export const CLOSE = 3.5; // px
const LEAST = 4; // cities of a country
const MOST_ASKED = 200; // cities of a country whose neighbours are looked for

export interface Bubble {
  readonly country: number;
  readonly cities: number;
  readonly x: number; // plane
  readonly y: number;
  readonly lon: number;
  readonly lat: number;
  /** Distance of a city to the next one of its country, in the middle: plane units. */
  readonly spacing: number;
}

/** Where a flow ends: a country (0 and above) or a city (as -1 - city). */
export type FlowEnd = number;

export interface Flow {
  readonly from: FlowEnd;
  readonly to: FlowEnd;
  readonly ties: number;
  /** Its line in plane coordinates, computed when first asked for. */
  points(): Float32Array;
}

export interface Groups {
  /** 1 for each country drawn as a bubble. */
  readonly grouped: Uint8Array;
  readonly bubbles: readonly Bubble[];
  readonly flows: readonly Flow[]; // thin ones first
  /** Ties between cities of one bubble. */
  readonly inside: number;
}

/** Return every country's bubble, for a choice of cities; none where the cities are few. */
export function bubblesOf(model: Model, visible: Visible, layout: Layout): readonly Bubble[] {
  if (layout.map === null) return [];
  const { country } = model.core.cities;
  const members = new Map<number, number[]>();
  let drawn = 0;
  for (let city = 0; city < country.length; city += 1) {
    if (visible.cities[city] === 0 || Number.isNaN(layout.x[city]!)) continue;
    drawn += 1;
    const of = country[city]!;
    if (of < 0) continue;
    const known = members.get(of);
    if (known) known.push(city);
    else members.set(of, [city]);
  }
  if (drawn < LARGE) return [];
  return [...members].filter(([, cities]) => cities.length >= LEAST).map(([of, cities]) => bubble(model, layout, of, cities));
}

/** Return which of the bubbles stand at this scale, and the flows between what is drawn. */
export function group(model: Model, visible: Visible, layout: Layout, bubbles: readonly Bubble[], scale: number): Groups | null {
  const standing = bubbles.filter(({ spacing }) => spacing * scale < CLOSE);
  if (standing.length === 0) return null;
  const grouped = new Uint8Array(model.core.countries.length);
  for (const { country } of standing) grouped[country] = 1;
  const { country } = model.core.cities;
  const end = (city: number): FlowEnd => {
    const of = country[city]!;
    return of >= 0 && grouped[of] === 1 ? of : -1 - city;
  };
  const counts = new Map<number, number>();
  const [shift, base] = [country.length + 1, country.length + 1 + grouped.length];
  let inside = 0;
  model.strands.forEach((strand, index) => {
    if (visible.strands[index] === 0) return;
    const [a, b] = [end(strand.a), end(strand.b)];
    if (a < 0 && b < 0) return;
    let ties = 0;
    for (const row of strand.ties) if (visible.ties[row] !== 0) ties += 1;
    if (a === b) inside += ties;
    else {
      const key = (Math.min(a, b) + shift) * base + Math.max(a, b) + shift;
      counts.set(key, (counts.get(key) ?? 0) + ties);
    }
  });
  const at = new Map(standing.map((each) => [each.country, each]));
  const flows: Flow[] = [];
  for (const [key, ties] of counts) {
    const [from, to] = [Math.floor(key / base) - shift, (key % base) - shift];
    const [one, other] = [place(model, at, from), place(model, at, to)];
    if (one !== null && other !== null) flows.push(flow(layout, from, to, ties, one, other));
  }
  flows.sort((p, q) => p.ties - q.ties || p.from - q.from || p.to - q.to);
  return { grouped, bubbles: standing, flows, inside };
}

/** Tell whether a city is drawn as itself. */
export function drawnAlone(model: Model, groups: Groups | null, city: number): boolean {
  const of = model.core.cities.country[city]!;
  return groups === null || of < 0 || groups.grouped[of] === 0;
}

type Spot = readonly [lon: number, lat: number];

function flow(layout: Layout, from: FlowEnd, to: FlowEnd, ties: number, one: Spot, other: Spot): Flow {
  let made: Float32Array | null = null;
  return { from, to, ties, points: () => (made ??= line(layout.map!, one[0], one[1], other[0], other[1])) };
}

function place(model: Model, bubbles: ReadonlyMap<number, Bubble>, end: FlowEnd): Spot | null {
  if (end >= 0) {
    const { lon, lat } = bubbles.get(end)!;
    return [lon, lat];
  }
  const city = -1 - end;
  return model.placed(city) ? [model.core.cities.lon[city]!, model.core.cities.lat[city]!] : null;
}

/** A bubble stands at the middle of its cities on the globe, so that a cut map cannot mislead. */
function bubble(model: Model, layout: Layout, country: number, cities: readonly number[]): Bubble {
  const radians = Math.PI / 180;
  let [east, north, up] = [0, 0, 0];
  for (const city of cities) {
    const across = model.core.cities.lon[city]! * radians;
    const high = model.core.cities.lat[city]! * radians;
    east += Math.cos(high) * Math.cos(across);
    north += Math.cos(high) * Math.sin(across);
    up += Math.sin(high);
  }
  const lon = Math.atan2(north, east) / radians;
  const lat = Math.atan2(up, Math.hypot(east, north)) / radians;
  const [x, y] = layout.map!.project(lon, lat);
  return { country, cities: cities.length, x, y, lon, lat, spacing: spacing(layout, cities) };
}

/** Return the median distance from a city to the nearest other one; of many, some are asked. */
function spacing({ x, y }: Layout, cities: readonly number[]): number {
  const sorted = Int32Array.from(cities).sort((a, b) => x[a]! - x[b]!);
  const nearest: number[] = [];
  const every = Math.ceil(sorted.length / MOST_ASKED);
  for (let index = 0; index < sorted.length; index += every) {
    const city = sorted[index]!;
    let best = Infinity;
    for (let step = -1; step <= 1; step += 2) {
      for (let other = index + step; other >= 0 && other < sorted.length; other += step) {
        const dx = x[sorted[other]!]! - x[city]!;
        if (Math.abs(dx) >= best) break;
        const dy = y[sorted[other]!]! - y[city]!;
        best = Math.min(best, Math.sqrt(dx * dx + dy * dy));
      }
    }
    nearest.push(best);
  }
  nearest.sort((a, b) => a - b);
  return nearest[Math.floor(nearest.length / 2)]!;
}

/**
 * Events and persons on demand: where their small marks stand, on arcs about a city.
 *
 * In: the model, what is visible, a layout and a camera. Out: `LayerMark`s in screen coordinates:
 * events above their city, persons below it. It draws nothing.
 */

import type { Model } from "../data/model.ts";
import type { Visible } from "../data/visible.ts";
import type { State } from "../state.ts";
import { type Size, toX, toY } from "./camera.ts";
import type { Layout } from "./layout.ts";

export interface LayerMark {
  readonly kind: "event" | "person";
  readonly index: number; // in core.events or core.persons
  readonly x: number; // px
  readonly y: number;
  /** Cities that a thin line joins it to, the one it stands at first. */
  readonly cities: readonly number[];
}

export const LAYER_RADIUS = 4.5; // px
const FIRST_ARC = 26; // px from the city
const NEXT_ARC = 11;
const ROOM = 11; // px along an arc

/** Return the marks of the layers that the reader has switched on. */
export function layerMarks(model: Model, visible: Visible, state: State, layout: Layout, size: Size, camera: State["mapCamera"] & {}): LayerMark[] {
  const found: LayerMark[] = [];
  const { core } = model;
  const stands = (city: number): boolean => visible.cities[city] !== 0 && !Number.isNaN(layout.x[city]!);
  const put = (kind: LayerMark["kind"], chosen: readonly (readonly [index: number, cities: readonly number[]])[]): void => {
    const at = new Map<number, (readonly [number, readonly number[]])[]>();
    for (const each of chosen) {
      const home = each[1][0]!;
      if (!at.has(home)) at.set(home, []);
      at.get(home)!.push(each);
    }
    for (const [home, held] of at) {
      const [x, y] = [toX(camera, size, layout.x[home]!), toY(camera, size, layout.y[home]!)];
      const spots = arcs(held.length, kind === "event" ? -Math.PI / 2 : Math.PI / 2);
      held.forEach(([index, cities], nth) => found.push({ kind, index, cities, x: x + spots[nth]![0], y: y + spots[nth]![1] }));
    }
  };
  const fromSource = sourceTest(model, state);
  if (state.events) {
    put("event", core.events.flatMap((event, index) => {
      const inTime = state.year === null || ((event.start ?? state.year) <= state.year && (event.end ?? event.start ?? state.year) >= state.year);
      const cities = homeFirst(core.own, event.at, event.cities).filter(stands);
      return inTime && cities.length > 0 && fromSource(event.sources) ? [[index, cities] as const] : [];
    }));
  }
  if (state.persons) {
    put("person", core.persons.flatMap((person, index) => {
      const cities = homeFirst(core.own, -1, person.cities).filter(stands);
      return cities.length > 0 && fromSource(person.sources) ? [[index, cities] as const] : [];
    }));
  }
  return found;
}

/** The place of the thing first, else the city that is not the page's own: there it tells more. */
function homeFirst(own: readonly number[], at: number, cities: readonly number[]): readonly number[] {
  const all = at >= 0 ? [at, ...cities.filter((city) => city !== at)] : [...cities].sort((a, b) => Number(own.includes(a)) - Number(own.includes(b)));
  return [...new Set(all)];
}

function sourceTest(model: Model, state: State): (sources: readonly number[]) => boolean {
  const wanted = state.filters.sources;
  return (sources) => wanted.length === 0 || sources.some((source) => wanted.includes(model.core.sources[source]!.id));
}

/** Return so many spots on half arcs about a point, those in the middle first. */
export function arcs(count: number, middle: number): readonly (readonly [number, number])[] {
  const spots: [number, number][] = [];
  for (let radius = FIRST_ARC; spots.length < count; radius += NEXT_ARC) {
    const most = Math.max(1, Math.floor((radius * Math.PI * 0.85) / ROOM));
    const here = Math.min(most, count - spots.length);
    for (let nth = 0; nth < here; nth += 1) {
      const angle = middle + ((nth - (here - 1) / 2) * ROOM) / radius;
      spots.push([radius * Math.cos(angle), radius * Math.sin(angle)]);
    }
  }
  return spots;
}

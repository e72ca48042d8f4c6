/**
 * Events and persons on demand: where their small marks stand, on arcs about a city.
 *
 * In: the model, what is visible, a layout and a camera. Out: `LayerMark`s in screen coordinates:
 * events above their city, persons below it; left and right of it stays room for its name. It
 * draws nothing.
 */

import type { Model } from "../data/model.ts";
import { type Visible, isPlanned } from "../data/visible.ts";
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
  /** Only planned or wished for. */
  readonly planned: boolean;
  /** Without a date, in a chosen year. */
  readonly undated: boolean;
}

export const LAYER_RADIUS = 4.5; // px
const FIRST_ARC = 26; // px from the city, at least
const CLEAR = 8; // px between a city's rings and the first arc
const NEXT_ARC = 11;
const ROOM = 11; // px along an arc
const NAME = 17; // px above and below the city's middle: so far its name reaches, and half a mark

/** Return the marks of the layers that the reader has switched on; `rings` tells how far a city's own reach. */
export function layerMarks(model: Model, visible: Visible, state: Pick<State, "events" | "persons">, layout: Layout, size: Size, camera: State["mapCamera"] & {}, rings: (city: number) => number): LayerMark[] {
  const found: LayerMark[] = [];
  const { core } = model;
  const stands = (city: number): boolean => visible.cities[city] !== 0 && !Number.isNaN(layout.x[city]!);
  const put = (kind: LayerMark["kind"], chosen: readonly Omit<LayerMark, "x" | "y" | "kind">[]): void => {
    const at = new Map<number, Omit<LayerMark, "x" | "y" | "kind">[]>();
    for (const each of chosen) {
      const home = each.cities[0]!;
      if (!at.has(home)) at.set(home, []);
      at.get(home)!.push(each);
    }
    for (const [home, held] of at) {
      const [x, y] = [toX(camera, size, layout.x[home]!), toY(camera, size, layout.y[home]!)];
      const spots = arcs(held.length, kind === "event" ? -Math.PI / 2 : Math.PI / 2, rings(home) + CLEAR);
      held.forEach((each, nth) => found.push({ kind, ...each, x: x + spots[nth]![0], y: y + spots[nth]![1] }));
    }
  };
  if (state.events) {
    put("event", core.events.flatMap((event, index) => {
      if (visible.events[index] === 0) return [];
      const cities = homeFirst(core.own, event.at, event.cities).filter(stands);
      return cities.length > 0 ? [{ index, cities, planned: isPlanned(event.progress), undated: visible.events[index] === 2 }] : [];
    }));
  }
  if (state.persons) {
    put("person", core.persons.flatMap((person, index) => {
      if (visible.persons[index] === 0) return [];
      const cities = homeFirst(core.own, -1, person.cities).filter(stands);
      return cities.length > 0 ? [{ index, cities, planned: false, undated: false }] : [];
    }));
  }
  return found;
}

/** The place of the thing first, else the city that is not the page's own: there it tells more. */
function homeFirst(own: readonly number[], at: number, cities: readonly number[]): readonly number[] {
  const all = at >= 0 ? [at, ...cities.filter((city) => city !== at)] : [...cities].sort((a, b) => Number(own.includes(a)) - Number(own.includes(b)));
  return [...new Set(all)];
}

/** Return so many spots on arcs about a point, those in the middle first; none beside it, where its name stands. */
export function arcs(count: number, middle: number, first = FIRST_ARC): readonly (readonly [number, number])[] {
  const spots: [number, number][] = [];
  for (let radius = Math.max(first, FIRST_ARC); spots.length < count; radius += NEXT_ARC) {
    const span = Math.PI - 2 * Math.asin(NAME / radius);
    const most = Math.floor((radius * span) / ROOM) + 1;
    const here = Math.min(most, count - spots.length);
    for (let nth = 0; nth < here; nth += 1) {
      const angle = middle + ((nth - (here - 1) / 2) * ROOM) / radius;
      spots.push([radius * Math.cos(angle), radius * Math.sin(angle)]);
    }
  }
  return spots;
}

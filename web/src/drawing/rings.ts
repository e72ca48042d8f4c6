/**
 * Rings of equal distance about the city in the middle, and the points of the compass.
 *
 * In: a frame of the centred map, a pen. Out: ink, and the boxes of what is written. Distances are
 * round numbers of kilometres.
 */

import { type Box, toX, toY } from "./camera.ts";
import type { Frame } from "./frame.ts";
import type { Pen } from "./pen.ts";
import { EARTH_KM } from "./sphere.ts";

const STEPS_KM = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
const WISHED_RINGS = 4;

/** Return the distances of the rings, in kilometres, so that about four reach so far. */
export function ringDistances(farthestKm: number): number[] {
  const step = STEPS_KM.find((each) => farthestKm / each <= WISHED_RINGS + 1) ?? STEPS_KM.at(-1)!;
  const found = [];
  for (let km = step; km < farthestKm + step * 0.5 && km < Math.PI * EARTH_KM; km += step) found.push(km);
  return found.length > 0 ? found : [step];
}

/** Rings of equal distance about the middle, and the points of the compass; returns what is written over. */
export function paintRings(pen: Pen, frame: Frame): Box[] {
  const { layout, camera, size, palette, visible, rings, view } = frame;
  let farthest = 0;
  for (let city = 0; city < layout.x.length; city += 1) {
    if (visible.cities[city] !== 0) farthest = Math.max(farthest, Math.hypot(layout.x[city]!, layout.y[city]!) || 0);
  }
  const [cx, cy] = [toX(camera, size, 0), toY(camera, size, 0)];
  // Zoomed in, the rings follow what is seen.
  const seen = Math.hypot(view.x1 - view.x0, view.y1 - view.y0) / 2 / camera.k;
  const distances = ringDistances(Math.min(farthest, Math.max(seen, 1e-4)) * EARTH_KM);
  const taken: Box[] = [];
  const write = (text: string, x: number, y: number, bold: boolean): void => {
    const width = frame.measure(text, 11.5, bold);
    taken.push({ x0: x - width / 2 - 2, y0: y - 8, x1: x + width / 2 + 2, y1: y + 8 });
    pen.words(text, x, y, { size: 11.5, bold, colour: palette.quiet, halo: palette.ground, align: "center", alpha: 1 });
  };
  for (const km of distances) {
    pen.form("circle", cx, cy, (km / EARTH_KM) * camera.k, { fill: null, stroke: palette.quiet, width: 0.7, alpha: 0.45 });
  }
  for (const km of distances) {
    // South-south-west: away from most of what lies to the north and east of Europe.
    const r = (km / EARTH_KM) * camera.k;
    write(rings.km(km), cx - r * Math.sin(0.35), cy + r * Math.cos(0.35), false);
  }
  const outer = ((distances.at(-1)! / EARTH_KM) * camera.k) + 12;
  const [north, east, south, west] = rings.compass;
  write(north, cx, cy - outer, true);
  write(east, cx + outer, cy, true);
  write(south, cx, cy + outer, true);
  write(west, cx - outer, cy, true);
  return taken;
}

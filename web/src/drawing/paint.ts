/**
 * One drawing, from the land up to the names.
 *
 * In: a frame and a pen. Out: ink, in steps (`yield`), and the hits of the drawing. The same steps
 * draw on the screen, into a picture and into SVG.
 */

import type { Frame } from "./frame.ts";
import { Hits } from "./hits.ts";
import { paintCities } from "./paint-cities.ts";
import { paintNames } from "./paint-names.ts";
import { paintTies } from "./paint-ties.ts";
import type { Pen } from "./pen.ts";
import { paintRings } from "./rings.ts";

/** Draw a frame in steps; the last one returns what was drawn where. */
export function* paint(pen: Pen, frame: Frame): Generator<void, Hits> {
  const hits = new Hits();
  for (const { map, camera, alpha } of frame.lands) {
    yield* pen.land(map, camera, frame.size, frame.palette, alpha);
  }
  const taken = frame.ringsAbout >= 0 ? paintRings(pen, frame) : [];
  const lines: number[] = [];
  yield* paintTies(pen, frame, hits, lines);
  yield* paintCities(pen, frame, hits);
  if (frame.labels) yield* paintNames(pen, frame, hits, lines, taken);
  return hits;
}

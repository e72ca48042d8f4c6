/**
 * The camera that shows everything: as large as may be, and nothing of it under what floats above.
 *
 * In: the box of the data, the screen, what floats above it, where marks come to stand. Out: a camera.
 * Pure: it reads no document.
 */

import type { Camera } from "../state.ts";
import { type Box, type Margins, type Size, fitBox, toY } from "./camera.ts";

const BESIDE = 20; // px between the data and what floats beside them
const LARGE = 0.3; // share of the screen: what covers more cannot be kept clear of
const ABOUT = 3; // px about a mark

export interface Mark {
  readonly x: number; // px
  readonly y: number;
  readonly r: number;
}

export interface Fitting {
  readonly box: Box;
  readonly screen: Size;
  readonly floating: readonly Box[];
  readonly margins: Margins;
  readonly limits: readonly [number, number];
  /** Top and bottom of the map, in the plane: it is not pushed from the screen to leave a blank; null without. */
  readonly edges: readonly [number, number] | null;
  /** The marks as a camera shows them. */
  marksAt(camera: Camera): readonly Mark[];
}

/** Return the largest of the cameras that hide the fewest marks. */
export function fitClear(fitting: Fitting): Camera {
  const { box, screen, limits, edges, floating } = fitting;
  const cameras = sides(fitting).flatMap((margins) => {
    const camera = fitBox(box, screen, margins, limits);
    return edges === null ? [camera] : [settled(camera, screen, margins, edges), camera];
  });
  const ranked = cameras.map((camera) => ({ camera, hidden: hiddenBy(floating, fitting.marksAt(camera)) }));
  // The order of the cameras decides between equals: the sort is stable.
  return ranked.sort((p, q) => p.hidden - q.hidden || q.camera.k - p.camera.k)[0]!.camera;
}

/** The margins to try: as they are, right of what floats at the left, above what floats below, both. */
function sides({ screen, floating, margins }: Fitting): Margins[] {
  const found = [margins];
  for (const each of floating) {
    if ((each.x1 - each.x0) * (each.y1 - each.y0) > screen.width * screen.height * LARGE) continue;
    for (const held of [...found]) {
      if (each.x0 < screen.width / 3) found.push({ ...held, left: Math.max(held.left, each.x1 + BESIDE + margins.left / 3) });
      if (each.y1 > (screen.height * 2) / 3) found.push({ ...held, bottom: Math.max(held.bottom, screen.height - each.y0 + BESIDE) });
    }
    if (found.length > 64) break;
  }
  return found;
}

/** Move a camera up or down so that no blank stands above the map while it leaves the screen below, or the reverse. */
export function settled(camera: Camera, screen: Size, { top, bottom }: Margins, [north, south]: readonly [number, number]): Camera {
  const [above, below] = [toY(camera, screen, north), toY(camera, screen, south)];
  const [first, last] = [top, screen.height - bottom];
  const whole = below - above <= last - first;
  const by = whole ? (first + last - above - below) / 2 : above > first ? first - above : below < last ? last - below : 0;
  return { ...camera, y: camera.y - by / camera.k };
}

/** Count the marks that something lies on. */
export function hiddenBy(floating: readonly Box[], marks: readonly Mark[]): number {
  let count = 0;
  for (const { x, y, r } of marks) {
    const reach = r + ABOUT;
    if (floating.some((box) => x > box.x0 - reach && x < box.x1 + reach && y > box.y0 - reach && y < box.y1 + reach)) count += 1;
  }
  return count;
}

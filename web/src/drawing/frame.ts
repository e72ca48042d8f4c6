/**
 * Everything that one drawing needs to be told, and how a line of the plane becomes one of the
 * screen.
 *
 * In: nothing. Out: the type `Frame`, and `Tracer`. It decides nothing of what is drawn.
 */

import type { Model } from "../data/model.ts";
import type { Visible } from "../data/visible.ts";
import type { Camera } from "../state.ts";
import { type Box, type Size, fromX, fromY, toX, toY } from "./camera.ts";
import type { Emphasis } from "./emphasis.ts";
import type { Groups } from "./flows.ts";
import type { LayerMark } from "./layers.ts";
import type { Layout } from "./layout.ts";
import type { Projection } from "./projection.ts";
import type { Palette } from "./theme.ts";

export interface Frame {
  readonly model: Model;
  readonly visible: Visible;
  readonly emphasis: Emphasis;
  readonly groups: Groups | null;
  readonly layout: Layout;
  readonly camera: Camera;
  readonly size: Size;
  /** The part of it that the reader sees; the rest is in store for panning. */
  readonly view: Box;
  readonly palette: Palette;
  readonly lang: string;
  /** The land below, of one projection or, on the way, of two. */
  readonly lands: readonly { readonly map: Projection; readonly camera: Camera; readonly alpha: number }[];
  /** The city that rings of distance are drawn about; -1 none. */
  readonly ringsAbout: number;
  readonly rings: { readonly compass: readonly [string, string, string, string]; km(distance: number): string };
  readonly marks: readonly LayerMark[];
  /** What floats above the drawing. */
  readonly floating: readonly Box[];
  readonly labels: boolean;
  /** What a city's mark keeps of its size where thousands stand close together: 0 to 1. */
  readonly crowd: number;
  /** Ways in which the names stood in the last drawing. */
  readonly before: Map<string, number>;
  measure(text: string, size: number, bold: boolean): number;
}

const APART = 9; // px between strands of one pair, at the middle
const ROOM = 40; // px beyond the screen that are still drawn

/** Writes lines of the plane into one buffer of screen coordinates, again and again. */
export class Tracer {
  points = new Float32Array(512);
  count = 0;
  readonly #frame: Frame;
  /** The screen in plane coordinates. */
  readonly box: Box;

  constructor(frame: Frame) {
    this.#frame = frame;
    const { camera, size } = frame;
    this.box = {
      x0: fromX(camera, size, -ROOM), y0: fromY(camera, size, -ROOM),
      x1: fromX(camera, size, size.width + ROOM), y1: fromY(camera, size, size.height + ROOM),
    };
  }

  /** Trace a strand; false where nothing of it is on the screen. */
  strand(index: number): boolean {
    const { layout, model } = this.#frame;
    if (!layout.meets(index, this.box)) return false;
    const { place, of } = model.strands[index]!;
    return this.line(layout.curve(index), place - (of - 1) / 2, place);
  }

  /** Trace a line, bent aside by so many places. */
  line(plane: Float32Array, aside = 0, place = 0): boolean {
    const { camera, size } = this.#frame;
    const n = plane.length;
    this.count = 0;
    if (n < 4) return false;
    if (this.points.length < n * 2) this.points = new Float32Array(n * 2);
    const [ax, ay] = [toX(camera, size, plane[0]!), toY(camera, size, plane[1]!)];
    const [bx, by] = [toX(camera, size, plane[n - 2]!), toY(camera, size, plane[n - 1]!)];
    const chord = Math.hypot(bx - ax, by - ay);
    if (plane[0] === plane[n - 2] && plane[1] === plane[n - 1]) return this.#loop(ax, ay, place);
    const bend = Math.max(-chord * 0.2, Math.min(chord * 0.2, aside * APART));
    const [nx, ny] = chord === 0 ? [0, 0] : [-(by - ay) / chord, (bx - ax) / chord];
    // A short line needs few points, unless it is bent.
    let step = chord < 20 ? n : chord < 90 ? 8 : chord < 240 ? 4 : 2;
    if (bend !== 0 && n === 4) return this.#bent(ax, ay, bx, by, nx * bend, ny * bend);
    if (bend !== 0 && chord > 40) step = 2;
    let off = true;
    let [px, py] = [NaN, NaN];
    const last = n - 2;
    for (let i = 0; ; i = i === last ? n : Math.min(i + step, last)) {
      if (i >= n) break;
      let [x, y] = [toX(camera, size, plane[i]!), toY(camera, size, plane[i + 1]!)];
      if (bend !== 0) {
        const share = Math.sin((Math.PI * i) / last) * bend;
        x += nx * share;
        y += ny * share;
      }
      if (i > 0 && this.#passes(px, py, x, y)) {
        if (off) this.#put(px, py);
        this.#put(x, y);
        off = false;
      } else if (!off) {
        this.#put(NaN, NaN);
        off = true;
      }
      [px, py] = [x, y];
    }
    return this.count > 2;
  }

  /** A straight line of the network, bent into an arc. */
  #bent(ax: number, ay: number, bx: number, by: number, nx: number, ny: number): boolean {
    const steps = 16;
    for (let i = 0; i <= steps; i += 1) {
      const [t, share] = [i / steps, Math.sin((Math.PI * i) / steps)];
      this.#put(ax + (bx - ax) * t + nx * share, ay + (by - ay) * t + ny * share);
    }
    return true;
  }

  /** Two cities at one spot: a small loop above it. */
  #loop(x: number, y: number, place: number): boolean {
    const r = 9 + place * 4;
    for (let i = 0; i <= 20; i += 1) {
      const angle = Math.PI / 2 + (i / 20) * 2 * Math.PI;
      this.#put(x + r * Math.cos(angle), y - r + r * Math.sin(angle));
    }
    return true;
  }

  /** Whether a piece may be seen. False for NaN. */
  #passes(ax: number, ay: number, bx: number, by: number): boolean {
    const { width, height } = this.#frame.size;
    return Math.min(ax, bx) < width + ROOM && Math.max(ax, bx) > -ROOM && Math.min(ay, by) < height + ROOM && Math.max(ay, by) > -ROOM;
  }

  #put(x: number, y: number): void {
    this.points[this.count] = x;
    this.points[this.count + 1] = y;
    this.count += 2;
  }

  /** The point so far along the traced line, and its direction; null for a shorter or parted one. */
  along(distance: number, fromEnd: boolean): { x: number; y: number; angle: number } | null {
    let left = distance;
    const { points, count } = this;
    for (let i = 2; i < count; i += 2) {
      const [p, q] = fromEnd ? [count - i, count - i - 2] : [i - 2, i];
      const [x, y, dx, dy] = [points[p]!, points[p + 1]!, points[q]! - points[p]!, points[q + 1]! - points[p + 1]!];
      const length = Math.hypot(dx, dy);
      if (Number.isNaN(length)) return null;
      if (length >= left && length > 0) {
        return { x: x + (dx * left) / length, y: y + (dy * left) / length, angle: Math.atan2(dy, dx) };
      }
      left -= length;
    }
    return null;
  }

  /** How long the traced line is on the screen, gaps left out. */
  get length(): number {
    let sum = 0;
    for (let i = 2; i < this.count; i += 2) {
      const piece = Math.hypot(this.points[i]! - this.points[i - 2]!, this.points[i + 1]! - this.points[i - 1]!);
      if (!Number.isNaN(piece)) sum += piece;
    }
    return sum;
  }
}

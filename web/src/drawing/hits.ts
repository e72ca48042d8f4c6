/**
 * What lies under a point of the last drawing.
 *
 * In: marks and lines as they were drawn, in its screen coordinates. Out: the nearest `Target`
 * within reach. It selects nothing.
 */

import type { Box } from "./camera.ts";
import { crosses } from "./labels.ts";

export type Kind = "city" | "country" | "network" | "event" | "person" | "strand" | "flow";

/** A thing of the drawing, by its position in the list of its kind. */
export interface Target {
  readonly kind: Kind;
  readonly index: number;
}

export interface Spot extends Target {
  readonly x: number;
  readonly y: number;
  readonly r: number;
}

const CELL = 64; // px

export class Hits {
  readonly spots: Spot[] = [];
  readonly #cells = new Map<string, Spot[]>();
  readonly #lines: { readonly target: Target; readonly points: Float32Array }[] = [];

  /** Remember a mark. */
  spot(kind: Kind, index: number, x: number, y: number, r: number): void {
    const spot = { kind, index, x, y, r };
    this.spots.push(spot);
    const key = `${Math.floor(x / CELL)} ${Math.floor(y / CELL)}`;
    const held = this.#cells.get(key);
    if (held) held.push(spot);
    else this.#cells.set(key, [spot]);
  }

  /** Remember a line: its first `count` numbers. */
  line(kind: Kind, index: number, points: Float32Array, count: number): void {
    this.#lines.push({ target: { kind, index }, points: points.slice(0, count) });
  }

  /** Return the nearest mark within reach, else the nearest line, else null. */
  at(x: number, y: number, reach: number): Target | null {
    return this.spotAt(x, y, reach) ?? this.#lineAt(x, y, reach * 0.7);
  }

  /** Return the nearest mark whose edge is within reach. */
  spotAt(x: number, y: number, reach: number): Spot | null {
    let [least, found]: [number, Spot | null] = [Infinity, null];
    const [cx, cy] = [Math.floor(x / CELL), Math.floor(y / CELL)];
    for (let i = cx - 1; i <= cx + 1; i += 1) {
      for (let j = cy - 1; j <= cy + 1; j += 1) {
        for (const spot of this.#cells.get(`${i} ${j}`) ?? []) {
          const distance = Math.hypot(spot.x - x, spot.y - y);
          // Inside several marks the smallest is meant; else the nearest edge.
          const rank = distance <= spot.r ? spot.r - 1000 : distance - spot.r;
          if (distance <= spot.r + reach && rank < least) [least, found] = [rank, spot];
        }
      }
    }
    return found;
  }

  /** Return the mark of a thing, where it was drawn. */
  spotOf(target: Target): Spot | null {
    return this.spots.find(({ kind, index }) => kind === target.kind && index === target.index) ?? null;
  }

  /** Return the mark nearest to a point in a direction (a unit vector): what an arrow key means. */
  towards(from: { readonly x: number; readonly y: number }, dx: number, dy: number): Spot | null {
    let [least, found]: [number, Spot | null] = [Infinity, null];
    for (const spot of this.spots) {
      const [x, y] = [spot.x - from.x, spot.y - from.y];
      const [ahead, aside] = [x * dx + y * dy, Math.abs(x * dy - y * dx)];
      if (ahead <= 0.5 || aside > ahead * 1.2) continue;
      const far = ahead + aside * 2;
      if (far < least) [least, found] = [far, spot];
    }
    return found;
  }

  /** Whether a mark or a line stands in a box. */
  anyIn(box: Box): boolean {
    if (this.spots.some(({ x, y, r }) => x + r > box.x0 && x - r < box.x1 && y + r > box.y0 && y - r < box.y1)) return true;
    return this.#lines.some(({ points }) => {
      for (let i = 0; i + 3 < points.length; i += 2) if (crosses([points[i]!, points[i + 1]!, points[i + 2]!, points[i + 3]!], box)) return true;
      return false;
    });
  }

  #lineAt(x: number, y: number, reach: number): Target | null {
    let [least, found]: [number, Target | null] = [reach, null];
    for (const { target, points } of this.#lines) {
      for (let i = 0; i + 3 < points.length; i += 2) {
        const distance = toPiece(x, y, points[i]!, points[i + 1]!, points[i + 2]!, points[i + 3]!, least);
        if (distance < least) [least, found] = [distance, target];
      }
    }
    return found;
  }
}

/** Return the distance from a point to a piece of a line; Infinity where it is beyond `most`. */
export function toPiece(x: number, y: number, ax: number, ay: number, bx: number, by: number, most = Infinity): number {
  if (Math.min(ax, bx) - x > most || x - Math.max(ax, bx) > most || Math.min(ay, by) - y > most || y - Math.max(ay, by) > most) return Infinity;
  const [dx, dy] = [bx - ax, by - ay];
  const square = dx * dx + dy * dy;
  const t = square === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / square));
  const distance = Math.hypot(x - ax - t * dx, y - ay - t * dy);
  return Number.isNaN(distance) ? Infinity : distance;
}

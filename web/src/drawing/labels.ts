/**
 * Where names are written: never on one another, never over their own mark.
 *
 * In: names with their sizes and marks, what else is in the way. Out: a box for each name that
 * found room. Names of more weight choose first; where there are few, a name may stand further off,
 * tied to its mark by a hairline. Pure: it measures and draws nothing.
 */

import type { Box } from "./camera.ts";

export interface Wanted {
  readonly key: string;
  readonly width: number;
  readonly height: number;
  /** The mark it names: its middle and radius. */
  readonly x: number;
  readonly y: number;
  readonly r: number;
  readonly weight: number;
  /** Stands right beside its mark wherever there is any room there. */
  readonly close?: boolean;
  /** The side on which it is looked for; the right one where nothing is said. */
  readonly facing?: "left" | "right";
  /** How far off it may stand at most: px. */
  readonly reach?: number;
}

/** A hairline from a mark to a name that stands off it. */
export type Leader = readonly [x0: number, y0: number, x1: number, y1: number];

export interface Placed {
  readonly index: number; // of what was wanted
  readonly box: Box;
  /** Which of the ways of placing it; kept for the next drawing. */
  readonly way: number;
  readonly away: boolean; // needs a hairline to its mark
}

export interface Room {
  readonly view: Box;
  /** What may not be written over: marks and what floats above the drawing. */
  readonly taken: readonly Box[];
  /** Points on lines, x, y, ...: rather not written over. */
  readonly lines: readonly number[];
  /** Whether names may stand off their marks. */
  readonly away: boolean;
  /** The ways taken in the last drawing: kept where they are as good. */
  readonly before: ReadonlyMap<string, number>;
}

/** Directions with what each costs: to the right is how a name is looked for. */
const NEAR: readonly (readonly [angle: number, cost: number])[] = [
  [0, 0], [180, 0.6], [-35, 0.5], [35, 0.5], [-145, 0.9], [145, 0.9], [-90, 1], [90, 1],
];
const FAR: readonly number[] = [14, 24, 36, 50, 66, 84, 106, 132];
const TURNS = 16;
/** The way that stands at the other side of the mark, for each of the near ones. */
const MIRRORED: readonly number[] = [1, 0, 4, 5, 2, 3, 6, 7];
const WRONG_SIDE = 1.2; // cost of standing where a name that faces a side is not looked for
const NOT_CLOSE = 100; // cost of standing off its mark for a name that should not
const TANGLED = 5; // cost of a hairline that runs through a name
const BESIDE = 12; // px: a name that stands off its mark and so near to another one seems to be of that
const MISTAKEN = 4; // its cost, where that mark matters most
const KEPT = 0.7; // worth of staying where it was
const LINED = 0.12; // cost of a line below a name, for each cell
const CELL = 8; // px, of the grid in which lines are counted
const BLOCK = 48; // px, of the grid in which boxes are looked up
const GAP = 2; // px between boxes

/** Find room for as many names as there is room for. */
export function placeLabels(wanted: readonly Wanted[], room: Room): Placed[] {
  const order = wanted.map((_, index) => index).sort((p, q) => wanted[q]!.weight - wanted[p]!.weight || p - q);
  const blocks = new Blocks();
  for (const box of room.taken) blocks.add(box);
  const lines = lineCells(room.lines);
  const placed = new Map<number, Placed>();
  const place = (index: number): void => {
    const found = best(wanted[index]!, index, room, blocks, lines, placed, wanted);
    if (found) {
      blocks.add(found.box);
      placed.set(index, found);
    }
  };
  order.forEach(place);
  // Once all stand, each looks again: who came first may give way at no cost to itself.
  if (room.away) {
    for (let round = 0; round < 2; round += 1) {
      for (const index of order) {
        const held = placed.get(index);
        if (held) blocks.remove(held.box);
        placed.delete(index);
        place(index);
      }
    }
  }
  return order.flatMap((index) => placed.get(index) ?? []);
}

function best(name: Wanted, index: number, room: Room, blocks: Blocks, lines: ReadonlyMap<number, number>, placed: ReadonlyMap<number, Placed>, wanted: readonly Wanted[]): Placed | null {
  let [least, found]: [number, Placed | null] = [Infinity, null];
  const before = room.before.get(name.key);
  const ways = room.away ? NEAR.length + FAR.length * TURNS : NEAR.length;
  for (let way = 0; way < ways; way += 1) {
    const { box, cost, away } = stand(name, way);
    let price = cost - (way === before ? KEPT : 0) + (away && name.close ? NOT_CLOSE : 0);
    if (price >= least || (away && Math.hypot(...span(leaderTo(name, box))) > (name.reach ?? Infinity))) continue;
    const { view } = room;
    if (box.x0 < view.x0 || box.x1 > view.x1 || box.y0 < view.y0 || box.y1 > view.y1) continue;
    if (blocks.meets(box)) continue;
    price += crossed(box, lines) * (name.close ? LINED / 4 : LINED);
    if (room.away && price < least) price += TANGLED * tangles(name, box, away, placed, wanted) + (away && beside(name, box, wanted) ? MISTAKEN : 0);
    if (price < least) [least, found] = [price, { index, box, way, away }];
  }
  return found;
}

/** Return the box of one way to place a name, and what it costs. */
function stand({ x, y, r, width, height, facing }: Wanted, way: number): { box: Box; cost: number; away: boolean } {
  const near = NEAR[way];
  const ring = Math.floor((way - NEAR.length) / TURNS);
  const off = near ? 4 : FAR[ring]!;
  const angle = ((near ? near[0] : ((way - NEAR.length) % TURNS) * (360 / TURNS)) * Math.PI) / 180;
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  // The box touches the circle of radius r + off with its nearest corner, or the middle of a side.
  const side = (share: number): number => (1 - Math.max(-1, Math.min(1, share / 0.3))) / 2;
  const x0 = x + c * (r + off) - width * side(c);
  const y0 = y + s * (r + off) - height * side(s);
  const box = { x0, y0, x1: x0 + width, y1: y0 + height };
  const astray = facing !== undefined && (facing === "left") !== c < 0 && Math.abs(c) > 0.1 ? WRONG_SIDE : 0;
  const usual = near && NEAR[facing === "left" ? MIRRORED[way]! : way]![1];
  return { box, cost: (usual ?? 1.6 + off / 14) + astray, away: near === undefined };
}

/** Return the hairline from a mark's edge to the nearest point of its name. */
export function leaderTo({ x, y, r }: Pick<Wanted, "x" | "y" | "r">, box: Box): Leader {
  const [px, py] = [Math.max(box.x0, Math.min(box.x1, x)), Math.max(box.y0 + 3, Math.min(box.y1 - 3, y))];
  const share = r / (Math.hypot(px - x, py - y) || 1);
  return [x + (px - x) * share, y + (py - y) * share, px, py];
}

function span([x0, y0, x1, y1]: Leader): readonly [number, number] {
  return [x1 - x0, y1 - y0];
}

/** How many names that stand already this one's hairline runs through, and hairlines this one lies on. */
function tangles(name: Wanted, box: Box, away: boolean, placed: ReadonlyMap<number, Placed>, wanted: readonly Wanted[]): number {
  const own = away ? leaderTo(name, box) : null;
  let count = 0;
  for (const other of placed.values()) {
    if (own && crosses(own, other.box)) count += 1;
    if (other.away && crosses(leaderTo(wanted[other.index]!, other.box), box)) count += 1;
  }
  return count;
}

/** Whether a name stands right beside a mark whose own name does. */
function beside(name: Wanted, box: Box, wanted: readonly Wanted[]): boolean {
  return wanted.some((other) => other.close === true && other !== name && distance(other, box) < other.r + BESIDE);
}

/** How far a mark's middle is from a box. */
function distance({ x: px, y: py }: Wanted, { x0, y0, x1, y1 }: Box): number {
  return Math.hypot(Math.max(x0 - px, 0, px - x1), Math.max(y0 - py, 0, py - y1));
}

/** Tell whether a piece of a straight line runs through a box. */
export function crosses([x0, y0, x1, y1]: Leader, box: Box): boolean {
  // What is left of the piece once it is cut at each side of the box (Liang and Barsky).
  let [from, to] = [0, 1];
  const [dx, dy] = [x1 - x0, y1 - y0];
  for (const [step, room] of [[-dx, x0 - box.x0], [dx, box.x1 - x0], [-dy, y0 - box.y0], [dy, box.y1 - y0]] as const) {
    if (step === 0) {
      if (room < 0) return false;
    } else if (step < 0) from = Math.max(from, room / step);
    else to = Math.min(to, room / step);
  }
  return from < to;
}

function lineCells(points: readonly number[]): ReadonlyMap<number, number> {
  const cells = new Map<number, number>();
  for (let i = 0; i + 1 < points.length; i += 2) {
    const key = cell(points[i]! / CELL, points[i + 1]! / CELL);
    cells.set(key, Math.min(4, (cells.get(key) ?? 0) + 1));
  }
  return cells;
}

function crossed(box: Box, lines: ReadonlyMap<number, number>): number {
  if (lines.size === 0) return 0;
  let count = 0;
  for (let x = Math.floor(box.x0 / CELL); x * CELL < box.x1; x += 1) {
    for (let y = Math.floor(box.y0 / CELL); y * CELL < box.y1; y += 1) count += lines.get(cell(x, y)) ?? 0;
  }
  return count;
}

function cell(x: number, y: number): number {
  return (Math.floor(x) + 32768) * 65536 + Math.floor(y) + 32768;
}

/** Boxes by the blocks of the screen they touch. */
class Blocks {
  readonly #held = new Map<number, Box[]>();

  add(box: Box): void {
    this.#each(box, (key) => {
      const held = this.#held.get(key);
      if (held) held.push(box);
      else this.#held.set(key, [box]);
      return false;
    });
  }

  remove(box: Box): void {
    this.#each(box, (key) => {
      const held = this.#held.get(key)!;
      held.splice(held.indexOf(box), 1);
      return false;
    });
  }

  meets(box: Box): boolean {
    const wide = { x0: box.x0 - GAP, y0: box.y0 - GAP / 2, x1: box.x1 + GAP, y1: box.y1 + GAP / 2 };
    return this.#each(wide, (key) => (this.#held.get(key) ?? []).some((held) => overlap(held, wide)));
  }

  #each(box: Box, call: (key: number) => boolean): boolean {
    for (let x = Math.floor(box.x0 / BLOCK); x * BLOCK <= box.x1; x += 1) {
      for (let y = Math.floor(box.y0 / BLOCK); y * BLOCK <= box.y1; y += 1) if (call(cell(x, y))) return true;
    }
    return false;
  }
}

/** Tell whether two boxes share more than an edge. */
export function overlap(p: Box, q: Box): boolean {
  return p.x0 < q.x1 && q.x0 < p.x1 && p.y0 < q.y1 && q.y0 < p.y1;
}

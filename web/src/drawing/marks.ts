/**
 * How a tie is drawn: colour, width, dash, end and sign. The legend shows the same.
 *
 * In: a strand's mark, progress, basis and number. Out: plain numbers and names. It draws nothing.
 */

import { MARKS, PROGRESS } from "../data/payload.ts";

export interface Look {
  /** Position in the palette's marks. */
  readonly mark: number;
  readonly width: number; // px
  readonly dash: readonly number[]; // px; empty: solid
  readonly round: boolean; // dots have round ends
  readonly alpha: number;
}

export type End = "none" | "square" | "triangle";

const SOLID: readonly number[] = [];
const DASHES: Readonly<Record<string, readonly number[]>> = {
  "under-way": [12, 5], planned: [5, 5], wished: [0.1, 5],
};
const ENDED = 0.4;
const LEAST_WIDTH = 1;
const USUAL_WIDTH = 1.6;
const MOST_WIDTH = 4;

/** Return how a strand of so many ties looks. */
export function look(mark: number, progress: number, ties: number): Look {
  const name = PROGRESS[progress] ?? "";
  const contact = MARKS[mark] === "contact";
  const width = contact ? LEAST_WIDTH : Math.min(MOST_WIDTH, USUAL_WIDTH + 0.8 * (Math.max(1, ties) - 1));
  const wished = name === "wished";
  return {
    mark,
    width: wished ? Math.max(width, 2) : width,
    dash: DASHES[name] ?? SOLID,
    round: wished,
    alpha: name === "ended" ? ENDED : 1,
  };
}

/** Return the shape at the end of a line, told beside its colour. */
export function endOf(mark: number): End {
  const name = MARKS[mark];
  return name === "agreement" ? "square" : name === "programme" ? "triangle" : "none";
}

/** Return how much of its opacity a line keeps among so many others. */
export function density(lines: number): number {
  return Math.max(0.1, Math.min(0.9, Math.sqrt(60 / Math.max(1, lines))));
}

/**
 * Where the marks of a life-line strip stand: years to places along it.
 *
 * In: the rows of a strip and its width. Out: an axis with round years, and for each row its ends
 * and steps as x. A year that is not told leaves the end open; nothing is guessed. It draws nothing.
 */

import type { Life } from "../data/payload.ts";

export interface Axis {
  readonly first: number;
  readonly last: number;
  readonly ticks: readonly { readonly x: number; readonly year: number }[];
  at(year: number): number;
}

export interface StepMark {
  readonly x: number;
  readonly year: number;
  readonly progress: number;
  readonly labels: readonly string[];
  readonly written: boolean; // whether there is room for its year
}

export interface Bar {
  readonly from: number;
  readonly to: number;
  readonly openStart: boolean;
  readonly openEnd: boolean;
  readonly hollowStart: boolean; // the start follows by rule
  readonly steps: readonly StepMark[];
}

const MARGIN = 22; // room for half a year's figures at either side
const FIGURES = 32; // width of a year's figures with air
const STRIDES = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500];

/** Return the axis that holds every year of the rows and `until`; null where no row has a year. */
export function axisOf(lives: readonly Life[], width: number, until: number | null): Axis | null {
  const years = lives.flatMap((life) => [life.start, life.end, ...life.steps.map((step) => step.year)])
    .filter((year): year is number => year !== null);
  if (years.length === 0) return null;
  const first = Math.min(...years);
  const last = Math.max(...years, until ?? -Infinity, first + 1);
  const at = (year: number): number => MARGIN + ((year - first) / (last - first)) * (width - 2 * MARGIN);
  const stride = STRIDES.find((each) => (each / (last - first)) * (width - 2 * MARGIN) >= FIGURES) ?? 1000;
  const ticks: { x: number; year: number }[] = [];
  for (let year = Math.ceil(first / stride) * stride; year <= last; year += stride) ticks.push({ x: at(year), year });
  return { first, last, ticks, at };
}

/** Place a row on the axis; null where it has no year at all. */
export function barOf(life: Life, axis: Axis, width: number): Bar | null {
  const steps = stepMarks(life, axis);
  if (life.start === null && life.end === null && steps.length === 0) return null;
  return {
    from: life.start === null ? 2 : axis.at(life.start),
    to: life.end === null ? width - 2 : axis.at(life.end),
    openStart: life.start === null,
    openEnd: life.end === null,
    hollowStart: life.computed === true,
    steps,
  };
}

/** Steps of one year are one mark; a year is written where it does not run into the one before. */
function stepMarks(life: Life, axis: Axis): StepMark[] {
  const years = new Map<number, { progress: number; labels: string[] }>();
  for (const { year, label, progress } of life.steps) {
    if (year === null) continue;
    const mark = years.get(year) ?? { progress, labels: [] };
    mark.labels.push(label);
    years.set(year, mark);
  }
  let room = -Infinity;
  return [...years].sort(([a], [b]) => a - b).map(([year, { progress, labels }]) => {
    const x = axis.at(year);
    const written = x >= room;
    if (written) room = x + FIGURES;
    return { x, year, progress, labels, written };
  });
}

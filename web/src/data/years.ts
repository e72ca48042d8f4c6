/**
 * The ties and events of each year, for the time line.
 *
 * In: the model, filters, and years of steps where they are known. Out: `Years`, a count a year.
 * The range is that of all data, whatever the filters, so that the line does not move under the
 * reader's hand. It hides nothing and draws nothing.
 */

import type { Model } from "./model.ts";
import type { Filters } from "../state.ts";
import { isPlanned, isUndated, reportedYear, tieTest, visible } from "./visible.ts";

export interface Years {
  readonly first: number;
  readonly last: number;
  readonly reported: number | null; // the latest report's year
  readonly inForce: Uint32Array; // ties that stand, by year from `first`; planned ones apart
  readonly begins: Uint32Array; // of these, what begins
  readonly planned: Uint32Array; // ties that are planned or wished for that year
  readonly events: Uint32Array; // events that take place
  readonly steps: Uint32Array; // steps of agreements: signed, renewed, ...
}

/** Return the years from the first to the last that any source tells; null where none gives a date. */
export function yearsOf(model: Model, filters: Filters, steps: readonly number[] = []): Years | null {
  const { ties, events } = model.core;
  const told = [...ties.start, ...ties.end, ...events.flatMap(({ start, end }) => [start, end]), ...steps]
    .filter((year): year is number => year !== null);
  if (told.length === 0) return null;
  const reported = reportedYear(model.core);
  const all = reported === null ? told : [...told, reported];
  const first = all.reduce((a, b) => Math.min(a, b));
  const last = all.reduce((a, b) => Math.max(a, b));
  const count = (): Uint32Array => new Uint32Array(last - first + 1);
  const years: Years = {
    first, last, reported, inForce: count(), begins: count(), planned: count(), events: count(), steps: count(),
  };
  const passes = tieTest(model, filters);
  for (let row = 0; row < ties.id.length; row += 1) {
    if (!passes(row) || isUndated(model.core, row)) continue;
    const start = ties.start[row]!;
    const rows = isPlanned(ties.progress[row]!) ? years.planned : years.inForce;
    for (let year = start; year <= (ties.end[row] ?? last); year += 1) rows[year - first]! += 1;
    if (rows === years.inForce) years.begins[start - first]! += 1;
  }
  const seen = visible(model, { filters, year: null }).events;
  events.forEach((event, index) => {
    const [start, end] = [event.start ?? event.end, event.end ?? event.start];
    if (seen[index] === 0 || start === null || end === null) return;
    for (let year = start; year <= end; year += 1) years.events[year - first]! += 1;
  });
  for (const year of steps) years.steps[year - first]! += 1;
  return years;
}

/** The next year to play: each in turn; in a long range only those in which something changes. */
export function nextYear(years: Years, year: number): number | null {
  const { first, last, inForce, begins, planned, events } = years;
  if (year >= last) return null;
  if (last - first <= 120) return year + 1;
  for (let next = year + 1; next < last; next += 1) {
    const [at, before] = [next - first, next - 1 - first];
    if (begins[at]! + events[at]! > 0) return next;
    if (inForce[at] !== inForce[before] || planned[at] !== planned[before]) return next;
  }
  return last;
}

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
  readonly changes: Uint8Array; // 1: in this year something begins, happens, or has ended just before
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
    changes: new Uint8Array(last - first + 1),
  };
  const changes = (year: number | null): void => {
    if (year !== null && year <= last) years.changes[year - first] = 1;
  };
  const passes = tieTest(model, filters);
  for (let row = 0; row < ties.id.length; row += 1) {
    if (!passes(row) || isUndated(model.core, row)) continue;
    const start = ties.start[row]!;
    const rows = isPlanned(ties.progress[row]!) ? years.planned : years.inForce;
    for (let year = start; year <= (ties.end[row] ?? last); year += 1) rows[year - first]! += 1;
    if (rows === years.inForce) years.begins[start - first]! += 1;
    changes(start);
    changes(ties.end[row] === null ? null : ties.end[row]! + 1);
  }
  const seen = visible(model, { filters, year: null }).events;
  events.forEach((event, index) => {
    const [start, end] = [event.start ?? event.end, event.end ?? event.start];
    if (seen[index] === 0 || start === null || end === null) return;
    for (let year = start; year <= end; year += 1) years.events[year - first]! += 1;
    changes(start);
    changes(end);
  });
  for (const year of steps) {
    years.steps[year - first]! += 1;
    changes(year);
  }
  return years;
}

/** The next year to play: one in which something changes, and the last; null when there is none. */
export function nextYear({ first, last, changes }: Years, year: number): number | null {
  if (year >= last) return null;
  for (let next = Math.max(year + 1, first); next < last; next += 1) if (changes[next - first] === 1) return next;
  return last;
}

/** The nearest year of the range: an address may name any. */
export function withinYears({ first, last }: Years, year: number): number {
  return Math.min(Math.max(year, first), last);
}

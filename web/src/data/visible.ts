/**
 * What of the data the reader's filters and year leave to be seen.
 *
 * In: the model and a state. Out: `Visible`, computed once for each choice. A tie is in a chosen
 * year if it had begun and had not ended. What has no date stays in every year and is marked as
 * such; nothing is hidden for want of a date. It counts nothing by year (`years`) and nothing by
 * filter (`facets`).
 */

import { BASES, MARKS, PROGRESS } from "./payload.ts";
import type { Core } from "./payload.ts";
import type { Model } from "./model.ts";
import type { Filters, State } from "../state.ts";

/** 0: not seen; 1: seen; 2: seen, though nobody says that it stood in the chosen year. */
export type Seen = 0 | 1 | 2;

export interface Visible {
  readonly ties: Uint8Array; // Seen
  readonly strands: Uint8Array; // Seen; 0 where none of its ties is seen, 2 where all are so
  readonly cities: Uint8Array; // 1: seen
  readonly events: Uint8Array; // Seen, by the same filters; themes and kinds of tie do not touch them
  readonly persons: Uint8Array; // 1: seen
  readonly tieCount: number;
  readonly undated: number; // of these, those whose beginning (or whose end, when over) is not told
  readonly planned: number; // of the others, those that are only planned or wished
  readonly cityCount: number;
  readonly filtered: boolean;
}

const ENDED = PROGRESS.indexOf("ended");
const PLANNED = PROGRESS.indexOf("planned");
const WISHED = PROGRESS.indexOf("wished");

interface Kept {
  readonly model: Model;
  readonly filters: Filters;
  readonly year: number | null;
  readonly found: Visible;
}
// Two: beside the chosen year the line of time asks for all times.
let kept: readonly Kept[] = [];

/** Return what is to be seen. */
export function visible(model: Model, state: Pick<State, "filters" | "year">): Visible {
  const { filters, year } = state;
  const held = kept.find((each) => each.model === model && each.filters === filters && each.year === year);
  const newest = held ?? { model, filters, year, found: compute(model, filters, year) };
  if (kept[0] !== newest) kept = [newest, ...kept.filter((each) => each !== newest).slice(0, 1)];
  return newest.found;
}

/** The year of the latest report: what lies beyond it is expected, not told. Null without reports. */
export function reportedYear(core: Core): number | null {
  return core.reports.reduce<number | null>((found, { year }) => (year === null ? found : Math.max(found ?? year, year)), null);
}

/** Whether a tie is only planned or wished for. */
export function isPlanned(progress: number): boolean {
  return progress === PLANNED || progress === WISHED;
}

/** Whether the span of a tie leaves open in which years it stood. */
export function isUndated(core: Core, row: number): boolean {
  const { start, end, progress } = core.ties;
  return (start[row] ?? null) === null || (progress[row] === ENDED && (end[row] ?? null) === null);
}

/** Whether a tie stood in a year. */
export function standsIn(core: Core, row: number, year: number, reported: number | null): Seen {
  const [start, end] = [core.ties.start[row] ?? null, core.ties.end[row] ?? null];
  if ((start !== null && start > year) || (end !== null && end < year)) return 0;
  // Ended, nobody says when: over by the time of the report that tells it, open before.
  const over = core.ties.progress[row] === ENDED && end === null;
  if (over && reported !== null && year >= reported) return 0;
  return isUndated(core, row) ? 2 : 1;
}

function compute(model: Model, filters: Filters, year: number | null): Visible {
  const { core } = model;
  const ties = new Uint8Array(core.ties.id.length);
  const passes = tieTest(model, filters);
  const reported = reportedYear(core);
  let [tieCount, undated, planned] = [0, 0, 0];
  for (let row = 0; row < ties.length; row += 1) {
    const seen = passes(row) ? (year === null ? 1 : standsIn(core, row, year, reported)) : 0;
    ties[row] = seen;
    if (seen === 0) continue;
    tieCount += 1;
    if (isUndated(core, row)) undated += 1;
    else if (isPlanned(core.ties.progress[row]!)) planned += 1;
  }
  const strands = new Uint8Array(model.strands.length);
  model.strands.forEach((strand, index) => {
    for (const row of strand.ties) {
      const seen = ties[row]!;
      if (seen !== 0 && strands[index] !== 1) strands[index] = seen;
    }
  });
  const cities = citiesSeen(model, filters, strands);
  let cityCount = 0;
  for (const seen of cities) cityCount += seen;
  return {
    ties, strands, cities, events: eventsSeen(model, filters, year), persons: personsSeen(model, filters),
    tieCount, undated, planned, cityCount,
    filtered: year !== null || Object.values(filters).some((list: readonly string[]) => list.length > 0),
  };
}

/** Cities of a tie that is seen; the page's own; and those that no tie concerns, unless left out. */
function citiesSeen(model: Model, filters: Filters, strands: Uint8Array): Uint8Array {
  const { core } = model;
  const cities = new Uint8Array(core.cities.id.length);
  const kept = cityTest(model, filters);
  const ofTies = filters.themes.length > 0 || filters.sources.length > 0;
  for (let city = 0; city < cities.length; city += 1) {
    const held = model.at[city]!;
    const seen = held.length > 0 ? held.some((strand) => strands[strand] !== 0) : !ofTies && kept([city]);
    cities[city] = seen ? 1 : 0;
  }
  for (const city of core.own) cities[city] = 1;
  if (core.centre >= 0) cities[core.centre] = 1;
  return cities;
}

function eventsSeen(model: Model, filters: Filters, year: number | null): Uint8Array {
  const { core } = model;
  const hidden = positionsIn(PROGRESS, filters.progress);
  const sources = only(filters.sources, core.sources);
  const kept = cityTest(model, filters);
  return Uint8Array.from(core.events, (event): Seen => {
    if (hidden.has(event.progress)) return 0;
    if (sources && !event.sources.some((source) => sources.has(source))) return 0;
    if (!kept(event.at < 0 ? event.cities : [...event.cities, event.at])) return 0;
    if (year === null) return 1;
    const [first, final] = [event.start ?? event.end, event.end ?? event.start];
    if (first === null || final === null) return 2;
    return first <= year && year <= final ? 1 : 0;
  });
}

function personsSeen(model: Model, filters: Filters): Uint8Array {
  const { core } = model;
  const sources = only(filters.sources, core.sources);
  const kept = cityTest(model, filters);
  return Uint8Array.from(core.persons, (person) =>
    (!sources || person.sources.some((source) => sources.has(source))) && kept(person.cities) ? 1 : 0,
  );
}

/** Whether the filters by network and country let through what concerns these cities. */
function cityTest(model: Model, filters: Filters): (cities: readonly number[]) => boolean {
  const { core, networksOf } = model;
  const networks = only(filters.networks, core.networks);
  const countries = only(filters.countries, core.countries);
  const own = new Set(core.own);
  return (cities) => {
    if (countries && !cities.some((city) => countries.has(core.cities.country[city]!))) return false;
    // The page's own city is in most networks of its partners: it must not let everything through.
    const inNetwork = (city: number): boolean =>
      !own.has(city) && (networksOf.get(city) ?? []).some((network) => networks!.has(network));
    return !networks || cities.some(inNetwork);
  };
}

/** Whether the filters let a tie through, whatever the year. */
export function tieTest(model: Model, filters: Filters): (row: number) => boolean {
  const { ties, themes: allThemes, sources: allSources } = model.core;
  const marks = positionsIn(MARKS, filters.marks);
  const progress = positionsIn(PROGRESS, filters.progress);
  const basis = positionsIn(BASES, filters.basis);
  const themes = only(filters.themes, allThemes);
  const sources = only(filters.sources, allSources);
  const kept = cityTest(model, filters);
  return (row) => {
    if (marks.has(ties.mark[row]!) || progress.has(ties.progress[row]!) || basis.has(ties.basis[row]!)) return false;
    if (themes && !(ties.themes[row] ?? []).some((theme) => themes.has(theme))) return false;
    if (sources && !ties.sources[row]!.some((source) => sources.has(source))
      && !(ties.listedBy[row] ?? []).some((source) => sources.has(source))) return false;
    return kept([ties.a[row]!, ties.b[row]!]);
  };
}

function positionsIn(names: readonly string[], list: readonly string[]): ReadonlySet<number> {
  return new Set(list.map((name) => names.indexOf(name)));
}

/** Positions of the wanted ones; null where none is asked for. */
function only(wanted: readonly string[], named: readonly { readonly id: string }[]): ReadonlySet<number> | null {
  return wanted.length === 0 ? null : new Set(wanted.map((id) => named.findIndex((each) => each.id === id)));
}

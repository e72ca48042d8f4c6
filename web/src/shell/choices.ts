/**
 * What ties can be filtered by: the values that occur in the data, and what is chosen of them.
 *
 * In: the model, and a state's filters and year. Out: for each filter its values, each with the
 * number of ties that `facet` counts for it. It draws nothing.
 */

import { facet } from "../data/facets.ts";
import type { Model } from "../data/model.ts";
import { BASES, MARKS, PROGRESS, type Texts } from "../data/payload.ts";
import { NO_FILTERS, type Filters, type State } from "../state.ts";

export type Facet = keyof Filters;
/** Of these the state lists what is hidden; of the others, what alone is shown. */
export const HIDING: readonly Facet[] = ["marks", "progress", "basis"];
export const FACETS: readonly Facet[] = ["marks", "progress", "basis", "themes", "networks", "sources", "countries"];

export interface Value {
  readonly name: string; // as in the state's list
  readonly label: Texts | null; // null: the page's own word, "filters.marks.twinning"
  readonly count: number; // ties it would leave, all other filters being as they are
}

/** Return the values of a facet that occur in the data, in the data's order. */
export function valuesOf(name: Facet, model: Model, state: Pick<State, "filters" | "year">): Value[] {
  const { themes, networks, sources, countries } = model.core;
  const plain = (names: readonly string[]): { id: string; label: null }[] => names.map((id) => ({ id, label: null }));
  const held = { marks: plain(MARKS), progress: plain(PROGRESS), basis: plain(BASES), themes, networks, sources, countries }[name];
  const [all, counts] = [wholeCount(model, name), facet(model, state, name)];
  return held.flatMap(({ id, label }, at) => (all[at] === 0 ? [] : [{ name: id, label, count: counts[at]! }]));
}

const whole = new WeakMap<Model, Partial<Record<Facet, Uint32Array>>>();

/** The counts without any filter, made once: they say what occurs at all. */
function wholeCount(model: Model, name: Facet): Uint32Array {
  if (!whole.has(model)) whole.set(model, {});
  return (whole.get(model)![name] ??= facet(model, { filters: NO_FILTERS, year: null }, name));
}

/** How many choices are made: each hidden value, and each that alone is shown. */
export function choices(filters: Filters): number {
  return FACETS.reduce((sum, name) => sum + filters[name].length, 0);
}

/** Put a value into a facet's list, or take it out. */
export function toggled(filters: Filters, name: Facet, value: string): Filters {
  const list = filters[name];
  return { ...filters, [name]: list.includes(value) ? list.filter((each) => each !== value) : [...list, value] };
}

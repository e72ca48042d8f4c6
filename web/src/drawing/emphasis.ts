/**
 * What stands out: the selection and what a query's result lights up.
 *
 * In: the model and the state. Out: the cities, strands and marks that stand out; the rest recedes.
 * It draws nothing.
 */

import type { Model } from "../data/model.ts";
import type { State } from "../state.ts";

export interface Emphasis {
  /** Whether anything stands out, so that all else recedes. */
  readonly any: boolean;
  /** Cities that wear a ring and a bold name. */
  readonly ringed: ReadonlySet<number>;
  /** Cities at the other end, or that take part: not receding. */
  readonly near: ReadonlySet<number>;
  readonly strands: ReadonlySet<number>;
  readonly networks: ReadonlySet<number>;
  readonly events: ReadonlySet<number>;
  readonly persons: ReadonlySet<number>;
  /** Countries of the ringed cities. */
  readonly countries: ReadonlySet<number>;
}

/** Work out what stands out in a state; where nothing is chosen, the ties of the city `about` (-1 none). */
export function emphasis(model: Model, state: State, about = -1): Emphasis {
  const found = {
    ringed: new Set<number>(), near: new Set<number>(), strands: new Set<number>(),
    networks: new Set<number>(), events: new Set<number>(), persons: new Set<number>(),
  };
  if (state.selected !== null) select(model, state.selected, found);
  for (const id of state.lit) {
    const city = model.city(id);
    if (city >= 0) found.ringed.add(city);
  }
  for (const [one, other] of state.litPairs) pair(model, model.city(one), model.city(other), found);
  if (about >= 0 && Object.values(found).every((set) => set.size === 0)) {
    for (const strand of model.at[about]!) {
      found.strands.add(strand);
      found.near.add(about).add(model.other(strand, about));
    }
  }
  const { country } = model.core.cities;
  const countries = new Set<number>();
  for (const city of found.ringed) if (country[city]! >= 0) countries.add(country[city]!);
  return { any: Object.values(found).some((set) => set.size > 0), ...found, countries };
}

type Found = Record<"ringed" | "near" | "strands" | "networks" | "events" | "persons", Set<number>>;

function select(model: Model, id: string, found: Found): void {
  const { core } = model;
  const city = id.startsWith("rel:") ? -1 : model.city(id);
  const relation = model.relation(id);
  if (city >= 0) {
    found.ringed.add(city);
    for (const strand of model.at[city]!) {
      found.strands.add(strand);
      found.near.add(model.other(strand, city));
    }
    for (const network of model.networksOf.get(city) ?? []) found.networks.add(network);
  } else if (relation) pair(model, relation[0], relation[1], found);
  else if (id.startsWith("agreement:") || id.startsWith("claim:")) tie(model, id, found);
  else {
    mark(core.events, id, found.events, found.near);
    mark(core.persons, id, found.persons, found.near);
    const network = core.networks.findIndex((each) => each.id === id);
    if (network >= 0) {
      found.networks.add(network);
      for (const [member] of core.networks[network]!.members) found.near.add(member);
    }
  }
}

function pair(model: Model, a: number, b: number, found: Found): void {
  if (a < 0 || b < 0) return;
  found.ringed.add(a).add(b);
  for (const strand of model.at[a]!) if (model.other(strand, a) === b) found.strands.add(strand);
}

function tie(model: Model, id: string, found: Found): void {
  const { ties } = model.core;
  for (let row = ties.id.indexOf(id); row >= 0; row = ties.id.indexOf(id, row + 1)) {
    const [a, b] = [ties.a[row]!, ties.b[row]!];
    found.ringed.add(a).add(b);
    for (const strand of model.at[a]!) if (model.strands[strand]!.ties.includes(row)) found.strands.add(strand);
  }
}

function mark(rows: readonly { readonly id: string; readonly cities: readonly number[] }[], id: string, marks: Set<number>, near: Set<number>): void {
  const row = rows.findIndex((each) => each.id === id);
  if (row < 0) return;
  marks.add(row);
  for (const city of rows[row]!.cities) near.add(city);
}

/**
 * The ties that are seen, as rows of plain words for files.
 *
 * In: the model, the state, and how a text of the data is told. Out: a row a tie, in the data's
 * order: an agreement of three cities is three rows of one id. It writes no file.
 */

import type { Model } from "../data/model.ts";
import { BASES, MARKS, PROGRESS, type Named, type Texts } from "../data/payload.ts";
import { visible } from "../data/visible.ts";
import type { State } from "../state.ts";

export interface TieRow {
  readonly id: string;
  readonly label: string;
  readonly a: number; // city
  readonly b: number;
  readonly kind: string;
  readonly mark: string; // MARKS
  readonly status: string;
  readonly progress: string; // PROGRESS; "" is not told
  readonly start: string; // year; "" is not told
  readonly end: string;
  readonly basis: string; // BASES
  readonly themes: string;
  readonly sources: string;
}

/** Names of one cell stand apart by this: it is in no name of ours. */
const BETWEEN = " | ";

export function seenTies(model: Model, state: State, told: (texts: Texts) => string): TieRow[] {
  const { core } = model;
  const { ties } = core;
  const seen = visible(model, state).ties;
  const names = (held: readonly Named[], at: readonly number[]): string => at.map((each) => told(held[each]!.label)).join(BETWEEN);
  const year = (value: number | null | undefined): string => String(value ?? "");
  return ties.id.flatMap((id, row) => {
    if (seen[row] === 0) return [];
    const label = ties.label[row];
    const status = core.statuses[ties.statuses[row]!];
    return [{
      id, label: label ? told(label) : "", a: ties.a[row]!, b: ties.b[row]!,
      kind: names(core.kinds, ties.kinds[row]!), mark: MARKS[ties.mark[row]!]!,
      status: status ? told(status.label) : "", progress: PROGRESS[ties.progress[row]!]!,
      start: year(ties.start[row]), end: year(ties.end[row]), basis: BASES[ties.basis[row]!]!,
      themes: names(core.themes, ties.themes[row] ?? []), sources: names(core.sources, ties.sources[row]!),
    }];
  });
}

/** A country's name, or nothing. */
export function countryOf(model: Model, city: number, told: (texts: Texts) => string): string {
  const country = model.core.countries[model.core.cities.country[city]!];
  return country ? told(country.label) : "";
}

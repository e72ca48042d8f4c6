/**
 * The ties that are seen as CSV: RFC 4180, UTF-8, a line of names on top.
 *
 * In: the model, the state and its language. Out: the file's text. Cells are data as they are: a
 * cell that begins as a formula would is not changed, as that would change the data.
 */

import type { Model } from "../data/model.ts";
import type { Texts } from "../data/payload.ts";
import type { State } from "../state.ts";
import { countryOf, seenTies } from "./rows.ts";

const COLUMNS = [
  "id", "label", "city_a", "city_a_name", "country_a", "city_b", "city_b_name", "country_b",
  "kind", "mark", "status", "progress", "start", "end", "basis", "themes", "sources",
] as const;

export function tiesCsv(model: Model, state: State, told: (texts: Texts) => string): string {
  const city = (at: number): string[] => [model.cityId(at), model.name(at, state.lang), countryOf(model, at, told)];
  const rows = seenTies(model, state, told).map((tie) => [
    tie.id, tie.label, ...city(tie.a), ...city(tie.b),
    tie.kind, tie.mark, tie.status, tie.progress, tie.start, tie.end, tie.basis, tie.themes, tie.sources,
  ]);
  return [COLUMNS, ...rows].map((cells) => `${cells.map(quoted).join(",")}\r\n`).join("");
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

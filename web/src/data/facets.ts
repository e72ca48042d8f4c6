/**
 * How many ties each choice of a filter stands for, all other filters and the year being as they are.
 *
 * In: the model, a state, the name of a filter. Out: a count a position (of MARKS, PROGRESS, BASES,
 * or of the payload's list of that name). A choice that is left out keeps its count, so that a
 * reader sees what would come back. It changes no filter.
 */

import { BASES, MARKS, PROGRESS } from "./payload.ts";
import type { Model } from "./model.ts";
import type { Filters, State } from "../state.ts";
import { reportedYear, standsIn, tieTest } from "./visible.ts";

const PAIRED: Readonly<Record<"marks" | "progress" | "basis", readonly [column: "mark" | "progress" | "basis", of: readonly string[]]>> = {
  marks: ["mark", MARKS],
  progress: ["progress", PROGRESS],
  basis: ["basis", BASES],
};

/** Count the ties of each choice. */
export function facet(model: Model, { filters, year }: Pick<State, "filters" | "year">, name: keyof Filters): Uint32Array {
  const { core, networksOf } = model;
  const { ties, cities } = core;
  const passes = tieTest(model, { ...filters, [name]: [] });
  const reported = reportedYear(core);
  const plain = name === "marks" || name === "progress" || name === "basis" ? PAIRED[name] : null;
  const counts = new Uint32Array(plain ? plain[1].length : core[name as "themes" | "networks" | "sources" | "countries"].length);
  const own = new Set(core.own);
  const choices = (row: number): Iterable<number> => {
    if (plain) return [ties[plain[0]][row]!];
    if (name === "themes") return ties.themes[row] ?? [];
    if (name === "sources") return new Set([...ties.sources[row]!, ...(ties.listedBy[row] ?? [])]);
    const ends = [ties.a[row]!, ties.b[row]!];
    if (name === "countries") return new Set(ends.map((city) => cities.country[city]!).filter((country) => country >= 0));
    return new Set(ends.filter((city) => !own.has(city)).flatMap((city) => networksOf.get(city) ?? []));
  };
  for (let row = 0; row < ties.id.length; row += 1) {
    if (!passes(row) || (year !== null && standsIn(core, row, year, reported) === 0)) continue;
    for (const choice of choices(row)) counts[choice]! += 1;
  }
  return counts;
}

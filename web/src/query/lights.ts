/**
 * What of an answer lights up on the map.
 *
 * In: rows, and the ids of what has a mark there. Out: cities in the order in which they come, and
 * pairs: two cities of one row, or a relation. A row of more than four cities gives no pairs.
 */

import type { Lights, Row } from "./messages.ts";
import type { Shortener } from "./terms.ts";

const MOST = 4; // cities of one row that are taken for tied to each other

/** Return the cities and pairs of rows. */
export function lightsOf(rows: readonly Row[], places: ReadonlySet<string>, shortener: Shortener): Lights {
  const cities = new Set<string>();
  const pairs = new Map<string, readonly [string, string]>();
  const known = new Map<string, string | null>();
  const idOf = (iri: string): string | null => {
    if (!known.has(iri)) known.set(iri, shortener.short(iri));
    return known.get(iri)!;
  };
  const pair = (one: string, other: string): void => {
    const ends = [one, other].sort() as [string, string];
    pairs.set(ends.join(" "), ends);
  };
  for (const row of rows) {
    const here = new Set<string>();
    for (const cell of row) {
      const id = cell?.type === "uri" ? idOf(cell.value) : null;
      if (id === null) continue;
      if (places.has(id)) here.add(id);
      const ends = id.startsWith("rel:") ? id.slice(4).split("--").map((end) => `city:${end}`) : [];
      if (ends.length !== 2 || !ends.every((end) => places.has(end))) continue;
      for (const end of ends) cities.add(end);
      pair(ends[0]!, ends[1]!);
    }
    for (const id of here) cities.add(id);
    if (here.size > MOST) continue;
    for (const one of here) for (const other of here) if (one < other) pair(one, other);
  }
  return { cities: [...cities], pairs: [...pairs.values()] };
}

/**
 * What rows of imported lists say of a pair, from their columns.
 *
 * In: the details' claims, and a row of the core's ties. Out: `Claim`s, by source and row. It words
 * nothing.
 */

import type { Claims } from "./payload.ts";

export interface Claim {
  readonly source: number;
  readonly row: string;
  readonly turned: boolean; // the list names the tie's city b first
  readonly word: string; // the list's own; "" where it has none
  readonly term: number; // terms; -1 none
  readonly started: number; // dates; -1 none
  readonly ended: number;
}

const begins = new WeakMap<Claims, ReadonlyMap<number, number>>();

/** Return what lists say of the pair whose first tie this is. */
export function claimsOf(claims: Claims, tie: number): Claim[] {
  const found: Claim[] = [];
  const from = firsts(claims).get(tie);
  for (let at = from ?? Infinity; at < claims.tie.length && (at === from || claims.tie[at] === 0); at += 1) {
    found.push({
      source: claims.source[at]!, row: claims.row[at]!, turned: claims.turned[at] === 1,
      word: claims.words[claims.word[at]!] ?? "", term: claims.term[at]!,
      started: claims.started[at]!, ended: claims.ended[at]!,
    });
  }
  return found;
}

/** Where the claims on each tie begin. */
function firsts(claims: Claims): ReadonlyMap<number, number> {
  let known = begins.get(claims);
  if (known === undefined) {
    const made = new Map<number, number>();
    let tie = 0;
    claims.tie.forEach((more, at) => {
      tie += more;
      if (at === 0 || more > 0) made.set(tie, at);
    });
    begins.set(claims, known = made);
  }
  return known;
}

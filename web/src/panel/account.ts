/**
 * What the panel shows of a thing, whether Python wrote it or the page made it from its columns.
 *
 * In: nothing. Out: types. A record of the details and the page's own words both become an
 * `Account`, so that one reading part draws them alike.
 */

import type { Basis, Life, Named, Part, PassageRow, ProofStep, Texts } from "../data/payload.ts";

/** Who says a fact: one small button at the end of its line. */
export interface Mark {
  readonly form: Basis | "outside"; // outside: a list or gazetteer, named but without passages here
  readonly because?: Texts; // why it is implied
  readonly passages: readonly PassageRow[];
  readonly voices: readonly Named[];
  readonly proof?: readonly ProofStep[];
}

/** A line of prose with its links, its source marks and what stands below it. */
export interface Fact {
  readonly parts: readonly Part[];
  readonly marks: readonly Mark[];
  readonly progress: number; // PROGRESS; 0 is not told
  readonly under: readonly Fact[];
}

/** A linked city in a list: the rows of `core.ties` that link it. */
export interface Partner {
  readonly city: number;
  readonly ties: readonly number[];
}

export interface Chapter {
  readonly key: string;
  readonly heading: string;
  readonly facts: readonly Fact[];
  readonly partners?: { readonly of: number; readonly list: readonly Partner[] };
}

export interface Account {
  readonly type: string;
  readonly title: string;
  readonly lang: string; // the language it is written in, which may be another than the reader's
  readonly under?: string;
  readonly notes: readonly (readonly Part[])[]; // the page's own remarks below the title
  readonly life: readonly Life[];
  readonly chapters: readonly Chapter[];
}

/** A fact without links, marks or lines below it, unless they are given. */
export function fact(parts: string | readonly Part[], marks: readonly Mark[] = [], progress = 0): Fact {
  return { parts: typeof parts === "string" ? [parts] : parts, marks, progress, under: [] };
}

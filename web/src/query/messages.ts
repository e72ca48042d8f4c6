/**
 * What the page and its query worker say to each other.
 *
 * In: nothing. Out: types only. Every request has an id; each gets one answer, a `fault` among
 * them, and as many `progress` before it as it takes.
 */

/** A term as W3C SPARQL JSON results have it; null where nothing is bound. */
export interface Cell {
  readonly type: "uri" | "literal" | "bnode" | "triple";
  readonly value: string; // of a triple: its text
  readonly datatype?: string;
  readonly "xml:lang"?: string;
}

export type Row = readonly (Cell | null)[];

/** Why a question has no answer: a text of the page ("query.fault" and below), and where. */
export interface Fault {
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
  readonly line: number | null; // 1-based
  readonly column: number | null;
}

/** What lights up on the map: ids of cities, and pairs of them that stand in one row. */
export interface Lights {
  readonly cities: readonly string[];
  readonly pairs: readonly (readonly [string, string])[];
}

export interface Answer {
  readonly form: "select" | "ask" | "graph";
  readonly holds: boolean; // ASK's answer
  readonly variables: readonly string[]; // subject, predicate and object of a graph
  readonly rows: readonly Row[]; // the first of them
  readonly count: number;
  readonly milliseconds: number;
  readonly lights: Lights;
}

export interface Loaded {
  readonly quads: number;
  readonly milliseconds: number;
}

export type FileFormat = "csv" | "json" | "turtle";

export type Request =
  | { readonly kind: "load"; readonly engine: Uint8Array; readonly quads: Uint8Array;
      readonly prefixes: Readonly<Record<string, string>>; readonly places: readonly string[] }
  | { readonly kind: "ask"; readonly sparql: string; readonly first: number }
  | { readonly kind: "rows"; readonly from: number; readonly to: number }
  | { readonly kind: "file"; readonly format: FileFormat }
  | { readonly kind: "trig"; readonly quads: Uint8Array; readonly prefixes: Readonly<Record<string, string>> };

export type Stage = "engine" | "graph";

export type Report =
  | { readonly kind: "progress"; readonly stage: Stage; readonly done: number; readonly of: number }
  | { readonly kind: "loaded"; readonly loaded: Loaded }
  | { readonly kind: "answer"; readonly answer: Answer }
  | { readonly kind: "rows"; readonly rows: readonly Row[] }
  | { readonly kind: "file"; readonly text: string }
  | { readonly kind: "fault"; readonly fault: Fault };

export type Numbered<T> = T & { readonly id: number };

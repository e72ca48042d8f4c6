/**
 * The page's named graphs, and their merge: each fact once.
 *
 * In: `Quads`. Out: N-Quads and N-Triples in pieces for the engine, the graphs' names, and triples
 * by graph. It knows no engine.
 */

import type { Quads } from "../data/payload.ts";
import type { Triple } from "./files.ts";

const PIECE = 10_000; // statements: a few hundredths of a second each, so that progress is seen

export class Dataset {
  readonly size: number;
  readonly #terms: readonly string[];
  readonly #graph: Int32Array;
  readonly #subject: Int32Array;
  readonly #predicate: Int32Array;
  readonly #object: Int32Array;

  constructor({ terms, graph, subject, predicate, object }: Quads) {
    this.size = graph.length;
    this.#terms = terms;
    this.#graph = summed(graph);
    this.#subject = summed(subject);
    this.#predicate = summed(predicate);
    this.#object = summed(object);
  }

  /** Return the IRIs of the named graphs. */
  graphs(): Set<string> {
    return new Set(Array.from(new Set(this.#graph), (graph) => this.#terms[graph]!.slice(1, -1)));
  }

  /** Yield the named graphs as N-Quads, in pieces. */
  *named(): Generator<{ text: string; count: number }> {
    for (let from = 0; from < this.size; from += PIECE) {
      const to = Math.min(from + PIECE, this.size);
      const lines: string[] = [];
      for (let row = from; row < to; row += 1) lines.push(`${this.#statement(row)} ${this.#terms[this.#graph[row]!]!} .\n`);
      yield { text: lines.join(""), count: to - from };
    }
  }

  /** Yield the merge of the named graphs as N-Triples, in pieces; `count` is of rows read. */
  *merged(): Generator<{ text: string; count: number }> {
    const seen = new Set<number>();
    const predicates = new Map<number, number>();
    for (const predicate of this.#predicate) if (!predicates.has(predicate)) predicates.set(predicate, predicates.size);
    const [terms, kinds] = [this.#terms.length, predicates.size];
    if (terms * terms * kinds > Number.MAX_SAFE_INTEGER) throw new RangeError("too many terms for one page");
    for (let from = 0; from < this.size; from += PIECE) {
      const to = Math.min(from + PIECE, this.size);
      const lines: string[] = [];
      for (let row = from; row < to; row += 1) {
        // One number for each triple: its three positions, written in a mixed base.
        const key = (this.#subject[row]! * terms + this.#object[row]!) * kinds + predicates.get(this.#predicate[row]!)!;
        if (seen.has(key)) continue;
        seen.add(key);
        lines.push(`${this.#statement(row)} .\n`);
      }
      yield { text: lines.join(""), count: to - from };
    }
  }

  /** Return the triples of each named graph, in the order in which they stand. */
  byGraph(): Map<string, Triple[]> {
    const found = new Map<string, Triple[]>();
    for (let row = 0; row < this.size; row += 1) {
      const graph = this.#terms[this.#graph[row]!]!;
      if (!found.has(graph)) found.set(graph, []);
      found.get(graph)!.push([
        this.#terms[this.#subject[row]!]!, this.#terms[this.#predicate[row]!]!, this.#terms[this.#object[row]!]!,
      ]);
    }
    return found;
  }

  #statement(row: number): string {
    return `${this.#terms[this.#subject[row]!]!} ${this.#terms[this.#predicate[row]!]!} ${this.#terms[this.#object[row]!]!}`;
  }
}

/** A column is written as differences from the row before. */
function summed(differences: readonly number[]): Int32Array {
  const column = new Int32Array(differences.length);
  let value = 0;
  for (let row = 0; row < column.length; row += 1) {
    value += differences[row]!;
    column[row] = value;
  }
  return column;
}

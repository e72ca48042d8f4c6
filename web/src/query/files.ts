/**
 * Answers as files: W3C SPARQL CSV, and Turtle or TriG with our prefixes.
 *
 * In: variables and rows of cells, or terms in N-Triples syntax. Out: text with LF line ends; the
 * CSV is, byte for byte, what `twingraph query --format csv` writes.
 */

import type { Row } from "./messages.ts";
import { Shortener, turtleTerm } from "./terms.ts";

const TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";

/** Statements about one subject after the other, each with its predicates. */
export type Triple = readonly [subject: string, predicate: string, object: string];

/** Return the triples of N-Triples, each once, sorted. */
export function triplesOf(ntriples: string): Triple[] {
  const lines = [...new Set(ntriples.split("\n"))].sort().filter((each) => each.trim() !== "");
  return lines.map((each) => {
    // Any sign but a line's end may stand in a text, U+2028 among them.
    const match = /^(\S+) (\S+) (.*) \.$/s.exec(each);
    if (!match) throw new Error(`a line of the answer cannot be read: ${each}`);
    return [match[1]!, match[2]!, match[3]!];
  });
}

/** Return rows as W3C SPARQL CSV results: full IRIs, bare literals. */
export function csv(variables: readonly string[], rows: readonly Row[]): string {
  const lines = [line(variables)];
  for (const row of rows) {
    lines.push(line(row.map((cell) => (cell === null ? "" : cell.type === "bnode" ? `_:${cell.value}` : cell.value))));
  }
  return lines.join("");
}

function line(cells: readonly string[]): string {
  // A lone empty cell is quoted: readers pass over an empty line.
  const lone = cells.length === 1 && cells[0] === "";
  const written = cells.map((text) => (lone || /[,"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text));
  return `${written.join(",")}\n`;
}

/** Return triples as Turtle; they are written in their order, grouped by subject and predicate. */
export function turtle(triples: readonly Triple[], prefixes: Readonly<Record<string, string>>): string {
  const shortener = new Shortener(prefixes);
  const body = statements(triples, shortener, "");
  return `${declarations(body, prefixes)}${body}`;
}

/** Return named graphs as TriG. */
export function trig(graphs: ReadonlyMap<string, readonly Triple[]>, prefixes: Readonly<Record<string, string>>): string {
  const shortener = new Shortener(prefixes);
  const parts: string[] = [];
  for (const [graph, triples] of graphs) {
    parts.push(`${turtleTerm(graph, shortener)} {\n${statements(triples, shortener, "  ")}}\n`);
  }
  const body = parts.join("\n");
  return `${declarations(body, prefixes)}${body}`;
}

function statements(triples: readonly Triple[], shortener: Shortener, indent: string): string {
  const parts: string[] = [];
  let [subject, predicate] = ["", ""];
  for (const [s, p, o] of triples) {
    const object = turtleTerm(o, shortener);
    const verb = p === TYPE ? "a" : turtleTerm(p, shortener);
    if (s === subject && p === predicate) parts.push(`, ${object}`);
    else if (s === subject) parts.push(` ;\n${indent}  ${verb} ${object}`);
    else parts.push(`${subject ? " .\n" : ""}${indent}${turtleTerm(s, shortener)} ${verb} ${object}`);
    [subject, predicate] = [s, p];
  }
  return parts.length ? `${parts.join("")} .\n` : "";
}

function declarations(body: string, prefixes: Readonly<Record<string, string>>): string {
  // Which prefixes are used is read from the body, names inside texts included: that is harmless.
  const used = new Set(Array.from(body.matchAll(/(?<![\w<:])([A-Za-z][\w-]*):/g), (match) => match[1]!));
  const lines = Object.entries(prefixes).filter(([prefix]) => used.has(prefix)).sort()
    .map(([prefix, iri]) => `@prefix ${prefix}: <${iri}> .\n`);
  return lines.length ? `${lines.join("")}\n` : "";
}

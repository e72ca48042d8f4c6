/**
 * What the engine says of a query that it cannot answer, in a form that people can use.
 *
 * In: the engine's error and the query. Out: a `Fault`: the page's words, the engine's list of what
 * could stand there, line and column.
 */

import type { Fault } from "./messages.ts";
import { declaredPrefixes, tokens } from "./tokens.ts";

const NAMED = 8; // the engine lists all that could stand there, down to ranges of letters

/** Say what is wrong with a query. */
export function faultOf(problem: unknown, sparql: string): Fault {
  const said = problem instanceof Error ? problem.message : String(problem);
  const place = /^error at (\d+):(\d+): (.*)$/s.exec(said);
  if (!place) {
    // A stack or a memory that is full ends the engine, not only the query.
    const broken = problem instanceof RangeError || problem instanceof WebAssembly.RuntimeError;
    return { key: broken ? "broken" : "engine", values: { said }, line: null, column: null };
  }
  const [line, column] = [Number(place[1]), Number(place[2])];
  const undeclared = undeclaredPrefix(sparql);
  if (undeclared) return undeclared;
  const before = (sparql.split("\n")[line - 1] ?? "").slice(0, column - 1).trim().split(/\s+/).slice(-4).join(" ") || "…";
  const listed = place[3]!.replace(/^expected (?:one of )?/, "").split(/,\s+/);
  // Whole sentences are reasons; quoted signs and words are what could stand there.
  const reason = listed.find((name) => /^[A-Z][a-z]+ .* ?/.test(name));
  const names = listed.filter((name) => !/^\[|\.\.|\n/.test(name) && name !== reason && name.trim() !== "");
  const expected = names.slice(0, NAMED).join(", ") + (names.length > NAMED ? ", …" : "");
  if (reason) return { key: "reason", values: { reason, before }, line, column };
  if (!names.length) return { key: "syntax", values: { before }, line, column };
  return { key: "expected", values: { expected, before }, line, column };
}

/** Tell whether the engine can still be used after a fault. */
export function ends(fault: Fault): boolean {
  return fault.key === "broken";
}

/** The engine reads a name without its prefix's declaration as something else, and says so oddly. */
function undeclaredPrefix(sparql: string): Fault | null {
  const declared = declaredPrefixes(sparql);
  const all = tokens(sparql);
  for (const [index, { kind, text, line, column }] of all.entries()) {
    const prefix = text.split(":")[0]!;
    const declares = all[index - 1]?.text.toUpperCase() === "PREFIX";
    if (kind !== "name" || declares || prefix === "_" || declared.has(prefix)) continue;
    return { key: "prefix", values: { prefix }, line, column };
  }
  return null;
}

/**
 * What the engine says of a query that it cannot answer, in a form that people can use.
 *
 * In: the engine's error and the query. Out: a `Fault`: the page's words, the engine's list of what
 * could stand there, line and column.
 */

import type { Fault } from "./messages.ts";
import { declaredPrefixes, type Token, tokens } from "./tokens.ts";

const NAMED = 8; // the engine lists all that could stand there, down to ranges of letters
/** What the engine would read and the page refuses, or the language does not have. */
const REFUSED = /\b(?:LATERAL|SERVICE|SILENT|INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b/i;
const CLOSING: Readonly<Record<string, string>> = { "{": "}", "(": ")", "[": "]" };

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
  const missing = missingAt(sparql, line, column);
  if (missing) return missing;
  const before = (sparql.split("\n")[line - 1] ?? "").slice(0, column - 1).trim().split(/\s+/).slice(-4).join(" ") || "…";
  const listed = place[3]!.replace(/^expected (?:one of )?/, "").split(/,\s+/);
  // Whole sentences are reasons; quoted signs and words are what could stand there.
  const reason = listed.find((name) => /^[A-Z][a-z]+ .* ?/.test(name));
  const names = listed.filter((name) => !/^\[|\.\.|\n/.test(name) && name !== reason && name.trim() !== "" && !REFUSED.test(name));
  const expected = names.slice(0, NAMED).join(", ") + (names.length > NAMED ? ", …" : "");
  if (reason) return { key: "reason", values: { reason, before }, line, column };
  // All is closed, and the engine stands behind it: what it lists belongs somewhere before.
  if (before.endsWith("}") && endsBefore(sparql, line, column)) return { key: "inside", values: { before }, line, column };
  if (!names.length) return { key: "syntax", values: { before }, line, column };
  return { key: "expected", values: { expected, before }, line, column };
}

/** Tell whether the engine can still be used after a fault. */
export function ends(fault: Fault): boolean {
  return fault.key === "broken";
}

/** What is plainly missing, no later than where the engine stops: it often stops behind it. */
function missingAt(sparql: string, line: number, column: number): Fault | null {
  const all = tokens(sparql).filter((token) => token.line < line || (token.line === line && token.column <= column));
  const open: Token[] = [];
  for (const token of all) {
    const { kind, text } = token;
    if (kind !== "other") continue;
    if (text === '"' || text === "'") return faultAt("unquoted", {}, token);
    if (Object.hasOwn(CLOSING, text)) open.push(token);
    if (!Object.values(CLOSING).includes(text)) continue;
    const last = open.pop();
    if (last === undefined) return faultAt("unopened", { sign: text }, token);
    if (CLOSING[last.text] !== text) return faultAt("unclosed", { sign: last.text }, last);
  }
  const end = all.length === tokens(sparql).length;
  if (end && open.length > 0) return faultAt("unclosed", { sign: open.at(-1)!.text }, open.at(-1)!);
  return halfTriple(all);
}

/** Two terms alone between the signs that stand before and after a triple. */
function halfTriple(all: readonly Token[]): Fault | null {
  for (const [index, { text }] of all.entries()) {
    const [one, two, after] = all.slice(index + 1, index + 4);
    if ((text !== "{" && text !== ".") || !isTerm(one) || !isTerm(two) || (after?.text !== "}" && after?.text !== ".")) continue;
    // VALUES ?x { a b } lists terms.
    if (all[index - 2]?.text.toUpperCase() === "VALUES") continue;
    return faultAt("object", { said: `${one.text} ${two.text}` }, two);
  }
  return null;
}

function endsBefore(sparql: string, line: number, column: number): boolean {
  const last = tokens(sparql).at(-1);
  return last === undefined || last.line < line || (last.line === line && last.column < column);
}

function isTerm(token: Token | undefined): token is Token {
  return token !== undefined && (["variable", "name", "iri"].includes(token.kind) || token.text === "a");
}

function faultAt(key: string, values: Fault["values"], { line, column }: Token): Fault {
  return { key, values, line, column };
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

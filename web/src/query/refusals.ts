/**
 * What a question may not do: change data, call a server, read another source.
 *
 * In: SPARQL as text, and the graphs that the page holds. Out: a fault, or null. The page's policy
 * and its engine would stop all of it as well; here it is said in words, before anything runs.
 */

import type { Fault } from "./messages.ts";
import { tokens } from "./tokens.ts";

const UPDATES = new Set(["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"]);

// Space is taken whole or not at all (a look-ahead and its echo), so that no text costs more than
// its length; each echo has a name of its own.
const space = (echo: string): string => String.raw`(?=(?<${echo}>(?:\s|#[^\n\r]*)*))\k<${echo}>`;

// A call of a server wherever it stands and whatever it is glued to, as the engine needs no space
// around keywords: some in a comment or a string are found as well.
const SERVICE = new RegExp(
  String.raw`[?$]\w+|(?<service>SERVICE)${space("a")}(?:SILENT)?${space("b")}` +
    String.raw`(?:<[^<>]*>|[?$]\w+|[^\s{#\\<:]*:[^\s{#\\<]*)${space("c")}\{`,
  "gi",
);

/** Refuse SERVICE, updates and LOAD, however they are written. */
export function refused(sparql: string): Fault | null {
  for (const text of readings(sparql)) {
    for (const match of text.matchAll(SERVICE)) {
      if (match.groups!["service"] === undefined) continue;
      const before = text.slice(0, match.index).split("\n");
      return { key: "service", values: {}, line: before.length, column: before.at(-1)!.length + 1 };
    }
    for (const { kind, text: word, line, column } of tokens(text)) {
      if (kind !== "word" || !UPDATES.has(word.toUpperCase())) continue;
      return { key: "update", values: { word: word.toUpperCase() }, line, column };
    }
  }
  return null;
}

/** Refuse FROM with a graph that the page does not hold. */
export function refusedSource(sparql: string, graphs: ReadonlySet<string>): Fault | null {
  for (const text of readings(sparql)) {
    const all = tokens(text);
    const prefixes = new Map<string, string>();
    for (const [index, { kind, text: said, line, column }] of all.entries()) {
      const word = kind === "word" ? said.toUpperCase() : "";
      let [next, after] = [all[index + 1], all[index + 2]];
      if (word === "PREFIX" && next?.kind === "name" && after?.kind === "iri") {
        prefixes.set(next.text.replace(/:$/, ""), after.text.slice(1, -1));
      }
      if (word !== "FROM" && word !== "FROMNAMED") continue;
      if (next?.text.toUpperCase() === "NAMED") [next, after] = [after, undefined];
      if (next?.kind !== "iri" && next?.kind !== "name") continue; // the engine explains it better
      const colon = next.text.indexOf(":");
      const iri = next.kind === "iri"
        ? next.text.slice(1, -1)
        : (prefixes.get(next.text.slice(0, colon)) ?? "") + next.text.slice(colon + 1);
      if (!graphs.has(iri)) return { key: "from", values: { graph: next.text }, line, column };
    }
  }
  return null;
}

/** SPARQL lets a keyword be written with \u escapes: look at both readings. */
function readings(sparql: string): readonly string[] {
  const plain = sparql.replace(/\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})/g, (whole, short, long) => {
    const code = parseInt(short ?? long, 16);
    return code < 0x110000 ? String.fromCodePoint(code) : whole;
  });
  return plain === sparql ? [sparql] : [sparql, plain];
}

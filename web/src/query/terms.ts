/**
 * RDF terms as text: read from N-Triples, written as Turtle and as people read them.
 *
 * In: terms in N-Triples syntax, or cells of an answer. Out: text. It knows no labels.
 */

import type { Cell } from "./messages.ts";

const XSD = "http://www.w3.org/2001/XMLSchema#";
const ESCAPES: Readonly<Record<string, string>> = {
  t: "\t", b: "\b", n: "\n", r: "\r", f: "\f", '"': '"', "'": "'", "\\": "\\",
};
const NUMBERS = new Set(
  ("integer decimal double float int long short byte nonNegativeInteger positiveInteger " +
    "nonPositiveInteger negativeInteger unsignedInt unsignedLong unsignedShort unsignedByte")
    .split(" ").map((name) => XSD + name),
);
// Only such local names go without any escape in Turtle and SPARQL.
const PLAIN = /^[A-Za-z0-9_](?:[A-Za-z0-9_\-]|\.(?=[A-Za-z0-9_\-]))*$/;

/** Shortens IRIs by prefixes, the longest first. */
export class Shortener {
  readonly #known = new Map<string, string>();

  constructor(prefixes: Readonly<Record<string, string>>) {
    for (const [prefix, iri] of Object.entries(prefixes)) this.#known.set(iri, prefix);
  }

  /** Return an IRI as a prefixed name where it can be written as one, else null. */
  short(iri: string): string | null {
    const cut = Math.max(iri.lastIndexOf("/"), iri.lastIndexOf("#")) + 1;
    const prefix = this.#known.get(iri.slice(0, cut));
    const local = iri.slice(cut);
    return prefix !== undefined && PLAIN.test(local) ? `${prefix}:${local}` : null;
  }
}

/** Tell whether a cell is a number. */
export function isNumber(cell: Cell): boolean {
  return cell.type === "literal" && cell.datatype !== undefined && NUMBERS.has(cell.datatype);
}

/** Tell whether a text can be an IRI of RDF: absolute, and without what no IRI may hold. */
export function isIri(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9+.\-]*:[^<>"{}|^`\\\x00-\x20]*$/.test(text);
}

/** Write a text as a literal of Turtle, N-Triples and SPARQL. */
export function quoted(text: string): string {
  const escaped = text.replace(/[\\"\n\r\t\b\f]/g, (sign) =>
    `\\${{ "\n": "n", "\r": "r", "\t": "t", "\b": "b", "\f": "f" }[sign] ?? sign}`);
  return `"${escaped}"`;
}

/** Read a term in N-Triples syntax. */
export function readTerm(text: string): Cell {
  if (text.startsWith("<<")) return { type: "triple", value: text };
  if (text.startsWith("<")) return { type: "uri", value: unescaped(text.slice(1, -1)) };
  if (text.startsWith("_:")) return { type: "bnode", value: text.slice(2) };
  const end = text.lastIndexOf('"');
  const value = unescaped(text.slice(1, end));
  const rest = text.slice(end + 1);
  if (rest.startsWith("@")) return { type: "literal", value, "xml:lang": rest.slice(1) };
  if (rest.startsWith("^^")) return { type: "literal", value, datatype: unescaped(rest.slice(3, -1)) };
  return { type: "literal", value };
}

/** Write a term of N-Triples as Turtle does: by prefix where that is possible. */
export function turtleTerm(text: string, shortener: Shortener): string {
  if (text.startsWith("<") && !text.startsWith("<<")) return shortener.short(text.slice(1, -1)) ?? text;
  const typed = /^(".*")\^\^<(.*)>$/s.exec(text);
  if (!typed) return text;
  const [, literal, datatype] = typed as unknown as [string, string, string];
  const value = literal.slice(1, -1);
  if (datatype === `${XSD}integer` && /^[+-]?\d+$/.test(value)) return value;
  if (datatype === `${XSD}boolean` && /^(?:true|false)$/.test(value)) return value;
  const short = shortener.short(datatype);
  return short ? `${literal}^^${short}` : text;
}

function unescaped(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/gs, (whole, short, long, sign) => {
    if (sign !== undefined) return ESCAPES[sign as string] ?? whole;
    return String.fromCodePoint(parseInt(short ?? long, 16));
  });
}

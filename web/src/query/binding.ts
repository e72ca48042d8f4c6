/**
 * The values of a saved query's parameters, put into its text as RDF terms.
 *
 * In: a saved query, values as the reader wrote them, our prefixes. Out: the text with the braces of
 * each `VALUES ?name { ... }` line filled with serialised terms, never with what was written; a
 * fault for each value that its type does not allow. It resolves no labels: the form does.
 */

import type { QueryParam, SavedQuery } from "../data/payload.ts";
import { isIri, quoted, Shortener } from "./terms.ts";
import { declaredPrefixes } from "./tokens.ts";

const XSD = "http://www.w3.org/2001/XMLSchema#";

/** The key of a text that says what is wrong with a value: "query.wrong" and below. */
export type Wrong = "required" | "date" | "integer" | "boolean" | "resource";

export interface Bound {
  readonly text: string;
  readonly wrong: Readonly<Record<string, Wrong>>; // by parameter
}

/** Return a query's text with these values; a parameter without one keeps what the braces hold. */
export function bind(
  query: SavedQuery, values: Readonly<Record<string, string>>, prefixes: Readonly<Record<string, string>>,
): Bound {
  const shortener = new Shortener(Object.fromEntries(declaredPrefixes(query.text)));
  const wrong: Record<string, Wrong> = {};
  let text = query.text;
  for (const param of query.params) {
    const given = values[param.name] ?? "";
    if (param.type !== "xsd:string" && given.trim() === "") {
      if (param.required) wrong[param.name] = "required";
      continue;
    }
    if (given === "" || given === shownDefault(param)) continue;
    const terms = termsOf(param, given, prefixes, shortener);
    if (typeof terms === "string") wrong[param.name] = terms;
    else text = filled(text, param.name, terms);
  }
  return { text, wrong };
}

/** Return a parameter's default as a reader would write it: text without its quotes. */
export function shownDefault({ type, default: held }: QueryParam): string {
  if (held === null) return "";
  const literal = type.startsWith("xsd:") ? /^"((?:[^"\\]|\\.)*)"/.exec(held) : null;
  return literal ? literal[1]!.replace(/\\(.)/g, "$1") : held;
}

/** Return the IRI of a name as the reader wrote it: prefixed name, IRI, or slug of a city. */
export function iriOf(name: string, type: string, prefixes: Readonly<Record<string, string>>): string | null {
  const bare = name.replace(/^<(.*)>$/, "$1");
  const [, prefix, local] = /^([A-Za-z][\w-]*):(?!\/\/)(.+)$/.exec(bare) ?? [];
  let iri: string | null = null;
  if (bare !== name) iri = bare;
  else if (prefix !== undefined) iri = Object.hasOwn(prefixes, prefix) ? prefixes[prefix]! + local! : null;
  else if (bare.includes(":")) iri = bare;
  else if (type === "tg:City" && prefixes["city"]) iri = prefixes["city"] + bare;
  return iri !== null && isIri(iri) ? iri : null;
}

function termsOf(
  { type }: QueryParam, given: string, prefixes: Readonly<Record<string, string>>, shortener: Shortener,
): readonly string[] | Wrong {
  const text = given.trim();
  const typed = (datatype: string): string => {
    const iri = `${XSD}${datatype}`;
    return `${quoted(text)}^^${shortener.short(iri) ?? `<${iri}>`}`;
  };
  switch (type) {
    case "xsd:string":
      return [quoted(given)];
    case "xsd:date":
      return isDay(text) ? [typed("date")] : "date";
    case "xsd:integer":
      return /^[+-]?\d{1,18}$/.test(text) ? [text] : "integer";
    case "xsd:boolean":
      return text === "true" || text === "false" ? [text] : "boolean";
  }
  const iris = text.split(/[\s,;]+/).filter(Boolean).map((name) => iriOf(name, type, prefixes));
  if (iris.length === 0 || iris.some((iri) => iri === null)) return "resource";
  return iris.map((iri) => shortener.short(iri!) ?? `<${iri}>`);
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function filled(text: string, name: string, terms: readonly string[]): string {
  const found = [...text.matchAll(new RegExp(String.raw`^[ \t]*VALUES[ \t]+\?${name}[ \t]*\{([^{}\n]*)\}`, "gim"))];
  // The catalogue's own reader has checked that there is one such line.
  if (found.length !== 1) throw new Error(`parameter "${name}" has ${found.length} VALUES lines`);
  const end = found[0]!.index + found[0]![0].length - 1;
  const start = end - found[0]![1]!.length;
  return `${text.slice(0, start)} ${terms.join(" ")} ${text.slice(end)}`;
}

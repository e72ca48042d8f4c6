/**
 * What the parts of the panel are given while they draw one thing, and which names lead somewhere.
 *
 * In: the page and its details. Out: a `Context`. It draws nothing.
 */

import type { App } from "../app.ts";
import type { Detail, Details, Texts } from "../data/payload.ts";
import type { Model } from "../data/model.ts";

export interface Context {
  readonly app: App;
  readonly details: Details;
  readonly lang: string; // the reader's
  /** Whether the panel has something to show of a thing. */
  known(id: string): boolean;
  /** A number no other element of the panel has, for ids. */
  fresh(): string;
}

export const NO_DETAILS: Details = {
  passages: [], reasons: [], voices: [], records: {}, proofs: {},
  claims: { words: [], terms: [], dates: [], tie: [], source: [], row: [], turned: [], word: [], term: [], started: [], ended: [] },
};

let made = 0;

/** Make the context of one drawing of the panel. */
export function contextOf(app: App, details: Details): Context {
  const { lang } = app.store.now;
  return {
    app, details, lang,
    known: (id) => recordOf(details, lang, id) !== null || find(app.model, id) !== null,
    fresh: () => `panel-${(made += 1)}`,
  };
}

/** A record and the language in which there is one: the reader's, else English. */
export function recordOf(details: Details, lang: string, id: string): { readonly detail: Detail; readonly lang: string } | null {
  for (const each of [lang, "en"]) {
    const records = details.records[each];
    if (records !== undefined && Object.hasOwn(records, id)) return { detail: records[id]!, lang: each };
  }
  return null;
}

/** A text of the data, and the language it is in. */
export function toldIn(texts: Texts, lang: string): { readonly text: string; readonly lang: string } {
  for (const each of [lang, "en", ...Object.keys(texts)]) {
    const text = texts[each];
    if (text !== undefined) return { text, lang: each };
  }
  return { text: "", lang };
}

/** Where a thing stands in the columns. */
export type Found =
  | { readonly kind: "city" | "event" | "person" | "network"; readonly at: number }
  | { readonly kind: "relation"; readonly a: number; readonly b: number }
  | { readonly kind: "tie"; readonly rows: readonly number[] };

const indexes = new WeakMap<Model, ReadonlyMap<string, Found>>();

/** Find a thing of the columns by its id; null where there is none. */
export function find(model: Model, id: string): Found | null {
  const pair = model.relation(id);
  if (pair !== null) return { kind: "relation", a: pair[0], b: pair[1] };
  const found = indexOf(model).get(id);
  if (found !== undefined) return found;
  const city = model.city(id);
  return city < 0 ? null : { kind: "city", at: city };
}

function indexOf(model: Model): ReadonlyMap<string, Found> {
  const kept = indexes.get(model);
  if (kept !== undefined) return kept;
  const { core } = model;
  const index = new Map<string, Found>();
  core.events.forEach(({ id }, at) => index.set(id, { kind: "event", at }));
  core.persons.forEach(({ id }, at) => index.set(id, { kind: "person", at }));
  core.networks.forEach(({ id }, at) => index.set(id, { kind: "network", at }));
  const ties = new Map<string, number[]>();
  core.ties.id.forEach((id, row) => {
    const rows = ties.get(id);
    if (rows === undefined) ties.set(id, [row]);
    else rows.push(row);
  });
  for (const [id, rows] of ties) index.set(id, { kind: "tie", rows });
  indexes.set(model, index);
  return index;
}

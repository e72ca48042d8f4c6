/**
 * The question that the reader has in hand: a saved one with its values, or their own.
 *
 * In: the state, the saved queries. Out: its text and what is wrong with its values; and the state
 * back from a text. A text that is what a saved query gives is that query, not one's own.
 */

import type { App } from "../app.ts";
import type { Asking, SavedQuery } from "../data/payload.ts";
import type { State } from "../state.ts";
import { bind, type Bound } from "./binding.ts";

/** What the drawer opens with. */
const FIRST = "partners-of";

export interface Question {
  readonly saved: SavedQuery | null;
  readonly values: Readonly<Record<string, string>>;
  readonly text: string;
  readonly wrong: Bound["wrong"];
}

/** Return the question that a state holds. */
export function questionOf({ store: { now }, model }: App, asking: Asking): Question {
  const { queries } = asking;
  if (now.query === null && now.sparql !== null) return { saved: null, values: {}, text: now.sparql, wrong: {} };
  const saved = queries.find(({ name }) => name === (now.query ?? FIRST)) ?? queries[0] ?? null;
  if (saved === null) return { saved, values: {}, text: now.sparql ?? "", wrong: {} };
  // Labels come in the reader's language unless they choose another.
  const lang = model.core.languages.includes(now.lang) ? { lang: now.lang } : {};
  const values = { ...lang, ...(now.query === null ? {} : now.params) };
  const { text, wrong } = bind(saved, values, asking.prefixes);
  return { saved, values, text: bare(text), wrong };
}

/** Return what of the state a text changes, `last` being the saved query last in hand. */
export function stateOfText(
  text: string, last: { readonly query: SavedQuery; readonly text: string; readonly params: State["params"] } | null,
): Pick<State, "query" | "sparql" | "params"> {
  if (last && text === last.text) return { query: last.query.name, sparql: null, params: last.params };
  return { query: null, sparql: text, params: {} };
}

/** The reader's first line is the query's: what stands in its header, the page says elsewhere. */
function bare(text: string): string {
  return text.replace(/^(?:#\+[^\n]*\n)+/, "");
}

/** A small query to begin with, about the page's own city where it has one. */
export function template({ model, store }: App, { prefixes }: Asking): string {
  const { core } = model;
  const lang = core.languages.includes(store.now.lang) ? store.now.lang : core.languages[0]!;
  const city = core.centre >= 0 ? model.cityId(core.centre) : null;
  const used = [...(city ? [city.split(":")[0]!] : []), "rdfs", "tg"].sort();
  const head = used.map((prefix) => `PREFIX ${prefix}: <${prefixes[prefix] ?? ""}>\n`).join("");
  const pattern = city
    ? `  ?relation tg:connects ${city}, ?partner .\n  FILTER(?partner != ${city})\n`
    : "  ?relation tg:connects ?city, ?partner .\n  FILTER(?partner != ?city)\n";
  return `${head}
SELECT ${city ? "" : "?city "}?partner ?name
WHERE {
${pattern}  ?partner rdfs:label ?name .
  FILTER(LANG(?name) = "${lang}")
}
ORDER BY ?name ?partner
LIMIT 100
`;
}

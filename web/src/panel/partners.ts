/**
 * The cities linked to one, from the columns: found, searched, grouped by country.
 *
 * In: the model. Out: plain lists, sorted as the reader's language sorts. It draws nothing.
 */

import { folded } from "../data/folding.ts";
import type { Model } from "../data/model.ts";
import type { Texts } from "../data/payload.ts";
import type { Partner } from "./account.ts";

export interface CountryGroup {
  readonly country: number; // -1 not known
  readonly label: string;
  readonly partners: readonly Partner[];
}

/** Return the cities linked to one, each with its ties, by name. */
export function partnersOf(model: Model, city: number, lang: string): Partner[] {
  const ties = new Map<number, number[]>();
  for (const strand of model.at[city] ?? []) {
    const other = model.other(strand, city);
    ties.set(other, [...(ties.get(other) ?? []), ...model.strands[strand]!.ties]);
  }
  const order = new Intl.Collator(lang, { numeric: true }).compare;
  return [...ties]
    .map(([other, rows]) => ({ city: other, ties: rows.sort((a, b) => a - b), name: model.nameApart(other, lang) }))
    .sort((a, b) => order(a.name, b.name) || a.city - b.city)
    .map(({ city: other, ties: rows }) => ({ city: other, ties: rows }));
}

/** Group by country, countries by their label, those without one last. */
export function byCountry(
  partners: readonly Partner[], model: Model, lang: string, told: (texts: Texts) => string,
): CountryGroup[] {
  const groups = new Map<number, Partner[]>();
  for (const partner of partners) {
    const country = model.core.cities.country[partner.city] ?? -1;
    if (!groups.has(country)) groups.set(country, []);
    groups.get(country)!.push(partner);
  }
  const order = new Intl.Collator(lang, { numeric: true }).compare;
  const label = (country: number): string => (country < 0 ? "" : told(model.core.countries[country]!.label));
  return [...groups]
    .map(([country, held]) => ({ country, label: label(country), partners: held }))
    .sort((a, b) => Number(a.country < 0) - Number(b.country < 0) || order(a.label, b.label));
}

/** Keep the partners whose name (in any language) or country holds all words looked for. */
export function matching(partners: readonly Partner[], words: string, model: Model): Partner[] {
  const wanted = folded(words).split(" ").filter((word) => word !== "");
  const { cities, countries } = model.core;
  return partners.filter(({ city }) => {
    const country = countries[cities.country[city] ?? -1];
    const names = [...Object.values(cities.name).map((column) => column[city] || ""), cities.also[city] ?? "",
      ...Object.values(country?.label ?? {})];
    const all = folded(names.join("\n"));
    return wanted.every((word) => all.includes(word));
  });
}

/** Return the other cities that share a name with one, in any language. */
export function namesakes(model: Model, city: number): number[] {
  const { cities } = model.core;
  if (cities.apart[city] === undefined) return [];
  const columns = Object.values(cities.name);
  // Some labels tell them apart already: "Namur (Wisconsin)".
  const plain = (at: number): string[] => columns.map((column) => column[at])
    .filter((name) => typeof name === "string").map((name) => folded(name.replace(/\s*\(.*\)$/, "")));
  const own = new Set(plain(city));
  return cities.id.map((_, at) => at).filter((at) => at !== city && cities.apart[at] !== undefined && plain(at).some((name) => own.has(name)));
}

/**
 * The page's own words: a file a language in `texts/`, chosen by the state's language.
 *
 * In: a key such as "panel.notKnown" and values for its {blanks}. Out: the text. A third language
 * is one more file and its line in LANGUAGES. Plurals: a key's value may be an object of CLDR
 * plural forms ("one", "other", ...), chosen by the value `n`.
 */

import en from "./texts/en.json";
import fr from "./texts/fr.json";
import type { Texts } from "./data/payload.ts";

type Entry = string | { readonly [key: string]: Entry };

export const LANGUAGES: Readonly<Record<string, { readonly name: string; readonly texts: Entry }>> = {
  en: { name: "English", texts: en },
  fr: { name: "Français", texts: fr },
};

const rules = new Map<string, Intl.PluralRules>();
const numbers = new Map<string, Intl.NumberFormat>();

/** Return a text of the page; a key without one is an error, in every language but not in silence. */
export function text(lang: string, key: string, values: Readonly<Record<string, string | number>> = {}): string {
  let entry: Entry | undefined = LANGUAGES[lang]?.texts ?? en;
  for (const part of key.split(".")) entry = typeof entry === "object" ? entry[part] : undefined;
  if (typeof entry === "object") {
    if (!rules.has(lang)) rules.set(lang, new Intl.PluralRules(lang));
    const form = rules.get(lang)!.select(Number(values["n"]));
    entry = entry[form] ?? entry["other"];
  }
  if (typeof entry !== "string") throw new Error(`no text "${key}" in ${lang}`);
  return entry.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`no value "${name}" for the text "${key}"`);
    return typeof value === "number" ? format(lang, value) : value;
  });
}

/** Write a number as the language does; years are given as strings. */
export function format(lang: string, value: number): string {
  if (!numbers.has(lang)) numbers.set(lang, new Intl.NumberFormat(lang));
  return numbers.get(lang)!.format(value);
}

/** Return a text of the data in a language, else in English, else any. */
export function told(lang: string, texts: Texts): string {
  return texts[lang] ?? texts["en"] ?? Object.values(texts)[0] ?? "";
}

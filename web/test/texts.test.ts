/** Every text that the page asks for stands in every language, with the same blanks. */

import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";

type Entry = string | { readonly [key: string]: Entry };
const FORMS = new Set(["zero", "one", "two", "few", "many", "other"]);
const root = new URL("../src/", import.meta.url);
const languages = globSync("texts/*.json", { cwd: root }).sort();
const texts = new Map(languages.map((name) => [name, JSON.parse(readFileSync(new URL(name, root), "utf8")) as Entry]));

/** Keys to texts; plural forms of one key count as one. */
function flat(entry: Entry, key = ""): Map<string, string[]> {
  if (typeof entry === "string") return new Map([[key, [entry]]]);
  if (Object.keys(entry).every((form) => FORMS.has(form))) return new Map([[key, Object.values(entry) as string[]]]);
  return new Map(Object.entries(entry).flatMap(([part, held]) => [...flat(held, key ? `${key}.${part}` : part)]));
}

const blanks = (told: readonly string[]): string[] =>
  [...new Set(told.flatMap((one) => [...one.matchAll(/\{(\w+)\}/g)].map((found) => found[1]!)))].sort();

test("each language has the same keys with the same blanks", () => {
  const [first, ...others] = [...texts.values()].map((entry) => flat(entry));
  assert.ok(others.length >= 1 && first!.size > 100);
  for (const other of others) {
    assert.deepEqual([...other.keys()].sort(), [...first!.keys()].sort());
    for (const [key, told] of other) assert.deepEqual(blanks(told), blanks(first!.get(key)!), key);
  }
});

test("each plural has the forms of its language", () => {
  for (const [name, entry] of texts) {
    const wanted = new Intl.PluralRules(name.slice(6, -5)).resolvedOptions().pluralCategories.filter((form) => form !== "many");
    const plurals = (held: Entry): boolean => typeof held === "string"
      || (Object.keys(held).every((form) => FORMS.has(form))
        ? wanted.every((form) => form in held)
        : Object.values(held).every(plurals));
    assert.ok(plurals(entry), name);
  }
});

test("each key that the code names stands in the texts", () => {
  const known = new Set(flat([...texts.values()][0]!).keys());
  const asked = globSync("**/*.ts", { cwd: root }).flatMap((name) => {
    const code = readFileSync(new URL(name, root), "utf8");
    return [...code.matchAll(/\b(?:t|text\(\s*lang,)\(?\s*"([a-z][\w.]*)"/g)].map((found) => `${found[1]!}`);
  });
  assert.ok(asked.length > 100, `${asked.length} keys found`);
  assert.deepEqual([...new Set(asked)].filter((key) => !known.has(key)), []);
});

test("French has no break before its high punctuation", () => {
  const french = flat(texts.get("texts/fr.json")!);
  const faults = [...french].filter(([, told]) => told.some((one) => /[^\u00a0\u202f][:;?!»](\s|$)| [:;?!»]|'|«[^\u00a0\u202f]/.test(one)));
  assert.deepEqual(faults.map(([key]) => key), []);
});

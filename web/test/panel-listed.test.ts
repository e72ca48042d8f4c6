/** What imported lists say: each in its own words, with its row, and no more than that it lists a pair. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { App } from "../src/app.ts";
import { claimsOf } from "../src/data/claims.ts";
import { Model } from "../src/data/model.ts";
import type { Claims, Core, Details, Texts } from "../src/data/payload.ts";
import { NO_DETAILS, type Context } from "../src/panel/context.ts";
import { accountOf } from "../src/panel/reading.ts";
import { kindWords } from "../src/panel/words.ts";
import { Index } from "../src/shell/finding.ts";
import { coreOf } from "./cores.ts";

type Entry = string | { readonly [key: string]: Entry };

function appOf(core: Core, lang: string): App {
  const texts = JSON.parse(readFileSync(new URL(`../src/texts/${lang}.json`, import.meta.url), "utf-8")) as Entry;
  const t = (key: string, values: Readonly<Record<string, string | number>> = {}): string => {
    let entry: Entry | undefined = texts;
    for (const part of key.split(".")) entry = typeof entry === "object" ? entry[part] : undefined;
    if (typeof entry === "object") entry = entry[new Intl.PluralRules(lang).select(Number(values["n"]))];
    assert.equal(typeof entry, "string", key);
    return (entry as string).replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
  };
  const told = (given: Texts): string => given[lang] ?? given["en"] ?? "";
  return { model: new Model(core), store: { now: { lang } }, t, told } as unknown as App;
}

const named = (id: string): { id: string; label: Texts } => ({ id, label: { en: id.split(":")[1]! } });
// Three lists: one that calls everything twinned, one that says whose statement a row is, one with years.
const CORE: Core = (() => {
  const core = coreOf({
    cities: { bourg: "fr", namur: "be", rome: "it" }, own: false,
    ties: [
      { a: "bourg", b: "namur", mark: 3, sources: [0, 1, 2] },
      { a: "namur", b: "rome", mark: 3, sources: [1] },
      { a: "bourg", b: "rome", mark: 3, sources: [2], start: 1958 },
    ],
  });
  const sources = [named("report:r"), { ...named("source:wiki"), lists: true }, { ...named("source:items"), lists: true, directed: true },
    named("source:registry"), named("source:yearbook")];
  return {
    ...core, sources, kinds: [named("form:partnership")],
    cities: { ...core.cities, called: { 1: [[1, "Namen"], [4, "Namur City", "Namur"]] }, perhaps: { 2: [0] } },
    ties: { ...core.ties, kinds: [[], [], [0]], sources: [[0, 1, 2], [1], [3, 4]] },
  };
})();
const CLAIMS: Claims = {
  words: ["twin town", "P190", "p"], terms: [named("form:partnership")], dates: [{ en: "1958" }, { en: "1960" }],
  tie: [0, 0, 0, 1, 1, 0], source: [1, 2, 2, 2, 3, 4], row: ["7", "a>b", "b>a", "c>d", "9", "10"], turned: [0, 0, 1, 1, 0, 0],
  word: [0, 1, 1, 1, 2, -1], term: [-1, -1, -1, -1, 0, -1], started: [-1, -1, -1, -1, 0, 1], ended: [-1, -1, -1, -1, -1, -1],
};
const DETAILS: Details = { ...NO_DETAILS, claims: CLAIMS };

function said(id: string, lang = "en"): string[] {
  const context: Context = { app: appOf(CORE, lang), details: DETAILS, lang, known: () => true, fresh: () => "x" };
  const facts = accountOf(context, id)!.chapters.find(({ key }) => key === "listed")?.facts ?? [];
  return facts.flatMap((each) => [each, ...each.under]).map(({ parts }) => parts.join(""));
}

test("claims are found by the pair's first tie", () => {
  assert.deepEqual([0, 1, 2, 3].map((tie) => claimsOf(CLAIMS, tie).map(({ row }) => row)), [["7", "a>b", "b>a"], ["c>d"], ["9", "10"], []]);
});

test("a pair: each list's word and row, whose statement it is, what it calls the cities", () => {
  assert.deepEqual(said("rel:bourg--namur"), [
    "wiki: listed as twins (“twin town”), row 7", "It calls namur “Namen”",
    "items: listed as twins (“P190”), stated for both cities, rows a>b and b>a",
  ]);
  assert.deepEqual(said("rel:namur--rome"), ["items: listed as twins (“P190”), one-sided: stated for rome only, row c>d"]);
  assert.deepEqual(said("claim:1"), said("rel:namur--rome"));
});

test("lists that contradict each other on the beginning are both told", () => {
  assert.deepEqual(said("rel:bourg--rome"), [
    "The beginning is told in different ways: 1958 (registry) and 1960 (yearbook)",
    "registry: partnership (“p”), since 1958, row 9", "yearbook: named together, since 1960, row 10",
  ]);
});

test("a city: which lists tie it, under which names, and who else it may be", () => {
  assert.deepEqual(said("city:namur"), ["wiki: 2 ties, as “Namen”", "items: 1 tie", "yearbook: as “Namur City” and “Namur”"]);
  const context: Context = { app: appOf(CORE, "en"), details: DETAILS, lang: "en", known: () => true, fresh: () => "x" };
  const gaps = accountOf(context, "city:rome")!.chapters.find(({ key }) => key === "gaps")!.facts;
  assert.deepEqual(gaps[0]!.parts, ["Whether it is the same as ", ["city:bourg", "bourg"]]);
});

test("what only lists name is listed, never twinned, in both languages", () => {
  const kinds = (lang: string): string[] => [0, 1, 2].map((row) => kindWords(appOf(CORE, lang), row));
  assert.deepEqual(kinds("en"), ["mentioned, listed as twins", "listed as twins", "partnership"]);
  assert.equal(kinds("fr")[1], "inscrites comme villes jumelles");
  assert.equal(said("rel:bourg--namur", "fr")[0], "wiki\u00a0: inscrites comme villes jumelles («\u00a0twin town\u00a0»), ligne 7");
});

test("a list's name for a city finds it", () => {
  const found = new Index(new Model(CORE)).find("namen", 5).list;
  assert.deepEqual(found.map(({ id, other }) => [id, other]), [["city:namur", "Namen"]]);
});

/** The page's own words for what has no record: what the columns hold, who says it, what they lack. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { App } from "../src/app.ts";
import { Model } from "../src/data/model.ts";
import { aboutCity } from "../src/data/selection.ts";
import type { Core, Texts } from "../src/data/payload.ts";
import type { Account } from "../src/panel/account.ts";
import { NO_DETAILS, type Context } from "../src/panel/context.ts";
import { accountOf } from "../src/panel/reading.ts";
import { countsOf, networksAround, rowsAround } from "../src/panel/start.ts";
import { ownAccount } from "../src/panel/own.ts";
import { progressWord } from "../src/panel/words.ts";
import { coreOf } from "./cores.ts";

type Entry = string | { readonly [key: string]: Entry };

/** An app that knows the page's real texts, and no document. */
function appOf(core: Core, lang: string): App {
  const texts = JSON.parse(readFileSync(new URL(`../src/texts/${lang}.json`, import.meta.url), "utf-8")) as Entry;
  const t = (key: string, values: Readonly<Record<string, string | number>> = {}): string => {
    let entry: Entry | undefined = texts;
    for (const part of key.split(".")) entry = typeof entry === "object" ? entry[part] : undefined;
    if (typeof entry === "object") entry = entry[new Intl.PluralRules(lang).select(Number(values["n"]))];
    assert.equal(typeof entry, "string", key);
    return (entry as string).replace(/\{(\w+)\}/g, (_, name: string) => {
      assert.ok(name in values, `${key}: ${name}`);
      return String(values[name]);
    });
  };
  const told = (given: Texts): string => given[lang] ?? given["en"] ?? Object.values(given)[0] ?? "";
  return { model: new Model(core), store: { now: { lang } }, t, told } as unknown as App;
}

const CORE: Core = (() => {
  const core = coreOf({
    cities: { namur: "be", hue: "vn", fes: "ma" }, unplaced: ["fes"],
    ties: [
      { id: "agreement:t", a: "namur", b: "hue", start: 2010, end: 2015, mark: 1, progress: 1, themes: [0] },
      { id: "agreement:t", a: "hue", b: "fes", start: 2010, end: 2015 },
      { a: "namur", b: "fes", basis: 1, sources: [1], progress: 3 },
    ],
    networks: { aimf: ["namur", "hue"] },
    events: [{ cities: [0, 1], at: 1, when: { en: "May 2024" }, progress: 1 }, {}],
    persons: [{ cities: [1], role: { en: "mayor" } }, { named: false }],
  });
  return { ...core, ties: { ...core.ties, label: { 0: { en: "The treaty" } } } };
})();

const app = appOf(CORE, "en");
const words = (account: Account, key: string): string[] => account.chapters.filter((chapter) => chapter.key === key)
  .flatMap(({ facts }) => facts.map(({ parts }) => parts.map((part) => (typeof part === "string" ? part : part[1])).join("")));
const made = (id: string): Account => ownAccount(app, id)!;

test("a city: place, networks, linked cities, and what is not known", () => {
  const namur = made("city:namur");
  assert.deepEqual([namur.type, namur.title, namur.under], ["City", "namur", "be"]);
  assert.deepEqual(words(namur, "identity"), ["50.00° N, 4.00° E", "Member of aimf"]);
  assert.equal(namur.chapters.find(({ key }) => key === "partners")!.heading, "2 linked cities");
  assert.equal(words(namur, "gaps")[0], "Since when: 1 of 2 ties have no date");
  assert.match(words(made("city:fes"), "gaps")[0]!, /no coordinates/);
  assert.deepEqual(words(made("city:hue"), "gaps"), []);
});

test("a relation: each tie with its years or without, its basis and its sources", () => {
  const relation = made("rel:fes--namur");
  assert.equal(relation.title, "fes and namur");
  assert.deepEqual(words(relation, "ties"), ["twinning (en), no date told"]);
  const [fact] = relation.chapters.find(({ key }) => key === "ties")!.facts;
  assert.deepEqual([fact!.progress, fact!.marks.map(({ form, voices }) => [form, voices.map(({ id }) => id)])], [3, [["implied", ["source:1"]]]]);
  assert.equal(words(relation, "gaps")[0], "Since when: no source gives a date");
  assert.deepEqual(words(made("rel:hue--namur"), "ties"), ["The treaty, twinning (en), 2010–2015"]);
});

test("an agreement of three names all its parties, a claim is no agreement", () => {
  const agreement = made("agreement:t");
  assert.deepEqual([agreement.type, agreement.title, agreement.under], ["Agreement", "The treaty", "2010–2015"]);
  assert.equal(words(agreement, "identity")[1], "Between namur, hue, and fes");
  assert.deepEqual(words(agreement, "themes"), ["music (en)"]);
  assert.deepEqual([made("claim:2").type, made("claim:2").title], ["Mention of a tie", "twinning (en)"]);
});

test("events, persons and networks say what the columns hold and what they lack", () => {
  assert.deepEqual(words(made("event:0"), "identity"), ["May 2024", "In hue", "With namur and hue"]);
  assert.equal(words(made("event:1"), "gaps").length, 3); // when, where, and what silence means
  assert.deepEqual([made("person:0").under, words(made("person:0"), "identity")], ["mayor", ["Tied to hue"]]);
  assert.match(words(made("person:1"), "gaps")[0]!, /name/);
  assert.deepEqual(words(made("network:aimf"), "members"), ["namur (be)", "hue (vn)"]);
});

test("in French there are words for all of it, and nothing for what is not there", () => {
  const french = appOf(CORE, "fr");
  const ids = ["city:namur", "rel:fes--namur", "agreement:t", "claim:2", "event:0", "person:1", "network:aimf"];
  assert.deepEqual(ids.map((id) => ownAccount(french, id)!.type), [
    "Ville", "Relation entre deux villes", "Accord", "Mention d’un lien", "Événement", "Personne", "Réseau de villes",
  ]);
  assert.deepEqual(words(ownAccount(french, "city:hue")!, "identity")[0], "50,00° N, 4,00° E");
  assert.equal(ownAccount(french, "org:none"), null);
});

test("a claim is told by its relation's record, which has its passages; without one by the columns", () => {
  const records = { en: { "rel:fes--namur": { type: "Relation", title: "The record", sections: [] } } };
  const context = (details: Context["details"]): Context => ({ app, details, lang: "en", known: () => true, fresh: () => "x" });
  assert.equal(accountOf(context({ ...NO_DETAILS, records }), "claim:2")!.title, "The record");
  assert.equal(accountOf(context(NO_DETAILS), "claim:2")!.title, "twinning (en)");
  // An agreement without a record is not its relation, which may hold others.
  const both = { en: { "rel:hue--namur": records.en["rel:fes--namur"] } };
  assert.equal(accountOf(context({ ...NO_DETAILS, records: both }), "agreement:t")!.title, "The treaty");
});

test("what the start counts is about the city in the middle, and about all without one", () => {
  const counted = (base: number): number[] => countsOf(app.model, rowsAround(app.model, base)).map((by) => [...by.values()].reduce((sum, n) => sum + n, 0));
  assert.deepEqual([counted(0), counted(1), counted(-1)], [[1, 1, 0, 0], [0, 1, 0, 0], [1, 1, 0, 0]]);
  assert.deepEqual([networksAround(app.model, 1).map(({ id }) => id), networksAround(app.model, 2), networksAround(app.model, -1).length], [["network:aimf"], [], 1]);
});

test("a status after a noun needs no agreement in French, and a country is not said twice", () => {
  const french = appOf({ ...CORE, cities: { ...CORE.cities, apart: { 1: { fr: "hue (Annam, vn)" } } },
    ties: { ...CORE.ties, statuses: [-1, -1, 1] } }, "fr");
  assert.match(words(ownAccount(french, "rel:fes--namur")!, "ties")[0]!, /, statut\u00a0: planned \(fr\)$/);
  assert.deepEqual(words(ownAccount(french, "network:aimf")!, "members"), ["namur (be)", "hue (Annam, vn)"]);
});

test("a position that the page does not hold is an error, never a fact", () => {
  const spoilt: readonly Partial<Core["ties"]>[] = [{ basis: [9, 9, 9] }, { sources: [[9], [9], [9]] }, { mark: [9, 9, 9], kinds: [[], [], []] }];
  for (const columns of spoilt) {
    const broken = appOf({ ...CORE, ties: { ...CORE.ties, ...columns } }, "en");
    assert.throws(() => ownAccount(broken, "claim:2"), /the page has lost/, Object.keys(columns).join());
  }
  assert.throws(() => progressWord(app, 9), /the page has lost progress 9/);
});

test("the centred map is about the chosen city, else the page's, of those with a place", () => {
  const about = (selected: string | null, changed: Partial<Core> = {}): number => aboutCity(new Model({ ...CORE, ...changed }), selected);
  assert.deepEqual([about("city:hue"), about("city:fes"), about("rel:fes--hue"), about(null)], [1, 0, 0, 0]);
  assert.deepEqual([about(null, { centre: -1, own: [2, 1] }), about("city:fes", { centre: 2, own: [2] }), about(null, { centre: -1, own: [] })], [1, -1, -1]);
});

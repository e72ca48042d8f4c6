/** The table's rows: their order in a language, what their cells say, and which are marked. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Model } from "../src/data/model.ts";
import { selectedCities } from "../src/data/selection.ts";
import { visible } from "../src/data/visible.ts";
import { marking } from "../src/shell/table-marks.ts";
import { ordered } from "../src/shell/table-order.ts";
import { SHEETS, sheet } from "../src/shell/table-sheets.ts";
import { NO_FILTERS, START, Store } from "../src/state.ts";
import { coreOf, type CoreLike } from "./cores.ts";

const CITIES = { namur: "be", hue: "vn", fes: "ma", evry: "fr" };

type Entry = string | { readonly [key: string]: Entry };

/** A text without plural forms, as `text` would find it; node cannot import its files. */
function text(lang: string, key: string, values: Readonly<Record<string, string | number>> = {}): string {
  let entry: Entry | undefined = JSON.parse(readFileSync(new URL(`../src/texts/${lang}.json`, import.meta.url), "utf8")) as Entry;
  for (const part of key.split(".")) entry = typeof entry === "object" ? entry[part] : undefined;
  if (typeof entry !== "string") throw new Error(`no text "${key}" in ${lang}`);
  return entry.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
}

function appOf(like: CoreLike, lang = "en") {
  const store = new Store({ ...START, lang });
  return {
    model: new Model(coreOf(like)), store,
    t: (key: string, values?: Readonly<Record<string, string | number>>) => text(store.now.lang, key, values),
    told: (texts: Readonly<Record<string, string>>) => texts[store.now.lang] ?? texts["en"] ?? "",
  };
}

test("texts are in the language's order, numbers by size, and what is not told is last both ways", () => {
  const keys = ["Z", "ä", null, "a", "É", "e", "", "City 10", "City 9"];
  const rows = keys.map((_, row) => row);
  const order = (falling: boolean, lang: string): string =>
    ordered(rows, (row) => keys[row]!, falling, lang).map((row) => keys[row] ?? "-").join(" ");
  assert.equal(order(false, "fr"), "a ä City 9 City 10 e É Z - ");
  assert.equal(order(true, "fr"), "Z É e City 10 City 9 ä a - ");
  assert.equal(order(false, "sv"), "a City 9 City 10 e É Z ä - ");
  const years = [2010, null, 1979];
  assert.deepEqual(ordered([0, 1, 2], (row) => years[row]!, false, "en"), [2, 0, 1]);
  assert.deepEqual(ordered([0, 1, 2], (row) => years[row]!, true, "en"), [0, 2, 1]);
});

test("equals keep their order", () => {
  const rows = Array.from({ length: 500 }, (_, row) => row);
  assert.deepEqual(ordered(rows, () => "same", false, "en"), rows);
  assert.deepEqual(ordered(rows, () => 1, true, "en"), rows);
});

test("the page's own city stands second, and a claim stands for its pair", () => {
  const app = appOf({
    cities: CITIES,
    ties: [{ a: "namur", b: "hue", id: "agreement:x", start: 2010 }, { a: "fes", b: "namur" }, { a: "hue", b: "fes" }],
  });
  const ties = sheet(app, "ties");
  const row = (at: number): string[] => ties.columns.map((column) => column.cell(at));
  assert.deepEqual(row(0).slice(0, 6), ["hue", "namur", "twinning (en)", "", "2010", ""]);
  assert.deepEqual(row(1).slice(0, 2), ["fes", "namur"]);
  assert.deepEqual([0, 1, 2].map((at) => ties.id(at)), ["agreement:x", "rel:fes--namur", "rel:fes--hue"]);
});

test("namesakes are told apart in every sheet, the page's own city among them", () => {
  const app = appOf({
    cities: CITIES, ties: [{ a: "namur", b: "hue" }], networks: { aimf: ["namur", "hue"] },
    events: [{ cities: [0, 1], at: 0 }], persons: [{ cities: [0] }],
  });
  Object.assign(app.model.core.cities.apart, { 0: { en: "namur (Wallonia)" } });
  const cell = (name: (typeof SHEETS)[number], key: string): string =>
    sheet(app, name).columns.find((column) => column.key === key)!.cell(0);
  assert.equal(cell("ties", "other"), "namur (Wallonia)");
  assert.equal(cell("cities", "name"), "namur (Wallonia)");
  assert.equal(cell("events", "where"), "namur (Wallonia)");
  assert.equal(cell("events", "cities"), "namur (Wallonia); hue");
  assert.equal(cell("persons", "cities"), "namur (Wallonia)");
  assert.equal(cell("networks", "cities"), "namur (Wallonia); hue");
  assert.deepEqual(["en", "fr"].map((lang) => text(lang, "table.columns.members")), ["Members on this page", "Membres dans cette page"]);
});

test("each sheet lists what is seen, and its headings have words in every language", () => {
  const app = appOf({
    cities: CITIES, ties: [{ a: "namur", b: "hue", start: 2010 }, { a: "namur", b: "fes" }],
    networks: { aimf: ["namur", "hue"] }, events: [{ start: 2024, cities: [1] }, {}], persons: [{ cities: [2] }],
  });
  const seen = visible(app.model, { filters: NO_FILTERS, year: 2000 });
  const rows = SHEETS.map((name) => sheet(app, name).rows(seen).length);
  assert.deepEqual(rows, [1, 3, 1, 1, 1]);
  for (const name of SHEETS) for (const { key } of sheet(app, name).columns) {
    for (const lang of ["en", "fr"]) assert.ok(text(lang, `table.columns.${key}`));
  }
});

test("cells of cities: ties, networks, and a place that is not known", () => {
  const app = appOf({
    cities: CITIES, unplaced: ["fes"], networks: { aimf: ["hue"], unesco: ["hue"] },
    ties: [{ a: "namur", b: "hue" }, { a: "namur", b: "hue", mark: 1 }, { a: "namur", b: "fes" }],
  }, "fr");
  const cities = sheet(app, "cities");
  const row = (at: number): string[] => cities.columns.map((column) => column.cell(at));
  assert.deepEqual(row(1), ["hue", "vn", "2", "aimf\u00a0; unesco", "50\u00a0; 4"]);
  assert.deepEqual(row(2).slice(2), ["1", "", "inconnu"]);
  app.store.set({ filters: { ...NO_FILTERS, marks: ["agreement"] } });
  assert.deepEqual([0, 1, 2].map((at) => row(at)[2]), ["2", "1", "1"]);
});

test("a record is known by the cities that it concerns", () => {
  const model = new Model(coreOf({
    cities: CITIES, networks: { aimf: ["hue", "fes"] },
    ties: [{ a: "namur", b: "hue", id: "agreement:three" }, { a: "namur", b: "fes", id: "agreement:three" }],
    events: [{ id: "event:e", cities: [2, 3] }],
  }));
  const found = (id: string | null): number[] => [...selectedCities(model, id)].sort();
  assert.deepEqual(found("city:hue"), [1]);
  assert.deepEqual(found("rel:hue--namur"), [0, 1]);
  assert.deepEqual(found("agreement:three"), [0, 1, 2]);
  assert.deepEqual(found("event:e"), [2, 3]);
  assert.deepEqual(found("network:aimf"), [1, 2]);
  assert.deepEqual([found(null), found("agreement:none"), found("rel:hue--nowhere")], [[], [], []]);
});

test("rows are marked when their record is selected, or a city of theirs is selected or found", () => {
  const app = appOf({
    cities: CITIES, ties: [{ a: "namur", b: "hue", id: "agreement:x", start: 2010 }, { a: "namur", b: "fes" }, { a: "namur", b: "hue" }],
  });
  const classes = (): (string | null | undefined)[] => {
    const marks = marking(app, sheet(app, "ties"));
    return [0, 1, 2].map((row) => marks(row)["class"]);
  };
  assert.deepEqual(classes(), [null, null, null]);
  app.store.set({ selected: "agreement:x" });
  assert.deepEqual(classes(), ["selected touched", null, "touched"]);
  app.store.set({ selected: "rel:hue--namur" });
  assert.deepEqual(classes(), ["touched", null, "selected touched"]);
  app.store.set({ selected: null, lit: ["city:fes", "city:namur"], year: 2012 });
  assert.deepEqual(classes(), [null, "touched undated", "undated"]);
});

/** The details as they are unfolded: texts in two languages, links, evidence, proofs, what is left out. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { PackedDetails } from "../src/data/payload.ts";
import { unpack } from "../src/data/unpack.ts";
import { NO_CLAIMS } from "./cores.ts";

const PACKED: PackedDetails = {
  claims: NO_CLAIMS,
  passages: [],
  reasons: [],
  voices: [],
  texts: {
    //    0        1       2   3         4        5        6         7        8          9       10   11
    en: ["City", "Namur", "", "events", "Events", "met ", "a visit", "proof", "Huế", "wide {1} range", "sum", "rule"],
    fr: ["Ville", 0, 0, 0, "Événements", "rencontre ", "une visite", "preuve", "Hué", 0, 0, 0],
  },
  records: {
    "city:hue-vn": [0, 8, 2, [[3, 4, [[[5, -2, 6], 3, 1], [[[1, 6]], [[0, 4], [], [2]], 2, 4, 1, [[[7]]]]]]]],
    "city:namur-be": [0, 1, 6, [[3, 4, [[[5]]], [[[6]], [[5]]]], [3, 4, [[[5]]], []]],
      [[1, 8, 0, 1, 1979, null, 1, [[null, 6, 0]]]]],
  },
  proofs: {
    is: { en: "{0} is “{1}”", fr: "{0} est « {1} »" },
    rules: [{ name: "one", says: { en: "{1} for {0}.", fr: "{1} pour {0}." } }],
    steps: [
      [[8, 5, 1], 3],
      [[1, 0], 0, 7],
      [[], 0, [9, 8], [2, 1]],
      [[1, 5, 8], 0, [1, 9], [1, 3], [10]],
    ],
    heads: [3, -1],
  },
};

test("a record is told in its language, with links to others by their titles", () => {
  const { records } = unpack(PACKED);
  const hue = records["fr"]!["city:hue-vn"]!;
  assert.deepEqual([hue.type, hue.title, hue.under, hue.life], ["Ville", "Hué", undefined, undefined]);
  assert.deepEqual(hue.sections, [{
    key: "events",
    heading: "Événements",
    lines: [
      { t: ["rencontre ", ["city:namur-be", "Namur"], "une visite"], e: { p: [2] }, basis: "implied" },
      {
        t: [["city:namur-be", "une visite"]], e: { p: [0, 4], v: [2] }, basis: "inferred", progress: 3, proof: 0,
        under: [{ t: ["preuve"] }],
      },
    ],
  }]);
});

test("lines that differ between languages are each told in one, and an empty section is left out", () => {
  const { records } = unpack(PACKED);
  const lines = (lang: string) => records[lang]!["city:namur-be"]!.sections.map((section) => section.lines);
  assert.deepEqual(lines("en"), [[{ t: ["met "] }], [{ t: ["met "] }]]);
  assert.deepEqual(lines("fr"), [[{ t: ["une visite"] }, { t: ["rencontre "] }]]);
});

test("a life-line keeps what is not told", () => {
  assert.deepEqual(unpack(PACKED).records["fr"]!["city:namur-be"]!.life, [{
    id: "Namur", label: "Hué", mark: 0, progress: 1, start: 1979, end: null, computed: true,
    steps: [{ year: null, label: "une visite", progress: 0 }],
  }]);
});

test("a proof starts with what it proves and names its premises by position; names are not read as places", () => {
  const [proof, shorter] = unpack(PACKED).proofs["en"]!;
  assert.deepEqual(proof, [
    { t: "Namur – met  – Huế", rule: "one", because: "wide {1} range for Namur. sum", from: [1, 2] },
    { t: "Huế for wide {1} range.", rule: "one", because: "Huế for wide {1} range.", from: [2, 3] },
    { t: "Huế – met  – Namur", e: { p: [2] } },
    { t: "Namur is “City”", ground: "proof" },
  ]);
  assert.deepEqual(shorter!.map((step) => step.from), [[1, 2], undefined, undefined]);
  assert.equal(unpack(PACKED).proofs["fr"]![0]![3]!.t, "Namur est « Ville »");
});

test("the page says what it has lost", () => {
  const broken = { ...PACKED, records: { "city:x": [0, 99, 2, []] } } as unknown as PackedDetails;
  assert.throws(() => unpack(broken), /lost text 99/);
});

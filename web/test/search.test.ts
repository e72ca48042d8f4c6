/** The search: what is found, in which order, and how fast; compared with a plain reading of every name. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Model } from "../src/data/model.ts";
import type { Core } from "../src/data/payload.ts";
import { Index } from "../src/shell/finding.ts";
import { distance, folded } from "../src/data/folding.ts";
import { coreOf } from "./cores.ts";

function core(): Core {
  const base = coreOf({
    cities: { "namur-be": "be", "hue-vn": "vn", "lodz-pl": "pl", "saint-etienne-fr": "fr", "ndjamena-td": "td", "lafayette-us": "us", "lafayette-fr": "fr", "toyko": "jp", "quetienne": "fr" },
    ties: [{ a: "namur-be", b: "hue-vn" }, { a: "namur-be", b: "lafayette-us" }],
    networks: { AIMF: ["namur-be"] },
    events: [{ label: { en: "Wallonia days", fr: "Fêtes de Wallonie" } }],
    persons: [{ label: { en: "Mayor", fr: "Bourgmestre" }, role: { en: "in office since 2012" } }],
  });
  const en = ["Namur", "Huế", "Łódź", "Saint-Étienne", "N’Djamena", "Lafayette", "Lafayette", "東京", "Quétienne"];
  return {
    ...base,
    cities: {
      ...base.cities, name: { en, fr: [0, "Hué", 0, 0, "Ndjaména", 0, 0, "Tōkyō", 0] },
      also: { 0: "Namen\nQ134121\n2790472", 1: "Thừa Thiên\nQ36167\n1580240", 6: "Chefresne" },
      apart: { 5: { en: "Lafayette, Louisiana, United States" }, 6: { en: "Lafayette, Auvergne, France" } },
    },
    countries: [{ id: "country:be", code: "BE", label: { en: "Belgium", fr: "Belgique" } }, { id: "country:vn", code: "VN", label: { en: "Viet Nam", fr: "Viêt Nam" } }],
    ties: { ...base.ties, id: ["agreement:hue-2010", "claim:1"], label: { 0: { en: "Agreement with Huế", fr: "Entente avec Hué" } } },
  };
}

const model = new Model(core());
const index = new Index(model);
const found = (typed: string): string[] => index.find(typed, 10).list.map(({ id }) => id);

for (const [typed, first] of [
  ["hue", "city:hue-vn"], ["HUÉ", "city:hue-vn"], ["Huế", "city:hue-vn"], ["lodz", "city:lodz-pl"], ["ŁÓDŹ", "city:lodz-pl"],
  ["saint etienne", "city:saint-etienne-fr"], ["Saint-Étienne", "city:saint-etienne-fr"], ["etienne", "city:saint-etienne-fr"], ["étienne saint", "city:saint-etienne-fr"],
  ["ndjamena", "city:ndjamena-td"], ["n'djaména", "city:ndjamena-td"], ["namen", "city:namur-be"], ["q36167", "city:hue-vn"], ["1580240", "city:hue-vn"],
  ["tokyo", "city:toyko"], ["東", "city:toyko"], ["lafayette louis", "city:lafayette-us"], ["belgique", "country:be"], ["viêt", "country:vn"],
  ["aimf", "network:AIMF"], ["entente", "agreement:hue-2010"], ["wallonie", "event:0"], ["bourgm", "person:0"], ["office", "person:0"],
] as const) {
  test(`"${typed}" finds ${first}`, () => assert.equal(found(typed)[0], first));
}

test("beginnings of words come before what stands within them", () => {
  assert.deepEqual(found("etienne"), ["city:saint-etienne-fr", "city:quetienne"]);
});

test("of namesakes both are found, the one with more ties first", () => {
  assert.deepEqual(found("lafayette"), ["city:lafayette-us", "city:lafayette-fr"]);
});

test("the other name by which a city was found is told", () => {
  assert.deepEqual(index.find("chefres", 5).list, [{ sort: "city", at: 6, id: "city:lafayette-fr", other: "Chefresne" }]);
  assert.equal(index.find("lafayette", 5).list[0]!.other, null);
});

test("nothing typed finds nothing, and so do marks alone", () => {
  for (const typed of ["", "   ", "!?", "\u0301", "\n\t", "--"]) assert.equal(index.find(typed, 5).total, 0);
});

test("a misspelt name has the right one near to it", () => {
  for (const [typed, id] of [["nmaur", "city:namur-be"], ["lafayete", "city:lafayette-us"], ["etiene", "city:saint-etienne-fr"]] as const) {
    assert.equal(index.find(typed, 5).total, 0);
    assert.equal(index.nearest(typed, 3)[0]?.id, id);
  }
  assert.deepEqual(index.nearest("zzzzzz", 3), []);
});

test("folding what is folded changes nothing, and leaves no accent", () => {
  for (const name of ["Łódź", "Ærø", "Straße", "İstanbul", "ISTANBUL", "Ỳ", "ﬁn", "한국", "ЁЖ", "a  b", "-x-"]) {
    assert.equal(folded(folded(name)), folded(name));
    assert.doesNotMatch(folded(name), /\p{M}|^ | $| {2}/u);
  }
  assert.equal(folded("İstanbul"), "istanbul");
  assert.equal(folded("Straße Ærø"), "strasse aero");
});

/** The distance by its definition, without bound, swaps of neighbours counted as one. */
function plainDistance(a: string, b: string): number {
  const d = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)));
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      d[i]![j] = Math.min(d[i - 1]![j]! + 1, d[i]![j - 1]! + 1, d[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d[i]![j] = Math.min(d[i]![j]!, d[i - 2]![j - 2]! + 1);
    }
  }
  return d[a.length]![b.length]!;
}

test("the distance of words is the plain one up to its bound", () => {
  const words = ["abc", "acb", "ab", "abcd", "bca", "", "namur", "nmaur", "namru", "numar", "namen"];
  for (const a of words) {
    for (const b of words) {
      const plain = plainDistance(a, b);
      assert.equal(Math.min(distance(a, b, 2), 3), Math.min(plain, 3), `${a} ${b}`);
    }
  }
});

/** A world of made-up cities, the same in every run. */
function world(many: number): Model {
  const parts = ["al", "ber", "nor", "saint ", "ville", "stadt", "ö", "č", "ing", "ton", "pa", "ri", "-sur-", "mo", "x"];
  let state = 12345;
  const next = (below: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >> 8) % below;
  };
  const ids = Array.from({ length: many }, (_, at) => `c${at}-xx`);
  const base = coreOf({ cities: { "a-xx": "xx", "b-xx": "xx" }, ties: [], own: false });
  const names = ids.map(() => Array.from({ length: 2 + next(3) }, () => parts[next(parts.length)]).join(""));
  const column = ids.map(() => 0);
  return new Model({ ...base, cities: { ...base.cities, id: ids, name: { en: names, fr: column as 0[] }, country: column, lat: column, lon: column, x: column, y: column } });
}

test("what is found is what a plain reading of every name finds", () => {
  const small = world(2000);
  const all = new Index(small);
  for (const typed of ["al", "ber", "saint", "x", "sur mo", "ville stadt", "öč", "oc", "tonpa", "zz", "c12"]) {
    const words = folded(typed).split(" ");
    const holds = (city: number): boolean => {
      const fields = [small.name(city, "en"), small.core.cities.id[city]!].map(folded);
      return words.every((word) => fields.some((field) => field.includes(word) || field.replaceAll(" ", "").includes(word)));
    };
    const plain = small.core.cities.id.map((_, city) => city).filter(holds);
    const cities = all.find(typed, 1e6).list.filter(({ sort }) => sort === "city").map(({ at }) => at).sort((a, b) => a - b);
    assert.deepEqual(cities, plain, typed);
  }
});

test("a world of 17,700 cities is searched within a frame or two", () => {
  const all = new Index(world(17_700));
  all.find("warm", 10);
  for (const typed of ["saint", "berville", "no such name"]) {
    // The best of some runs: the machine may be busy with other things.
    const times = Array.from({ length: 7 }, () => {
      const before = performance.now();
      all.find(typed, 12);
      return performance.now() - before;
    });
    assert.ok(Math.min(...times) < 50, `${typed}: ${times.join(", ")} ms`);
  }
});

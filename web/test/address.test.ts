/** The address: what is written is read again, and nothing in an address can do harm. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf, opening, stateFromAddress } from "../src/address.ts";
import { Model } from "../src/data/model.ts";
import { BASES, MARKS, PROGRESS } from "../src/data/payload.ts";
import { NO_FILTERS, type Camera, type State } from "../src/state.ts";
import { coreOf } from "./cores.ts";
import { chance } from "./chance.ts";

const LANGUAGES = ["en", "fr"];
const model = new Model(coreOf({
  cities: { "namur-be": "be", "hue-vn": "vn", "sion-ch": "ch", "place:x": "be" },
  ties: [{ a: "namur-be", b: "hue-vn", id: "agreement:ouvert" }, { a: "namur-be", b: "sion-ch" }],
  networks: { aimf: ["namur-be", "hue-vn"], uccn: ["namur-be"] },
  events: [{ id: "event:fête" }], persons: [{ id: "person:maire" }],
}));
const start = opening(model, LANGUAGES, true);
const read = (hash: string): State => stateFromAddress(hash, model, start, LANGUAGES);

function anyState(next: () => number): State {
  const one = <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)]!;
  const some = (of: readonly string[]): string[] => of.filter(() => next() < 0.3);
  const texts = ["SELECT * { ?s ?p ?o }", "a&b=c#d%20+\n\t\"é\u2028'<script>", "日本語 𝒳 עִבְרִית", "%", "x".repeat(5000)];
  const camera = (): Camera | null =>
    next() < 0.5 ? null : { x: Number((next() * 360 - 180).toPrecision(6)), y: Number((next() * 1e5 - 5e4).toPrecision(6)), k: Number((next() * 50 + 0.001).toPrecision(6)) };
  const { core } = model;
  const ids = (held: readonly { readonly id: string }[]): string[] => held.map(({ id }) => id);
  return {
    ...start,
    lang: one(LANGUAGES), view: one(["map", "network", "table"] as const), centred: next() < 0.5,
    selected: one([null, "city:hue-vn", "place:x", "rel:hue-vn--namur-be", "agreement:ouvert", "claim:1", "event:fête", "person:maire", "network:aimf", "body:conseil-2024"]),
    filters: next() < 0.3 ? NO_FILTERS : {
      marks: some(MARKS), progress: some(PROGRESS), basis: some(BASES), themes: some(ids(core.themes)),
      networks: some(ids(core.networks)), sources: some(ids(core.sources)), countries: some(ids(core.countries)),
    },
    year: one([null, 0, 1958, 2024]), events: next() < 0.5, persons: next() < 0.5,
    mapCamera: camera(), networkCamera: camera(), panel: next() < 0.5, drawer: one([null, "query"] as const),
    query: one([null, "partners-of"]), sparql: one([null, ...texts]),
    params: next() < 0.5 ? {} : { city: one(["city:hue-vn", "a,b&c=d", ...texts.slice(0, 4).filter((each) => each.length < 1000)]), since: "2010-01-01" },
    theme: one(["auto", "light", "dark"] as const),
  };
}

test("what is written is read again", () => {
  const next = chance(4);
  for (let run = 0; run < 3000; run += 1) {
    const state = anyState(next);
    const address = addressOf(state, model, start);
    assert.deepEqual(read(address), state, address);
    // A browser gives an address back as a URL has it; that must say the same.
    assert.deepEqual(read(new URL(`file:///page.html${address}`).hash), state, address);
  }
});

test("an address is short and can be read by people", () => {
  assert.equal(addressOf(start, model, start), "");
  const state: State = {
    ...start, view: "network", selected: "city:hue-vn", year: 2010, lang: "fr",
    filters: { ...NO_FILTERS, marks: ["contact"], progress: ["", "planned"], countries: ["country:vn"], themes: ["theme:music"] },
  };
  assert.equal(addressOf(state, model, start), "#view=network&city=hue-vn&hide=contact,untold,planned&themes=music&countries=vn&year=2010&lang=fr");
});

test("a pair may be named from either end", () => {
  assert.equal(read("#rel=namur-be--hue-vn").selected, "rel:hue-vn--namur-be");
  assert.equal(read("#rel=hue-vn--namur-be").selected, "rel:hue-vn--namur-be");
});

for (const [what, hash] of Object.entries({
  "nothing": "", "a lone mark": "#", "no pairs": "#hello", "empty pairs": "#&&==&=&view=", "unknown words": "#view=globe&theme=pink&lang=xx&year=soon&drawer=cellar&panel=maybe",
  "the prototype": "#themes=constructor&p.__proto__=x&hide=toString&lang=constructor", "names of nothing": "#city=&rel=&id=",
  "broken percents": "#city=%&view=%E0%A4%A&sparql=%ff", "numbers out of range": "#map=1e99,0,1&net=NaN,1,2&year=99999", "no numbers": "#map=,,&net=1,2&map=a,b,c",
  "a scale of nought": "#map=1,2,0&net=1,2,-3", "markup": "#query=<b>&view=<img%20src=x>", "a name too long": `#city=${"x".repeat(201)}`, "too long": `#sparql=${"x".repeat(200_000)}`,
  "a query too long": `#sparql=${"x".repeat(30_000)}`, "a long list of parameters' names": `#p.${"x".repeat(80)}=1`,
})) {
  test(`what cannot be read leaves the page as it opens: ${what}`, () => {
    assert.deepEqual(read(hash), start);
    assert.equal(({} as Record<string, unknown>)["x"], undefined);
  });
}

for (const [hash, missing] of [
  ["#city=atlantis-xx", "city:atlantis-xx"], ["#rel=hue-vn--sion-ch", "rel:hue-vn--sion-ch"], ["#rel=hue-vn", "rel:hue-vn"], ["#city=__proto__", "city:__proto__"],
  ["#id=<script>alert(1)</script>", "<script>alert(1)</script>"], ["#event=<b>", "event:<b>"], ["#id=cityx", "cityx"],
] as const) {
  test(`what is not in the page is selected by nobody and kept as missing: ${hash}`, () => {
    const state = read(hash);
    assert.deepEqual(state, { ...start, missing });
    assert.deepEqual(read(addressOf(state, model, start)), state);
    // The reader's next choice takes its place.
    assert.equal(addressOf({ ...state, selected: "city:hue-vn" }, model, start), "#city=hue-vn");
  });
}

test("of two names the one that is here is selected, and none is missing", () => {
  assert.deepEqual(read("#city=atlantis-xx&network=aimf"), { ...start, selected: "network:aimf" });
});

test("any garbage is read as a state, and that state is stable", () => {
  const next = chance(7);
  const pieces = ["view", "city", "=", "&", "%", "hue-vn", ",", "#", "hide", "planned", "map", "1e5", "-", "p.", "id", ":", "\u0000", "\ud800", "é", "rel", "--", "year", "9", "+"];
  for (let run = 0; run < 5000; run += 1) {
    const hash = Array.from({ length: Math.floor(next() * 30) }, () => pieces[Math.floor(next() * pieces.length)]).join("");
    const once = read(hash);
    assert.deepEqual(read(addressOf(once, model, start)), once, JSON.stringify(hash));
  }
});

test("the page opens in a language that it speaks", () => {
  const other = new Model({ ...model.core, language: "de" });
  assert.equal(opening(other, LANGUAGES, false).lang, "en");
  assert.equal(opening(model, ["fr"], false).lang, "en");
});

/** The choices of the filters: what occurs, how many ties each would leave, what a tick does. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Model } from "../src/data/model.ts";
import { visible } from "../src/data/visible.ts";
import { choices, FACETS, HIDING, toggled, valuesOf } from "../src/shell/choices.ts";
import { NO_FILTERS, type Filters } from "../src/state.ts";
import { coreOf } from "./cores.ts";

const model = new Model(coreOf({
  cities: { "namur-be": "be", "hue-vn": "vn", "sion-ch": "ch", "bergamo-it": "it" },
  ties: [
    { a: "namur-be", b: "hue-vn", mark: 1, progress: 3, start: 2010, themes: [0, 1] },
    { a: "namur-be", b: "sion-ch", start: 1990, sources: [0, 1] },
    { a: "namur-be", b: "bergamo-it", mark: 3, basis: 2, themes: [1] },
  ],
  networks: { aimf: ["namur-be", "hue-vn"], none: ["namur-be"] },
}));
const state = (filters: Partial<Filters>, year: number | null = null): { filters: Filters; year: number | null } =>
  ({ filters: { ...NO_FILTERS, ...filters }, year });

test("only what occurs in the data is offered", () => {
  const offered = Object.fromEntries(FACETS.map((facet) => [facet, valuesOf(facet, model, state({})).map(({ name, count }) => `${name} ${count}`)]));
  assert.deepEqual(offered, {
    marks: ["twinning 1", "agreement 1", "contact 1"], progress: [" 2", "planned 1"], basis: ["stated 2", "inferred 1"],
    themes: ["theme:music 1", "theme:heritage 2"], networks: ["network:aimf 1"], sources: ["report:0 3", "source:1 1"],
    countries: ["country:be 3", "country:vn 1", "country:ch 1", "country:it 1"],
  });
});

test("a choice that the others leave without ties stays, with nought", () => {
  const values = valuesOf("themes", model, state({ countries: ["country:it"] }));
  assert.deepEqual(values.map(({ name, count }) => [name, count]), [["theme:music", 0], ["theme:heritage", 1]]);
});

test("the number beside a choice is the number of ties that it leaves", () => {
  for (const year of [null, 2000, 2015]) {
    for (const start of [state({}, year), state({ marks: ["contact"] }, year), state({ themes: ["theme:heritage"] }, year)]) {
      for (const facet of FACETS) {
        const values = valuesOf(facet, model, start);
        for (const { name, count } of values) {
          const rest = values.map((value) => value.name).filter((other) => other !== name);
          const alone = { ...start.filters, [facet]: HIDING.includes(facet) ? rest : [name] };
          assert.equal(visible(model, { filters: alone, year }).tieCount, count, `${facet} ${name} ${year}`);
        }
      }
    }
  }
});

test("ticking twice changes nothing", () => {
  const once = toggled(NO_FILTERS, "themes", "theme:music");
  assert.equal(choices(once), 1);
  assert.deepEqual(once.themes, ["theme:music"]);
  assert.deepEqual(toggled(once, "themes", "theme:music"), NO_FILTERS);
});

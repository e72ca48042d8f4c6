/** The files: whole, quoted, the same each time; what reads them elsewhere is tested in Python. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Model } from "../src/data/model.ts";
import type { Core, Texts } from "../src/data/payload.ts";
import { START, type State } from "../src/state.ts";
import { tiesCsv } from "../src/shell/csv.ts";
import { gexf } from "../src/shell/gexf.ts";
import { fileName } from "../src/shell/saving.ts";
import { coreOf } from "./cores.ts";

const HARD = 'He said "no", then\r\nleft; =1+1 <b>&amp;</b> \u0007\u2028 ]]> é 𝒳';

function hardCore(): Core {
  const base = coreOf({
    cities: { "namur-be": "be", "hue-vn": "vn", "sion-ch": "ch" },
    ties: [{ a: "namur-be", b: "hue-vn", id: "agreement:x", mark: 1, start: 2010, end: 2015, themes: [0, 1] }, { a: "namur-be", b: "hue-vn" }, { a: "hue-vn", b: "sion-ch", mark: 3 }],
    networks: { aimf: ["hue-vn"] }, unplaced: ["sion-ch"],
  });
  return { ...base, cities: { ...base.cities, name: { en: ["=Namur", HARD, "Sion"], fr: [0, 0, 0] } }, ties: { ...base.ties, label: { 0: { en: HARD } } } };
}

const model = new Model(hardCore());
const en = (texts: Texts): string => texts["en"] ?? "";
const state = (patch: Partial<State> = {}): State => ({ ...START, ...patch });

/** Read RFC 4180, strictly, letter by letter. */
function parsed(text: string): string[][] {
  const rows: string[][] = [];
  let [row, cell, at] = [[] as string[], "", 0];
  while (at < text.length) {
    if (text[at] === '"') {
      for (at += 1; ; at += 1) {
        if (text[at] !== '"') cell += text[at];
        else if (text[at + 1] === '"') cell += text[at += 1];
        else break;
      }
      at += 1;
    } else while (at < text.length && !/[,\r"]/.test(text[at]!)) cell += text[at++];
    row.push(cell);
    cell = "";
    if (text[at] === "\r") {
      assert.equal(text[at + 1], "\n");
      rows.push(row);
      row = [];
      at += 2;
    } else assert.equal(text[at++], ",");
  }
  return rows;
}

test("the CSV gives back every cell as it is", () => {
  const rows = parsed(tiesCsv(model, state(), en));
  assert.equal(rows.length, 4);
  assert.ok(rows.every((row) => row.length === rows[0]!.length));
  const first = Object.fromEntries(rows[0]!.map((name, at) => [name, rows[1]![at]]));
  assert.deepEqual(first, {
    id: "agreement:x", label: HARD, city_a: "city:namur-be", city_a_name: "=Namur", country_a: "be", city_b: "city:hue-vn",
    city_b_name: HARD, country_b: "vn", kind: "twinning (en)", mark: "agreement", status: "", progress: "", start: "2010", end: "2015",
    basis: "stated", themes: "music (en) | heritage (en)", sources: "0 (en)",
  });
});

test("the files hold what is seen, and no more", () => {
  const seen = state({ filters: { ...START.filters, marks: ["contact"] } });
  assert.equal(parsed(tiesCsv(model, seen, en)).length, 3);
  assert.equal(gexf(model, seen, en).match(/<edge /g)!.length, 2);
  assert.equal(gexf(model, seen, en).match(/<node /g)!.length, 2);
  assert.equal(gexf(model, state(), en).match(/<node /g)!.length, 3);
});

test("the GEXF holds no sign that XML forbids, no markup of the data, and no date", () => {
  const file = gexf(model, state(), en);
  assert.doesNotMatch(file, /[\u0000-\u0008\u000b\u000c\u000e-\u001f]|<b>|lastmodified/);
  assert.match(file, /<b>|&#60;b&#62;/);
  assert.equal(file, gexf(new Model(hardCore()), state(), en));
});

test("a file's name holds letters, digits and hyphens", () => {
  assert.equal(fileName("Les liens de Namur : « l’été »", "svg"), "les-liens-de-namur-l-ete.svg");
  assert.equal(fileName("../../etc/passwd", "csv"), "etc-passwd.csv");
  assert.equal(fileName("¿?", "csv"), "twingraph.csv");
  assert.ok(fileName("x ".repeat(200), "csv").length <= 64);
});

/** The drawing as SVG: what is written is well formed, whatever the names hold. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Land } from "../src/drawing/land.ts";
import { corners, runsLeft } from "../src/drawing/pen.ts";
import { USUAL_CUT, worldMap } from "../src/drawing/projection.ts";
import { SvgPen, escaped } from "../src/drawing/svg-pen.ts";

const HOSTILE = `</text><script>alert("1")</script>&'\u2028\u0000\u000b`;
const LETTERS = { size: 12, bold: false, colour: "#111", halo: "#fff", align: "left", alpha: 1 } as const;

function pen(): SvgPen {
  return new SvgPen("system-ui", new Land(null));
}

test("names are text, never markup, and hold nothing that XML forbids", () => {
  assert.equal(escaped("<&>\"'"), "&#60;&#38;&#62;&#34;&#39;");
  const drawn = pen();
  drawn.words(HOSTILE, 10, 20, LETTERS);
  const text = drawn.document({ width: 100, height: 50 }, "en", HOSTILE);
  assert.ok(!/<script|\u0000|\u000b/.test(text));
  assert.equal(text.match(/<text/g)?.length, 1);
  assert.equal(text.match(/<\/text>/g)?.length, 1);
});

test("a line parted by NaN is two subpaths; no number is NaN", () => {
  const drawn = pen();
  drawn.line([0, 0, 10, 10, NaN, NaN, 20, 20, 30, 31.26], 10, { colour: "#00f", width: 1, alpha: 0.5, dash: [5, 5], round: true });
  const text = drawn.document({ width: 100, height: 50 }, "en", "t");
  assert.match(text, /d="M0 0L10 10M20 20L30 31.3"/);
  assert.ok(!text.includes("NaN"));
});

test("what runs from right to left is told so, and stands where it was placed", () => {
  assert.deepEqual(["القدس", "תל אביב", "Namur", "東京", "12 القدس", "Tokyo 東京 القدس"].map(runsLeft), [true, true, false, false, true, false]);
  const drawn = pen();
  drawn.words("القدس", 10, 20, LETTERS);
  assert.match(drawn.document({ width: 1, height: 1 }, "en", "t"), /text-anchor="end" direction="rtl"/);
});

test("no style attribute and no style element, so that it may stand in the page", () => {
  const drawn = pen();
  drawn.inside({ x0: 0, y0: 0, x1: 50, y1: 50 }, () => {
    for (const form of ["circle", "square", "triangle", "diamond", "person"] as const) drawn.form(form, 5, 5, 4, { fill: "#000", stroke: null, width: 0, alpha: 0.4 });
    for (const _ of drawn.land(worldMap(USUAL_CUT), { x: 0, y: 0, k: 100 }, { width: 50, height: 50 }, { water: "#fff", land: "#eee", border: "#ccc" } as never, 1));
  });
  const text = drawn.document({ width: 50, height: 50 }, "en", "t");
  assert.ok(!/style|\son[a-z]+=/.test(text));
  assert.equal(text.match(/<g/g)?.length, text.match(/<\/g>/g)?.length);
});

test("a triangle points where it is told to", () => {
  const [tip] = corners("triangle", 0, 0, 10, 0);
  assert.ok(tip![0] > 10 && Math.abs(tip![1]) < 1e-9);
  const [down] = corners("triangle", 0, 0, 10, Math.PI / 2);
  assert.ok(down![1] > 10 && Math.abs(down![0]) < 1e-9);
});

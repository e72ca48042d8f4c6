/** The years of the time line: their range, what stands and begins in each, and how they are played. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Model } from "../src/data/model.ts";
import { visible } from "../src/data/visible.ts";
import { nextYear, yearsOf } from "../src/data/years.ts";
import { NO_FILTERS } from "../src/state.ts";
import { coreOf, type CoreLike } from "./cores.ts";

const PLANNED = 3;
const CITIES = { namur: "be", hue: "vn", fes: "ma" };
const years = (like: CoreLike, filters = NO_FILTERS, steps: readonly number[] = []) =>
  yearsOf(new Model(coreOf(like)), filters, steps);

test("without a date anywhere there is no time line, whatever the reports' years", () => {
  assert.equal(years({ cities: CITIES, ties: [{ a: "namur", b: "hue" }], events: [{}], reports: [2024] }), null);
  assert.equal(years({ cities: {}, ties: [], own: false }), null);
});

test("the range goes over ties, events, steps and the latest report", () => {
  const like: CoreLike = { cities: CITIES, ties: [{ a: "namur", b: "hue", start: 1999, end: 2003 }], events: [{ start: 1998 }], reports: [2001, 2006] };
  const found = years(like, NO_FILTERS, [1997, 2000])!;
  assert.deepEqual([found.first, found.last, found.reported], [1997, 2006, 2006]);
  assert.deepEqual([...found.steps], [1, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  assert.deepEqual([...found.events], [0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
});

test("each year counts what stands, what begins and what is only planned", () => {
  const found = years({
    cities: CITIES,
    ties: [
      { a: "namur", b: "hue", start: 2000, end: 2002 }, { a: "namur", b: "fes", start: 2002 },
      { a: "hue", b: "fes", start: 2003, progress: PLANNED }, { a: "hue", b: "fes" }, { a: "hue", b: "fes", end: 2004 },
    ],
    reports: [2002],
  })!;
  assert.deepEqual([...found.inForce], [1, 1, 2, 1, 1]);
  assert.deepEqual([...found.begins], [1, 0, 1, 0, 0]);
  assert.deepEqual([...found.planned], [0, 0, 0, 1, 1]);
});

test("the columns say what the year's choice shows", () => {
  const like: CoreLike = {
    cities: CITIES, reports: [2005],
    ties: [
      { a: "namur", b: "hue", start: 2000, end: 2002 }, { a: "namur", b: "fes", start: 2001 }, { a: "namur", b: "fes" },
      { a: "hue", b: "fes", start: 2004, progress: PLANNED }, { a: "hue", b: "namur", start: 2001, progress: 5 },
    ],
  };
  const model = new Model(coreOf(like));
  const found = yearsOf(model, NO_FILTERS)!;
  for (let year = found.first; year <= found.last; year += 1) {
    const { tieCount, undated, planned } = visible(model, { filters: NO_FILTERS, year });
    assert.equal(found.inForce[year - found.first], tieCount - undated - planned, `in force in ${year}`);
    assert.equal(found.planned[year - found.first], planned, `planned in ${year}`);
  }
});

test("filters change the columns and leave the range", () => {
  const like: CoreLike = { cities: CITIES, ties: [{ a: "namur", b: "hue", start: 1990 }, { a: "namur", b: "fes", start: 2000, mark: 1 }] };
  const found = years(like, { ...NO_FILTERS, marks: ["twinning"] })!;
  assert.deepEqual([found.first, found.last, found.inForce[0], found.inForce[10]], [1990, 2000, 0, 1]);
});

test("play goes year by year and ends at the last", () => {
  const found = years({ cities: CITIES, ties: [{ a: "namur", b: "hue", start: 2000, end: 2002 }] })!;
  assert.deepEqual([1999, 2000, 2001, 2002, 2010].map((year) => nextYear(found, year)), [2000, 2001, 2002, null, null]);
});

test("over a long range play passes from change to change", () => {
  const found = years({ cities: CITIES, ties: [{ a: "namur", b: "hue", start: 836, end: 840 }, { a: "namur", b: "fes", start: 1959 }], reports: [2024] })!;
  const played = [835];
  for (let next: number | null = 835; (next = nextYear(found, next)) !== null; ) played.push(next);
  assert.deepEqual(played, [835, 836, 841, 1959, 2024]);
});

/** The years of the time line: their range, what stands and begins in each, and how they are played. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Model } from "../src/data/model.ts";
import { type Length, tally, yearWords } from "../src/data/tally.ts";
import { visible } from "../src/data/visible.ts";
import { nextYear, withinYears, yearsOf } from "../src/data/years.ts";
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

test("play passes from change to change: what begins, has ended, happens or is signed", () => {
  const found = years({
    cities: CITIES, reports: [2024],
    ties: [{ a: "namur", b: "hue", start: 1836, end: 1840 }, { a: "namur", b: "fes", start: 1959 }, { a: "hue", b: "fes", start: 1970, progress: PLANNED }],
    events: [{ start: 1998, end: 2000 }, { end: 2010 }],
  }, NO_FILTERS, [1961])!;
  const played = [1];
  for (let next: number | null = 1; (next = nextYear(found, next)) !== null; ) played.push(next);
  assert.deepEqual(played, [1, 1836, 1841, 1959, 1961, 1970, 1998, 2000, 2010, 2024]);
  assert.deepEqual([2023, 2024, 3000].map((year) => nextYear(found, year)), [2024, null, null]);
});

test("play passes over what the filters hide", () => {
  const like: CoreLike = { cities: CITIES, ties: [{ a: "namur", b: "hue", start: 1990 }, { a: "namur", b: "fes", start: 1995, mark: 1 }, { a: "namur", b: "fes", start: 2000 }] };
  assert.equal(nextYear(years(like)!, 1990), 1995);
  assert.equal(nextYear(years(like, { ...NO_FILTERS, marks: ["agreement"] })!, 1990), 2000);
});

test("a year that an address names is brought into the range", () => {
  const found = years({ cities: CITIES, ties: [{ a: "namur", b: "hue", start: 1990, end: 1999 }] })!;
  assert.deepEqual([0, 1989, 1990, 1995, 1999, 9999].map((year) => withinYears(found, year)), [1990, 1990, 1990, 1995, 1999, 1999]);
});

test("one count and one wording of a year: in force, planned, without a date, and never sure of what is not reported", () => {
  const model = new Model(coreOf({
    cities: CITIES, reports: [2001, 2005],
    ties: [
      { a: "namur", b: "hue", start: 2000 }, { a: "namur", b: "fes", start: 2001, end: 2006 }, { a: "namur", b: "fes" },
      { a: "hue", b: "fes", start: 2004, progress: PLANNED }, { a: "hue", b: "namur", start: 2001, progress: 5 },
    ],
  }));
  const of = (year: number | null) => tally(model, visible(model, { filters: NO_FILTERS, year }), year);
  assert.deepEqual(of(null), { year: null, ties: 5, inForce: 2, planned: 1, undated: 2, after: null });
  assert.deepEqual(of(1990), { year: 1990, ties: 1, inForce: 0, planned: 0, undated: 1, after: null });
  assert.deepEqual(of(2005), { year: 2005, ties: 4, inForce: 2, planned: 1, undated: 1, after: null });
  assert.deepEqual(of(2007), { year: 2007, ties: 3, inForce: 1, planned: 1, undated: 1, after: 2005 });
  const keys = (year: number, length: Length): string[] => {
    const asked: string[] = [];
    yearWords((key) => (asked.push(key), ""), of(year), length);
    return asked.map((key) => key.replace("timeline.", ""));
  };
  assert.deepEqual(keys(1990, "line"), ["none", "undatedShort", "inYear"]);
  assert.deepEqual(keys(2005, "whole"), ["inForce", "planned", "undated", "inYear"]);
  assert.deepEqual(keys(2007, "line"), ["asTold", "planned", "undatedShort", "beyond", "inYear"]);
  assert.deepEqual(keys(2007, "brief"), ["asToldShort", "planned", "undatedShort", "beyond", "inYear"]);
});

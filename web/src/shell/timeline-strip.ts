/**
 * The strip of years below the slider: what is in force and begins, what is planned, what happens.
 *
 * In: `Years` and the room there is. Out: an SVG whose columns stand under the slider's thumb. It
 * answers to nothing; the slider lies over it.
 */

import type { Years } from "../data/years.ts";
import { svg } from "../dom.ts";

/** Width of the slider's thumb (style/timeline.css): half of it is the margin at each end. */
const THUMB = 14;
const BARS = 22; // height of the columns
const TICKS = 6; // height of the row of events
const LETTERS = 13; // height of the row of years
const LABEL = 60; // the least room between two years written out

/** Draw the strip at a width in CSS pixels. */
export function strip(years: Years, width: number, year: number | null): SVGElement {
  const { first, last, reported } = years;
  const count = last - first + 1;
  const pitch = count > 1 ? (width - THUMB) / (count - 1) : width - THUMB;
  const at = (each: number): number => THUMB / 2 + (each - first) * pitch;
  const thick = Math.max(1, Math.min(pitch - (pitch > 3 ? 1 : 0), 18));
  const bar = (index: number, height: number, from = BARS): string =>
    `M${round(at(first + index) - thick / 2)} ${from}h${round(thick)}v${-round(height)}h${-round(thick)}z`;
  const highest = years.inForce.reduce((most, n, index) => Math.max(most, n + years.planned[index]!), 1);
  const high = (n: number): number => (n === 0 ? 0 : Math.max(2, (n * (BARS - 2)) / highest));
  const paths = { force: "", begins: "", planned: "", events: "", steps: "", now: "" };
  for (let index = 0; index < count; index += 1) {
    const [force, begins, planned] = [years.inForce[index]!, years.begins[index]!, years.planned[index]!];
    if (force > 0) paths.force += bar(index, high(force));
    if (begins > 0) paths.begins += bar(index, high(begins));
    if (planned > 0) paths.planned += bar(index, high(planned), BARS - high(force));
    if (years.events[index]! > 0) paths.events += tick(at(first + index), BARS + 2, Math.min(thick, 3), TICKS - 2);
    if (years.steps[index]! > 0) paths.steps += diamond(at(first + index), BARS + TICKS / 2 + 0.5);
    if (first + index === year) paths.now = bar(index, high(force));
  }
  const drawn: Node[] = [hatching()];
  if (reported !== null && reported < last) {
    const from = at(reported) + pitch / 2;
    drawn.push(svg("rect", { class: "beyond", x: round(from), y: 0, width: round(width - from), height: BARS }));
  }
  drawn.push(svg("path", { class: "base", d: `M0 ${BARS + 0.5}H${round(width)}` }));
  for (const [name, d] of Object.entries(paths)) if (d !== "") drawn.push(svg("path", { class: name, d }));
  for (const each of labelled(first, last, pitch)) drawn.push(written(each, at(each), width));
  return svg("svg", { class: "strip", width: round(width), height: BARS + TICKS + LETTERS, "aria-hidden": "true" }, ...drawn);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function tick(x: number, y: number, width: number, height: number): string {
  return `M${round(x - width / 2)} ${y}h${round(width)}v${height}h${-round(width)}z`;
}

function diamond(x: number, y: number): string {
  return `M${round(x)} ${y - 3}l3 3l-3 3l-3-3z`;
}

function hatching(): SVGElement {
  const line = svg("path", { d: "M-1 5L5-1M3 9L9 3", class: "hatch" });
  const pattern = svg("pattern", { id: "timeline-beyond", width: 8, height: 8, patternUnits: "userSpaceOnUse" }, line);
  return svg("defs", {}, pattern);
}

/** The first and the last year, and between them round ones with room on both sides. */
function labelled(first: number, last: number, pitch: number): readonly number[] {
  const found = first === last ? [first] : [first, last];
  const step = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000].find((each) => each * pitch >= LABEL) ?? 2000;
  for (let year = Math.ceil(first / step) * step; year < last; year += step) {
    if ((year - first) * pitch >= LABEL && (last - year) * pitch >= LABEL) found.push(year);
  }
  return found;
}

function written(year: number, x: number, width: number): SVGElement {
  const anchor = x < 16 ? "start" : x > width - 16 ? "end" : "middle";
  const at = anchor === "start" ? 0 : anchor === "end" ? width : x;
  return svg("text", { x: round(at), y: BARS + TICKS + LETTERS - 2, "text-anchor": anchor }, String(year));
}

/**
 * Names: which are wanted, how much each weighs, and their ink.
 *
 * In: a frame, a pen, marks already drawn (`hits`) and points on lines. Out: ink, and the ways the
 * names stand, for the next drawing. Where each finds room is decided in `labels`.
 */

import { type Box, toX } from "./camera.ts";
import type { Frame } from "./frame.ts";
import type { Hits, Spot } from "./hits.ts";
import { type Wanted, leaderTo, placeLabels } from "./labels.ts";
import { haloRadius, manyRinged } from "./paint-cities.ts";
import type { Pen } from "./pen.ts";
import { told } from "../text.ts";

const WIDEST = 250; // px
const FEW = 60; // names that may stand away from their marks
const MOST = 300; // names that are tried
const SIZE = 12.5; // px
const LINE = 17; // px
const LARGE_BUBBLE = 12; // px; names may cross smaller ones
const NEARBY = 40; // px; the name of what is only told of stands no further off

interface Name {
  readonly text: string;
  readonly bold: boolean;
  readonly colour: string;
  readonly alpha: number;
  readonly size: number;
}

/** Write the names that find room. */
export function* paintNames(pen: Pen, frame: Frame, hits: Hits, lines: readonly number[], taken: readonly Box[]): Generator<void> {
  const { palette, before } = frame;
  const chosen = choose(frame, hits);
  yield;
  const names: Name[] = [];
  const wanted: Wanted[] = [];
  for (const { spot, text, weight, ...rest } of chosen) {
    const name = { text: shorten(text, (part) => frame.measure(part, rest.size, rest.bold)), ...rest };
    names.push(name);
    const r = spot.kind === "city" ? haloRadius(frame, spot.index) : spot.r;
    wanted.push({ key: `${spot.kind} ${spot.index}`, width: frame.measure(name.text, name.size, name.bold), height: LINE, x: spot.x, y: spot.y, r, weight, ...standing(frame, spot) });
    if (wanted.length % 30 === 0) yield;
  }
  const few = hits.spots.length <= FEW * 3;
  const solid = few ? hits.spots : hits.spots.filter(({ kind, r, index }) => kind === "network" || (kind === "country" && r > LARGE_BUBBLE) || (kind === "city" && !manyRinged(frame) && frame.emphasis.ringed.has(index)));
  const marks = solid.map((spot) => around(spot, spot.kind === "city" ? haloRadius(frame, spot.index) : spot.r));
  const placed = placeLabels(wanted, { view: frame.view, taken: [...frame.floating, ...taken, ...marks], lines: few ? lines : [], away: wanted.length <= FEW, before });
  yield;
  before.clear();
  for (const { index, box, way, away } of placed) {
    const { key } = wanted[index]!;
    const name = names[index]!;
    before.set(key, way);
    if (away) {
      pen.line(leaderTo(wanted[index]!, box), 4, { colour: palette.quiet, width: 1, alpha: name.alpha, dash: [], round: false });
    }
  }
  for (const { index, box } of placed) {
    const { text, ...lettering } = names[index]!;
    pen.words(text, box.x0, (box.y0 + box.y1) / 2, { ...lettering, halo: palette.ground, align: "left" });
    if (index % 15 === 0) yield;
  }
}

/** Return the heaviest names; only these are looked up and measured. */
function choose(frame: Frame, hits: Hits): (Name & { spot: Spot; weight: number })[] {
  const { view } = frame;
  return hits.spots
    .filter(({ x, y }) => x >= view.x0 && y >= view.y0 && x <= view.x1 && y <= view.y1)
    .map((spot) => ({ spot, weight: weigh(frame, spot) }))
    .filter(({ weight }) => weight > 0)
    .sort((p, q) => q.weight - p.weight)
    .slice(0, MOST)
    .map(({ spot, weight }) => ({ spot, weight, ...nameOf(frame, spot) }));
}

/** How much a name weighs: what stands out, then one's own, then bubbles, then degree. 0: no name. */
function weigh({ model, emphasis, groups, marks }: Frame, { kind, index }: Spot): number {
  const { core } = model;
  if (kind === "city") {
    const own = core.own.includes(index) || index === core.centre;
    return (emphasis.ringed.has(index) && !manyRinged({ emphasis }) ? 1e6 : 0) + (own ? 5e5 : 0) + (emphasis.near.has(index) ? 1e5 : 0) + 1 + model.degree[index]!;
  }
  if (kind === "country") return 2e4 + (groups?.bubbles.find(({ country }) => country === index)?.cities ?? 0);
  if (kind === "network") return 3e5;
  const stands = (kind === "event" ? emphasis.events : emphasis.persons).has(index);
  return stands ? 2e6 : marks.length <= 12 ? 0.5 : 0;
}

function nameOf({ model, lang, palette, emphasis }: Frame, { kind, index, r }: Spot): Name {
  const { core } = model;
  if (kind === "city") {
    const lit = emphasis.ringed.has(index);
    const ringed = lit && !manyRinged({ emphasis });
    const own = core.own.includes(index) || index === core.centre;
    const receding = (emphasis.any && !lit && !emphasis.near.has(index) && !own) || model.degree[index] === 0;
    return { text: tidy(model.nameApart(index, lang)), bold: ringed || own, size: own ? 14 : SIZE, colour: receding && !ringed ? palette.quiet : palette.ink, alpha: receding && emphasis.any ? 0.7 : 1 };
  }
  if (kind === "country") {
    return { text: told(lang, core.countries[index]!.label), bold: r > 12, size: 12, colour: palette.ink, alpha: emphasis.any && !(manyRinged({ emphasis }) && emphasis.countries.has(index)) ? 0.6 : 0.95 };
  }
  if (kind === "network") {
    const stands = emphasis.networks.has(index);
    return { text: tidy(told(lang, core.networks[index]!.label)), bold: stands, size: SIZE, colour: palette.membership, alpha: emphasis.any && !stands ? 0.7 : 1 };
  }
  const stands = (kind === "event" ? emphasis.events : emphasis.persons).has(index);
  const { label } = (kind === "event" ? core.events : core.persons)[index]!;
  return { text: tidy(told(lang, label)), bold: stands, size: stands ? SIZE : 12, colour: stands ? palette.ink : palette.quiet, alpha: 1 };
}

/** How a name stands by its mark: what matters most close by, and in the network away from the middle. */
function standing({ model, emphasis, layout, camera, size }: Frame, { kind, index, x }: Spot): Pick<Wanted, "close" | "facing" | "reach"> {
  const { centre, own } = model.core;
  const isOwn = kind === "city" && (index === centre || own.includes(index));
  const close = isOwn || (kind === "city" && emphasis.ringed.has(index) && !manyRinged({ emphasis }));
  const told = kind === "city" && model.degree[index] === 0 && !close ? { reach: NEARBY } : {};
  // The lines to the city in the middle run on the other side.
  const middle = layout.map === null && centre >= 0 ? toX(camera, size, layout.x[centre]!) : NaN;
  return { close, ...told, ...(isOwn || Number.isNaN(middle) ? {} : { facing: x < middle - 1 ? "left" : "right" }) };
}

function around({ x, y }: Spot, r: number): Box {
  return { x0: x - r, y0: y - r, x1: x + r, y1: y + r };
}

/** Cut a long name so that it fits, with an ellipsis; whole in the panel and the tooltip. */
export function shorten(text: string, measure: (part: string) => number): string {
  if (text.length < 20 || measure(text) <= WIDEST) return text;
  const letters = [...text];
  let [least, most] = [1, letters.length];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (measure(`${letters.slice(0, middle).join("")}…`) <= WIDEST) least = middle;
    else most = middle - 1;
  }
  return `${letters.slice(0, least).join("").trimEnd()}…`;
}

/** One line, without the signs that would turn the words about it round. */
export function tidy(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ").replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "").trim();
}

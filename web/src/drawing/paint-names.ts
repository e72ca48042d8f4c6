/**
 * Names: which are wanted, how much each weighs, and their ink.
 *
 * In: a frame, a pen, marks already drawn (`hits`) and points on lines. Out: ink, and the ways the
 * names stand, for the next drawing. Where each finds room is decided in `labels`.
 */

import type { Box } from "./camera.ts";
import { toX, toY } from "./camera.ts";
import { type Frame } from "./frame.ts";
import type { Hits, Spot } from "./hits.ts";
import { type Wanted, placeLabels } from "./labels.ts";
import { bubbleRadius, haloRadius } from "./paint-cities.ts";
import type { Pen } from "./pen.ts";
import { told } from "../text.ts";

const WIDEST = 190; // px
const FEW = 60; // names that may stand away from their marks
const MOST = 700; // names that are tried
const SIZE = 12.5; // px
const LINE = 17; // px

interface Name {
  readonly text: string;
  readonly bold: boolean;
  readonly colour: string;
  readonly alpha: number;
  readonly size: number;
}

/** Write the names that find room. */
export function paintNames(pen: Pen, frame: Frame, hits: Hits, lines: readonly number[], taken: readonly Box[]): void {
  const { palette, before } = frame;
  const chosen = choose(frame, hits);
  const names: Name[] = [];
  const wanted: Wanted[] = chosen.map(({ spot, text, weight, ...rest }) => {
    const name = { text: shorten(text, (part) => frame.measure(part, rest.size, rest.bold)), ...rest };
    names.push(name);
    const r = spot.kind === "city" ? haloRadius(frame, spot.index) : spot.r;
    return { key: `${spot.kind} ${spot.index}`, width: frame.measure(name.text, name.size, name.bold), height: LINE, x: spot.x, y: spot.y, r, weight };
  });
  const few = hits.spots.length <= FEW * 3;
  const marks = few ? hits.spots.map((spot) => around(spot, spot.kind === "city" ? haloRadius(frame, spot.index) : spot.r)) : [];
  const placed = placeLabels(wanted, { view: frame.view, taken: [...frame.floating, ...taken, ...marks], lines: few ? lines : [], away: wanted.length <= FEW, before });
  before.clear();
  for (const { index, box, way, away } of placed) {
    const { x, y, r, key } = wanted[index]!;
    const name = names[index]!;
    before.set(key, way);
    if (away) {
      const [px, py] = [Math.max(box.x0, Math.min(box.x1, x)), Math.max(box.y0 + 3, Math.min(box.y1 - 3, y))];
      const distance = Math.hypot(px - x, py - y) || 1;
      const from = r / distance;
      pen.line([x + (px - x) * from, y + (py - y) * from, px, py], 4, { colour: palette.quiet, width: 0.8, alpha: 0.8 * name.alpha, dash: [], round: false });
    }
  }
  for (const { index, box } of placed) {
    const { text, ...lettering } = names[index]!;
    pen.words(text, box.x0, (box.y0 + box.y1) / 2, { ...lettering, halo: palette.ground, align: "left" });
  }
}

function choose(frame: Frame, hits: Hits): (Name & { spot: Spot; weight: number })[] {
  const { model, lang, palette, emphasis, groups, marks, view } = frame;
  const { core } = model;
  const found: (Name & { spot: Spot; weight: number })[] = [];
  const inView = ({ x, y }: Spot): boolean => x >= view.x0 && y >= view.y0 && x <= view.x1 && y <= view.y1;
  for (const spot of hits.spots) {
    if (!inView(spot)) continue;
    const { kind, index } = spot;
    if (kind === "city") {
      const ringed = emphasis.ringed.has(index);
      const own = core.own.includes(index) || index === core.centre;
      const near = emphasis.near.has(index);
      const receding = emphasis.any && !ringed && !near && !own;
      const weight = (ringed ? 1e6 : 0) + (own ? 5e5 : 0) + (near ? 1e5 : 0) + model.degree[index]!;
      found.push({ spot, weight, text: tidy(model.nameApart(index, lang)), bold: ringed || own, size: own ? 14 : SIZE, colour: receding ? palette.quiet : palette.ink, alpha: receding ? 0.7 : 1 });
    } else if (kind === "country" && groups !== null) {
      const bubble = groups.bubbles.find(({ country }) => country === index)!;
      found.push({ spot, weight: 2e4 + bubble.cities, text: told(lang, core.countries[index]!.label), bold: bubbleRadius(bubble.cities) > 12, size: 12, colour: palette.ink, alpha: emphasis.any ? 0.6 : 0.95 });
    } else if (kind === "network") {
      const stands = emphasis.networks.has(index);
      found.push({ spot, weight: 3e5, text: tidy(told(lang, core.networks[index]!.label)), bold: stands, size: SIZE, colour: palette.membership, alpha: emphasis.any && !stands ? 0.7 : 1 });
    } else if ((kind === "event" && emphasis.events.has(index)) || (kind === "person" && emphasis.persons.has(index))) {
      const { label } = (kind === "event" ? core.events : core.persons)[index]!;
      found.push({ spot, weight: 2e6, text: tidy(told(lang, label)), bold: true, size: SIZE, colour: palette.ink, alpha: 1 });
    } else if ((kind === "event" || kind === "person") && marks.length <= 12) {
      const { label } = (kind === "event" ? core.events : core.persons)[index]!;
      found.push({ spot, weight: 1, text: tidy(told(lang, label)), bold: false, size: 12, colour: palette.quiet, alpha: 1 });
    }
  }
  return found.sort((p, q) => q.weight - p.weight).slice(0, MOST);
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

/** Return where the screen has a city, or null where it has no place. */
export function cityOnScreen({ layout, camera, size }: Frame, city: number): { x: number; y: number } | null {
  const [x, y] = [toX(camera, size, layout.x[city]!), toY(camera, size, layout.y[city]!)];
  return Number.isNaN(x) ? null : { x, y };
}

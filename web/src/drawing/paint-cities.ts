/**
 * Marks: cities with their rings, countries as bubbles, networks, events and persons.
 *
 * In: a frame, a pen, the hits to remember marks in. Out: ink, in steps. Lines and names are not
 * drawn here.
 */

import { toX, toY } from "./camera.ts";
import { drawnAlone } from "./flows.ts";
import type { Frame } from "./frame.ts";
import type { Hits } from "./hits.ts";
import { LAYER_RADIUS } from "./layers.ts";
import { type Pen, corners } from "./pen.ts";
import { format } from "../text.ts";

const OWN = 6.5; // px
const PARTNER = 4.2;
const NAMED = 2.8; // a city that is told of, and tied to none
const SMALL_GRAPH = 150; // cities; beyond, a city's size tells its number of partners
const HALO = 4.5; // px between a city's rings
const MANY = 60; // cities of a country whose number is written
const STEP = 60;
const RECEDED = 0.3;
const MANY_RINGED = 200; // cities; beyond, what stands out is told without a ring, and by its country
const UNDATED = 0.4; // of an event without a date, in a chosen year
const PLANNED_DASH: readonly number[] = [2.6, 1.4];
export const NETWORK_RADIUS = 12;

/** Return a city's radius on the screen. */
export function cityRadius({ model, visible, crowd }: Omit<Frame, "marks">, city: number): number {
  const own = isOwn(model, city);
  if (visible.cityCount <= SMALL_GRAPH) return own ? OWN : model.degree[city] === 0 ? NAMED : PARTNER;
  return own ? OWN : Math.min(5.5, 1.5 + Math.sqrt(model.degree[city]!) * 0.45) * crowd;
}

/** Return the radius within which nothing but the city's own marks stands. */
export function haloRadius(frame: Omit<Frame, "marks">, city: number): number {
  const rings = frame.layout.networks.length > 0 ? 0 : (frame.model.networksOf.get(city)?.length ?? 0);
  return cityRadius(frame, city) + (rings > 0 ? 2 + rings * HALO : 0) + (frame.emphasis.ringed.has(city) && !manyRinged(frame) ? 4 : 0);
}

/** Return a bubble's radius on the screen. */
export function bubbleRadius(cities: number): number {
  return Math.min(20, 4.5 + Math.sqrt(cities) * 0.36);
}

/** Draw all marks. */
export function* paintCities(pen: Pen, frame: Frame, hits: Hits): Generator<void> {
  const { model, visible, layout, camera, size, groups, emphasis } = frame;
  yield* paintBubbles(pen, frame, hits);
  let since = 0;
  const standing: number[] = [];
  for (let city = 0; city < layout.x.length; city += 1) {
    if (visible.cities[city] === 0) continue;
    const [x, y] = [toX(camera, size, layout.x[city]!), toY(camera, size, layout.y[city]!)];
    if (!(x > -20 && y > -20 && x < size.width + 20 && y < size.height + 20)) continue;
    const alone = drawnAlone(model, groups, city);
    if (standsOut(frame, city) && (alone || !manyRinged(frame) || isOwn(model, city))) standing.push(city);
    else if (alone) {
      paintCity(pen, frame, hits, city, x, y);
      if ((since += 1) % STEP === 0) yield;
    }
  }
  // What is ringed comes last: its dot and ring lie on the rings of others, and on what is about them.
  const above = emphasis.ringed.size > 0 && !manyRinged(frame);
  const rank = (city: number): number => (emphasis.ringed.has(city) ? 2 : isOwn(model, city) ? 1 : 0);
  if (above) standing.sort((p, q) => rank(p) - rank(q) || p - q);
  const last = above ? standing.filter((city) => rank(city) === 2) : [];
  for (const city of last.length > 0 ? standing.slice(0, -last.length) : standing) {
    paintCity(pen, frame, hits, city, toX(camera, size, layout.x[city]!), toY(camera, size, layout.y[city]!));
    if ((since += 1) % STEP === 0) yield;
  }
  paintNetworks(pen, frame, hits);
  paintLayers(pen, frame, hits);
  for (const city of last) paintCity(pen, frame, hits, city, toX(camera, size, layout.x[city]!), toY(camera, size, layout.y[city]!));
}

function isOwn(model: Frame["model"], city: number): boolean {
  return city === model.core.centre || model.core.own.includes(city);
}

function standsOut({ emphasis, model }: Frame, city: number): boolean {
  return emphasis.ringed.has(city) || emphasis.near.has(city) || model.core.own.includes(city);
}

/** Whether so many cities stand out that a ring about each would cover the map. */
export function manyRinged({ emphasis }: Pick<Frame, "emphasis">): boolean {
  return emphasis.ringed.size > MANY_RINGED;
}

function paintCity(pen: Pen, frame: Frame, hits: Hits, city: number, x: number, y: number): void {
  const { model, palette, emphasis, visible } = frame;
  const r = cityRadius(frame, city);
  const own = isOwn(model, city);
  const ringed = emphasis.ringed.has(city);
  const alpha = emphasis.any && !ringed && !emphasis.near.has(city) && !own ? RECEDED : 1;
  if (frame.layout.networks.length === 0) paintHalos(pen, frame, city, x, y, r, alpha);
  const many = visible.cityCount > SMALL_GRAPH;
  pen.form("circle", x, y, r, { fill: own ? palette.marks[0] : model.degree[city] === 0 ? palette.quiet : palette.ink, stroke: many && r < 3.5 ? null : palette.ground, width: many ? 0.7 : 1.5, alpha: many && alpha === 1 && !ringed ? 0.75 : alpha });
  if (ringed && !manyRinged(frame)) pen.form("circle", x, y, haloRadius(frame, city) - 0.5, { fill: null, stroke: palette.ink, width: 2, alpha: 1 });
  hits.spot("city", city, x, y, r);
}

/** One ring a network, with the network's letter in it. */
function paintHalos(pen: Pen, frame: Frame, city: number, x: number, y: number, r: number, alpha: number): void {
  const networks = frame.model.networksOf.get(city);
  if (networks === undefined) return;
  const { palette, model } = frame;
  networks.forEach((network, nth) => {
    const radius = r + 3.5 + nth * HALO;
    pen.form("circle", x, y, radius, { fill: null, stroke: palette.membership, width: 1.4, alpha });
    if (frame.visible.cityCount > SMALL_GRAPH) return;
    const angle = Math.PI * 0.75 - nth * 0.9;
    const [lx, ly] = [x + (radius + 1) * Math.cos(angle), y + (radius + 1) * Math.sin(angle)];
    pen.form("circle", lx, ly, 5.5, { fill: palette.ground, stroke: null, width: 0, alpha });
    pen.words(model.core.networks[network]!.letter, lx, ly + 0.5, { size: 9.5, bold: true, colour: palette.membership, halo: null, align: "center", alpha });
  });
}

function* paintBubbles(pen: Pen, frame: Frame, hits: Hits): Generator<void> {
  if (frame.groups === null) return;
  const { camera, size, palette, emphasis, lang } = frame;
  const alpha = emphasis.any ? 0.45 : 1;
  // The small ones on top of the large ones.
  const drawn = [...frame.groups.bubbles].sort((p, q) => q.cities - p.cities).flatMap(({ x, y, cities, country }) => {
    const spot = { x: toX(camera, size, x), y: toY(camera, size, y), r: bubbleRadius(cities), cities, country };
    const { r } = spot;
    return spot.x > -r && spot.y > -r && spot.x < size.width + r && spot.y < size.height + r ? [spot] : [];
  });
  const many = manyRinged(frame);
  for (const { x, y, r, country } of drawn) {
    // Of many cities that stand out, those of a country that is closed stand out as that country.
    const ringed = many && emphasis.countries.has(country);
    pen.form("circle", x, y, r, { fill: palette.ground, stroke: ringed ? palette.ink : palette.quiet, width: ringed ? 2 : 1.2, alpha: ringed ? 1 : alpha * 0.92 });
    hits.spot("country", country, x, y, r);
  }
  yield;
  drawn.forEach(({ x, y, r, cities, country }, index) => {
    const count = format(lang, cities);
    const points = [11, 10, 9].find((each) => frame.measure(count, each, true) < 2 * r - 1);
    // A number that another bubble lies on is not written: half a number misleads.
    const covered = drawn.some((other, nth) => nth > index && Math.hypot(other.x - x, other.y - y) < other.r + r * 0.7);
    if (points && cities >= MANY && !covered) {
      pen.words(count, x, y + 0.5, { size: points, bold: true, colour: palette.ink, halo: null, align: "center", alpha: many && emphasis.countries.has(country) ? 1 : alpha });
    }
  });
  yield;
}

function paintNetworks(pen: Pen, frame: Frame, hits: Hits): void {
  const { layout, camera, size, palette, emphasis, model } = frame;
  layout.networks.forEach(([nx, ny], index) => {
    const [x, y] = [toX(camera, size, nx), toY(camera, size, ny)];
    const stands = emphasis.networks.has(index);
    const alpha = emphasis.any && !stands ? RECEDED : 1;
    pen.form("circle", x, y, NETWORK_RADIUS, { fill: palette.ground, stroke: null, width: 0, alpha: 1 });
    pen.form("circle", x, y, NETWORK_RADIUS, { fill: null, stroke: palette.membership, width: stands ? 3 : 2, alpha });
    pen.words(model.core.networks[index]!.letter, x, y + 0.5, { size: 12, bold: true, colour: palette.membership, halo: null, align: "center", alpha });
    hits.spot("network", index, x, y, NETWORK_RADIUS);
  });
}

function paintLayers(pen: Pen, frame: Frame, hits: Hits): void {
  const { palette, emphasis, marks } = frame;
  const many = marks.length > 40;
  for (const { kind, index, x, y, planned, undated } of marks) {
    const stands = (kind === "event" ? emphasis.events : emphasis.persons).has(index);
    const alpha = (emphasis.any && !stands ? 0.45 : many ? 0.75 : 1) * (undated && !stands ? UNDATED : 1);
    const colour = stands ? palette.ink : palette.quiet;
    const r = stands ? LAYER_RADIUS + 1.5 : many ? LAYER_RADIUS * 0.8 : LAYER_RADIUS;
    if (planned) paintPlanned(pen, palette, x, y, r + 0.6, colour, alpha);
    else pen.form(kind === "event" ? "diamond" : "person", x, y, r, { fill: colour, stroke: palette.ground, width: 1, alpha });
    hits.spot(kind, index, x, y, LAYER_RADIUS + 1);
  }
}

/** An event that is only planned or wished for: a hollow diamond with a dashed edge. */
export function paintPlanned(pen: Pen, palette: Frame["palette"], x: number, y: number, r: number, colour: string, alpha: number): void {
  pen.form("diamond", x, y, r, { fill: palette.ground, stroke: null, width: 0, alpha: 1 });
  const points = corners("diamond", x, y, r * 0.9, 0);
  pen.line([...points, points[0]!].flat(), 10, { colour, width: 1.4, alpha, dash: PLANNED_DASH, round: false });
}

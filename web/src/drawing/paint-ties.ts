/**
 * Lines: ties between cities, flows between countries, membership, what joins events and persons.
 *
 * In: a frame, a pen, the hits to remember lines in. Out: ink, in steps (`yield`), so that the page
 * can answer in between. Marks and names are not drawn here.
 */

import { density, endOf, look } from "./marks.ts";
import { drawnAlone } from "./flows.ts";
import { type Frame, Tracer } from "./frame.ts";
import type { Hits } from "./hits.ts";
import type { Pen, Stroke } from "./pen.ts";
import { cityRadius } from "./paint-cities.ts";
import { toX, toY } from "./camera.ts";

const RECEDED = 0.24;
const UNDATED = 0.45; // of a tie without a date, in a chosen year
/** With more lines than this, signs on lines are drawn only where something stands out. */
const SIGNS = 400;
const STEP = 10; // lines between two chances to pause
const LOOKED = 400; // lines looked at, between two
const WIDE = 150; // flows at most that are wide enough to tell their size
const LEAST_WIDE = 15; // ties
const WIDEST = 800; // ties of the widest flow
const NO_DASH: readonly number[] = [];

/** Draw all lines; what stands out comes last, on top. */
export function* paintTies(pen: Pen, frame: Frame, hits: Hits, lines: number[]): Generator<void> {
  const tracer = new Tracer(frame);
  yield* paintFlows(pen, frame, hits, tracer);
  yield* paintMemberships(pen, frame, tracer, lines);
  const { model, visible, emphasis, groups } = frame;
  const [drawn, standing]: [number[], number[]] = [[], []];
  for (let strand = 0; strand < model.strands.length; strand += 1) {
    if (strand % LOOKED === 0) yield;
    if (visible.strands[strand] === 0) continue;
    if (emphasis.strands.has(strand)) standing.push(strand);
    else {
      const { a, b } = model.strands[strand]!;
      const alone = groups === null || (drawnAlone(model, groups, a) && drawnAlone(model, groups, b));
      if (alone && frame.layout.meets(strand, tracer.box)) drawn.push(strand);
    }
  }
  const alpha = density(drawn.length) * (emphasis.any ? RECEDED / density(drawn.length) ** 0.5 : 1);
  const signs = drawn.length <= SIGNS;
  // Thin lines below thick ones.
  if (signs) drawn.sort((p, q) => model.strands[q]!.mark - model.strands[p]!.mark);
  let since = 0;
  for (const strand of drawn) {
    paintStrand(pen, frame, tracer, strand, alpha, signs && !emphasis.any, hits, signs ? lines : null);
    if ((since += 1) % STEP === 0) yield;
  }
  for (const strand of standing) {
    paintStrand(pen, frame, tracer, strand, standing.length > SIGNS ? 0.5 : 1, standing.length <= SIGNS, hits, standing.length <= SIGNS ? lines : null);
    if ((since += 1) % STEP === 0) yield;
  }
  paintJoins(pen, frame, tracer);
}

function paintStrand(pen: Pen, frame: Frame, tracer: Tracer, index: number, alpha: number, signs: boolean, hits: Hits, lines: number[] | null): void {
  if (!tracer.strand(index)) return;
  const { model, visible, palette } = frame;
  const strand = model.strands[index]!;
  let ties = 0;
  for (const row of strand.ties) if (visible.ties[row] !== 0) ties += 1;
  const { width, dash, round, alpha: own, mark } = look(strand.mark, strand.progress, ties);
  const undated = visible.strands[index] === 2;
  const colour = palette.marks[mark]!;
  const shade = alpha * own * (undated ? UNDATED : 1);
  // Among thousands, lines are hairlines: they read as flows, and are drawn in a fifth of the time.
  pen.line(tracer.points, tracer.count, { colour, width: alpha < 0.5 ? Math.min(width, 1) : width, alpha: shade, dash, round });
  hits.line("strand", index, tracer.points, tracer.count);
  const length = signs || lines ? tracer.length : 0;
  if (lines) for (let at = 12; at < length; at += 8) {
    const point = tracer.along(at, false);
    if (point) lines.push(point.x, point.y);
  }
  if (signs && length > 36) paintSigns(pen, frame, tracer, index, colour, Math.max(shade, 0.5), length, undated);
}

/** The end of an agreement or a programme, the hollow sign of what is not stated, the sign of no date. */
function paintSigns(pen: Pen, frame: Frame, tracer: Tracer, index: number, colour: string, alpha: number, length: number, undated: boolean): void {
  const { model, palette } = frame;
  const { a, b, mark, basis } = model.strands[index]!;
  const end = endOf(mark);
  if (end !== "none") {
    // At the partner's end; between two partners, at both.
    const ends = isMiddle(frame, a) ? [b] : isMiddle(frame, b) ? [a] : [a, b];
    for (const city of ends) {
      const spot = tracer.along(cityRadius(frame, city) + 8, city === b);
      if (spot) pen.form(end, spot.x, spot.y, 3.4, { fill: colour, stroke: palette.ground, width: 1, alpha, angle: spot.angle + Math.PI });
    }
  }
  if (basis > 0) {
    const spot = tracer.along(length * 0.5, false);
    if (spot) pen.form("circle", spot.x, spot.y, 3.5, { fill: palette.ground, stroke: colour, width: 1.5, alpha });
  }
  if (undated) {
    const spot = tracer.along(length * 0.62, false);
    if (spot) pen.words("?", spot.x, spot.y, { size: 12, bold: true, colour: palette.quiet, halo: palette.ground, align: "center", alpha: 1 });
  }
}

function isMiddle(frame: Frame, city: number): boolean {
  return city === frame.model.core.centre || frame.model.core.own.includes(city);
}

function* paintFlows(pen: Pen, frame: Frame, hits: Hits, tracer: Tracer): Generator<void> {
  if (frame.groups === null) return;
  const { flows } = frame.groups;
  const colour = flowColour(frame);
  const recede = frame.emphasis.any ? 0.35 : 1;
  let since = 0;
  for (const [index, flow] of flows.entries()) {
    if (!tracer.line(flow.points())) continue;
    const share = Math.sqrt(Math.min(1, flow.ties / WIDEST));
    const wide = flow.ties >= LEAST_WIDE && index >= flows.length - WIDE;
    // Lines of one pixel are drawn in a fifth of the time of wider ones.
    const stroke: Stroke = { colour, width: wide ? 1 + share * 6 : 1, alpha: (0.07 + 0.45 * share) * recede, dash: NO_DASH, round: false };
    pen.line(tracer.points, tracer.count, stroke);
    if (wide) hits.line("flow", index, tracer.points, tracer.count);
    if ((since += 1) % STEP === 0) yield;
  }
}

/** Flows wear the colour of the mark that most ties have. */
function flowColour({ model, palette }: Frame): string {
  const counts = [0, 0, 0, 0];
  for (const { mark } of model.strands) counts[mark]! += 1;
  return palette.marks[counts.indexOf(Math.max(...counts))]!;
}

/** In the network view: a line from each network to each member. */
function* paintMemberships(pen: Pen, frame: Frame, tracer: Tracer, lines: number[]): Generator<void> {
  const { layout, model, palette, emphasis, visible } = frame;
  let since = 0;
  for (const [index, [nx, ny]] of layout.networks.entries()) {
    for (const [city, basis] of model.core.networks[index]!.members) {
      if (visible.cities[city] === 0) continue;
      if (!tracer.line(Float32Array.of(nx, ny, layout.x[city]!, layout.y[city]!))) continue;
      const stands = emphasis.networks.has(index) && (emphasis.ringed.has(city) || emphasis.ringed.size === 0);
      const alpha = emphasis.any && !stands ? RECEDED * 1.5 : 0.75;
      pen.line(tracer.points, tracer.count, { colour: palette.membership, width: 1.2, alpha, dash: NO_DASH, round: false });
      if (basis > 0) {
        const spot = tracer.along(tracer.length / 2, false);
        if (spot) pen.form("circle", spot.x, spot.y, 3, { fill: palette.ground, stroke: palette.membership, width: 1.2, alpha });
      }
      for (let at = 12; at < tracer.length && lines.length < 20000; at += 10) {
        const point = tracer.along(at, false);
        if (point) lines.push(point.x, point.y);
      }
      if ((since += 1) % STEP === 0) yield;
    }
  }
}

/** Thin lines from events and persons to their cities. */
function paintJoins(pen: Pen, frame: Frame, tracer: Tracer): void {
  const { marks, layout, camera, size, palette, emphasis } = frame;
  for (const { kind, index, x, y, cities, undated } of marks) {
    const stands = (kind === "event" ? emphasis.events : emphasis.persons).has(index);
    const alpha = (stands ? 0.9 : emphasis.any || marks.length > 40 ? 0.15 : 0.35) * (undated && !stands ? UNDATED : 1);
    cities.forEach((city, nth) => {
      // To the city it stands at a short stroke; to the others, unless selected, a faint one.
      const stroke = { colour: palette.quiet, width: stands ? 1.4 : 0.8, alpha: nth === 0 && !undated ? Math.max(alpha, 0.3) : alpha * (stands ? 1 : 0.5), dash: NO_DASH, round: false };
      if (nth === 0) pen.line([x, y, toX(camera, size, layout.x[city]!), toY(camera, size, layout.y[city]!)], 4, stroke);
      else if (tracer.line(layout.between(cities[0]!, city))) pen.line(tracer.points, tracer.count, stroke);
    });
  }
}

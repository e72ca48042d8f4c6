/**
 * The legend of a picture: a sample and a word for each mark that occurs in it.
 *
 * In: the app and a frame. Out: `Key`s, to be drawn with a pen. The page's own legend stands in
 * `shell/legend`.
 */

import type { App } from "../app.ts";
import { BASES, MARKS, PROGRESS } from "../data/payload.ts";
import type { Frame } from "./frame.ts";
import { endOf, look } from "./marks.ts";
import { paintPlanned } from "./paint-cities.ts";
import { tidy } from "./paint-names.ts";
import type { Pen } from "./pen.ts";
import type { Palette } from "./theme.ts";

export interface Key {
  readonly text: string;
  /** Draw the sample from x on, about height y. */
  sample(pen: Pen, palette: Palette, x: number, y: number): void;
}

const WIDTH = 34;
const REALISED = PROGRESS.indexOf("realised");

/** Return the keys of a frame. */
export function keysOf(app: App, frame: Frame): Key[] {
  const { t, model } = app;
  const { visible, groups, marks, layout } = frame;
  const { core } = model;
  const network = layout.map === null;
  const seen = { marks: new Set<number>(), progress: new Set<number>(), basis: new Set<number>() };
  let [undated, wider] = [false, false];
  model.strands.forEach((strand, index) => {
    if (visible.strands[index] === 0) return;
    seen.marks.add(strand.mark);
    seen.progress.add(strand.progress);
    seen.basis.add(strand.basis);
    undated ||= visible.strands[index] === 2;
    let ties = 0;
    for (const row of strand.ties) if (visible.ties[row] !== 0) ties += 1;
    wider ||= look(strand.mark, strand.progress, ties).width > look(strand.mark, strand.progress, 1).width;
  });
  const sorted = (set: ReadonlySet<number>): number[] => [...set].sort((a, b) => a - b);
  // A twinning is an agreement too: beside twinnings the others are called so.
  const kind = (mark: number): string =>
    MARKS[mark] === "agreement" && seen.marks.has(MARKS.indexOf("twinning")) ? "legend.otherAgreement" : `filters.marks.${MARKS[mark]!}`;
  const keys = sorted(seen.marks).map((mark) => ({ text: t(kind(mark)), sample: line(mark, REALISED) }));
  // What nobody tells the status of is drawn as realised is: one sample for both.
  const solid = seen.progress.has(0) ? "legend.solid" : `filters.progress.${PROGRESS[REALISED]!}`;
  const other = sorted(seen.progress).filter((each) => each > 0 && each !== REALISED);
  if (seen.progress.has(0) || (other.length > 0 && seen.progress.has(REALISED))) keys.push({ text: t(solid), sample: line(-1, REALISED) });
  keys.push(...other.map((each) => ({ text: t(`filters.progress.${PROGRESS[each]!}`), sample: line(-1, each) })));
  keys.push(...sorted(seen.basis).filter((each) => each > 0).map((each) => ({ text: t(`filters.basis.${BASES[each]!}`), sample: hollow })));
  if (undated) keys.push({ text: t("drawing.undated"), sample: question });
  if (wider) keys.push({ text: t("legend.width"), sample: wide });
  core.networks.forEach(({ label, letter, members }) => {
    if (members.some(([city]) => visible.cities[city] !== 0)) keys.push({ text: tidy(app.told(label)), sample: network ? node(letter) : ring(letter) });
  });
  if (network && core.networks.length > 0) keys.push({ text: t("legend.membership"), sample: membership });
  const drawn = (city: number): boolean => visible.cities[city] !== 0 && !Number.isNaN(layout.x[city]!);
  if (core.own.some(drawn)) keys.push({ text: t("legend.own", { n: core.own.length }), sample: dot("own") });
  if (core.centre >= 0 && !core.own.includes(core.centre) && drawn(core.centre)) keys.push({ text: t("legend.middle"), sample: dot("own") });
  if (model.degree.some((degree, city) => degree === 0 && !isMiddle(core, city) && drawn(city))) keys.push({ text: t("legend.unrelated"), sample: dot("unrelated") });
  if (marks.some(({ kind, planned }) => kind === "event" && !planned)) keys.push({ text: t("legend.event"), sample: sign("event") });
  if (marks.some(({ planned }) => planned)) keys.push({ text: t("legend.plannedEvent"), sample: hollowSign });
  if (marks.some((mark) => mark.undated)) keys.push({ text: t("legend.undatedEvent"), sample: faintSign });
  if (marks.some(({ kind }) => kind === "person")) keys.push({ text: t("legend.person"), sample: sign("person") });
  if (groups) keys.push({ text: t("legend.bubble"), sample: bubble }, { text: t("legend.flow"), sample: line(-1, REALISED) });
  return keys;
}

function isMiddle({ own, centre }: App["model"]["core"], city: number): boolean {
  return city === centre || own.includes(city);
}

type Sample = Key["sample"];

/** A line of a mark, or, for -1, of no mark. */
function line(mark: number, progress: number): Sample {
  return (pen, palette, x, y) => {
    const { width, dash, round, alpha } = look(Math.max(mark, 0), progress, 1);
    const colour = mark < 0 ? palette.ink : palette.marks[mark]!;
    pen.line([x, y, x + WIDTH, y], 4, { colour, width, alpha, dash, round });
    const end = mark < 0 ? "none" : endOf(mark);
    if (end !== "none") pen.form(end, x + WIDTH - 6, y, 3.4, { fill: colour, stroke: palette.ground, width: 1, alpha: 1, angle: 0 });
  };
}

const hollow: Sample = (pen, palette, x, y) => {
  pen.line([x, y, x + WIDTH, y], 4, { colour: palette.ink, width: 1.6, alpha: 1, dash: [], round: false });
  pen.form("circle", x + WIDTH / 2, y, 3.5, { fill: palette.ground, stroke: palette.ink, width: 1.5, alpha: 1 });
};

const question: Sample = (pen, palette, x, y) => {
  pen.line([x, y, x + WIDTH, y], 4, { colour: palette.ink, width: 1.6, alpha: 0.45, dash: [], round: false });
  pen.words("?", x + WIDTH * 0.6, y, { size: 12, bold: true, colour: palette.quiet, halo: palette.ground, align: "center", alpha: 1 });
};

const wide: Sample = (pen, palette, x, y) => {
  pen.line([x, y, x + WIDTH, y], 4, { colour: palette.ink, width: 3.2, alpha: 1, dash: [], round: false });
};

const membership: Sample = (pen, palette, x, y) => {
  pen.line([x, y, x + WIDTH, y], 4, { colour: palette.membership, width: 1.2, alpha: 0.75, dash: [], round: false });
};

const hollowSign: Sample = (pen, palette, x, y) => paintPlanned(pen, palette, x + WIDTH / 2, y, 4.5, palette.quiet, 1);

const faintSign: Sample = (pen, palette, x, y) => pen.form("diamond", x + WIDTH / 2, y, 4.5, { fill: palette.quiet, stroke: null, width: 0, alpha: 0.4 });

function dot(of: "own" | "unrelated"): Sample {
  return (pen, palette, x, y) => pen.form("circle", x + WIDTH / 2, y, of === "own" ? 6 : 2.8, { fill: of === "own" ? palette.marks[0] : palette.quiet, stroke: null, width: 0, alpha: 1 });
}

/** A network as it stands in the network view. */
function node(letter: string): Sample {
  return (pen, palette, x, y) => {
    pen.form("circle", x + WIDTH / 2, y, 8, { fill: null, stroke: palette.membership, width: 2, alpha: 1 });
    pen.words(letter, x + WIDTH / 2, y + 0.5, { size: 11, bold: true, colour: palette.membership, halo: null, align: "center", alpha: 1 });
  };
}

const bubble: Sample = (pen, palette, x, y) => {
  pen.form("circle", x + WIDTH / 2, y, 7, { fill: palette.ground, stroke: palette.quiet, width: 1.2, alpha: 1 });
};

function ring(letter: string): Sample {
  return (pen, palette, x, y) => {
    pen.form("circle", x + 12, y, 3, { fill: palette.ink, stroke: null, width: 0, alpha: 1 });
    pen.form("circle", x + 12, y, 6.5, { fill: null, stroke: palette.membership, width: 1.4, alpha: 1 });
    pen.words(letter, x + 26, y, { size: 11, bold: true, colour: palette.membership, halo: null, align: "center", alpha: 1 });
  };
}

function sign(kind: "event" | "person"): Sample {
  return (pen, palette, x, y) => pen.form(kind === "event" ? "diamond" : "person", x + WIDTH / 2, y, 4.5, { fill: palette.quiet, stroke: null, width: 0, alpha: 1 });
}

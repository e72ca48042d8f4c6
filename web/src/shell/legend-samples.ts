/**
 * Samples of the marks of the drawing, for the legend: made of the drawing's own measures.
 *
 * In: a mark, a progress, a basis, or the name of a sign. Out: small SVG images; their colours stand in
 * style/legend.css. They tell nothing to a screen reader: the words beside them do.
 */

import { MARKS, type Progress, PROGRESS } from "../data/payload.ts";
import { svg } from "../dom.ts";
import { endOf, look } from "../drawing/marks.ts";
import { corners } from "../drawing/pen.ts";

const WIDTH = 28;
const HEIGHT = 16;
const MIDDLE = HEIGHT / 2;
const END = 4; // half the size of an end

/** A line as ties of a mark and progress are drawn, with the end that tells its colour. */
export function lineSample(mark: number, progress: Progress, ties = 1, coloured = true): SVGElement {
  const { width, dash, round, alpha } = look(mark, PROGRESS.indexOf(progress), ties);
  const line = svg("path", {
    d: `M2 ${MIDDLE}H${WIDTH - 2}`, class: "line", "stroke-width": width, "stroke-dasharray": dash.join(" "),
    "stroke-linecap": round ? "round" : "butt", "stroke-opacity": alpha,
  });
  const end = coloured ? endOf(mark) : "none";
  return sample(coloured ? MARKS[mark]! : "inked", line, ...(end === "none" ? [] : [shape(end, WIDTH - 2 - END * 2)]));
}

/** A line with the hollow marker of what no source says in so many words. */
export function basisSample(hollow: boolean): SVGElement {
  const line = svg("path", { d: `M2 ${MIDDLE}H${WIDTH - 2}`, class: "line", "stroke-width": look(0, 0, 1).width });
  const marker = svg("circle", { cx: WIDTH / 2, cy: MIDDLE, r: 4, class: "hollow" });
  return sample("inked", line, ...(hollow ? [marker] : []));
}

/** A city with the ring of a network and its letter. */
export function ringSample(letter: string): SVGElement {
  const x = WIDTH / 2 - 6;
  return sample(
    "membership",
    svg("circle", { cx: x, cy: MIDDLE, r: 3, class: "city" }),
    svg("circle", { cx: x, cy: MIDDLE, r: 6.5, class: "ring" }),
    svg("text", { x: x + 9, y: MIDDLE + 4, class: "letter" }, letter),
  );
}

/** A broad line as ties flow together between countries, in the colour of a mark. */
export function flowSample(mark: number): SVGElement {
  return sample(MARKS[mark]!, svg("path", { d: `M2 ${MIDDLE}H${WIDTH - 2}`, class: "flow" }));
}

/** The other signs, by name. */
export function signSample(name: "own" | "unrelated" | "membership" | "bubble" | "event" | "planned" | "faint" | "person" | "selected" | "undated" | "force" | "begins" | "happens" | "step" | "beyond"): SVGElement {
  const x = WIDTH / 2;
  const bars = (kind: string): readonly SVGElement[] => [4, 10, 16].map((at, n) => svg("path", { class: kind, d: `M${at} 14h5v-${4 + 3 * n}h-5z` }));
  const signs: Readonly<Record<typeof name, readonly SVGElement[]>> = {
    own: [svg("circle", { cx: x, cy: MIDDLE, r: 6, class: "home" })],
    membership: [
      svg("path", { d: `M1 ${MIDDLE}H${WIDTH - 14}`, class: "member" }),
      svg("circle", { cx: WIDTH - 8, cy: MIDDLE, r: 6.5, class: "ring" }),
    ],
    unrelated: [svg("circle", { cx: x, cy: MIDDLE, r: 2.8, class: "unrelated" })],
    bubble: [svg("circle", { cx: 6, cy: MIDDLE, r: 3.5, class: "bubble" }), svg("circle", { cx: 19, cy: MIDDLE, r: 7, class: "bubble" })],
    event: [shape("diamond", x)],
    planned: [shape("diamond", x, "hollow dashed")],
    faint: [shape("diamond", x, "faint")],
    person: [svg("circle", { cx: x, cy: MIDDLE - 3, r: 2.6, class: "end" }), svg("path", { d: `M${x - 4.4} 13a4.4 4.4 0 0 1 8.8 0z`, class: "end" })],
    selected: [svg("circle", { cx: x, cy: MIDDLE, r: 3.5, class: "city" }), svg("circle", { cx: x, cy: MIDDLE, r: 6.5, class: "choice" })],
    undated: [
      svg("path", { d: `M2 ${MIDDLE}H${WIDTH - 2}`, class: "line", "stroke-width": look(0, 0, 1).width, "stroke-opacity": 0.45 }),
      svg("text", { x: x + 5, y: MIDDLE + 4, class: "query" }, "?"),
    ],
    force: bars("force"),
    begins: bars("begins"),
    happens: [5, 12, 19].map((at) => svg("path", { class: "happens", d: `M${at} 12h3v-6h-3z` })),
    beyond: [svg("path", { class: "line", "stroke-opacity": 0.5, d: "M2 14l10-12M8 14l10-12M14 14l10-12" })],
    step: [svg("path", { class: "begins", d: `M${x} 4l4 4l-4 4l-4-4z` })],
  };
  return sample("inked", ...signs[name]);
}

function shape(form: "square" | "triangle" | "diamond", x: number, look = "end"): SVGElement {
  const points = corners(form, x, MIDDLE, form === "square" ? END * 0.8 : END, 0);
  return svg("polygon", { points: points.map((point) => point.map((value) => value.toFixed(1)).join(",")).join(" "), class: look });
}

function sample(name: string, ...drawn: readonly Node[]): SVGElement {
  return svg("svg", { class: `sample ${name}`, width: WIDTH, height: HEIGHT, viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" }, ...drawn);
}

/**
 * The life-line strip: agreements and claims as bars along one axis of years.
 *
 * In: the rows of a record. Out: elements: for each row its name, its span in words, its bar, and
 * its steps as a list for those who do not see the bar. Where things stand is `life`'s.
 */

import { held } from "../data/held.ts";
import { MARKS, PROGRESS, type Life } from "../data/payload.ts";
import { el, svg } from "../dom.ts";
import type { Context } from "./context.ts";
import { type Axis, type Bar, axisOf, barOf } from "./life.ts";
import { addedLabel, goTo, showAll } from "./prose.ts";
import { isDone, progressWord, spanWords, statusWords } from "./words.ts";

const WIDTH = 312; // the panel's text width
const MIDDLE = 10; // of a bar
const MANY = 8; // rows shown of a long strip

/** Draw a strip; what the record is about is not linked to itself. */
export function stripView(context: Context, lives: readonly Life[], self: string): HTMLElement {
  const { app } = context;
  const years = app.model.core.reports.flatMap(({ year }) => year ?? []);
  const axis = axisOf(lives, WIDTH, years.length > 0 ? Math.max(...years) : null);
  const list = el("ol", { class: "life" });
  const draw = (from: number, to?: number): HTMLElement[] => lives.slice(from, to).map((life) => row(context, life, axis, self));
  list.append(...draw(0, lives.length > MANY + 2 ? MANY : undefined));
  const strip = el("div", { class: "strip" }, list, axis === null ? null : axisView(axis));
  if (lives.length > MANY + 2) {
    strip.append(showAll(context, lives.length, () => {
      const rest = draw(MANY);
      list.append(...rest);
      return rest[0]!;
    }));
  }
  return strip;
}

function row(context: Context, life: Life, axis: Axis | null, self: string): HTMLElement {
  const { app } = context;
  const bar = axis === null ? null : barOf(life, axis, WIDTH);
  const span = spanWords(app, life.start, life.end);
  const word = progressWord(app, life.progress);
  const words = [
    span === "" ? app.t("panel.noDate") : span,
    ...(life.computed === true && life.start !== null ? [app.t("panel.life.computed")] : []),
    ...(life.start !== null && life.end === null ? [app.t("panel.life.noEnd")] : []),
    ...(isDone(life.progress) && word !== "" ? [statusWords(app, word)] : []),
  ];
  const item = el("li", {},
    el("p", { class: "life-name" },
      life.id !== self && context.known(life.id) ? goTo(context, life.id, life.label) : el("bdi", {}, life.label), " ",
      el("span", { class: "quiet" }, words.join(app.t("panel.comma"))), " ",
      isDone(life.progress) || word === "" ? null : addedLabel(context, life.progress, word)));
  if (bar !== null) item.append(barView(bar, life));
  if (life.steps.length > 0) {
    item.append(el("ul", { class: "unseen" }, ...life.steps.map(({ year, label, progress }) => el("li", {},
      [year === null ? app.t("panel.noYear") : `${year}`, label, progressWord(app, progress)]
        .filter((word) => word !== "").join(app.t("panel.comma"))))));
  }
  return item;
}

function barView(bar: Bar, life: Life): SVGElement {
  const look = `${held(MARKS, life.mark, "mark")} ${held(PROGRESS, life.progress, "progress") || "untold"}`;
  const marks: SVGElement[] = [svg("path", { class: "span", d: `M${bar.from} ${MIDDLE}H${bar.to}` })];
  // An end that is told is a stroke across; one that is not runs out in an arrow's head.
  if (bar.openEnd) marks.push(svg("path", { class: "open", d: `M${bar.to - 5} ${MIDDLE - 4}L${bar.to} ${MIDDLE}L${bar.to - 5} ${MIDDLE + 4}` }));
  else marks.push(svg("path", { class: "end", d: `M${bar.to} ${MIDDLE - 5}V${MIDDLE + 5}` }));
  if (bar.openStart) marks.push(svg("path", { class: "open", d: `M${bar.from + 5} ${MIDDLE - 4}L${bar.from} ${MIDDLE}L${bar.from + 5} ${MIDDLE + 4}` }));
  // A step in the year of the start stands for it, unless the start is computed.
  else if (bar.hollowStart || !bar.steps.some(({ x }) => x === bar.from)) marks.push(svg("circle", { class: bar.hollowStart ? "start hollow" : "start", cx: bar.from, cy: MIDDLE, r: 4.5 }));
  for (const step of bar.steps) {
    marks.push(svg("rect", { class: isDone(step.progress) ? "step" : "step hollow", x: step.x - 3.5, y: MIDDLE - 3.5, width: 7, height: 7 },
      svg("title", {}, `${step.year}: ${step.labels.join("; ")}`)));
    if (step.written) marks.push(svg("text", { x: step.x, y: MIDDLE + 17, "text-anchor": "middle" }, `${step.year}`));
  }
  const height = bar.steps.length > 0 ? 32 : 20;
  return svg("svg", { viewBox: `0 0 ${WIDTH} ${height}`, class: `bar-strip ${look}`, "aria-hidden": "true" }, ...marks);
}

function axisView(axis: Axis): SVGElement {
  return svg("svg", { viewBox: `0 0 ${WIDTH} 20`, class: "axis", "aria-hidden": "true" },
    svg("path", { d: `M0 1H${WIDTH}` }),
    ...axis.ticks.flatMap(({ x, year }) => [
      svg("path", { d: `M${x} 1v4` }),
      svg("text", { x, y: 17, "text-anchor": "middle" }, `${year}`),
    ]));
}

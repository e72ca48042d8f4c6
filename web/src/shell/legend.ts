/**
 * The legend: what each mark of the drawing means, and how many ties bear it.
 *
 * In: the app and its place. Out: a list over the lower left corner of what occurs in what is shown,
 * each kind, status and basis a switch of its filter, each network a choice. The samples stand in
 * `legend-samples`. It draws no map.
 */

import type { App } from "../app.ts";
import { facet } from "../data/facets.ts";
import { BASES, MARKS, PROGRESS } from "../data/payload.ts";
import { visible } from "../data/visible.ts";
import { yearsOf } from "../data/years.ts";
import { el } from "../dom.ts";
import { toggled } from "./choices.ts";
import { basisSample, flowSample, lineSample, ringSample, signSample } from "./legend-samples.ts";

/** Where the drawing has less room, the legend is folded at first: CSS pixels. */
const ROOM = { width: 720, height: 560 };

/** Told by the drawing on the stage: "true" while countries stand for their cities. */
const GROUPED = "data-grouped";

export function mountLegend(app: App, host: HTMLElement): void {
  const { store, t } = app;
  const stage = host.closest(".stage");
  const roomy = stage !== null && stage.clientWidth >= ROOM.width && stage.clientHeight >= ROOM.height;
  const heading = el("summary");
  const body = el("div", { class: "groups" });
  host.append(el("details", { open: roomy }, heading, body));
  const fill = (): void => {
    const focused = (document.activeElement as HTMLElement | null)?.closest<HTMLElement>(".legend [data-key]")?.dataset["key"];
    const stripOpen = body.querySelector<HTMLDetailsElement>(".of-strip")?.open ?? false;
    heading.textContent = t("legend.heading");
    const groups = [marks(app), progress(app), basis(app), networks(app), signs(app, host), strip(app, stripOpen)];
    body.replaceChildren(...groups.filter((group) => group !== null));
    if (focused) body.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  };
  store.on(["lang", "filters", "year", "view", "selected", "lit", "events", "persons"], fill);
  if (stage) new MutationObserver(fill).observe(stage, { attributeFilter: [GROUPED] });
  fill();
}

function group(name: string, heading: string, rows: readonly Node[]): HTMLElement | null {
  if (rows.length === 0) return null;
  return el("ul", { class: `of-${name}`, "aria-label": heading }, ...rows);
}

/** A row that switches a value of a filter on and off. */
function switching(app: App, name: "marks" | "progress" | "basis", value: string, sample: Node, label: string, count: number): HTMLElement {
  const { store, t } = app;
  const off = store.now.filters[name].includes(value);
  const button = el("button", { type: "button", "aria-pressed": String(!off), title: t(off ? "legend.show" : "legend.hide") });
  button.dataset["key"] = `${name} ${value}`;
  button.append(sample, el("span", { class: "label" }, label), el("span", { class: "count" }, t("legend.count", { n: count })));
  button.addEventListener("click", () => {
    store.set({ filters: toggled(store.now.filters, name, value) });
    app.say(t(off ? "legend.shown" : "legend.hidden", { label }));
  });
  return el("li", {}, button);
}

/** A row that only explains. */
function explaining(sample: Node, label: string): HTMLElement {
  return el("li", { class: "explained" }, sample, el("span", { class: "label" }, label));
}

/** Values that occur in what is shown, or would if they were not hidden. */
function occurring(app: App, name: "marks" | "progress" | "basis", values: readonly string[]): readonly (readonly [value: string, position: number, count: number])[] {
  const counts = facet(app.model, app.store.now, name);
  return values.map((value, position) => [value, position, counts[position]!] as const).filter(([, , count]) => count > 0);
}

function marks(app: App): HTMLElement | null {
  const rows = occurring(app, "marks", MARKS).map(([value, position, count]) =>
    switching(app, "marks", value, lineSample(position, "realised"), app.t(`filters.marks.${value}`), count));
  return group("marks", app.t("filters.facets.marks"), rows);
}

function progress(app: App): HTMLElement | null {
  const found = occurring(app, "progress", PROGRESS);
  // Where nothing is told of any, there is nothing to tell apart.
  if (found.every(([value]) => value === "")) return null;
  // What is not told comes last.
  const rows = [...found].sort(([a], [b]) => Number(a === "") - Number(b === "")).map(([value, , count]) => {
    const label = value === "" ? app.t("legend.untold") : app.t(`filters.progress.${value}`);
    return switching(app, "progress", value, lineSample(0, value as (typeof PROGRESS)[number], 1, false), label, count);
  });
  return group("progress", app.t("filters.facets.progress"), rows);
}

function basis(app: App): HTMLElement | null {
  const found = occurring(app, "basis", BASES);
  if (found.every(([value]) => value === "stated")) return null;
  const rows = found.map(([value, , count]) => switching(app, "basis", value, basisSample(value !== "stated"), app.t(`filters.basis.${value}`), count));
  return group("basis", app.t("filters.facets.basis"), rows);
}

function networks(app: App): HTMLElement | null {
  const { model: { core }, store, told, t } = app;
  const seen = visible(app.model, store.now).cities;
  const rows = core.networks.flatMap((network) => {
    const count = network.members.filter(([city]) => seen[city] === 1).length;
    if (count === 0) return [];
    const chosen = store.now.selected === network.id;
    const button = el("button", { type: "button", "aria-pressed": String(chosen), title: t("legend.choose") });
    button.dataset["key"] = network.id;
    button.append(ringSample(network.letter), el("span", { class: "label" }, told(network.label)), el("span", { class: "count" }, t("legend.members", { n: count })));
    button.addEventListener("click", () => store.set({ selected: chosen ? null : network.id }));
    return [el("li", {}, button)];
  });
  return group("networks", t("legend.networks"), rows);
}

function signs(app: App, host: HTMLElement): HTMLElement | null {
  const { model, store: { now }, t } = app;
  const seen = visible(model, now);
  const rows: HTMLElement[] = [];
  if (model.core.own.length > 0) rows.push(explaining(signSample("own"), t("legend.own", { n: model.core.own.length })));
  if (now.view === "network" && model.core.networks.length > 0) rows.push(explaining(signSample("membership"), t("legend.membership")));
  const several = model.strands.some(({ ties }, strand) => seen.strands[strand] !== 0 && ties.length > 1);
  if (several) rows.push(explaining(lineSample(0, "realised", 3, false), t("legend.width")));
  if (now.year !== null && seen.undated > 0) rows.push(explaining(signSample("undated"), t("legend.undated", { year: String(now.year) })));
  if (host.closest(".stage")?.getAttribute(GROUPED) === "true") {
    rows.push(explaining(signSample("bubble"), t("legend.bubble")), explaining(flowSample(commonest(app)), t("legend.flow")));
  }
  if (now.events && seen.events.some((each) => each !== 0)) rows.push(explaining(signSample("event"), t("legend.event")));
  if (now.persons && seen.persons.some((each) => each !== 0)) rows.push(explaining(signSample("person"), t("legend.person")));
  if (now.selected !== null || now.lit.length > 0) rows.push(explaining(signSample("selected"), t("legend.selected")));
  return group("signs", t("legend.signs"), rows);
}

/** The mark of most ties: flows wear its colour. */
function commonest({ model }: App): number {
  const counts = MARKS.map(() => 0);
  for (const { mark } of model.strands) counts[mark]! += 1;
  return counts.indexOf(Math.max(...counts));
}

/** The marks of the time line, told on demand: the words beside it say the same. */
function strip({ model, store, t }: App, open: boolean): HTMLElement | null {
  if (yearsOf(model, store.now.filters) === null) return null;
  const rows = [explaining(signSample("force"), t("legend.force")), explaining(signSample("begins"), t("legend.begins"))];
  if (model.core.events.some(({ start }) => start !== null)) rows.push(explaining(signSample("happens"), t("legend.happens")));
  rows.push(explaining(signSample("step"), t("legend.step")), explaining(signSample("beyond"), t("legend.beyond")));
  return el("details", { class: "of-strip", open }, el("summary", { "data-key": "strip" }, t("legend.strip")), group("rows", t("legend.strip"), rows));
}

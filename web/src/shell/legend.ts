/**
 * The legend: what each mark of the drawing means, and how many ties bear it.
 *
 * In: the app and its place. Out: a list over the lower left corner of what occurs in what is shown,
 * each kind, status and basis a switch of its filter, each network a choice. What is drawn alike has
 * one entry. The samples stand in `legend-samples`. It draws no map.
 */

import type { App } from "../app.ts";
import { facet } from "../data/facets.ts";
import { BASES, MARKS, type Progress, PROGRESS } from "../data/payload.ts";
import { isPlanned, visible } from "../data/visible.ts";
import { yearsOf } from "../data/years.ts";
import { el } from "../dom.ts";
import { foldWithDrawer } from "./aside.ts";
import { toggled } from "./choices.ts";
import { basisSample, flowSample, lineSample, ringSample, signSample } from "./legend-samples.ts";

/** Where the drawing has less room, the legend is folded at first: CSS pixels. */
const ROOM = { width: 720, height: 560 };

/** Told by the drawing on the stage: "true" while countries stand for their cities. */
const GROUPED = "data-grouped";

/** Statuses that are drawn as a solid line, and so have one entry and one switch. */
const SOLID: readonly Progress[] = ["realised", ""];

export function mountLegend(app: App, host: HTMLElement): void {
  const { store, t } = app;
  const stage = host.closest(".stage");
  const heading = el("summary");
  const body = el("div", { class: "groups" });
  const whole = el("details", {}, heading, body);
  host.append(whole);
  const dated = yearsOf(app.model, store.now.filters) !== null; // whatever the filters
  const fill = (): void => {
    const focused = (document.activeElement as HTMLElement | null)?.closest<HTMLElement>(".legend [data-key]")?.dataset["key"];
    const stripOpen = body.querySelector<HTMLDetailsElement>(".of-strip")?.open ?? false;
    heading.textContent = t("legend.heading");
    const groups = [marks(app), lines(app), networks(app), signs(app, host), dated ? strip(app, stripOpen) : null].filter((group) => group !== null);
    replaceChanged(body, groups);
    if (focused) body.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  };
  store.on(["lang", "filters", "year", "view", "selected", "lit", "events", "persons"], fill);
  if (stage) onGrouping(stage, fill);
  foldWithDrawer(app, whole, stage !== null && stage.clientWidth >= ROOM.width && innerHeight >= ROOM.height);
  fill();
}

/**
 * Put groups, always in one order, in the place of those before. What says the same is left alone: a
 * press that has begun on it would be lost.
 */
function replaceChanged(body: HTMLElement, groups: readonly HTMLElement[]): void {
  const names = groups.map((group) => group.className);
  for (const each of [...body.children]) if (!names.includes(each.className)) each.remove();
  const held = new Map([...body.children].map((each) => [each.className, each]));
  groups.forEach((group, at) => {
    const former = held.get(group.className);
    if (!former) body.insertBefore(group, body.children[at] ?? null);
    else if (!former.isEqualNode(group)) former.replaceWith(group);
  });
}

/** Countries stand for their cities, or no longer: the drawing says so again at every frame. */
function onGrouping(stage: Element, call: () => void): void {
  let before = stage.getAttribute(GROUPED);
  new MutationObserver(() => {
    const now = stage.getAttribute(GROUPED);
    if ((now === "true") !== (before === "true")) call();
    before = now;
  }).observe(stage, { attributeFilter: [GROUPED] });
}

function group(name: string, heading: string, rows: readonly Node[]): HTMLElement | null {
  if (rows.length === 0) return null;
  return el("ul", { class: `of-${name}`, "aria-label": heading }, ...rows);
}

type Switched = "marks" | "progress" | "basis";

/** A row that switches values of a filter on and off. */
function switching(app: App, name: Switched, values: readonly string[], sample: Node, label: string, count: number): HTMLElement {
  const { store, t } = app;
  const isOff = (value: string): boolean => store.now.filters[name].includes(value);
  const off = values.every(isOff);
  const button = el("button", { type: "button", "aria-pressed": String(!off), title: t(off ? "legend.show" : "legend.hide") });
  button.dataset["key"] = `${name} ${values[0]!}`;
  button.append(sample, el("span", { class: "label" }, label), el("span", { class: "count" }, t("legend.count", { n: count })));
  button.addEventListener("click", () => {
    // Only the values that are as the entry says: one may have been hidden among the filters.
    const turned = values.filter((value) => isOff(value) === off);
    store.set({ filters: turned.reduce((filters, value) => toggled(filters, name, value), store.now.filters) });
    app.say(t(off ? "legend.shown" : "legend.hidden", { label }));
  });
  return el("li", {}, button);
}

/** A row that only explains. */
function explaining(sample: Node, label: string): HTMLElement {
  return el("li", { class: "explained" }, sample, el("span", { class: "label" }, label));
}

/** How many ties bear each value in what is shown, or would if they were not hidden. */
function occurring(app: App, name: Switched, values: readonly string[]): (value: string) => number {
  const counts = facet(app.model, app.store.now, name);
  return (value) => counts[values.indexOf(value)]!;
}

function marks(app: App): HTMLElement | null {
  const count = occurring(app, "marks", MARKS);
  // A twinning is an agreement too: beside twinnings the entry counts the others.
  const label = (mark: string): string =>
    app.t(mark === "agreement" && count("twinning") > 0 ? "legend.otherAgreement" : `filters.marks.${mark}`);
  const rows = MARKS.filter((mark) => count(mark) > 0).map((mark) =>
    switching(app, "marks", [mark], lineSample(MARKS.indexOf(mark), "realised"), label(mark), count(mark)));
  return group("marks", app.t("filters.facets.marks"), rows);
}

/** What a line tells beside its kind: status, basis, number, whether it has a date. */
function lines(app: App): HTMLElement | null {
  const { model, store: { now }, t } = app;
  const seen = visible(model, now);
  const rows = [...progress(app), ...basis(app)];
  const several = model.strands.some(({ ties }, strand) => seen.strands[strand] !== 0 && ties.length > 1);
  if (several) rows.push(explaining(lineSample(0, "realised", 3, false), t("legend.width")));
  if (now.year !== null && seen.undated > 0) rows.push(explaining(signSample("undated"), t("legend.undated", { year: String(now.year) })));
  return group("lines", t("legend.lines"), rows);
}

function progress(app: App): HTMLElement[] {
  const count = occurring(app, "progress", PROGRESS);
  const found = PROGRESS.filter((value) => count(value) > 0);
  // Where nothing is told of any, there is nothing to tell apart.
  if (found.every((value) => value === "")) return [];
  const row = (values: readonly Progress[], label: string): HTMLElement =>
    switching(app, "progress", values, lineSample(0, values[0]!, 1, false), label, values.reduce((sum, value) => sum + count(value), 0));
  const solid = SOLID.filter((value) => found.includes(value));
  const others = found.filter((value) => !SOLID.includes(value)).map((value) => row([value], app.t(`filters.progress.${value}`)));
  const named = solid.length === 2 ? "legend.solid" : `filters.progress.${solid[0] || "untold"}`;
  return solid.length === 0 ? others : [row(solid, app.t(named)), ...others];
}

/** Signs on the line; without one a source states it, which needs an entry only to be shown again. */
function basis(app: App): HTMLElement[] {
  const count = occurring(app, "basis", BASES);
  const hidden = app.store.now.filters.basis;
  return BASES.filter((value) => count(value) > 0 && (value !== "stated" || hidden.includes(value))).map((value) =>
    switching(app, "basis", [value], basisSample(value !== "stated"), app.t(`filters.basis.${value}`), count(value)));
}

function networks(app: App): HTMLElement | null {
  const { model: { core }, store, told, t } = app;
  const seen = visible(app.model, store.now).cities;
  const rows = core.networks.flatMap((network) => {
    const count = network.members.filter(([city]) => seen[city] === 1).length;
    if (count === 0) return [];
    const chosen = store.now.selected === network.id;
    const label = told(network.label);
    const button = el("button", { type: "button", "aria-pressed": String(chosen), title: t("legend.membersHere", { label, n: count }) });
    button.dataset["key"] = network.id;
    button.append(ringSample(network.letter), el("span", { class: "label" }, label), el("span", { class: "count" }, t("legend.count", { n: count })));
    button.addEventListener("click", () => store.set({ selected: chosen ? null : network.id }));
    return [el("li", {}, button)];
  });
  return group("networks", t("legend.networks"), rows);
}

function signs(app: App, host: HTMLElement): HTMLElement | null {
  const { model, store: { now }, t } = app;
  const seen = visible(model, now);
  const rows: HTMLElement[] = [];
  const add = (sample: SVGElement, key: string): void => void rows.push(explaining(sample, t(`legend.${key}`, { n: model.core.own.length })));
  const home = homeWords(model);
  if (home !== null) add(signSample("own"), home);
  if (hasUnrelated(app)) add(signSample("unrelated"), "unrelated");
  if (now.view === "network" && model.core.networks.length > 0) add(signSample("membership"), "membership");
  if (host.closest(".stage")?.getAttribute(GROUPED) === "true") {
    add(signSample("bubble"), "bubble");
    add(flowSample(commonest(app)), "flow");
  }
  const events = now.events ? model.core.events.filter((_, index) => seen.events[index] !== 0) : [];
  if (events.some(({ progress: far }) => !isPlanned(far))) add(signSample("event"), "event");
  if (events.some(({ progress: far }) => isPlanned(far))) add(signSample("planned"), "plannedEvent");
  if (now.events && seen.events.includes(2)) add(signSample("faint"), "undatedEvent");
  if (now.persons && seen.persons.includes(1)) add(signSample("person"), "person");
  if (now.selected !== null || now.lit.length > 0) add(signSample("selected"), "selected");
  return group("signs", t("legend.signs"), rows);
}

/** The blue dot: the page's cities of a report, the one in the middle, or both. */
function homeWords({ core: { own, centre } }: App["model"]): string | null {
  if (centre < 0 || own.includes(centre)) return own.length > 0 ? "own" : null;
  return own.length > 0 ? "middleAndOwn" : "middle";
}

/** Whether a city is shown that no tie concerns: something took place there, or somebody sits there. */
function hasUnrelated({ model, store: { now } }: App): boolean {
  const seen = visible(model, now).cities;
  const home = new Set([...model.core.own, model.core.centre]);
  return model.degree.some((degree, city) => degree === 0 && seen[city] === 1 && !home.has(city) && (now.view !== "map" || model.placed(city)));
}

/** The mark of most ties: flows wear its colour. */
function commonest({ model }: App): number {
  const counts = MARKS.map(() => 0);
  for (const { mark } of model.strands) counts[mark]! += 1;
  return counts.indexOf(Math.max(...counts));
}

/** The marks of the time line, told on demand: the words beside it say the same. */
function strip({ model, t }: App, open: boolean): HTMLElement {
  const rows = [explaining(signSample("force"), t("legend.force")), explaining(signSample("begins"), t("legend.begins"))];
  if (model.core.events.some(({ start }) => start !== null)) rows.push(explaining(signSample("happens"), t("legend.happens")));
  rows.push(explaining(signSample("step"), t("legend.step")), explaining(signSample("beyond"), t("legend.beyond")));
  return el("details", { class: "of-strip", open }, el("summary", { "data-key": "strip" }, t("legend.strip")), group("rows", t("legend.strip"), rows));
}

/**
 * The panel while nothing is selected: what this page is, how to begin, from which data it is made.
 *
 * In: the core's columns. Out: elements. What it counts is the city's in the middle, where the page
 * has one, as the line under the title does.
 */

import { MARKS, type NetworkColumn, PROGRESS } from "../data/payload.ts";
import { el } from "../dom.ts";
import { fail } from "../failing.ts";
import type { Partner } from "./account.ts";
import type { Model } from "../data/model.ts";
import type { Context } from "./context.ts";
import { partnerList, tieSign } from "./list.ts";
import { partnersOf } from "./partners.ts";
import { goTo, missingNodes, partNodes } from "./prose.ts";
import { baseCity } from "./reading.ts";
import { listed } from "./words.ts";

const BUSIEST = 25; // cities listed on a page that is about no city

/** Draw what the page says of itself. */
export function startView(context: Context): HTMLElement {
  const { app, lang } = context;
  const { core } = app.model;
  const base = baseCity(core);
  const article = el("article", {},
    el("h2", { tabindex: -1 }, el("bdi", {}, app.told(core.title))),
    el("p", { class: "under" }, app.told(core.summary)),
    missingView(context),
    el("p", { class: "begin" }, beginning(context)));
  const section = (heading: string, ...children: HTMLElement[]): void => {
    article.append(el("section", { class: "chapter" }, el("h3", {}, heading), ...children));
  };
  const rows = rowsAround(app.model, base);
  if (rows.length > 0) section(app.t("panel.start.kinds"), kindCounts(context, rows));
  if (base >= 0) {
    const partners = partnersOf(app.model, base, lang);
    if (partners.length > 0) {
      section(app.t("panel.start.partners", { n: partners.length, city: app.model.nameApart(base, lang) }), partnerList(context, base, partners));
    }
  } else if (core.cities.id.length > 0) section(app.t("panel.start.busiest"), busiest(context));
  const networks = networksAround(app.model, base).map(({ id, label }) => el("li", {}, goTo(context, id, app.told(label))));
  if (networks.length > 0) {
    section(base < 0 ? app.t("panel.start.networks") : app.t("panel.start.networksOf", { city: app.model.nameApart(base, lang) }), el("ul", {}, ...networks));
  }
  const own = core.own.filter((city) => city !== base).map((city) => [app.model.cityId(city), app.model.nameApart(city, lang)] as const);
  if (own.length > 0) {
    // A city in the middle need not be one that reports.
    const unreported = base >= 0 && !core.own.includes(base);
    const lead = unreported ? [app.t("panel.start.unreported", { n: own.length, city: app.model.nameApart(base, lang) })] : [];
    section(app.t(unreported ? "panel.start.reports" : "panel.start.own", { n: own.length }),
      el("p", {}, ...partNodes(context, [...lead, ...listed(lang, own)])));
  }
  if (core.sources.length > 0) {
    section(app.t("panel.start.sources"), el("ul", {}, ...core.sources.map(({ label }) => el("li", {}, el("bdi", {}, app.told(label))))));
  }
  if (core.leftOut > 0) article.append(el("p", { class: "quiet" }, app.t("panel.start.leftOut", { n: core.leftOut })));
  section(app.t("panel.start.promises"), el("ul", {}, ...["reason", "planned", "offline"].map((key) =>
    el("li", {}, app.t(`panel.promise.${key}`)))));
  article.append(licencesView(context));
  return article;
}

/** How to begin, as far as there is anything to begin with. */
function beginning({ app }: Context): string {
  const { cities, ties } = app.model.core;
  if (cities.id.length === 0) return app.t("panel.start.empty");
  return ties.id.length === 0 ? app.t("panel.start.lonely", { n: cities.id.length }) : app.t("panel.start.hint");
}

/** What a link was to show and the page does not hold. */
function missingView({ app }: Context): HTMLElement | null {
  const { missing } = app.store.now;
  return missing === null ? null : el("p", { class: "missing" }, ...missingNodes(app, "missing", missing));
}

/** The rows of ties about a city; without one, all. */
export function rowsAround({ core: { ties } }: Model, base: number): number[] {
  return ties.id.map((_, row) => row).filter((row) => base < 0 || ties.a[row] === base || ties.b[row] === base);
}

/** The networks of a city; without one, all. */
export function networksAround({ core, networksOf }: Model, base: number): readonly NetworkColumn[] {
  return base < 0 ? core.networks : (networksOf.get(base) ?? []).map((at) => core.networks[at]!);
}

/** How many agreements and claims there are of each kind, and how far they have come. */
export function countsOf({ core: { ties } }: Model, rows: readonly number[]): ReadonlyMap<number, number>[] {
  const seen = new Set<string>();
  const counts = MARKS.map(() => new Map<number, number>());
  for (const row of rows) {
    if (seen.has(ties.id[row]!)) continue; // an agreement of three is three rows
    seen.add(ties.id[row]!);
    const by = counts[ties.mark[row]!]!;
    by.set(ties.progress[row]!, (by.get(ties.progress[row]!) ?? 0) + 1);
  }
  return counts;
}

function sum(by: ReadonlyMap<number, number>): number {
  return [...by.values()].reduce((all, each) => all + each, 0);
}

/** The counts as a list; twinnings are agreements, too: where there are both, all are counted first. */
function kindCounts({ app }: Context, rows: readonly number[]): HTMLElement {
  const counts = countsOf(app.model, rows);
  const item = (mark: number, name: string): HTMLElement | null => {
    const by = counts[mark]!;
    if (by.size === 0) return null;
    const parts = [...by].sort(([a], [b]) => a - b)
      .map(([progress, of]) => app.t(`panel.start.of.${PROGRESS[progress] || "untold"}`, { n: of }));
    const told = by.size === 1 && by.has(0) ? "" : app.t("panel.brackets", { text: parts.join(app.t("panel.comma")) });
    return el("li", {}, tieSign(mark, 0), " ", app.t(`panel.count.${name}`, { n: sum(by) }), " ", el("span", { class: "quiet" }, told));
  };
  const [twinning, agreement] = [MARKS.indexOf("twinning"), MARKS.indexOf("agreement")];
  const [twinnings, others] = [sum(counts[twinning]!), sum(counts[agreement]!)];
  const items = MARKS.map((name, mark) => item(mark, mark === agreement && twinnings > 0 ? "otherAgreement" : name));
  if (twinnings === 0 || others === 0) return el("ul", { class: "counts" }, ...items);
  const all = app.t("panel.count.ofTwinnings", { n: twinnings, all: app.t("panel.count.agreement", { n: twinnings + others }) });
  return el("ul", { class: "counts" },
    el("li", { class: "counts-sum" }, all, el("ul", { class: "counts" }, items[twinning]!, items[agreement]!)),
    ...items.filter((_, mark) => mark !== twinning && mark !== agreement));
}

/** The cities with the most links, on a page without one in its middle. */
function busiest(context: Context): HTMLElement {
  const { app, lang } = context;
  const { degree } = app.model;
  const order: Partner[] = degree.map((_, city) => ({ city, ties: [] }));
  const most = order.sort((a, b) => degree[b.city]! - degree[a.city]! || a.city - b.city).slice(0, BUSIEST);
  return el("ul", {}, ...most.map(({ city }) => el("li", {},
    goTo(context, app.model.cityId(city), app.model.nameApart(city, lang)), " ",
    el("span", { class: "quiet" }, app.t("panel.start.links", { n: degree[city]! })))));
}

/** Licences of what others made, read when they are asked for. */
function licencesView({ app }: Context): HTMLElement {
  const text = el("pre", { class: "licences", tabindex: 0, lang: "en" });
  const fold = el("details", { class: "about" },
    el("summary", {}, app.t("panel.start.licences")), text);
  fold.addEventListener("toggle", () => {
    if (!fold.open || text.textContent !== "") return;
    void app.block("licences").then((bytes) => {
      text.textContent = bytes === null ? app.t("panel.start.noLicences") : new TextDecoder().decode(bytes);
    }).catch((problem: unknown) => fail(app, problem));
  });
  return fold;
}

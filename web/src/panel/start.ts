/**
 * The panel while nothing is selected: what this page is, how to begin, from which data it is made.
 *
 * In: the core's columns. Out: elements.
 */

import { MARKS, PROGRESS } from "../data/payload.ts";
import { el } from "../dom.ts";
import type { Partner } from "./account.ts";
import type { Context } from "./context.ts";
import { partnerList, tieSign } from "./list.ts";
import { partnersOf } from "./partners.ts";
import { goTo, partNodes } from "./prose.ts";
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
    el("p", { class: "begin" }, app.t(core.cities.id.length === 0 ? "panel.start.empty" : "panel.start.hint")));
  const section = (heading: string, ...children: HTMLElement[]): void => {
    article.append(el("section", { class: "chapter" }, el("h3", {}, heading), ...children));
  };
  if (core.ties.id.length > 0) section(app.t("panel.start.kinds"), kindCounts(context));
  if (base >= 0) {
    const partners = partnersOf(app.model, base, lang);
    if (partners.length > 0) {
      section(app.t("panel.start.partners", { n: partners.length, city: app.model.nameApart(base, lang) }), partnerList(context, base, partners));
    }
  } else if (core.cities.id.length > 0) section(app.t("panel.start.busiest"), busiest(context));
  const networks = core.networks.map(({ id, label }) => el("li", {}, goTo(context, id, app.told(label))));
  if (networks.length > 0) section(app.t("panel.start.networks"), el("ul", {}, ...networks));
  const own = core.own.filter((city) => city !== base).map((city) => [app.model.cityId(city), app.model.nameApart(city, lang)] as const);
  if (own.length > 0) section(app.t("panel.start.own"), el("p", {}, ...partNodes(context, listed(lang, own))));
  if (core.sources.length > 0) {
    section(app.t("panel.start.sources"), el("ul", {}, ...core.sources.map(({ label }) => el("li", {}, el("bdi", {}, app.told(label))))));
  }
  section(app.t("panel.start.promises"), el("ul", {}, ...["reason", "planned", "offline"].map((key) =>
    el("li", {}, app.t(`panel.promise.${key}`)))));
  article.append(licencesView(context));
  return article;
}

/** How many agreements and claims there are of each kind, and how far they have come. */
function kindCounts({ app }: Context): HTMLElement {
  const { ties } = app.model.core;
  const seen = new Set<string>();
  const counts = MARKS.map(() => new Map<number, number>());
  ties.id.forEach((id, row) => {
    if (seen.has(id)) return; // an agreement of three is three rows
    seen.add(id);
    const by = counts[ties.mark[row]!]!;
    by.set(ties.progress[row]!, (by.get(ties.progress[row]!) ?? 0) + 1);
  });
  const others = counts[MARKS.indexOf("twinning")]!.size > 0; // twinnings are agreements, too
  return el("ul", { class: "counts" }, ...counts.flatMap((by, mark) => {
    const n = [...by.values()].reduce((sum, each) => sum + each, 0);
    if (n === 0) return [];
    const parts = [...by].sort(([a], [b]) => a - b)
      .map(([progress, of]) => app.t(`panel.start.of.${PROGRESS[progress] || "untold"}`, { n: of }));
    const told = by.size === 1 && by.has(0) ? "" : app.t("panel.brackets", { text: parts.join(app.t("panel.comma")) });
    return [el("li", {}, tieSign(mark, 0), " ", app.t(`panel.count.${others && MARKS[mark] === "agreement" ? "otherAgreement" : MARKS[mark]}`, { n }), " ", el("span", { class: "quiet" }, told))];
  }));
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
    });
  });
  return fold;
}

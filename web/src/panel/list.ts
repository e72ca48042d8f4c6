/**
 * A list of linked cities: by country where countries have several, searched where it is long.
 *
 * In: `Partner`s. Out: an element. Of hundreds it draws the first few dozen until asked for all.
 */

import { held } from "../data/held.ts";
import { MARKS, PROGRESS } from "../data/payload.ts";
import { el, svg } from "../dom.ts";
import type { Partner } from "./account.ts";
import type { Context } from "./context.ts";
import { type CountryGroup, byCountry, matching } from "./partners.ts";
import { addedLabel, goTo, markButtons, showAll } from "./prose.ts";
import { countryBeside, isDone, kindWords, progressWord, spanWords, tieMark } from "./words.ts";

const SEARCHED = 12; // a list longer than this can be searched
const DRAWN = 60; // cities drawn before the reader asks for all

/** Draw the cities linked to one. */
export function partnerList(context: Context, of: number, partners: readonly Partner[]): HTMLElement {
  const { app } = context;
  const found = el("div", { class: "partners" });
  const fill = (held: readonly Partner[]): void => found.replaceChildren(...draw(context, of, held, DRAWN));
  fill(partners);
  if (partners.length <= SEARCHED) return found;
  const count = el("p", { class: "quiet", role: "status" });
  const search = el("input", {
    type: "search", class: "find", "aria-label": app.t("panel.find"), placeholder: app.t("panel.find"), autocomplete: "off",
    oninput: () => {
      const held = matching(partners, search.value, app.model);
      fill(held);
      count.textContent = search.value.trim() === "" ? "" : app.t("panel.found", { n: held.length });
    },
  });
  return el("div", {}, search, count, found);
}

function draw(context: Context, of: number, partners: readonly Partner[], most: number): HTMLElement[] {
  const { app, lang } = context;
  const groups = byCountry(partners, app.model, lang, (texts) => app.told(texts));
  // Headings help where countries have several cities each, and are in the way where each has one.
  const flat = partners.length < groups.length * 2 && partners.length <= SEARCHED * 2;
  const shown = partners.slice(0, most);
  const made = flat
    ? [el("ul", {}, ...shown.map((partner) => item(context, of, partner, true)))]
    : cut(groups, most).map((group) => countryList(context, of, group));
  if (partners.length > most) {
    const all = showAll(context, partners.length, () => {
      const rest = draw(context, of, partners, Infinity);
      all.parentElement!.replaceChildren(...rest);
      return rest[0]!;
    });
    made.push(all);
  }
  return made;
}

function cut(groups: readonly CountryGroup[], most: number): CountryGroup[] {
  const kept: CountryGroup[] = [];
  let room = most;
  for (const group of groups) {
    if (room <= 0) break;
    kept.push({ ...group, partners: group.partners.slice(0, room) });
    room -= group.partners.length;
  }
  return kept;
}

function countryList(context: Context, of: number, group: CountryGroup): HTMLElement {
  const label = group.country < 0 ? context.app.t("panel.noCountry") : group.label;
  return el("div", { class: "country" },
    el("h4", {}, el("bdi", {}, label)),
    el("ul", {}, ...group.partners.map((partner) => item(context, of, partner, false))));
}

function item(context: Context, of: number, partner: Partner, withCountry: boolean): HTMLElement {
  const { app, lang } = context;
  const { model } = app;
  const country = withCountry ? countryBeside(app, partner.city) : "";
  const made = el("li", { class: "partner" });
  const line = el("p", { class: "line" }, goTo(context, model.cityId(partner.city), model.nameApart(partner.city, lang)));
  if (country !== "") line.append(" ", el("span", { class: "quiet" }, el("bdi", {}, country)));
  made.append(line);
  for (const row of alike(context, partner.ties)) {
    const { ties } = model.core;
    const span = spanWords(app, ties.start[row] ?? null, ties.end[row] ?? null);
    const words = [kindWords(app, row), ...(span === "" ? [] : [span])].join(app.t("panel.comma"));
    const kind = el("p", { class: "line tie" },
      tieSign(ties.mark[row]!, ties.progress[row]!), goTo(context, model.relationId(of, partner.city), words));
    if (!isDone(ties.progress[row]!)) kind.append(" ", addedLabel(context, ties.progress[row]!, statusWord(context, row)));
    const holder = el("div", {}, kind);
    kind.append(markButtons(context, [tieMark(app, row)], holder));
    made.append(holder);
  }
  return made;
}

/** The exact status of a tie, else how far it has come. */
function statusWord({ app }: Context, row: number): string {
  const { ties, statuses } = app.model.core;
  const status = statuses[ties.statuses[row] ?? -1];
  return status === undefined ? progressWord(app, ties.progress[row]!) : app.told(status.label);
}

/** One row for ties that read alike here; the relation tells them one by one. */
function alike({ app }: Context, rows: readonly number[]): number[] {
  const { ties } = app.model.core;
  const seen = new Map<string, number>();
  for (const row of rows) {
    const key = [kindWords(app, row), ties.start[row], ties.end[row], ties.progress[row], ties.basis[row], ties.sources[row]!.join()].join("|");
    if (!seen.has(key)) seen.set(key, row);
  }
  return [...seen.values()];
}

/** A short piece of a tie's line, as the map draws it. */
export function tieSign(mark: number, progress: number): SVGElement {
  const look = `${held(MARKS, mark, "mark")} ${held(PROGRESS, progress, "progress") || "untold"}`;
  return svg("svg", { viewBox: "0 0 24 8", width: 24, height: 8, class: `tie-sign ${look}`, "aria-hidden": "true" },
    svg("path", { class: "span", d: "M0 4H24" }));
}

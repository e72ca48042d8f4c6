/**
 * The page's own words for things of which no record was written: most of a world graph.
 *
 * In: an id and the columns. Out: an `Account` with what the columns hold, who says it, and what
 * they do not hold. It draws nothing and adds nothing.
 */

import type { App } from "../app.ts";
import { held } from "../data/held.ts";
import { BASES, type Named, type Part } from "../data/payload.ts";
import { type Account, type Chapter, type Fact, type Mark, fact } from "./account.ts";
import { find } from "./context.ts";
import { partnersOf } from "./partners.ts";
import { cityName, cityPart, countryBeside, countryOf, kindWords, listed, placeWords, spanWords, tieFact, tieMark } from "./words.ts";

/** Return what the columns hold of a thing; null where they hold nothing. */
export function ownAccount(app: App, id: string): Account | null {
  const found = find(app.model, id);
  switch (found?.kind) {
    case "city":
      return cityAccount(app, found.at);
    case "relation":
      return relationAccount(app, found.a, found.b);
    case "tie":
      return tieAccount(app, found.rows);
    case "event":
      return eventAccount(app, found.at);
    case "person":
      return personAccount(app, found.at);
    case "network":
      return networkAccount(app, found.at);
    default:
      return null;
  }
}

function account(app: App, kind: string, title: string, under: string, chapters: readonly (Chapter | null)[]): Account {
  return {
    type: app.t(`panel.type.${kind}`), title, lang: app.store.now.lang, notes: [], life: [],
    ...(under === "" ? {} : { under }),
    chapters: chapters.filter((each): each is Chapter =>
      each !== null && (each.facts.length > 0 || (each.partners?.list.length ?? 0) > 0)),
  };
}

function chapter(app: App, key: string, facts: readonly (Fact | null)[]): Chapter {
  const told = facts.filter((each): each is Fact => each !== null);
  if (key === "gaps" && told.length > 0) told.push(fact(app.t("panel.silence")));
  return { key, heading: app.t(`panel.chapter.${key}`), facts: told };
}

function cityAccount(app: App, city: number): Account {
  const { model, store } = app;
  const { core } = model;
  const partners = partnersOf(model, city, store.now.lang);
  const place = placeWords(app, city);
  const perhaps = core.cities.perhaps[city] ?? [];
  const networks = (model.networksOf.get(city) ?? []).map((at) => {
    const network = core.networks[at]!;
    const basis = network.members.find(([member]) => member === city)![1];
    const mark: Mark = { form: held(BASES, basis, "basis"), passages: [], voices: [] };
    return fact([app.t("panel.memberOf"), [network.id, app.told(network.label)]], [mark]);
  });
  const rows = new Set(partners.flatMap(({ ties }) => ties));
  const undated = [...rows].filter((row) => core.ties.start[row] === null && core.ties.end[row] === null).length;
  return account(app, "city", cityName(app, city), countryOf(app, city), [
    chapter(app, "identity", [place === null ? null : fact(app.t("panel.place", { place })), ...networks]),
    {
      key: "partners", heading: app.t("panel.chapter.partners", { n: partners.length }), facts: [],
      partners: { of: city, list: partners },
    },
    chapter(app, "gaps", [
      place === null ? fact(app.t("panel.gap.place")) : null,
      countryOf(app, city) === "" ? fact(app.t("panel.gap.country")) : null,
      perhaps.length === 0 ? null : fact([app.t("panel.listed.perhaps"), ...listed(store.now.lang, perhaps.map((other) => cityPart(app, other)))]),
      partners.length === 0 ? fact(app.t("panel.gap.ties")) : null,
      undated === 0 ? null : fact(undated === rows.size ? app.t("panel.gap.allUndated", { n: undated })
        : app.t("panel.gap.undated", { n: undated, of: rows.size })),
    ]),
  ]);
}

function relationAccount(app: App, a: number, b: number): Account {
  const { model } = app;
  const { ties } = model.core;
  const rows = model.at[a]!.filter((strand) => model.other(strand, a) === b)
    .flatMap((strand) => [...model.strands[strand]!.ties]).sort((one, other) => one - other);
  const undated = rows.filter((row) => ties.start[row] === null && ties.end[row] === null).length;
  const title = app.t("panel.pair", { a: cityName(app, a), b: cityName(app, b) });
  const between = [...new Set([countryOf(app, a), countryOf(app, b)])].filter((name) => name !== "").join(" – ");
  return account(app, "relation", title, between, [
    chapter(app, "ends", [fact(listed(app.store.now.lang, [cityPart(app, a), cityPart(app, b)]))]),
    chapter(app, "ties", rows.map((row) => tieFact(app, row))),
    chapter(app, "gaps", [
      rows.length === 0 ? fact(app.t("panel.gap.noTie")) : null,
      undated === 0 ? null : fact(app.t("panel.gap.noDate", { n: undated })),
      [a, b].some((city) => !model.placed(city)) ? fact(app.t("panel.gap.places")) : null,
    ]),
  ]);
}

function tieAccount(app: App, rows: readonly number[]): Account {
  const { core } = app.model;
  const { ties } = core;
  const row = rows[0]!;
  const cities = [...new Set(rows.flatMap((each) => [ties.a[each]!, ties.b[each]!]))];
  const label = ties.label[row];
  const title = label === undefined ? kindWords(app, row) : app.told(label);
  const span = spanWords(app, ties.start[row] ?? null, ties.end[row] ?? null);
  const lang = app.store.now.lang;
  const parties: Part[] = [app.t("panel.between"), ...listed(lang, cities.map((city) => cityPart(app, city)))];
  const pairs = rows.map((each): Part => [app.model.relationId(ties.a[each]!, ties.b[each]!), app.t("panel.wholeRelation")]);
  const kind = ties.id[row]!.startsWith("agreement:") ? "agreement" : "claim";
  const themes = (ties.themes[row] ?? []).map((theme) => app.told(core.themes[theme]!.label));
  return account(app, kind, title, span, [
    chapter(app, "identity", [
      fact([kindWords(app, row)], [tieMark(app, row)], ties.progress[row]!),
      fact(parties, [tieMark(app, row)]),
      rows.length === 1 ? fact([pairs[0]!]) : null,
    ]),
    chapter(app, "themes", themes.length === 0 ? [] : [fact(themes.join(", "), [tieMark(app, row)])]),
    chapter(app, "gaps", [span === "" ? fact(app.t("panel.gap.noDate", { n: 1 })) : null]),
  ]);
}

function eventAccount(app: App, at: number): Account {
  const { core } = app.model;
  const event = core.events[at]!;
  const mark = sourcesMark(event.sources.map((source) => held(core.sources, source, "source")));
  const types = event.types.map((type) => core.eventTypes.find(({ id }) => id === type))
    .filter((type): type is Named => type !== undefined).map(({ label }) => app.told(label));
  const when = app.told(event.when);
  const cities = event.cities.map((city) => cityPart(app, city));
  return account(app, "event", app.told(event.label), types.join(", "), [
    chapter(app, "identity", [
      when === "" ? null : fact(when, [mark], event.progress),
      when === "" && event.progress > 0 ? fact(app.t("panel.noDate"), [mark], event.progress) : null,
      event.at < 0 ? null : fact([app.t("panel.in"), cityPart(app, event.at)], [mark]),
      cities.length === 0 ? null : fact([app.t("panel.with"), ...listed(app.store.now.lang, cities)], [mark]),
    ]),
    chapter(app, "gaps", [
      when === "" ? fact(app.t("panel.gap.when")) : null,
      event.at < 0 ? fact(app.t("panel.gap.where")) : null,
    ]),
  ]);
}

function personAccount(app: App, at: number): Account {
  const { core } = app.model;
  const person = core.persons[at]!;
  const mark = sourcesMark(person.sources.map((source) => held(core.sources, source, "source")));
  const cities = person.cities.map((city) => cityPart(app, city));
  return account(app, "person", app.told(person.label), app.told(person.role), [
    chapter(app, "identity", [
      cities.length === 0 ? null : fact([app.t("panel.tiedTo"), ...listed(app.store.now.lang, cities)], [mark]),
    ]),
    chapter(app, "gaps", [person.named ? null : fact(app.t("panel.gap.unnamed"))]),
  ]);
}

function networkAccount(app: App, at: number): Account {
  const network = app.model.core.networks[at]!;
  const members = network.members.map(([city, basis]) => {
    const mark: Mark = { form: held(BASES, basis, "basis"), passages: [], voices: [] };
    return fact([cityPart(app, city), countryBeside(app, city) === "" ? "" : ` (${countryBeside(app, city)})`], [mark]);
  });
  return account(app, "network", app.told(network.label), app.t("panel.ring", { letter: network.letter }), [
    { key: "members", heading: app.t("panel.chapter.members", { n: members.length }), facts: members },
  ]);
}

function sourcesMark(voices: readonly Named[]): Mark {
  return { form: "stated", passages: [], voices };
}

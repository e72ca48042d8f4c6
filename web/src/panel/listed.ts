/**
 * What imported lists say of a city or of a pair, in words: each list in its own, with its row.
 *
 * In: the page, its details, positions in its columns. Out: chapters, null where no list says
 * anything. That a list calls all it holds twinned is told as no more than that it lists it.
 */

import type { App } from "../app.ts";
import { type Claim, claimsOf } from "../data/claims.ts";
import { held } from "../data/held.ts";
import type { Details } from "../data/payload.ts";
import { type Chapter, type Fact, type Mark, fact } from "./account.ts";
import { cityName, listed } from "./words.ts";

/** What lists say of a pair, list by list; and where they contradict each other on its beginning. */
export function pairChapter(app: App, details: Details, a: number, b: number): Chapter | null {
  const rows = app.model.at[a]!.filter((strand) => app.model.other(strand, a) === b)
    .flatMap((strand) => [...app.model.strands[strand]!.ties]).sort((one, other) => one - other);
  const tie = rows[0];
  const claims = tie === undefined ? [] : claimsOf(details.claims, tie);
  if (claims.length === 0) return null;
  // Rows of one list that say the same stand together: the two sides of a pair.
  const by = new Map<string, Claim[]>();
  for (const claim of claims) {
    const same = [claim.source, claim.word, claim.term, claim.started, claim.ended].join("|");
    by.set(same, [...(by.get(same) ?? []), claim]);
  }
  const facts = [...by.values()].map((said) => sourceFact(app, details, tie!, said[0]!.source, said));
  const clash = disagreement(app, details, rows, claims);
  return { key: "listed", heading: app.t("panel.chapter.listed"), facts: clash === null ? facts : [clash, ...facts] };
}

/** What lists call a city, and how many ties of it each holds. */
export function cityChapter(app: App, city: number): Chapter | null {
  const { core, at, strands } = app.model;
  const counts = new Map<number, number>();
  const rows = new Set(at[city]!.flatMap((strand) => strands[strand]!.ties));
  for (const row of rows) {
    for (const source of [...core.ties.sources[row]!, ...(core.ties.listedBy[row] ?? [])]) counts.set(source, (counts.get(source) ?? 0) + 1);
  }
  const called = new Map((core.cities.called[city] ?? []).map(([source, ...names]) => [source, names]));
  for (const source of called.keys()) if (!counts.has(source)) counts.set(source, 0);
  const lists = [...counts].filter(([source]) => held(core.sources, source, "source").id.startsWith("source:"));
  if (lists.length === 0) return null;
  const facts = lists.sort(([one], [other]) => one - other).map(([source, n]) => {
    const names = called.get(source);
    const told = [...(n > 0 ? [app.t("panel.listed.ties", { n })] : []), ...(names === undefined ? [] : [asNames(app, names)])];
    return fact(lead(app, source, told.join(app.t("panel.comma"))), [voice(app, source)]);
  });
  return { key: "listed", heading: app.t("panel.chapter.listedCity"), facts };
}

/** One list on a pair: its word, its years, whose statement it is, where it stands, what it calls them. */
function sourceFact(app: App, details: Details, tie: number, source: number, said: readonly Claim[]): Fact {
  const { core } = app.model;
  const { terms, dates } = details.claims;
  const [first] = said as [Claim, ...Claim[]];
  const named = held(core.sources, source, "source");
  const comma = app.t("panel.comma");
  const texts = (of: (claim: Claim) => string): string[] => [...new Set(said.map(of))].filter((text) => text !== "");
  const told = (at: number): string => (at < 0 ? "" : app.told(held(dates, at, "date")));
  const kinds = texts(({ term }) => (term < 0 ? "" : app.told(held(terms, term, "term").label)));
  const what = kinds.length > 0 ? kinds.join(comma) : app.t(named.lists === true ? "panel.mark.listed" : "panel.listed.named");
  const words = texts(({ word }) => (word === "" ? "" : app.t("panel.quoted", { text: word }))).join(comma);
  const since = texts(({ started }) => (started < 0 ? "" : app.t("panel.listed.since", { date: told(started) })));
  const until = texts(({ ended }) => (ended < 0 ? "" : app.t("panel.listed.until", { date: told(ended) })));
  const ends = [core.ties.a[tie]!, core.ties.b[tie]!] as const;
  const both = new Set(said.map(({ turned }) => turned)).size > 1;
  const side = named.directed !== true ? [] : both ? [app.t("panel.listed.both")]
    : [app.t("panel.listed.oneSided", { city: cityName(app, ends[first.turned ? 1 : 0]) })];
  const keys = listed(app.store.now.lang, said.map(({ row }) => row)).join("");
  const row = app.t("panel.listed.row", { n: said.length, row: keys });
  const parts = [words === "" ? what : `${what} ${app.t("panel.brackets", { text: words })}`, ...since, ...until, ...side, row];
  const under = ends.flatMap((city) => {
    const names = (core.cities.called[city] ?? []).find(([of]) => of === source)?.slice(1) as readonly string[] | undefined;
    return names === undefined ? [] : [fact(app.t("panel.listed.calls", { city: cityName(app, city), names: quoted(app, names) }))];
  });
  return { ...fact(lead(app, source, parts.join(comma)), [voice(app, source)]), under };
}

/** The beginnings that are told, where they are not of one year; null where they agree. */
function disagreement(app: App, details: Details, rows: readonly number[], claims: readonly Claim[]): Fact | null {
  const { core } = app.model;
  const told: { year: string; text: string; who: string }[] = [];
  for (const { source, started } of claims) {
    if (started < 0) continue;
    const text = app.told(held(details.claims.dates, started, "date"));
    told.push({ year: /\d{4}/.exec(text)?.[0] ?? text, text, who: app.told(held(core.sources, source, "source").label) });
  }
  if (told.length === 0) return null;
  for (const row of rows) {
    const [start, label] = [core.ties.start[row], core.ties.label[row]];
    if (typeof start === "number" && label !== undefined) told.push({ year: `${start}`, text: `${start}`, who: app.told(label) });
  }
  if (new Set(told.map(({ year }) => year)).size < 2) return null;
  const each = told.map(({ text, who }) => `${text} ${app.t("panel.brackets", { text: who })}`);
  return fact(app.t("panel.listed.disagree", { dates: listed(app.store.now.lang, each).join("") }));
}

function lead(app: App, source: number, text: string): string {
  const name = app.told(held(app.model.core.sources, source, "source").label);
  return text === "" ? name : app.t("panel.listed.of", { source: name, text });
}

function asNames(app: App, names: readonly string[]): string {
  return app.t("panel.listed.as", { names: quoted(app, names) });
}

function quoted(app: App, names: readonly string[]): string {
  return listed(app.store.now.lang, names.map((text) => app.t("panel.quoted", { text }))).join("");
}

function voice(app: App, source: number): Mark {
  return { form: "outside", passages: [], voices: [held(app.model.core.sources, source, "source")] };
}

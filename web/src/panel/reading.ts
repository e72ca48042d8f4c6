/**
 * The account of a selected thing: the record Python wrote, else the page's own words.
 *
 * In: an id. Out: an `Account`, or null where the page holds nothing of it. It draws nothing.
 */

import type { Line, Part, Section } from "../data/payload.ts";
import type { Account, Chapter, Fact } from "./account.ts";
import { type Context, find, recordOf } from "./context.ts";
import { marksOf } from "./evidence.ts";
import { cityChapter, pairChapter } from "./listed.ts";
import { ownAccount } from "./own.ts";
import { namesakes, partnersOf } from "./partners.ts";
import { cityPart, distanceWords, listed } from "./words.ts";

/** Return what is to be shown of a thing. */
export function accountOf(context: Context, id: string): Account | null {
  const { app, details, lang } = context;
  const record = recordOf(details, lang, id) ?? recordOf(details, lang, pairOfClaim(context, id) ?? id);
  if (record === null) {
    const own = ownAccount(app, id);
    return own === null ? null : { ...own, notes: notesOf(context, id), chapters: withLists(context, id, own.chapters) };
  }
  const { detail } = record;
  const factOf = (line: Line): Fact => ({
    parts: line.t, marks: marksOf(line, details, record.lang), progress: line.progress ?? 0,
    under: (line.under ?? []).map(factOf),
  });
  return {
    type: detail.type, title: detail.title, lang: record.lang, notes: notesOf(context, id), life: detail.life ?? [],
    ...(detail.under === undefined ? {} : { under: detail.under }),
    chapters: withLists(context, id, inOrder(detail.sections)
      .filter(({ lines }) => lines.length > 0)
      .map(({ key, heading, lines }) => ({ key, heading, facts: lines.map(factOf) }))),
  };
}

/** Put what imported lists say behind what a city or a pair is, and before what is not known. */
function withLists(context: Context, id: string, chapters: readonly Chapter[]): readonly Chapter[] {
  const { app, details } = context;
  const found = find(app.model, id);
  const tie = found?.kind === "tie" && found.rows.length === 1 ? found.rows[0]! : -1;
  const { a, b } = app.model.core.ties;
  const recorded = found?.kind === "city" && !chapters.some(({ key }) => key === "partners") && details.claims.tie.length > 0;
  const partners = recorded ? partnersChapter(context, found.at) : null;
  const said = found?.kind === "city" ? cityChapter(app, found.at)
    : found?.kind === "relation" ? pairChapter(app, details, found.a, found.b)
      : tie >= 0 && id.startsWith("claim:") ? pairChapter(app, details, a[tie]!, b[tie]!) : null;
  const added = [partners, said].filter((each): each is Chapter => each !== null);
  const late = chapters.findIndex(({ key }) => ["gaps", "follows", "sources"].includes(key));
  const at = late < 0 ? chapters.length : late;
  return [...chapters.slice(0, at), ...added, ...chapters.slice(at)];
}

/** All cities tied to one, where lists tie it to more than its record tells. */
function partnersChapter({ app, lang }: Context, city: number): Chapter | null {
  const list = partnersOf(app.model, city, lang);
  return list.length === 0 ? null
    : { key: "partners", heading: app.t("panel.chapter.partners", { n: list.length }), facts: [], partners: { of: city, list } };
}

/** The relation in whose record a claim is told with its passages: a claim has none of its own. */
function pairOfClaim({ app: { model } }: Context, id: string): string | null {
  const found = id.startsWith("claim:") ? find(model, id) : null;
  if (found?.kind !== "tie") return null;
  const { a, b } = model.core.ties;
  const pairs = new Set(found.rows.map((row) => model.relationId(a[row]!, b[row]!)));
  return pairs.size === 1 ? [...pairs][0]! : null;
}

/** What a reader comes for first: a city's ties before its numbers, and what is not known before what follows by rule. */
function inOrder(sections: readonly Section[]): Section[] {
  const late = sections.some(({ key }) => key === "relations") ? ["gaps", "identity", "follows", "sources"] : ["gaps", "follows", "sources"];
  return [...sections].sort((a, b) => late.indexOf(a.key) - late.indexOf(b.key));
}

/** What the page itself remarks: distances, which it computes, and namesakes. */
function notesOf({ app, lang }: Context, id: string): Part[][] {
  const found = find(app.model, id);
  const notes: Part[][] = [];
  if (found?.kind === "relation") {
    const words = distanceWords(app, "apart", found.a, found.b);
    if (words !== null) notes.push([words]);
  }
  if (found?.kind === "city") {
    const base = baseCity(app.model.core);
    const words = base < 0 || base === found.at ? null : distanceWords(app, "from", found.at, base);
    if (words !== null) notes.push([words]);
    const others = namesakes(app.model, found.at);
    if (others.length > 0) notes.push([app.t("panel.namesakes"), ...listed(lang, others.map((city) => cityPart(app, city)))]);
  }
  return notes;
}

/** The city in the page's middle, else the first whose report it holds, else -1. */
export function baseCity(core: { readonly centre: number; readonly own: readonly number[] }): number {
  return core.centre >= 0 ? core.centre : (core.own[0] ?? -1);
}

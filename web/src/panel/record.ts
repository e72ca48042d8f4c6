/**
 * A selected thing on the panel: what it is, its life-line, its facts in order, what is not known.
 *
 * In: an `Account`. Out: elements. What is said is `reading`'s and Python's.
 */

import { el } from "../dom.ts";
import type { Account, Chapter } from "./account.ts";
import type { Context } from "./context.ts";
import { partnerList } from "./list.ts";
import { factList, markSign, partNodes } from "./prose.ts";
import { stripView } from "./strip.ts";

/** Draw an account. */
export function recordView(context: Context, id: string, account: Account): HTMLElement {
  const { app } = context;
  const article = el("article", { lang: account.lang === context.lang ? null : account.lang },
    el("h2", { tabindex: -1 }, el("bdi", {}, account.title)));
  if (account.under !== undefined) article.append(el("p", { class: "under" }, el("bdi", {}, account.under)));
  for (const note of account.notes) {
    article.append(el("p", { class: "note", lang: account.lang === context.lang ? null : context.lang }, ...partNodes(context, note)));
  }
  if (account.life.length > 0) {
    article.append(el("section", { class: "chapter life-lines" },
      el("h3", {}, app.t("panel.chapter.life")), stripView(context, account.life, id)));
  }
  article.append(...account.chapters.map((chapter) => chapterView(context, chapter)));
  if (account.chapters.length > 0) article.append(keyView(context));
  return article;
}

function chapterView(context: Context, { key, heading, facts, partners }: Chapter): HTMLElement {
  const section = el("section", { class: key === "gaps" ? "chapter gaps" : "chapter", "data-key": key },
    el("h3", {}, heading));
  if (facts.length > 0) section.append(factList(context, facts));
  if (partners !== undefined) section.append(partnerList(context, partners.of, partners.list));
  return section;
}

/** What the marks mean, once, at the foot. */
function keyView({ app }: Context): HTMLElement {
  const forms = ["stated", "implied", "inferred", "outside"] as const;
  return el("section", { class: "key" },
    el("h3", {}, app.t("panel.key.heading")),
    el("ul", {}, ...forms.map((form) => el("li", {}, markSign(form), " ", app.t(`panel.key.${form}`)))));
}

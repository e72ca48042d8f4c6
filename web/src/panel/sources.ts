/**
 * What a source mark opens: passages with their summaries, reasons, proofs, outside sources.
 *
 * In: a `Mark`. Out: its label and the elements of its evidence. It opens and closes nothing.
 */

import { held } from "../data/held.ts";
import type { PassageRow } from "../data/payload.ts";
import { el } from "../dom.ts";
import type { Mark } from "./account.ts";
import { type Context, toldIn } from "./context.ts";
import { byReport } from "./evidence.ts";
import { proofView } from "./proof.ts";
import { listed } from "./words.ts";

/** What a mark is, for those who do not see its sign and for the pointer. */
export function markLabel(context: Context, mark: Mark): string {
  const { app, lang } = context;
  const names = [...mark.voices.map(({ label }) => app.told(label)), ...new Set(mark.passages.map((each) => where(context, each)))];
  const few = names.length > 4 ? [...names.slice(0, 3), app.t("panel.more", { n: names.length - 3 })] : names;
  const list = listed(lang, few).join("");
  return app.t(list === "" ? `panel.mark.${mark.form}Only` : `panel.mark.${mark.form}`, { names: list });
}

/** Draw the evidence of a mark. */
export function evidenceOf(context: Context, mark: Mark): HTMLElement[] {
  const { app, lang } = context;
  const made: HTMLElement[] = [el("p", { class: "basis" }, app.t(`panel.basis.${mark.form}`))];
  if (mark.because !== undefined) {
    const because = toldIn(mark.because, lang);
    made.push(el("p", { class: "because", lang: because.lang }, because.text));
  }
  if (mark.voices.length > 0) {
    made.push(el("ul", { class: "voices" }, ...mark.voices.map(({ label }) => {
      const name = toldIn(label, lang);
      return el("li", { lang: name.lang }, el("bdi", {}, name.text));
    })));
  }
  made.push(...passageLists(context, mark.passages));
  if (mark.proof !== undefined) made.push(proofView(context, mark.proof));
  if (made.length === 1) made.push(el("p", { class: "quiet" }, app.t("panel.evidence.unnamed")));
  return made;
}

/** Draw passages below the title of their report. */
export function passageLists(context: Context, passages: readonly PassageRow[]): HTMLElement[] {
  return byReport(passages).flatMap((run) => {
    const at = run[0]!.report;
    const title = at < 0 ? null : toldIn(held(context.app.model.core.sources, at, "report").label, context.lang);
    return [
      ...(title === null ? [] : [el("p", { class: "report", lang: title.lang }, el("cite", {}, title.text))]),
      el("ul", { class: "passages" }, ...run.map((passage) => passageItem(context, passage))),
    ];
  });
}

function passageItem(context: Context, passage: PassageRow): HTMLElement {
  const { app, lang } = context;
  const summary = toldIn(passage.summary, lang);
  const item = el("li", { class: "passage" },
    el("span", { class: "where" }, where(context, passage)), " ",
    el("span", { class: "summary", lang: summary.lang }, summary.text));
  if (passage.sentence !== undefined) {
    const spoken = passage.language;
    item.append(el("blockquote", { lang: spoken }, el("bdi", {}, app.t("panel.quoted", { text: passage.sentence }))));
    item.append(el("p", { class: "quiet" }, spoken === undefined ? app.t("panel.evidence.sentence")
      : app.t("panel.evidence.sentenceIn", { language: languageName(lang, spoken) })));
  }
  return item;
}

/** Sheet and lines of a passage. */
export function where({ app }: Context, { sheet, first, last }: PassageRow): string {
  const lines = first === last ? app.t("panel.evidence.line", { line: `${first}` })
    : app.t("panel.evidence.lines", { first: `${first}`, last: `${last}` });
  return sheet === null ? lines : app.t("panel.evidence.sheet", { sheet: `${sheet}`, lines });
}

function languageName(lang: string, spoken: string): string {
  return new Intl.DisplayNames([lang], { type: "language" }).of(spoken) ?? spoken;
}

/**
 * An answer as the reader sees it: a table with links to the map, or yes or no.
 *
 * In: an answer, labels, where more rows come from. Out: elements. It shows some rows at a time and
 * asks no engine; texts of the data are texts, whatever they hold. What has a label shows it alone:
 * its id, and a text's language where it is the reader's, are no more than a remark.
 */

import type { App } from "../app.ts";
import { el } from "../dom.ts";
import { fail } from "../failing.ts";
import { PAGE } from "./engine.ts";
import type { Labels } from "./labels.ts";
import type { Answer, Cell, Row } from "./messages.ts";
import { isNumber, type Shortener } from "./terms.ts";

const XSD = "http://www.w3.org/2001/XMLSchema#";
// Their text says what they are.
const EVIDENT = new Set(["string", "date", "boolean", "gYear"].map((name) => XSD + name));
const LONG = 60; // signs; a longer text goes over several lines, which no other does

export interface Showing {
  readonly app: App;
  readonly labels: Labels;
  readonly shortener: Shortener;
  readonly more: (from: number, to: number) => Promise<readonly Row[]>;
}

/** Show an answer. */
export function answerShown(answer: Answer, showing: Showing): HTMLElement {
  const { app } = showing;
  if (answer.form === "ask") return el("p", { class: "ask-yes" }, app.t(answer.holds ? "query.yes" : "query.no"));
  if (answer.count === 0) return el("p", { class: "ask-none" }, app.t("query.noRows"));
  const { lang } = app.store.now;
  const numeric = answer.variables.map((_, at) => {
    const held = answer.rows.map((row) => row[at]).filter((cell) => cell !== null && cell !== undefined);
    return held.length > 0 && held.every(isNumber);
  });
  const body = el("tbody", {}, ...answer.rows.map((row) => rowShown(row, numeric, lang, showing)));
  const heads = answer.variables.map((name, at) =>
    el("th", { scope: "col", class: numeric[at] ? "number" : null }, answer.form === "graph" ? app.t(`query.${name}`) : `?${name}`));
  const table = el("table", {}, el("thead", {}, el("tr", {}, ...heads)), body);
  const part = el("div", { class: "ask-table", role: "region", tabindex: "0", "aria-label": app.t("query.results") }, table);
  if (answer.count > answer.rows.length) part.append(moreRows(answer, body, numeric, lang, showing));
  return part;
}

function moreRows(answer: Answer, body: HTMLElement, numeric: readonly boolean[], lang: string, showing: Showing): HTMLElement {
  const { app } = showing;
  let shown = answer.rows.length;
  const words = el("span", {});
  const button = el("button", { type: "button", onclick: () => void add() }, "");
  const say = (): void => {
    words.textContent = app.t("query.shown", { n: shown, all: answer.count });
    button.textContent = app.t("query.showMore", { n: Math.min(PAGE, answer.count - shown) });
    button.hidden = shown >= answer.count;
  };
  async function add(): Promise<void> {
    button.disabled = true;
    try {
      const rows = await showing.more(shown, shown + PAGE);
      body.append(...rows.map((row) => rowShown(row, numeric, lang, showing)));
      shown += rows.length;
    } catch (problem) {
      fail(app, problem);
      return;
    } finally {
      button.disabled = false;
    }
    say();
    app.say(words.textContent ?? "");
  }
  say();
  return el("p", { class: "ask-more" }, words, " ", button);
}

function rowShown(row: Row, numeric: readonly boolean[], lang: string, showing: Showing): HTMLElement {
  const kind = (cell: Cell | null, at: number): string | null =>
    numeric[at] ? "number" : cell !== null && cell.value.length > LONG && cell.type !== "uri" ? "long" : null;
  return el("tr", {}, ...row.map((cell, at) => el("td", { class: kind(cell, at) }, ...cellShown(cell, lang, showing))));
}

/** On a phone the drawer covers what the link leads to. */
function select(app: App, id: string): void {
  const narrow = matchMedia("(max-width: 720px)").matches;
  app.store.set({ selected: id, panel: true, ...(narrow ? { drawer: null } : {}) });
}

function cellShown(cell: Cell | null, reader: string, { app, labels, shortener }: Showing): (Node | string)[] {
  if (cell === null) return [];
  if (cell.type === "uri") {
    const id = shortener.short(cell.value);
    const label = id === null ? null : labels.of(id);
    if (id === null || (label === null && !labels.known(id))) return [el("span", { class: "ask-iri" }, id ?? cell.value)];
    if (!labels.known(id)) return [el("span", { dir: "auto", title: id }, label!)];
    return [el("button", { type: "button", class: "ask-link", dir: "auto", title: id, onclick: () => select(app, id) }, label ?? id)];
  }
  if (cell.type === "bnode") return [el("span", { class: "ask-iri" }, `_:${cell.value}`)];
  const lang = cell["xml:lang"];
  const text = el("span", { dir: "auto", lang: lang ?? null }, cell.value);
  if (lang === reader) {
    text.title = lang;
    return [text];
  }
  if (lang) return [text, " ", el("small", {}, lang)];
  if (!cell.datatype || EVIDENT.has(cell.datatype) || isNumber(cell)) return [text];
  return [text, " ", el("small", {}, shortener.short(cell.datatype) ?? cell.datatype)];
}

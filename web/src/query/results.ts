/**
 * An answer as the reader sees it: a table with links to the map, or yes or no.
 *
 * In: an answer, labels, where more rows come from. Out: elements. It shows some rows at a time and
 * asks no engine; texts of the data are texts, whatever they hold.
 */

import type { App } from "../app.ts";
import { el } from "../dom.ts";
import { PAGE } from "./engine.ts";
import type { Labels } from "./labels.ts";
import type { Answer, Cell, Row } from "./messages.ts";
import { isNumber, type Shortener } from "./terms.ts";

const XSD = "http://www.w3.org/2001/XMLSchema#";
// Their text says what they are.
const EVIDENT = new Set(["string", "date", "boolean", "gYear"].map((name) => XSD + name));

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
  const numeric = answer.variables.map((_, at) => {
    const held = answer.rows.map((row) => row[at]).filter((cell) => cell !== null && cell !== undefined);
    return held.length > 0 && held.every(isNumber);
  });
  const body = el("tbody", {}, ...answer.rows.map((row) => rowShown(row, numeric, showing)));
  const heads = answer.variables.map((name, at) =>
    el("th", { scope: "col", class: numeric[at] ? "number" : null }, answer.form === "graph" ? app.t(`query.${name}`) : `?${name}`));
  const table = el("table", {}, el("thead", {}, el("tr", {}, ...heads)), body);
  const part = el("div", { class: "ask-table", role: "region", tabindex: "0", "aria-label": app.t("query.results") }, table);
  if (answer.count > answer.rows.length) part.append(moreRows(answer, body, numeric, showing));
  return part;
}

function moreRows(answer: Answer, body: HTMLElement, numeric: readonly boolean[], showing: Showing): HTMLElement {
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
    const rows = await showing.more(shown, shown + PAGE);
    body.append(...rows.map((row) => rowShown(row, numeric, showing)));
    shown += rows.length;
    button.disabled = false;
    say();
    app.say(words.textContent ?? "");
  }
  say();
  return el("p", { class: "ask-more" }, words, " ", button);
}

function rowShown(row: Row, numeric: readonly boolean[], showing: Showing): HTMLElement {
  return el("tr", {}, ...row.map((cell, at) => el("td", { class: numeric[at] ? "number" : null }, ...cellShown(cell, showing))));
}

/** On a phone the drawer covers what the link leads to. */
function select(app: App, id: string): void {
  const narrow = matchMedia("(max-width: 720px)").matches;
  app.store.set({ selected: id, panel: true, ...(narrow ? { drawer: null } : {}) });
}

function cellShown(cell: Cell | null, { app, labels, shortener }: Showing): (Node | string)[] {
  if (cell === null) return [];
  if (cell.type === "uri") {
    const id = shortener.short(cell.value);
    if (id === null) return [el("span", { class: "ask-iri" }, cell.value)];
    const label = labels.of(id);
    const name = el("span", { class: "ask-iri" }, id);
    if (!labels.known(id)) return label ? [el("span", { dir: "auto" }, label), " ", name] : [name];
    const link = el("button", {
      type: "button", class: "ask-link", dir: "auto", onclick: () => select(app, id),
    }, label ?? id);
    return label ? [link, " ", name] : [link];
  }
  if (cell.type === "bnode") return [el("span", { class: "ask-iri" }, `_:${cell.value}`)];
  const lang = cell["xml:lang"];
  const text = el("span", { dir: "auto", lang: lang ?? null }, cell.value);
  if (lang) return [text, " ", el("small", {}, lang)];
  if (!cell.datatype || EVIDENT.has(cell.datatype) || isNumber(cell)) return [text];
  return [text, " ", el("small", {}, shortener.short(cell.datatype) ?? cell.datatype)];
}

/**
 * The table: the same facts as the drawing, as rows; an equal alternative to it.
 *
 * In: the app and its place. Out: tabs for ties, cities, events, persons and networks; headers that
 * sort, rows that select. It is filled when it is looked at or printed. It filters nothing itself.
 */

import type { App } from "../app.ts";
import { visible } from "../data/visible.ts";
import { el } from "../dom.ts";
import { marking } from "./table-marks.ts";
import { ordered } from "./table-order.ts";
import { SHEETS, sheet, type Sheet, type SheetName } from "./table-sheets.ts";
import { tabs } from "./table-tabs.ts";
import { rowsIn } from "./table-window.ts";

/** Rows on paper; more are for the CSV file. */
const PRINTED = 500;

export function mountTable(app: App, host: HTMLElement): void {
  const { model, store, t } = app;
  let name: SheetName = "ties";
  let now: Sheet = sheet(app, name);
  let rows: readonly number[] = [];
  let marks = marking(app, now);
  const sorts = new Map<SheetName, { column: number; falling: boolean }>();
  const sort = (): { column: number; falling: boolean } => sorts.get(name) ?? { column: 0, falling: false };
  const caption = el("p", { class: "caption" });
  const empty = el("p", { class: "empty" });
  const body = el("tbody");
  const head = el("tr");
  const keys = el("p", { class: "voice", id: "table-keys" });
  const table = el("table", { "aria-describedby": keys.id }, el("thead", {}, head), body);
  const box = el("div", { class: "sheet", id: "table-sheet", role: "tabpanel", tabindex: 0 }, table, empty);
  const bar = tabs(SHEETS, box, (chosen) => {
    name = chosen;
    fill(true);
    app.say(caption.textContent ?? "");
  });
  host.append(el("div", { class: "head" }, bar.bar, caption, keys), box);
  const window_ = rowsIn(box, table, body, (index) => row(rows[index]!), (index) => store.set({ selected: now.id(rows[index]!) }));

  const row = (at: number): HTMLTableRowElement => {
    const made = el("tr", marks(at));
    now.columns.forEach((column, index) => {
      const text = column.cell(at);
      const classes = column.figures ? "figures" : null;
      if (index === 0) made.append(el("th", { scope: "row" }, el("button", { type: "button" }, el("bdi", {}, text))));
      else if (text === "") made.append(el("td", { class: classes }, el("span", { class: "unknown" }, t("table.notTold"))));
      else made.append(el("td", { class: classes, title: table.classList.contains("windowed") ? text : null }, el("bdi", {}, text)));
    });
    return made;
  };
  const heads = (): void => {
    const { column: by, falling } = sort();
    head.replaceChildren(...now.columns.map((column, index) => {
      const sorted = index === by;
      const turn = el("button", { type: "button" }, t(`table.columns.${column.key}`), el("span", { class: "turn", "aria-hidden": "true" }, sorted ? (falling ? "▼" : "▲") : ""));
      turn.addEventListener("click", () => {
        sorts.set(name, { column: index, falling: sorted && !falling });
        fill(true);
        head.querySelectorAll("button")[index]!.focus();
        const direction = t(`table.${sorted && !falling ? "descending" : "ascending"}`);
        app.say(t("table.sorted", { column: t(`table.columns.${column.key}`), direction }));
      });
      return el("th", { scope: "col", class: column.figures ? "figures" : null, "aria-sort": sorted ? (falling ? "descending" : "ascending") : "none" }, turn);
    }));
    head.setAttribute("aria-rowindex", "1");
  };
  const fill = (fromTop: boolean): void => {
    now = sheet(app, name);
    marks = marking(app, now);
    const seen = visible(model, store.now);
    const { column: by, falling } = sort();
    const column = now.columns[by]!;
    rows = ordered(now.rows(seen), (at) => (column.sort ? column.sort(at) : column.cell(at)), falling, store.now.lang);
    bar.label((each) => t(`table.sheets.${each}`), t("table.tabs"), name);
    caption.textContent = captionOf(app, now, rows.length);
    table.setAttribute("aria-label", caption.textContent);
    keys.textContent = t("table.keys");
    empty.textContent = rows.length > 0 ? "" : t(now.size === 0 ? "table.emptyAll" : "table.empty");
    table.dataset["sheet"] = name;
    table.hidden = rows.length === 0;
    heads();
    window_.show(rows.length, fromTop);
  };
  const shown = (): boolean => store.now.view === "table";
  const showSelected = (): void => {
    const at = rows.findIndex((each) => now.id(each) === store.now.selected);
    if (at >= 0) window_.reveal(at);
  };

  store.on(["view"], () => {
    if (!shown()) return;
    fill(false);
    showSelected();
  });
  store.on(["lang", "filters", "year"], () => {
    if (shown()) fill(false);
  });
  store.on(["selected", "lit"], () => {
    if (!shown()) return;
    marks = marking(app, now);
    window_.refresh();
    showSelected();
  });
  onPaper(app, host, () => (shown() ? name : null));
  if (shown()) fill(true);
}

/** Say how many rows there are, and of how many. */
function captionOf({ t, model, store }: App, { name, size }: Sheet, count: number): string {
  const shown = t(`table.count.${name}`, { n: count });
  const told = count === size ? t("table.caption", { shown }) : t("table.captionOf", { shown, all: t(`table.number`, { n: size }) });
  const { undated } = visible(model, store.now);
  return name === "ties" && undated > 0 ? [told, t("table.undated", { n: undated })].join(t("table.between")) : told;
}

/**
 * Rows on paper: the sheet that is looked at, else the ties after the drawing; as many as a reader
 * turns pages for.
 */
function onPaper(app: App, host: HTMLElement, looked: () => SheetName | null): void {
  const { model, store, t } = app;
  let printed: HTMLElement | null = null;
  addEventListener("beforeprint", () => {
    const paper = sheet(app, looked() ?? "ties");
    const first = paper.columns[0]!;
    const rows = ordered(paper.rows(visible(model, store.now)), (at) => first.cell(at), false, store.now.lang);
    const heads = paper.columns.map((column) => el("th", { scope: "col" }, t(`table.columns.${column.key}`)));
    const lines = rows.slice(0, PRINTED).map((at) =>
      el("tr", {}, ...paper.columns.map((column) => el("td", {}, el("bdi", {}, column.cell(at) || t("table.notTold"))))));
    const cut = rows.length > PRINTED ? `. ${t("table.printed", { n: PRINTED, all: rows.length })}` : "";
    const caption = el("caption", {}, captionOf(app, paper, rows.length) + cut);
    printed = el("div", { class: "printed" }, el("table", {}, caption, el("thead", {}, el("tr", {}, ...heads)), el("tbody", {}, ...lines)));
    host.append(printed);
  });
  addEventListener("afterprint", () => {
    printed?.remove();
    printed = null;
  });
}

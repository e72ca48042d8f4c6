/**
 * Heads and rows of a sheet, as elements.
 *
 * In: a sheet, a row, a sort. Out: elements whose texts are the sheet's. They choose and sort nothing
 * themselves.
 */

import type { App } from "../app.ts";
import { el } from "../dom.ts";
import type { Sheet } from "./table-sheets.ts";

export interface Sort {
  readonly column: number;
  readonly falling: boolean;
}

/** A head a column, with a button that sorts by it. */
export function headsOf({ t }: Pick<App, "t">, { columns }: Sheet, sort: Sort, by: (column: number) => void): HTMLElement[] {
  return columns.map(({ key, figures }, index) => {
    const sorted = index === sort.column;
    const sign = sorted ? (sort.falling ? "▼" : "▲") : "";
    const button = el("button", { type: "button", onclick: () => by(index) }, t(`table.columns.${key}`), el("span", { class: "turn", "aria-hidden": "true" }, sign));
    const order = sorted ? (sort.falling ? "descending" : "ascending") : "none";
    return el("th", { scope: "col", class: figures && "figures", "aria-sort": order }, button);
  });
}

/** A row: what names it is a button; `cut` cells tell their whole text when pointed at. */
export function rowOf({ t }: Pick<App, "t">, { columns }: Sheet, at: number, marks: Readonly<Record<string, string | null>>, cut: boolean): HTMLTableRowElement {
  const cells = columns.map((column, index) => {
    const text = column.cell(at);
    const title = cut ? text : null;
    if (index === 0) return el("th", { scope: "row", title }, el("button", { type: "button" }, el("bdi", {}, text)));
    const content = text === "" ? el("span", { class: "unknown" }, t("table.notTold")) : el("bdi", {}, text);
    return el("td", { class: column.figures && "figures", title }, content);
  });
  return el("tr", marks, ...cells);
}

/** A sheet's rows on paper, under a caption. */
export function paperOf({ t }: Pick<App, "t">, { columns }: Sheet, rows: readonly number[], caption: string): HTMLElement {
  const heads = columns.map(({ key }) => el("th", { scope: "col" }, t(`table.columns.${key}`)));
  const lines = rows.map((at) => el("tr", {}, ...columns.map(({ cell }) => el("td", {}, el("bdi", {}, cell(at) || t("table.notTold"))))));
  return el("table", {}, el("caption", {}, caption), el("thead", {}, el("tr", {}, ...heads)), el("tbody", {}, ...lines));
}

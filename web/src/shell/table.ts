/**
 * The table: the same facts as the drawing, as rows; an equal alternative to it.
 *
 * In: the app and its place. Out: tabs for ties, cities, events, persons and networks; headers that
 * sort, rows that select. It is filled when it is looked at or printed. It filters nothing itself.
 */

import type { App } from "../app.ts";
import { visible } from "../data/visible.ts";
import { el } from "../dom.ts";
import { headsOf, paperOf, rowOf, type Sort } from "./table-cells.ts";
import { marking } from "./table-marks.ts";
import { ordered } from "./table-order.ts";
import { SHEETS, sheet, type Sheet, type SheetName } from "./table-sheets.ts";
import { tabs, type Tabs } from "./table-tabs.ts";
import { Rows } from "./table-window.ts";

/** Rows on paper; more are for the CSV file. */
const PRINTED = 500;
const START: Sort = { column: 0, falling: false };

export function mountTable(app: App, host: HTMLElement): void {
  const view = new TableView(app, host);
  const { store } = app;
  const shown = (): boolean => store.now.view === "table";
  store.on(["view"], () => shown() && view.open());
  store.on(["lang", "filters", "year"], () => shown() && view.fill(false));
  store.on(["selected", "lit"], () => shown() && view.mark());
  addEventListener("beforeprint", () => view.lay(shown()));
  addEventListener("afterprint", () => view.clear());
  if (shown()) view.fill(true);
}

class TableView {
  readonly #app: App;
  readonly #host: HTMLElement;
  readonly #caption = el("p", { class: "caption" });
  readonly #keys = el("p", { class: "voice", id: "table-keys" });
  readonly #empty = el("p", { class: "empty" });
  readonly #head = el("tr", { "aria-rowindex": 1 });
  readonly #table: HTMLTableElement;
  readonly #tabs: Tabs<SheetName>;
  readonly #window: Rows;
  readonly #sorts = new Map<SheetName, Sort>();
  #sheet: Sheet;
  #rows: readonly number[] = [];
  #marks: ReturnType<typeof marking>;
  #paper: HTMLElement | null = null;

  constructor(app: App, host: HTMLElement) {
    [this.#app, this.#host] = [app, host];
    this.#sheet = sheet(app, "ties");
    this.#marks = marking(app, this.#sheet);
    this.#table = el("table", { "aria-describedby": this.#keys.id }, el("thead", {}, this.#head), el("tbody"));
    const box = el("div", { class: "sheet", id: "table-sheet", role: "tabpanel", tabindex: 0 }, this.#table, this.#empty);
    this.#tabs = tabs(SHEETS, box, (name) => {
      this.#sheet = sheet(app, name);
      this.fill(true);
      app.say(this.#caption.textContent ?? "");
    });
    host.append(el("div", { class: "head" }, this.#tabs.bar, this.#caption, this.#keys), box);
    const make = (index: number): HTMLTableRowElement => {
      const at = this.#rows[index]!;
      return rowOf(app, this.#sheet, at, this.#marks(at), this.#table.classList.contains("windowed"));
    };
    this.#window = new Rows(box, this.#table, make, (index) => app.store.set({ selected: this.#sheet.id(this.#rows[index]!) }));
  }

  /** Fill what was out of sight, and show what was selected meanwhile. */
  open(): void {
    this.fill(false);
    this.#revealSelected();
  }

  /** Write everything anew, in the present language and choice. */
  fill(fromTop: boolean): void {
    const { t } = this.#app;
    const { name, size } = this.#sheet;
    this.#marks = marking(this.#app, this.#sheet);
    this.#rows = this.#sorted(this.#sheet, this.#sorts.get(name) ?? START);
    this.#tabs.label((each) => t(`table.sheets.${each}`), t("table.tabs"), name);
    this.#caption.textContent = captionOf(this.#app, this.#sheet, this.#rows.length);
    this.#keys.textContent = t("table.keys");
    this.#table.setAttribute("aria-label", this.#caption.textContent);
    this.#table.dataset["sheet"] = name;
    this.#table.hidden = this.#rows.length === 0;
    this.#empty.textContent = this.#rows.length > 0 ? "" : t(size === 0 ? "table.emptyAll" : "table.empty");
    this.#head.replaceChildren(...headsOf(this.#app, this.#sheet, this.#sorts.get(name) ?? START, (column) => this.#sortBy(column)));
    this.#window.show(this.#rows.length, fromTop);
  }

  /** Mark what is selected or found now. */
  mark(): void {
    this.#marks = marking(this.#app, this.#sheet);
    this.#window.refresh();
    this.#revealSelected();
  }

  /** Lay on paper the sheet that is looked at, else the ties; as many rows as a reader turns pages for. */
  lay(looked: boolean): void {
    const { t } = this.#app;
    const paper = looked ? this.#sheet : sheet(this.#app, "ties");
    const rows = this.#sorted(paper, looked ? (this.#sorts.get(paper.name) ?? START) : START);
    const cut = rows.length > PRINTED ? `. ${t("table.printed", { n: PRINTED, all: rows.length })}` : "";
    const caption = captionOf(this.#app, paper, rows.length) + cut;
    this.clear();
    this.#paper = el("div", { class: "printed" }, paperOf(this.#app, paper, rows.slice(0, PRINTED), caption));
    this.#host.append(this.#paper);
  }

  /** Take away what was laid on paper. */
  clear(): void {
    this.#paper?.remove();
    this.#paper = null;
  }

  #sorted(of: Sheet, { column: by, falling }: Sort): readonly number[] {
    const { model, store } = this.#app;
    const column = of.columns[by]!;
    const key = (at: number): string | number | null => (column.sort ? column.sort(at) : column.cell(at));
    return ordered(of.rows(visible(model, store.now)), key, falling, store.now.lang);
  }

  #sortBy(column: number): void {
    const { t, say } = this.#app;
    const now = this.#sorts.get(this.#sheet.name) ?? START;
    const falling = now.column === column && !now.falling;
    this.#sorts.set(this.#sheet.name, { column, falling });
    this.fill(true);
    this.#head.querySelectorAll("button")[column]!.focus();
    const name = t(`table.columns.${this.#sheet.columns[column]!.key}`);
    say(t("table.sorted", { column: name, direction: t(falling ? "table.descending" : "table.ascending") }));
  }

  /** Bring into sight the row of what is selected, else the first that it concerns. */
  #revealSelected(): void {
    const { selected } = this.#app.store.now;
    if (selected === null) return;
    const exact = this.#rows.findIndex((each) => this.#sheet.id(each) === selected);
    const at = exact >= 0 ? exact : this.#rows.findIndex((each) => this.#marks(each)["class"]?.includes("touched"));
    if (at >= 0) this.#window.reveal(at);
  }
}

/** Say how many rows there are, and of how many. */
function captionOf({ t, model, store }: App, { name, size }: Sheet, count: number): string {
  const shown = t(`table.count.${name}`, { n: count });
  const told = count === size ? t("table.caption", { shown }) : t("table.captionOf", { shown, all: t("table.number", { n: size }) });
  const { undated } = visible(model, store.now);
  return name === "ties" && undated > 0 ? [told, t("table.undated", { n: undated })].join(t("table.between")) : told;
}

/**
 * The rows of a table, of which only those in sight are made when there are many.
 *
 * In: the scrolling box, the table, how a row is made, whom to tell of a choice. Out: rows that
 * answer to click and keyboard; the body is one stop of the tabulator, arrows go from row to row.
 * Screen readers are told each row's true place. It knows no column and no record.
 */

import { el } from "../dom.ts";

/** Up to here all rows are made, each as high as its texts need. */
export const ALL = 300;
const ROW = 33; // height of a row of a windowed table in CSS pixels (style/table.css)
const MARGIN = 12; // rows made above and below those in sight
const FIRST = 2; // aria-rowindex of the first row: the heads are 1

export class Rows {
  readonly #box: HTMLElement;
  readonly #table: HTMLTableElement;
  readonly #body: HTMLTableSectionElement;
  readonly #make: (index: number) => HTMLTableRowElement;
  #count = 0;
  #active = 0; // the row that the tabulator reaches
  #made: readonly [from: number, to: number] = [0, 0];

  /** `make` gives a row without its place; its first button is what takes the focus. */
  constructor(box: HTMLElement, table: HTMLTableElement, make: (index: number) => HTMLTableRowElement, chosen: (index: number) => void) {
    [this.#box, this.#table, this.#body, this.#make] = [box, table, table.tBodies[0]!, make];
    box.addEventListener("scroll", () => {
      const [first, end] = this.#inSight();
      if (first < this.#made[0] || end > this.#made[1]) this.refresh();
    });
    this.#body.addEventListener("click", (event) => {
      const index = indexOf(event);
      if (index === null || isMarking(event)) return;
      this.#stop(index);
      chosen(index);
    });
    this.#body.addEventListener("focusin", (event) => this.#stop(indexOf(event) ?? this.#active));
    this.#body.addEventListener("keydown", (event) => this.#key(event));
    new ResizeObserver(() => {
      if (this.#windowed) this.refresh();
    }).observe(box);
  }

  /** Show so many rows anew, from the top or as far down as they are. */
  show(count: number, fromTop: boolean): void {
    this.#count = count;
    if (fromTop) this.#active = this.#box.scrollTop = 0;
    this.#active = Math.max(0, Math.min(this.#active, count - 1));
    this.#table.setAttribute("aria-rowcount", String(count + 1));
    this.#table.classList.toggle("windowed", this.#windowed);
    this.refresh();
  }

  /** Make the rows in sight anew; the focus stays with its row, or goes to the box when that is gone. */
  refresh(): void {
    const [first, end] = this.#inSight();
    const margin = this.#windowed ? MARGIN : 0;
    const [from, to] = [Math.max(0, first - margin), Math.min(this.#count, end + margin)];
    const focused = this.#body.contains(document.activeElement);
    const rows = Array.from({ length: to - from }, (_, index) => this.#placed(from + index));
    this.#body.replaceChildren(...this.#room(from), ...rows, ...this.#room(this.#count - to));
    this.#made = [from, to];
    if (focused) (this.#button(this.#active) ?? this.#box).focus({ preventScroll: true });
  }

  /** Bring a row into sight. */
  reveal(index: number): void {
    if (!this.#windowed) {
      this.#row(index)?.scrollIntoView({ block: "nearest" });
      return;
    }
    const top = this.#body.offsetTop - this.#head + index * ROW;
    const low = top + ROW + this.#head - this.#box.clientHeight;
    if (this.#box.scrollTop > top) this.#box.scrollTop = top;
    else if (this.#box.scrollTop < low) this.#box.scrollTop = low;
    this.refresh();
  }

  get #windowed(): boolean {
    return this.#count > ALL;
  }

  /** Height of the heads, which stay above the rows. */
  get #head(): number {
    return this.#table.tHead?.offsetHeight ?? 0;
  }

  #row(index: number): HTMLTableRowElement | null {
    return this.#body.querySelector(`tr[aria-rowindex="${index + FIRST}"]`);
  }

  #button(index: number): HTMLElement | null {
    return this.#row(index)?.querySelector("button") ?? null;
  }

  #inSight(): readonly [first: number, end: number] {
    if (!this.#windowed) return [0, this.#count];
    const first = Math.floor((this.#box.scrollTop - this.#body.offsetTop + this.#head) / ROW);
    const length = Math.ceil(this.#box.clientHeight / ROW) + 1;
    return [Math.max(0, Math.min(first, this.#count - length)), Math.min(this.#count, Math.max(0, first) + length)];
  }

  #placed(index: number): HTMLTableRowElement {
    const row = this.#make(index);
    row.setAttribute("aria-rowindex", String(index + FIRST));
    row.querySelector("button")!.tabIndex = index === this.#active ? 0 : -1;
    return row;
  }

  /** The height of rows that are not made. */
  #room(rows: number): readonly HTMLElement[] {
    if (rows === 0) return [];
    const cell = el("td", { colspan: this.#table.tHead?.rows[0]?.cells.length ?? 1 });
    cell.style.height = `${rows * ROW}px`;
    return [el("tr", { class: "room", "aria-hidden": "true" }, cell)];
  }

  #key(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor((this.#box.clientHeight - this.#head) / ROW) - 1);
    const ways: Readonly<Record<string, number>> = {
      ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -this.#count, End: this.#count,
    };
    const by = ways[event.key];
    if (by === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const to = Math.max(0, Math.min(this.#active + by, this.#count - 1));
    this.reveal(to);
    this.#stop(to);
    this.#button(to)?.focus({ preventScroll: true });
  }

  /** Make a row the one that the tabulator reaches. */
  #stop(index: number): void {
    const [before, now] = [this.#button(this.#active), this.#button(index)];
    if (before) before.tabIndex = -1;
    if (now) now.tabIndex = 0;
    this.#active = index;
  }
}

/** Whether text of the row is being marked to be copied: no choice. A key marks nothing. */
function isMarking(event: MouseEvent): boolean {
  const marked = getSelection();
  const row = (event.target as Element).closest("tr");
  return event.detail > 0 && row !== null && marked?.isCollapsed === false && marked.containsNode(row, true);
}

function indexOf(event: Event): number | null {
  const row = (event.target as Element).closest("tr[aria-rowindex]");
  return row ? Number(row.getAttribute("aria-rowindex")) - FIRST : null;
}

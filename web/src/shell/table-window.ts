/**
 * The rows of a table, of which only those in sight are made when there are many.
 *
 * In: the scrolling box, the body, how a row is made. Out: rows that answer to click and keyboard;
 * the body is one stop of the tabulator, arrows go from row to row. Screen readers are told each
 * row's true place. It knows no column and no record.
 */

import { el } from "../dom.ts";

/** Up to here all rows are made, each as high as its texts need. */
export const ALL = 300;
const ROW = 33; // height of a row of a windowed table in CSS pixels (style/table.css)
const MARGIN = 12; // rows made above and below those in sight

export interface Rows {
  /** Show so many rows anew, from the top or as far down as they are. */
  show(count: number, fromTop: boolean): void;
  /** Make the rows in sight anew. */
  refresh(): void;
  /** Bring a row into sight. */
  reveal(index: number): void;
}

/** Fill a body with rows; `make` gives a row without its place, `chosen` is told of a choice. */
export function rowsIn(
  box: HTMLElement,
  table: HTMLTableElement,
  body: HTMLTableSectionElement,
  make: (index: number) => HTMLTableRowElement,
  chosen: (index: number) => void,
): Rows {
  let count = 0;
  let active = 0; // the row that the tabulator reaches
  let made: readonly [from: number, to: number] = [0, 0];
  const windowed = (): boolean => count > ALL;
  const head = (): number => table.tHead?.offsetHeight ?? 0;
  const rowAt = (index: number): HTMLTableRowElement | null => body.querySelector(`tr[aria-rowindex="${index + 2}"]`);
  const button = (index: number): HTMLElement | null => rowAt(index)?.querySelector("button") ?? null;

  const inSight = (): readonly [number, number] => {
    if (!windowed()) return [0, count];
    const first = Math.floor((box.scrollTop - body.offsetTop + head()) / ROW);
    const length = Math.ceil(box.clientHeight / ROW) + 1;
    return [Math.max(0, Math.min(first, count - length)), Math.min(count, Math.max(0, first) + length)];
  };
  const render = (): void => {
    const [first, end] = inSight();
    const [from, to] = windowed() ? [Math.max(0, first - MARGIN), Math.min(count, end + MARGIN)] : [first, end];
    const focused = body.contains(document.activeElement);
    const rows = Array.from({ length: to - from }, (_, index) => placed(from + index));
    body.replaceChildren(...room(from), ...rows, ...room(count - to));
    made = [from, to];
    if (focused) (button(active) ?? box).focus({ preventScroll: true });
  };
  const placed = (index: number): HTMLTableRowElement => {
    const row = make(index);
    row.setAttribute("aria-rowindex", String(index + 2));
    row.querySelector("button")!.tabIndex = index === active ? 0 : -1;
    return row;
  };
  /** The height of rows that are not made. */
  const room = (rows: number): readonly HTMLElement[] => {
    if (rows === 0) return [];
    const cell = el("td", { colspan: table.tHead?.rows[0]?.cells.length ?? 1 });
    cell.style.height = `${rows * ROW}px`;
    return [el("tr", { class: "room", "aria-hidden": "true" }, cell)];
  };
  const reveal = (index: number): void => {
    if (windowed()) {
      const top = body.offsetTop - head() + index * ROW;
      const low = top + ROW + head() - box.clientHeight;
      if (box.scrollTop > top) box.scrollTop = top;
      else if (box.scrollTop < low) box.scrollTop = low;
      render();
    } else rowAt(index)?.scrollIntoView({ block: "nearest" });
  };
  /** Make a row the one that the tabulator reaches. */
  const step = (index: number): void => {
    const [before, now] = [button(active), button(index)];
    if (before) before.tabIndex = -1;
    if (now) now.tabIndex = 0;
    active = index;
  };
  const go = (index: number): void => {
    const to = Math.max(0, Math.min(index, count - 1));
    reveal(to);
    step(to);
    button(to)?.focus({ preventScroll: true });
  };
  const indexOf = (event: Event): number | null => {
    const row = (event.target as Element).closest("tr[aria-rowindex]");
    return row ? Number(row.getAttribute("aria-rowindex")) - 2 : null;
  };

  box.addEventListener("scroll", () => {
    if (!windowed()) return;
    const [first, end] = inSight();
    if (first < made[0] || end > made[1]) render();
  });
  body.addEventListener("click", (event) => {
    const index = indexOf(event);
    // Text that is being marked to be copied is no choice.
    if (index === null || getSelection()?.toString()) return;
    step(index);
    chosen(index);
  });
  body.addEventListener("focusin", (event) => step(indexOf(event) ?? active));
  body.addEventListener("keydown", (event) => {
    const page = Math.max(1, Math.floor((box.clientHeight - head()) / ROW) - 1);
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -count, End: count };
    const by = steps[event.key];
    if (by === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    go(active + by);
  });
  new ResizeObserver(() => {
    if (windowed()) render();
  }).observe(box);

  return {
    show(rows, fromTop) {
      count = rows;
      if (fromTop) {
        active = 0;
        box.scrollTop = 0;
      }
      active = Math.max(0, Math.min(active, count - 1));
      table.setAttribute("aria-rowcount", String(count + 1));
      table.classList.toggle("windowed", windowed());
      render();
    },
    refresh: render,
    reveal,
  };
}

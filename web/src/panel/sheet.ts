/**
 * The panel's height on a phone, where it is a sheet from below: a strip, half, or the whole screen.
 *
 * In: taps and strokes on its handle. Out: `data-sheet` on the panel, which the style goes by; on a
 * wide screen it means nothing.
 */

import type { App } from "../app.ts";
import { el } from "../dom.ts";

const HEIGHTS = ["peek", "half", "whole"] as const;
export type Height = (typeof HEIGHTS)[number];

export interface Sheet {
  readonly handle: HTMLElement;
  /** Bring it to a height. */
  set(height: Height): void;
  /** Write its words anew. */
  label(): void;
}

const STROKE = 30; // pixels a finger moves before it is a stroke and not a tap

/** Make the handle of a panel; `moved` hears of every height the reader chooses. */
export function makeSheet(app: App, host: HTMLElement, moved: (height: Height) => void): Sheet {
  let now: Height = "half";
  let from: number | null = null;
  let stroked = false;
  const handle = el("button", { type: "button", class: "handle" }, el("span", { "aria-hidden": "true" }));
  const set = (height: Height): void => {
    now = height;
    host.dataset["sheet"] = height;
    label();
  };
  const label = (): void => {
    handle.setAttribute("aria-label", app.t(`panel.sheet.${now}`));
  };
  const choose = (height: Height): void => {
    set(height);
    moved(height);
  };
  const step = (by: number): Height => HEIGHTS[Math.max(0, Math.min(HEIGHTS.length - 1, HEIGHTS.indexOf(now) + by))]!;
  handle.addEventListener("pointerdown", (event) => {
    from = event.clientY;
    stroked = false;
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener("pointermove", (event) => {
    if (from === null || Math.abs(event.clientY - from) < STROKE) return;
    choose(step(event.clientY < from ? 1 : -1));
    from = event.clientY;
    stroked = true;
  });
  handle.addEventListener("pointerup", () => {
    from = null;
  });
  handle.addEventListener("click", () => {
    if (!stroked) choose(HEIGHTS[(HEIGHTS.indexOf(now) + 1) % HEIGHTS.length]!);
    stroked = false;
  });
  set(now);
  return { handle, set, label };
}

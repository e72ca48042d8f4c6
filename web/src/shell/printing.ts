/**
 * The drawing on paper: a canvas in the screen's colours becomes lines on white.
 *
 * In: the app and the drawing. Out: while the page is printed, an SVG of what is seen stands where
 * the drawing was; what else is printed stands in the style sheet.
 */

import type { App } from "../app.ts";
import { el } from "../dom.ts";
import type { Drawing } from "../drawing/stage.ts";

export function bindPrinting(app: App, host: HTMLElement, drawing: Drawing): void {
  const paper = el("div", { class: "paper", "aria-hidden": "true" });
  host.prepend(paper);
  const lay = (): void => {
    // Paper has no button to press for the rest.
    const held = document.activeElement;
    for (const more of document.querySelectorAll<HTMLElement>(".panel .show-all")) more.click();
    if (held instanceof HTMLElement) held.focus({ preventScroll: true });
    if (app.store.now.view === "table" || paper.childElementCount > 0) return;
    const parsed = new DOMParser().parseFromString(drawing.toSvg(), "image/svg+xml").documentElement;
    if (parsed.localName !== "svg") throw new Error("the drawing cannot be laid on paper");
    paper.append(document.importNode(parsed, true));
  };
  const clear = (): void => paper.replaceChildren();
  addEventListener("beforeprint", lay);
  addEventListener("afterprint", clear);
  matchMedia("print").addEventListener("change", ({ matches }) => (matches ? lay() : clear()));
}

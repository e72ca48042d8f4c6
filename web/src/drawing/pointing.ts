/**
 * What the reader points at, by pointer or by key: the ring about it and the tooltip beside it.
 *
 * In: a host, targets with their place on the screen. Out: two elements that follow. It finds no
 * target and selects nothing.
 */

import { el } from "../dom.ts";
import type { Size } from "./camera.ts";
import type { Words } from "./words.ts";

const GAP = 12; // px

export class Pointing {
  readonly #ring = el("div", { class: "drawing-ring", hidden: true });
  readonly #tip = el("div", { class: "drawing-tip", role: "tooltip", hidden: true });

  constructor(host: HTMLElement) {
    host.append(this.#ring, this.#tip);
  }

  /** Show the ring about a mark; null takes it away. */
  ring(at: { readonly x: number; readonly y: number; readonly r: number } | null): void {
    this.#ring.hidden = at === null;
    if (at === null) return;
    const size = (at.r + 5) * 2;
    this.#ring.style.width = this.#ring.style.height = `${size}px`;
    this.#ring.style.transform = `translate(${at.x - size / 2}px, ${at.y - size / 2}px)`;
  }

  /** Show the tooltip beside a point of the screen; null takes it away. */
  tip(words: Words | null, x: number, y: number, screen: Size): void {
    this.#tip.hidden = words === null;
    if (words === null) return;
    this.#tip.replaceChildren(
      el("strong", { dir: "auto" }, words.title),
      ...words.lines.map((line) => el("span", { dir: "auto" }, line)),
    );
    const { offsetWidth: width, offsetHeight: height } = this.#tip;
    const left = x + GAP + width > screen.width ? x - GAP - width : x + GAP;
    const top = y + GAP + height > screen.height ? y - GAP - height : y + GAP;
    this.#tip.style.transform = `translate(${Math.max(4, Math.round(left))}px, ${Math.max(4, Math.round(top))}px)`;
  }
}

/**
 * The line in the drawing's corner: how to read this view, or what to do where it is empty.
 *
 * In: the app, a scene and its frame, what to do to show everything. Out: two elements. It repeats nothing that the title says.
 */

import type { App } from "../app.ts";
import { el } from "../dom.ts";
import { toX, toY } from "./camera.ts";
import type { Frame } from "./frame.ts";
import type { Hits } from "./hits.ts";
import type { Scene } from "./scene.ts";

export class Note {
  readonly #line = el("p", { class: "drawing-note" });
  readonly #lost: HTMLElement;
  /** The line in the corner, and what is said instead where nothing is in view. */
  readonly elements: readonly HTMLElement[];
  readonly #app: App;
  #begun = false; // the reader has selected something: no hint needed any more

  constructor(app: App, showAll: () => void) {
    this.#app = app;
    const words = el("span", {});
    const button = el("button", { type: "button", onclick: showAll });
    this.#lost = el("div", { class: "drawing-lost", role: "status", hidden: true }, words, button);
    const label = (): void => {
      words.textContent = app.t("drawing.nothingHere");
      button.textContent = app.t("drawing.fit");
    };
    label();
    app.store.on(["lang"], label);
    this.elements = [this.#line, this.#lost];
    app.store.on(["selected"], () => {
      this.#begun = true;
    });
  }

  /** Say what a frame calls for. */
  show(scene: Scene, frame: Frame): void {
    const lines = this.#lines(scene, frame);
    const text = lines.join("\n");
    if (this.#line.textContent !== text) this.#line.textContent = text;
    this.#line.hidden = lines.length === 0;
    this.#line.classList.toggle("empty", this.#empty(frame) !== null);
  }

  /** A drawing stands: where nothing of it is in view, say so, and offer the way back. */
  seen(frame: Frame, hits: Hits): void {
    this.#lost.hidden = this.#empty(frame) !== null || hits.anyIn(frame.view);
  }

  #lines(scene: Scene, frame: Frame): string[] {
    const { t, model, store } = this.#app;
    const empty = this.#empty(frame);
    if (empty !== null) return [t(empty)];
    const lines = [];
    if (scene.about >= 0) lines.push(t("drawing.about", { city: model.nameApart(scene.about, store.now.lang) }));
    const grouped = bubbleInView(frame);
    if (grouped) lines.push(t("drawing.byCountry"));
    if (lines.length === 0 && scene.view === "network") lines.push(t("drawing.networkNote"));
    if (!this.#begun && store.now.selected === null && !grouped) lines.push(t(matchMedia("(pointer: coarse)").matches ? "drawing.hintTouch" : "drawing.hint"));
    return lines;
  }

  #empty({ visible, layout, model }: Frame): string | null {
    if (model.core.cities.id.length === 0) return "drawing.nothing";
    if (visible.filtered && visible.tieCount === 0 && model.strands.length > 0) return "drawing.noneLeft";
    let placed = false;
    for (let city = 0; city < layout.x.length && !placed; city += 1) placed = visible.cities[city] !== 0 && !Number.isNaN(layout.x[city]!);
    return placed ? null : "drawing.unplaced";
  }
}

/** Whether the reader sees a country that stands for its cities. */
function bubbleInView({ groups, camera, size, view }: Frame): boolean {
  return groups !== null && groups.bubbles.some(({ x, y }) => {
    const [px, py] = [toX(camera, size, x), toY(camera, size, y)];
    return px > view.x0 && px < view.x1 && py > view.y0 && py < view.y1;
  });
}

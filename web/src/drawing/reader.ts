/**
 * Reading the drawing: what the reader points at, moves the focus to, selects.
 *
 * In: the app, the scene, the view, the surface. Out: ring and tooltip, sentences for a screen
 * reader, and the selection in the state. It moves the camera only to keep the focus in sight.
 */

import type { App } from "../app.ts";
import { fromX, fromY } from "./camera.ts";
import type { Spot, Target } from "./hits.ts";
import { Pointing } from "./pointing.ts";
import type { Scene } from "./scene.ts";
import type { View } from "./view.ts";
import { type Words, describe, recordOf } from "./words.ts";

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
};
const HOVER = 6; // px within which the pointer means a thing

export class Reader {
  readonly #app: App;
  readonly #scene: Scene;
  readonly #view: View;
  readonly #surface: HTMLElement;
  readonly #pointing: Pointing;
  /** Whether a selection is being made here, where the reader sees what it is. */
  choosing = false;
  #focus: Target | null = null; // by key
  #hover: { readonly x: number; readonly y: number } | null = null;

  constructor(app: App, scene: Scene, view: View, surface: HTMLElement) {
    this.#app = app;
    this.#scene = scene;
    this.#view = view;
    this.#surface = surface;
    this.#pointing = new Pointing(surface);
  }

  /** The pointer is here, or has left. */
  hover(at: { readonly x: number; readonly y: number } | null): void {
    this.#hover = at;
    this.point();
  }

  /** The keys are elsewhere. */
  unfocus(): void {
    this.#focus = null;
    this.point();
  }

  /** Select what is within reach; nothing there clears the selection. */
  tap(x: number, y: number, reach: number): void {
    const { standing } = this.#view;
    if (standing === null) return;
    const at = this.#view.inDrawing(x, y);
    const target = standing.hits.at(at.x, at.y, reach);
    if (target === null) this.#clear();
    else this.#choose(target);
  }

  /** Answer a key; false for one that means nothing here. */
  key(name: string): boolean {
    if (this.#view.standing === null) return false;
    const arrow = ARROWS[name];
    if (arrow) this.#walk(arrow);
    else if (name === "PageDown" || name === "PageUp") this.#turn(name === "PageDown" ? 1 : -1);
    else if ((name === "Enter" || name === " ") && this.#focus) this.#choose(this.#focus);
    else if (name === "Escape" && (this.#focus || this.#app.store.now.selected !== null)) {
      this.#focus = null;
      this.#clear();
      this.point();
    } else return false;
    return true;
  }

  /** Show ring and tooltip for what is pointed at, where it stands now. */
  point(): void {
    const { standing, size } = this.#view;
    if (standing === null) {
      this.#pointing.ring(null);
      this.#pointing.tip(null, 0, 0, size);
      return;
    }
    const focused = this.#focus && standing.hits.spotOf(this.#focus);
    const ring = focused ? this.#view.onScreen(focused) : null;
    this.#pointing.ring(ring);
    const at = this.#hover && this.#view.inDrawing(this.#hover.x, this.#hover.y);
    const target = at && !this.#view.moving ? standing.hits.at(at.x, at.y, HOVER) : null;
    this.#surface.classList.toggle("pointing", target !== null);
    const shown = target ?? (ring ? this.#focus : null);
    const place = target ? this.#hover! : ring;
    this.#pointing.tip(shown && this.#words(shown), place?.x ?? 0, place?.y ?? 0, size);
  }

  #words(target: Target): Words {
    return describe(this.#app, this.#scene.visible, this.#view.standing!.frame.groups, target);
  }

  #clear(): void {
    this.#app.store.set({ selected: null, lit: [], litPairs: [] });
  }

  #choose(target: Target): void {
    const { groups } = this.#view.standing!.frame;
    if (target.kind === "country" && groups) {
      this.#view.fly(this.#scene.opened(target.index, groups, this.#view.size));
      return;
    }
    const id = recordOf(this.#app, target);
    if (id === null) return;
    const { title, lines } = this.#words(target);
    this.#app.say(this.#app.t("drawing.selected", { what: [title, ...lines].join(", ") }));
    this.choosing = true;
    this.#app.store.set({ selected: id, panel: true });
    this.choosing = false;
  }

  /** Move the focus to the next mark in a direction. */
  #walk([dx, dy]: readonly [number, number]): void {
    const { hits } = this.#view.standing!;
    const from = this.#focus && hits.spotOf(this.#focus);
    this.#focusOn(from ? hits.towards(from, dx, dy) : this.#first());
  }

  /** Go through all marks, also those that lie on one another. */
  #turn(by: number): void {
    const { spots } = this.#view.standing!.hits;
    const now = spots.findIndex((spot) => spot.kind === this.#focus?.kind && spot.index === this.#focus.index);
    this.#focusOn(now < 0 ? this.#first() : spots[(now + by + spots.length) % spots.length]!);
  }

  /** Where the focus begins: at the selection, else the page's city, else in the middle. */
  #first(): Spot | null {
    const { hits, frame } = this.#view.standing!;
    const { model, store } = this.#app;
    const selected = model.city(store.now.selected ?? "");
    const index = selected >= 0 ? selected : model.core.centre;
    const { width, height } = frame.size;
    return hits.spotOf({ kind: "city", index }) ?? hits.towards({ x: width / 2, y: height / 2 }, 1, 0) ?? hits.spots[0] ?? null;
  }

  #focusOn(spot: Spot | null): void {
    if (spot === null) return;
    this.#focus = { kind: spot.kind, index: spot.index };
    const { camera, size } = this.#view;
    const { x, y } = this.#view.onScreen(spot);
    this.#view.reveal(fromX(camera!, size, x), fromY(camera!, size, y));
    const { title, lines } = this.#words(this.#focus);
    this.#app.say([title, ...lines].join(", "));
    this.point();
  }
}

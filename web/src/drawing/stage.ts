/**
 * The drawing on its stage: the state drawn, gestures and keys answered.
 *
 * In: the app and the element to draw in. Out: `Drawing`, which other parts may ask to fit, to
 * zoom, or for a picture. What is drawn and how stands in the other modules of this folder.
 */

import type { App } from "../app.ts";
import { el } from "../dom.ts";
import type { Camera } from "../state.ts";
import { type Box, type Size, pan, zoomAbout } from "./camera.ts";
import { listen } from "./gestures.ts";
import { Land } from "./land.ts";
import { Note } from "./note.ts";
import { picturePng, pictureSvg } from "./picture.ts";
import { Reader } from "./reader.ts";
import { Scene } from "./scene.ts";
import { onTheme, readPalette } from "./theme.ts";
import { View } from "./view.ts";

/** What other parts may ask of the drawing. */
export interface Drawing {
  /** Fulfilled after the first full drawing. */
  readonly drawn: Promise<void>;
  /** Show everything that is visible. */
  fit(): void;
  /** Zoom by a factor about the middle. */
  zoom(by: number): void;
  /** What is seen, as an SVG document with text as text, light colours, its legend and source line. */
  toSvg(): string;
  /** What is seen, as a PNG of twice the screen's size. */
  toPng(): Promise<Blob>;
}

const STEP = 1.6; // of the zoom, a press of a button
const TOOLS = ["closer", "farther", "fit"] as const;

export function mountStage(app: App, host: HTMLElement): Drawing {
  return new Stage(app, host);
}

class Stage implements Drawing {
  readonly drawn: Promise<void>;
  readonly #app: App;
  readonly #host: HTMLElement;
  readonly #scene: Scene;
  readonly #sheets = el("div", { class: "drawing-sheets" });
  readonly #surface = el("div", { class: "drawing", tabindex: 0, role: "application", "aria-describedby": "drawing-keys" }, this.#sheets);
  readonly #note: Note;
  #land = new Land(null);
  #view: View | null = null;
  #finish: () => void = () => {};

  constructor(app: App, host: HTMLElement) {
    this.#app = app;
    this.#host = host;
    this.#scene = new Scene(app);
    this.#note = new Note(app, () => this.fit());
    this.#furnish();
    this.drawn = app.block("land").then((bytes) => {
      this.#land = new Land(bytes);
      return new Promise((resolve) => {
        this.#finish = resolve;
        this.#begin();
      });
    });
  }

  fit(): void {
    this.#view?.fit();
  }

  zoom(by: number): void {
    const goal = this.#view?.goal;
    if (!goal) return;
    const { size } = this.#view!;
    this.#view!.fly(zoomAbout(goal, size, size.width / 2, size.height / 2, by, this.#scene.limits(size)));
  }

  toSvg(): string {
    return pictureSvg(this.#app, this.#scene, this.#land, ...this.#pictured());
  }

  toPng(): Promise<Blob> {
    return picturePng(this.#app, this.#scene, this.#land, ...this.#pictured());
  }

  /** What a picture shows: what is seen; where that is everything, without room for what floats. */
  #pictured(): [Camera, Size] {
    const view = this.#view;
    if (view?.camera && !view.fitted) return [view.camera, view.size];
    const size = this.#scene.pictureSize(view?.camera ? view.size : { width: 920, height: 640 });
    return [this.#scene.fit(size, []), size];
  }

  /** Put surface, line, buttons and the keys' description in place, in the reader's language. */
  #furnish(): void {
    const { store, t, told, model } = this.#app;
    const keys = el("p", { id: "drawing-keys", hidden: true });
    const acts = { closer: () => this.zoom(STEP), farther: () => this.zoom(1 / STEP), fit: () => this.fit() };
    const signs = { closer: "+", farther: "−", fit: "⤢" };
    const buttons = TOOLS.map((name) => el("button", { type: "button", onclick: acts[name] }, signs[name]));
    this.#host.prepend(this.#surface, ...this.#note.elements, el("div", { class: "drawing-tools" }, ...buttons), keys);
    const label = (): void => {
      this.#surface.setAttribute("aria-label", t(`drawing.${this.#scene.view}Label`, { title: told(model.core.title) }));
      keys.textContent = t("drawing.keys");
      TOOLS.forEach((name, index) => {
        buttons[index]!.setAttribute("aria-label", t(`drawing.${name}`));
        buttons[index]!.setAttribute("title", t(`drawing.${name}`));
      });
    };
    label();
    store.on(["lang", "view"], label);
  }

  #begin(): void {
    const { store } = this.#app;
    let reader: Reader | null = null;
    const view = new View(this.#scene, this.#sheets, this.#land, {
      floating: () => this.#floating(),
      begun: (frame) => {
        this.#note.show(this.#scene, frame);
        this.#host.dataset["grouped"] = String(frame.groups !== null);
      },
      finished: () => {
        const { standing } = view;
        if (standing) this.#note.seen(standing.frame, standing.hits);
        this.#finish();
      },
      stepped: () => reader?.point(),
      rested: (camera) => store.set(this.#scene.view === "map" ? { mapCamera: camera } : { networkCamera: camera }),
    });
    this.#view = view;
    reader = new Reader(this.#app, this.#scene, view, this.#surface);
    this.#listen(view, reader);
    store.on(["selected", "lit", "litPairs", "filters", "year", "events", "persons", "lang"], () => view.ask("scene"));
    store.on(["view", "centred", "selected"], (now, before) => {
      // Another projection of the map has other coordinates: the camera of before means nothing there.
      if (now.view !== "table") view.pass(now.view === before.view ? null : this.#stored());
    });
    store.on(["selected"], ({ selected }) => {
      const city = selected === null || selected.startsWith("rel:") ? -1 : this.#app.model.city(selected);
      const { x, y } = this.#scene.layout();
      // What the reader clicks in the drawing is seen already: it does not move away under the pointer.
      if (city >= 0 && !reader!.choosing) view.reveal(x[city]!, y[city]!, this.#scene.seenFrom(city));
    });
    store.on(["events", "persons"], () => {
      if (view.fitted) view.fit();
    });
    store.on(["mapCamera", "networkCamera"], () => this.#followCamera(view));
    onTheme(() => {
      this.#scene.palette = readPalette();
      view.ask("scene");
    });
    const resize = (): void => {
      const size = { width: this.#host.clientWidth, height: this.#host.clientHeight };
      if (size.width > 0 && size.height > 0) view.resize(size, this.#stored());
    };
    const watch = new ResizeObserver(resize);
    watch.observe(this.#host);
    for (const floating of this.#floatingElements()) watch.observe(floating);
    if (this.#host.clientWidth === 0) this.#finish(); // behind the table: drawn when it is seen
    resize();
  }

  #listen(view: View, reader: Reader): void {
    listen(this.#surface, {
      pan: (dx, dy) => view.camera && view.move(pan(view.camera, dx, dy)),
      zoom: (x, y, by, smooth) => {
        if (view.camera === null) return;
        const to = zoomAbout(smooth ? view.goal! : view.camera, view.size, x, y, by, this.#scene.limits(view.size));
        if (smooth) view.fly(to);
        else view.move(to);
      },
      rest: () => view.settle(),
      tap: (x, y, reach) => reader.tap(x, y, reach),
      hover: (x, y) => reader.hover({ x, y }),
      leave: () => reader.hover(null),
      key: (name) => {
        if (name === "+" || name === "=") this.zoom(STEP);
        else if (name === "-" || name === "_") this.zoom(1 / STEP);
        else if (name === "0") this.fit();
        else return reader.key(name);
        return true;
      },
    });
    this.#surface.addEventListener("blur", () => reader.unfocus());
  }

  #stored(): Camera | null {
    const { mapCamera, networkCamera } = this.#app.store.now;
    return this.#scene.view === "map" ? mapCamera : networkCamera;
  }

  /** Follow a camera that somebody else has written: the address, the search. */
  #followCamera(view: View): void {
    const kept = this.#stored();
    if (view.camera === null || kept === view.camera) return;
    if (kept !== null) view.fly(kept);
    else if (!view.fitted) view.fit();
  }

  #floatingElements(): HTMLElement[] {
    return [...this.#host.children].filter((child): child is HTMLElement => child instanceof HTMLElement && child !== this.#surface && !child.classList.contains("drawing-lost"));
  }

  /** The boxes of what floats above the drawing. */
  #floating(): Box[] {
    const origin = this.#host.getBoundingClientRect();
    return this.#floatingElements().flatMap((element) => {
      const box = element.getBoundingClientRect();
      if (box.width === 0 || box.height === 0) return [];
      return [{ x0: box.left - origin.left - 4, y0: box.top - origin.top - 4, x1: box.right - origin.left + 4, y1: box.bottom - origin.top + 4 }];
    });
  }
}

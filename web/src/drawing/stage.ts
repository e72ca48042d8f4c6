/**
 * The drawing on its stage: the state drawn, gestures and keys answered.
 *
 * In: the app and the element to draw in. Out: `Drawing`, which other parts may ask to fit, to
 * zoom, or for a picture. What is drawn and how stands in the other modules of this folder.
 */

import type { App } from "../app.ts";
import type { Camera } from "../state.ts";
import { el } from "../dom.ts";
import { type Box, type Size, betweenCameras, fromX, fromY, pan, toX, toY, zoomAbout } from "./camera.ts";
import { listen } from "./gestures.ts";
import type { Spot, Target } from "./hits.ts";
import { Land } from "./land.ts";
import type { Layout } from "./layout.ts";
import { Note } from "./note.ts";
import { type Seen, eased, onTheWay } from "./passage.ts";
import { picturePng, pictureSvg } from "./picture.ts";
import { Pointing } from "./pointing.ts";
import { MARGIN, Renderer } from "./renderer.ts";
import { Scene } from "./scene.ts";
import { onTheme, readPalette } from "./theme.ts";
import { describe, recordOf } from "./words.ts";

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

const PASSAGE = 250; // ms
const PAUSE = 120; // ms without a movement
const SETTLED = 300; // ms until the camera is written down
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
};

export function mountStage(app: App, host: HTMLElement): Drawing {
  return new Stage(app, host);
}

class Stage implements Drawing {
  readonly drawn: Promise<void>;
  readonly #app: App;
  readonly #host: HTMLElement;
  readonly #scene: Scene;
  readonly #surface: HTMLElement;
  readonly #sheets = el("div", { class: "drawing-sheets" });
  readonly #pointing: Pointing;
  readonly #note: Note;
  #land = new Land(null);
  #renderer: Renderer | null = null;
  #size: Size = { width: 0, height: 0 };
  #camera: Camera | null = null;
  #fitted = true; // the camera is the one that fits, and follows the screen's size
  #layout: Layout | null = null;
  #flight: { readonly from: Camera; readonly to: Camera; readonly start: number } | null = null;
  #passage: { readonly from: Seen; readonly to: Seen; readonly start: number } | null = null;
  #asked: "nothing" | "camera" | "scene" = "scene"; // what must be drawn anew
  #moved = -Infinity; // when the last gesture moved
  #fade = false;
  #ticking = false;
  #settling = 0;
  #focus: Target | null = null; // by key
  #hover: { readonly x: number; readonly y: number } | null = null;
  #finish: () => void = () => {};

  constructor(app: App, host: HTMLElement) {
    this.#app = app;
    this.#host = host;
    this.#scene = new Scene(app);
    const keys = el("p", { id: "drawing-keys", hidden: true });
    this.#surface = el("div", { class: "drawing", tabindex: 0, role: "application", "aria-describedby": "drawing-keys" }, this.#sheets);
    this.#pointing = new Pointing(this.#surface);
    this.#note = new Note(app);
    const tools = this.#tools();
    host.prepend(this.#surface, this.#note.element, tools, keys);
    const label = (): void => {
      this.#surface.setAttribute("aria-label", app.t(`drawing.${this.#scene.view}Label`, { title: app.told(app.model.core.title) }));
      keys.textContent = app.t("drawing.keys");
      [...tools.children].forEach((button, index) => {
        const words = app.t(`drawing.${["closer", "farther", "fit"][index]}`);
        button.setAttribute("aria-label", words);
        button.setAttribute("title", words);
      });
    };
    label();
    app.store.on(["lang", "view"], label);
    this.drawn = new Promise((resolve) => {
      this.#finish = resolve;
    });
    void app.block("land").then((bytes) => {
      this.#land = new Land(bytes);
      this.#begin();
    });
  }

  fit(): void {
    this.#fitted = true;
    this.#fly(this.#scene.fit(this.#size, this.#floating()));
  }

  zoom(by: number): void {
    if (this.#camera === null) return;
    const { width, height } = this.#size;
    const base = this.#flight?.to ?? this.#camera;
    this.#fitted = false;
    this.#fly(zoomAbout(base, this.#size, width / 2, height / 2, by, this.#scene.limits(this.#size)));
  }

  toSvg(): string {
    return pictureSvg(this.#app, this.#scene, this.#land, this.#seenCamera(), this.#pictureSize());
  }

  toPng(): Promise<Blob> {
    return picturePng(this.#app, this.#scene, this.#land, this.#seenCamera(), this.#pictureSize());
  }

  #seenCamera(): Camera {
    return this.#camera ?? this.#scene.fit(this.#pictureSize(), []);
  }

  #pictureSize(): Size {
    return this.#size.width > 0 ? this.#size : { width: 920, height: 640 };
  }

  #tools(): HTMLElement {
    const button = (sign: string, act: () => void): HTMLElement => el("button", { type: "button", onclick: act }, sign);
    return el("div", { class: "drawing-tools" }, button("+", () => this.zoom(1.6)), button("−", () => this.zoom(1 / 1.6)), button("⤢", () => this.fit()));
  }

  #begin(): void {
    const { store } = this.#app;
    this.#renderer = new Renderer(this.#sheets, this.#land);
    this.#renderer.done = () => this.#finished();
    store.on(["selected", "lit", "litPairs", "filters", "year", "events", "persons", "lang"], () => this.#ask("scene"));
    store.on(["view", "centred", "selected"], () => this.#changeLayout());
    store.on(["mapCamera", "networkCamera"], () => this.#readCamera());
    onTheme(() => {
      this.#scene.palette = readPalette();
      this.#ask("scene");
    });
    listen(this.#surface, {
      pan: (dx, dy) => this.#move(pan(this.#camera!, dx, dy)),
      zoom: (x, y, by, smooth) => {
        const to = zoomAbout(this.#camera!, this.#size, x, y, by, this.#scene.limits(this.#size));
        if (smooth) this.#fly(to);
        else this.#move(to);
      },
      rest: () => this.#settle(),
      tap: (x, y, reach) => this.#tap(x, y, reach),
      hover: (x, y) => {
        this.#hover = { x, y };
        this.#point();
      },
      leave: () => {
        this.#hover = null;
        this.#point();
      },
      key: (name) => this.#key(name),
    });
    this.#surface.addEventListener("focus", () => this.#point());
    this.#surface.addEventListener("blur", () => {
      this.#focus = null;
      this.#point();
    });
    const watch = new ResizeObserver(() => this.#resize());
    watch.observe(this.#host);
    for (const floating of this.#floatingElements()) watch.observe(floating);
    if (this.#host.clientWidth === 0) this.#finish(); // behind the table: drawn when it is seen
    this.#resize();
  }

  /** The screen, or what floats above it, has another size. */
  #resize(): void {
    const size = { width: this.#host.clientWidth, height: this.#host.clientHeight };
    if (size.width === 0 || size.height === 0) return;
    const first = this.#camera === null;
    const same = size.width === this.#size.width && size.height === this.#size.height;
    this.#size = size;
    if (first) {
      this.#layout = this.#scene.layout();
      const kept = this.#storedCamera();
      this.#fitted = kept === null;
      this.#camera = kept ?? this.#scene.fit(size, this.#floating());
      this.#asked = "nothing";
      this.#draw();
      this.#renderer!.work("whole");
      return;
    }
    if (this.#fitted && this.#flight === null) this.#camera = this.#scene.fit(size, this.#floating());
    this.#ask(same ? "camera" : "scene");
  }

  #storedCamera(): Camera | null {
    const { mapCamera, networkCamera } = this.#app.store.now;
    return this.#scene.view === "map" ? mapCamera : networkCamera;
  }

  /** Follow a camera that somebody else has written. */
  #readCamera(): void {
    const kept = this.#storedCamera();
    if (this.#camera === null || kept === this.#camera) return;
    if (kept === null) {
      if (!this.#fitted) this.fit();
    } else {
      this.#fitted = false;
      this.#fly(kept);
    }
  }

  /** Pass to another view, where the state asks for one. */
  #changeLayout(): void {
    if (this.#camera === null || this.#app.store.now.view === "table") return;
    const layout = this.#scene.layout();
    if (layout === this.#layout) return;
    const from = { layout: this.#layout!, camera: this.#camera };
    const sameView = (this.#layout!.map === null) === (layout.map === null);
    this.#layout = layout;
    this.#flight = null;
    // Another projection of the map has other coordinates: the camera of before means nothing there.
    const kept = sameView ? null : this.#storedCamera();
    this.#fitted = kept === null;
    this.#camera = kept ?? this.#scene.fit(this.#size, this.#floating());
    if (sameView && this.#storedCamera() !== null) this.#app.store.set({ mapCamera: null });
    if (still()) this.#ask("scene");
    else if (this.#scene.light) {
      this.#passage = { from, to: { layout, camera: this.#camera }, start: performance.now() };
      this.#tick();
    } else {
      this.#fade = true;
      this.#ask("scene");
    }
  }

  /** Have something drawn: soon, and once. */
  #ask(what: "camera" | "scene"): void {
    if (this.#asked !== "scene") this.#asked = what;
    this.#tick();
  }

  #tick(): void {
    if (this.#ticking || this.#renderer === null || this.#camera === null) return;
    this.#ticking = true;
    requestAnimationFrame((now) => {
      this.#ticking = false;
      this.#step(now);
    });
  }

  #step(now: number): void {
    const renderer = this.#renderer!;
    if (this.#passage) this.#travel(now);
    else {
      if (this.#flight) this.#advance(now);
      renderer.place(this.#camera!);
      const moving = this.#flight !== null || now - this.#moved < PAUSE;
      // What takes long is drawn in a gesture's pauses, and else only where the last drawing fails.
      const wait = moving && !this.#scene.light && renderer.serves(this.#camera!);
      if (this.#asked === "scene" || (this.#asked === "camera" && !renderer.busy && !wait)) {
        this.#asked = "nothing";
        this.#draw();
      }
      renderer.work(moving ? "moving" : "resting");
      if (renderer.frame && renderer.frame.camera !== this.#camera && !renderer.busy) this.#asked = "camera";
    }
    this.#point();
    if (this.#passage || this.#flight || renderer.busy || this.#asked !== "nothing") this.#tick();
  }

  #draw(): void {
    const pad = { width: Math.round(this.#size.width * MARGIN), height: Math.round(this.#size.height * MARGIN) };
    const frame = this.#scene.compose(this.#camera!, this.#size, pad, this.#floating());
    this.#note.show(this.#scene, frame);
    this.#host.dataset["grouped"] = String(frame.groups !== null);
    this.#renderer!.begin(frame, this.#fade);
    this.#fade = false;
  }

  #travel(now: number): void {
    const { from, to, start } = this.#passage!;
    const share = Math.min(1, (now - start) / PASSAGE);
    if (share >= 1) {
      this.#passage = null;
      this.#draw();
    } else {
      const way = eased(Math.max(0, share));
      const layout = onTheWay(this.#app.model, from, to, way);
      const lands = [{ seen: from, alpha: 1 - way }, { seen: to, alpha: way }]
        .flatMap(({ seen, alpha }) => (seen.layout.map ? [{ map: seen.layout.map, camera: seen.camera, alpha }] : []));
      this.#renderer!.begin(this.#scene.compose(to.camera, this.#size, { width: 0, height: 0 }, [], { layout, lands }), false);
    }
    this.#renderer!.work("whole");
  }

  #finished(): void {
    const renderer = this.#renderer!;
    if (this.#passage) renderer.place(renderer.frame!.camera);
    else renderer.place(this.#camera!);
    this.#finish();
  }

  #move(camera: Camera): void {
    this.#flight = null;
    this.#fitted = false;
    this.#camera = this.#scene.within(camera);
    this.#moved = performance.now();
    this.#ask("camera");
    this.#settle();
  }

  #fly(to: Camera): void {
    if (this.#camera === null) return;
    if (still()) {
      this.#camera = to;
      this.#ask("camera");
      this.#settle();
    } else {
      this.#flight = { from: this.#camera, to, start: performance.now() };
      this.#tick();
    }
  }

  #advance(now: number): void {
    const { from, to, start } = this.#flight!;
    const share = Math.min(1, Math.max(0, (now - start) / PASSAGE));
    this.#camera = share >= 1 ? to : betweenCameras(from, to, eased(share));
    this.#asked = this.#asked === "scene" ? "scene" : "camera";
    if (share >= 1) {
      this.#flight = null;
      this.#settle();
    }
  }

  /** Write the camera down, once the gesture is over. */
  #settle(): void {
    clearTimeout(this.#settling);
    this.#settling = window.setTimeout(() => {
      if (this.#flight || this.#passage) return;
      const camera = this.#fitted ? null : this.#camera;
      this.#app.store.set(this.#scene.view === "map" ? { mapCamera: camera } : { networkCamera: camera });
    }, SETTLED);
  }

  #floatingElements(): HTMLElement[] {
    return [...this.#host.children].filter((child): child is HTMLElement => child instanceof HTMLElement && child !== this.#surface);
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

  /** From the screen to the last drawing, which may be of another camera, and back. */
  #inDrawing(x: number, y: number): { x: number; y: number } {
    const { camera, size } = this.#renderer!.frame!;
    return { x: toX(camera, size, fromX(this.#camera!, this.#size, x)), y: toY(camera, size, fromY(this.#camera!, this.#size, y)) };
  }

  #onScreen({ x, y, r }: Spot): { x: number; y: number; r: number } {
    const { camera, size } = this.#renderer!.frame!;
    return { x: toX(this.#camera!, this.#size, fromX(camera, size, x)), y: toY(this.#camera!, this.#size, fromY(camera, size, y)), r };
  }

  #tap(x: number, y: number, reach: number): void {
    if (!this.#renderer!.frame) return;
    const at = this.#inDrawing(x, y);
    const target = this.#renderer!.hits.at(at.x, at.y, reach);
    if (target === null) this.#app.store.set({ selected: null, lit: [], litPairs: [] });
    else this.#choose(target);
  }

  #choose(target: Target): void {
    const { groups } = this.#renderer!.frame!;
    if (target.kind === "country" && groups) {
      this.#fitted = false;
      this.#fly(this.#scene.opened(target.index, groups, this.#size));
      return;
    }
    const id = recordOf(this.#app, target);
    if (id === null) return;
    const open = !matchMedia("(max-width: 720px)").matches || this.#app.store.now.panel;
    this.#app.store.set({ selected: id, ...(open ? { panel: true } : {}) });
    const { title, lines } = describe(this.#app, this.#scene.visible, groups, target);
    this.#app.say(this.#app.t("drawing.selected", { what: [title, ...lines].join(", ") }));
  }

  /** Show ring and tooltip for what is pointed at. */
  #point(): void {
    const renderer = this.#renderer!;
    if (!renderer.frame || this.#passage) {
      this.#pointing.ring(null);
      this.#pointing.tip(null, 0, 0, this.#size);
      return;
    }
    const focused = this.#focus && renderer.hits.spotOf(this.#focus);
    const ring = focused ? this.#onScreen(focused) : null;
    this.#pointing.ring(ring);
    const at = this.#hover && this.#inDrawing(this.#hover.x, this.#hover.y);
    const target = at && !this.#flight ? renderer.hits.at(at.x, at.y, 6) : null;
    this.#surface.classList.toggle("pointing", target !== null);
    const shown = target ?? (focused ? this.#focus : null);
    const place = target ? this.#hover! : ring;
    const words = shown && describe(this.#app, this.#scene.visible, renderer.frame.groups, shown);
    this.#pointing.tip(words, place?.x ?? 0, place?.y ?? 0, this.#size);
  }

  #key(name: string): boolean {
    if (this.#camera === null || !this.#renderer!.frame) return false;
    const arrow = ARROWS[name];
    if (arrow) this.#arrow(arrow);
    else if (name === "PageDown" || name === "PageUp") this.#turn(name === "PageDown" ? 1 : -1);
    else if (name === "+" || name === "=") this.zoom(1.6);
    else if (name === "-" || name === "_") this.zoom(1 / 1.6);
    else if (name === "0") this.fit();
    else if ((name === "Enter" || name === " ") && this.#focus) this.#choose(this.#focus);
    else if (name === "Escape" && (this.#focus || this.#app.store.now.selected !== null)) {
      this.#focus = null;
      this.#app.store.set({ selected: null, lit: [], litPairs: [] });
      this.#point();
    } else return false;
    return true;
  }

  #arrow([dx, dy]: readonly [number, number]): void {
    const { hits } = this.#renderer!;
    const from = this.#focus && hits.spotOf(this.#focus);
    this.#focusOn(from ? hits.towards(from, dx, dy) : this.#firstFocus());
  }

  /** Go through all marks, also those that lie on one another. */
  #turn(by: number): void {
    const { spots } = this.#renderer!.hits;
    const now = spots.findIndex((spot) => spot.kind === this.#focus?.kind && spot.index === this.#focus.index);
    this.#focusOn(now < 0 ? this.#firstFocus() : spots[(now + by + spots.length) % spots.length]!);
  }

  #firstFocus(): Spot | null {
    const { hits, frame } = this.#renderer!;
    const { model, store } = this.#app;
    const selected = model.city(store.now.selected ?? "");
    const index = selected >= 0 ? selected : model.core.centre;
    const { x0, y0, x1, y1 } = frame!.view;
    return hits.spotOf({ kind: "city", index }) ?? hits.spotAt((x0 + x1) / 2, (y0 + y1) / 2, Infinity) ?? hits.spots[0] ?? null;
  }

  #focusOn(spot: Spot | null): void {
    if (spot === null) return;
    this.#focus = { kind: spot.kind, index: spot.index };
    const { x, y } = this.#onScreen(spot);
    const { width, height } = this.#size;
    const [dx, dy] = [x < 40 ? 80 - x : x > width - 40 ? width - 80 - x : 0, y < 40 ? 80 - y : y > height - 40 ? height - 80 - y : 0];
    if (dx !== 0 || dy !== 0) {
      this.#fitted = false;
      this.#fly(pan(this.#camera!, dx, dy));
    }
    const { title, lines } = describe(this.#app, this.#scene.visible, this.#renderer!.frame!.groups, this.#focus);
    this.#app.say([title, ...lines].join(", "));
    this.#point();
  }
}

/** Whether the reader asks for less motion. */
function still(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

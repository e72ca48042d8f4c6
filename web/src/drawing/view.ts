/**
 * What moves: the camera, flights to another one, the passage from layout to layout; and when the
 * drawing is made anew.
 *
 * In: a scene, a place for the canvases, the screen's size. Out: the drawing on the screen, and calls
 * when a frame is begun, when a step is done, when the camera has come to rest. It knows no gesture.
 */

import type { Camera } from "../state.ts";
import { type Box, type Size, betweenCameras, fromX, fromY, pan, toX, toY } from "./camera.ts";
import type { Frame } from "./frame.ts";
import type { Hits, Spot } from "./hits.ts";
import type { Land } from "./land.ts";
import type { Layout } from "./layout.ts";
import { type Seen, eased, onTheWay } from "./passage.ts";
import { MARGIN, Renderer } from "./renderer.ts";
import type { Scene } from "./scene.ts";

const PASSAGE = 250; // ms
const EDGE = 40; // px: nearer to the screen's edge, a thing is not in clear sight
const CLEAR = 16; // px about a thing that nothing covers
const SHOWN = 600; // ms for which what was revealed is kept in sight, should the screen change
const PAUSE = 120; // ms without a movement
const SETTLED = 300; // ms until the camera is written down

export interface Watcher {
  /** What floats above the drawing, now. */
  floating(): readonly Box[];
  /** A drawing begins. */
  begun(frame: Frame): void;
  /** A drawing stands. */
  finished(): void;
  /** The screen has changed: a drawing took its place, or the camera moved. */
  stepped(): void;
  /** The camera has come to rest; null is the one that fits. */
  rested(camera: Camera | null): void;
}

export class View {
  readonly #scene: Scene;
  readonly #renderer: Renderer;
  readonly #watcher: Watcher;
  #size: Size = { width: 0, height: 0 };
  #camera: Camera | null = null;
  #fitted = true; // the camera is the one that fits, and follows the screen's size
  #layout: Layout | null = null;
  #flight: { readonly from: Camera; readonly to: Camera; readonly start: number } | null = null;
  #passage: { readonly from: Seen; readonly to: Seen; readonly start: number } | null = null;
  #asked: "nothing" | "camera" | "scene" = "nothing"; // what must be drawn anew
  #moved = -Infinity; // when the last gesture moved
  #fade = false;
  #ticking = false;
  #settling = 0;
  #revealed: { readonly x: number; readonly y: number; readonly until: number } | null = null;

  constructor(scene: Scene, host: HTMLElement, land: Land, watcher: Watcher) {
    this.#scene = scene;
    this.#watcher = watcher;
    this.#renderer = new Renderer(host, land);
    this.#renderer.done = () => {
      this.#place();
      watcher.finished();
    };
  }

  get size(): Size {
    return this.#size;
  }

  get camera(): Camera | null {
    return this.#camera;
  }

  /** Where a flight leads, else the camera. */
  get goal(): Camera | null {
    return this.#flight?.to ?? this.#camera;
  }

  get fitted(): boolean {
    return this.#fitted;
  }

  /** The last drawing of the present layout, and what is where in it; null while there is none. */
  get standing(): { readonly frame: Frame; readonly hits: Hits } | null {
    const { frame, hits } = this.#renderer;
    return frame === null || frame.layout !== this.#layout ? null : { frame, hits };
  }

  /** Whether a flight or a gesture goes on. */
  get moving(): boolean {
    return this.#flight !== null || performance.now() - this.#moved < PAUSE;
  }

  /** The screen, or what floats above it, has another size; `kept` is the camera to begin with. */
  resize(size: Size, kept: Camera | null): void {
    const same = size.width === this.#size.width && size.height === this.#size.height;
    this.#size = size;
    if (this.#camera === null) {
      this.#layout = this.#scene.layout();
      this.#fitted = kept === null;
      this.#camera = kept ?? this.#scene.fit(size, this.#watcher.floating());
      this.#draw();
      this.#renderer.work("whole");
      return;
    }
    if (this.#fitted && this.#flight === null) this.#camera = this.#scene.fit(size, this.#watcher.floating());
    // A panel that opens for what was selected takes room from the drawing: it must not go out of sight by that.
    if (!same && this.#revealed && performance.now() < this.#revealed.until) this.reveal(this.#revealed.x, this.#revealed.y);
    this.ask(same ? "camera" : "scene");
  }

  /**
   * Move just so far that a point of the plane stands clear of the edges and of what floats; off the
   * screen, to the middle; and closer where the scale is less than what it takes to see it.
   */
  reveal(x: number, y: number, least = 0): void {
    const { goal } = this;
    if (goal === null || Number.isNaN(x)) return;
    this.#revealed = { x, y, until: performance.now() + SHOWN };
    if (goal.k < least) {
      this.fly({ x, y, k: least });
      return;
    }
    const { width, height } = this.#size;
    const [px, py] = [toX(goal, this.#size, x), toY(goal, this.#size, y)];
    let [dx, dy] = [0, 0];
    if (px < 0 || px > width || py < 0 || py > height) [dx, dy] = [width / 2 - px, height / 2 - py];
    else if (px < EDGE || px > width - EDGE) dx = (px < EDGE ? 2 * EDGE : width - 2 * EDGE) - px;
    if (dy === 0 && (py < EDGE || py > height - EDGE)) dy = (py < EDGE ? 2 * EDGE : height - 2 * EDGE) - py;
    const cover = this.#watcher.floating().find((box) => px + dx > box.x0 - CLEAR && px + dx < box.x1 + CLEAR && py + dy > box.y0 - CLEAR && py + dy < box.y1 + CLEAR);
    if (cover) dx = (cover.x0 < width - cover.x1 ? cover.x1 + EDGE : cover.x0 - EDGE) - px;
    if (dx !== 0 || dy !== 0) this.fly(pan(goal, dx, dy));
  }

  /** Show everything. */
  fit(): void {
    this.#fitted = true;
    this.#go(this.#scene.fit(this.#size, this.#watcher.floating()));
  }

  /** Move to a camera, smoothly unless the reader asks for less motion. */
  fly(to: Camera): void {
    this.#fitted = false;
    this.#go(to);
  }

  /** Move to a camera at once, as a gesture does. */
  move(camera: Camera): void {
    this.#flight = null;
    this.#fitted = false;
    this.#camera = this.#scene.within(camera);
    this.#moved = performance.now();
    this.ask("camera");
    this.settle();
  }

  /** Pass to the layout that the state asks for, where it is another one; `kept` is its camera. */
  pass(kept: Camera | null): void {
    const layout = this.#scene.layout();
    if (this.#camera === null || layout === this.#layout) return;
    const from = { layout: this.#layout!, camera: this.#camera };
    this.#layout = layout;
    this.#flight = null;
    this.#fitted = kept === null;
    this.#camera = kept ?? this.#scene.fit(this.#size, this.#watcher.floating());
    if (!still() && this.#scene.light) {
      this.#passage = { from, to: { layout, camera: this.#camera }, start: performance.now() };
      this.#tick();
    } else {
      this.#fade = !still();
      this.ask("scene");
    }
    this.settle();
  }

  /** Have something drawn: soon, and once. */
  ask(what: "camera" | "scene"): void {
    if (this.#asked !== "scene") this.#asked = what;
    this.#tick();
  }

  /** Tell the camera, once it has come to rest. */
  settle(): void {
    clearTimeout(this.#settling);
    this.#settling = window.setTimeout(() => {
      if (this.#flight || this.#passage) this.settle();
      else this.#watcher.rested(this.#fitted ? null : this.#camera);
    }, SETTLED);
  }

  /** From the screen to the last drawing, which may be of another camera. */
  inDrawing(x: number, y: number): { x: number; y: number } {
    const { camera, size } = this.#renderer.frame!;
    return { x: toX(camera, size, fromX(this.#camera!, this.#size, x)), y: toY(camera, size, fromY(this.#camera!, this.#size, y)) };
  }

  /** From the last drawing to the screen. */
  onScreen({ x, y, r }: Spot): { x: number; y: number; r: number } {
    const { camera, size } = this.#renderer.frame!;
    return { x: toX(this.#camera!, this.#size, fromX(camera, size, x)), y: toY(this.#camera!, this.#size, fromY(camera, size, y)), r };
  }

  #go(to: Camera): void {
    if (this.#camera === null) return;
    if (still()) {
      this.#flight = null;
      this.#camera = to;
      this.ask("camera");
    } else {
      this.#flight = { from: this.#camera, to, start: performance.now() };
      this.#tick();
    }
    this.settle();
  }

  #tick(): void {
    if (this.#ticking || this.#camera === null) return;
    this.#ticking = true;
    requestAnimationFrame((now) => {
      this.#ticking = false;
      this.#step(now);
    });
  }

  #step(now: number): void {
    const renderer = this.#renderer;
    if (this.#passage) this.#travel(now);
    else {
      if (this.#flight) this.#advance(now);
      this.#place();
      const { moving } = this;
      // What takes long is drawn in a gesture's pauses, and else only where the last drawing fails.
      const wait = moving && !this.#scene.light && renderer.serves(this.#camera!);
      if (this.#asked === "scene" || (this.#asked === "camera" && !renderer.busy && !wait)) {
        this.#asked = "nothing";
        this.#draw();
      }
      renderer.work(moving ? "moving" : "resting");
      if (renderer.frame && renderer.frame.camera !== this.#camera && !renderer.busy && this.#asked === "nothing") this.#asked = "camera";
    }
    this.#watcher.stepped();
    if (this.#passage || this.#flight || renderer.busy || this.#asked !== "nothing") this.#tick();
  }

  /** Let the last drawing follow the camera; one of another layout stands still until it is replaced. */
  #place(): void {
    const { frame } = this.#renderer;
    if (frame !== null) this.#renderer.place(frame.layout === this.#layout ? this.#camera! : frame.camera);
  }

  #draw(): void {
    const pad = { width: Math.round(this.#size.width * MARGIN), height: Math.round(this.#size.height * MARGIN) };
    const frame = this.#scene.compose(this.#camera!, this.#size, pad, this.#watcher.floating());
    this.#watcher.begun(frame);
    this.#renderer.begin(frame, this.#fade);
    this.#fade = false;
  }

  #travel(now: number): void {
    const { from, to, start } = this.#passage!;
    const share = Math.min(1, (now - start) / PASSAGE);
    if (share >= 1) {
      this.#passage = null;
      this.#asked = "nothing";
      this.#draw();
    } else {
      const way = eased(Math.max(0, share));
      const layout = onTheWay(this.#scene.app.model, from, to, way);
      const lands = [{ seen: from, alpha: 1 - way }, { seen: to, alpha: way }]
        .flatMap(({ seen, alpha }) => (seen.layout.map ? [{ map: seen.layout.map, camera: seen.camera, alpha }] : []));
      this.#renderer.begin(this.#scene.compose(to.camera, this.#size, { width: 0, height: 0 }, [], { layout, lands }), false);
    }
    this.#renderer.work("whole");
  }

  #advance(now: number): void {
    const { from, to, start } = this.#flight!;
    const share = Math.min(1, Math.max(0, (now - start) / PASSAGE));
    this.#camera = share >= 1 ? to : betweenCameras(from, to, eased(share));
    if (this.#asked !== "scene") this.#asked = "camera";
    if (share >= 1) this.#flight = null;
  }
}

/** Whether the reader asks for less motion. */
export function still(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

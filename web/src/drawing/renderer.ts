/**
 * Two canvases: one is seen, and moved and scaled with the camera; on the other the next drawing is
 * made, a few milliseconds a frame, and then takes its place.
 *
 * In: frames to paint. Out: the drawing on the screen, its frame and its hits. So a gesture never
 * waits for twenty thousand lines. It does not know what a frame is about.
 */

import type { Camera } from "../state.ts";
import { el } from "../dom.ts";
import type { Frame } from "./frame.ts";
import { Hits } from "./hits.ts";
import type { Land } from "./land.ts";
import { paint } from "./paint.ts";
import { CanvasPen } from "./pen.ts";

const SLICE = 11; // ms of a frame that painting may take
const SLICE_MOVING = 4; // while a gesture goes on
const FADE = 250; // ms
/** Share of the stage's width and height that is drawn beyond each edge. */
export const MARGIN = 0.15;
const MOST_RATIO = 2;

interface Sheet {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;
  frame: Frame | null;
  hits: Hits;
}

export class Renderer {
  readonly #land: Land;
  #front: Sheet;
  #back: Sheet;
  #job: { readonly frame: Frame; readonly steps: Generator<void, Hits>; readonly fade: boolean } | null = null;
  /** Called when a drawing has taken its place. */
  done: () => void = () => {};

  constructor(host: HTMLElement, land: Land) {
    this.#land = land;
    [this.#front, this.#back] = [sheet(host), sheet(host)];
    this.#back.canvas.style.visibility = "hidden";
  }

  /** The last finished drawing. */
  get frame(): Frame | null {
    return this.#front.frame;
  }

  get hits(): Hits {
    return this.#front.hits;
  }

  get busy(): boolean {
    return this.#job !== null;
  }

  /** Begin a drawing in place of one that is being made. */
  begin(frame: Frame, fade: boolean): void {
    const ratio = Math.min(MOST_RATIO, devicePixelRatio || 1);
    const { canvas, context } = this.#back;
    const [width, height] = [Math.ceil(frame.size.width * ratio), Math.ceil(frame.size.height * ratio)];
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
      canvas.style.width = `${width / ratio}px`;
      canvas.style.height = `${height / ratio}px`;
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.globalAlpha = 1;
    context.fillStyle = frame.palette.ground;
    context.fillRect(0, 0, frame.size.width, frame.size.height);
    this.#job = { frame, fade, steps: paint(new CanvasPen(context, frame.palette.font, this.#land), frame) };
  }

  /** Paint on for a slice, or to the end; true when the drawing has taken its place. */
  work(pace: "whole" | "resting" | "moving"): boolean {
    if (this.#job === null) return false;
    const toTheEnd = pace === "whole";
    const until = toTheEnd ? Infinity : performance.now() + (pace === "moving" ? SLICE_MOVING : SLICE);
    do {
      const step = this.#job.steps.next();
      if (step.done) {
        this.#swap(step.value);
        return true;
      }
      // Canvas commands are kept and done later, all at once: reading a pixel has them done now.
      if (!toTheEnd) this.#back.context.getImageData(0, 0, 1, 1);
    } while (performance.now() < until);
    return false;
  }

  /** Whether the last drawing still serves a camera: it covers the screen, and is not much too coarse. */
  serves({ x, y, k }: Camera): boolean {
    const { frame } = this.#front;
    if (frame === null) return false;
    const { camera, size, view } = frame;
    const scale = k / camera.k;
    const [half, tall] = [(view.x1 - view.x0) / 2, (view.y1 - view.y0) / 2];
    const [dx, dy] = [Math.abs(x - camera.x) * k, Math.abs(y - camera.y) * k];
    return scale > 0.55 && scale < 1.9 && dx + half <= (size.width / 2) * scale + half * 0.3 && dy + tall <= (size.height / 2) * scale + tall * 0.3;
  }

  /** Move and scale what is seen so that it suits a camera. */
  place(camera: Camera): void {
    const { frame, canvas } = this.#front;
    if (frame === null) return;
    const { x, y, k } = frame.camera;
    const { view, size } = frame;
    const scale = camera.k / k;
    // The middle of the canvas is the frame's camera; it belongs where the new camera sees it.
    const [dx, dy] = [(x - camera.x) * camera.k - view.x0, (y - camera.y) * camera.k - view.y0];
    canvas.style.transformOrigin = `${size.width / 2}px ${size.height / 2}px`;
    canvas.style.transform = scale === 1 && dx === -view.x0 && dy === -view.y0
      ? `translate(${Math.round(dx)}px, ${Math.round(dy)}px)`
      : `translate(${dx}px, ${dy}px) scale(${scale})`;
  }

  #swap(hits: Hits): void {
    const { frame, fade } = this.#job!;
    this.#job = null;
    [this.#front, this.#back] = [this.#back, this.#front];
    Object.assign(this.#front, { frame, hits });
    const [seen, gone] = [this.#front.canvas, this.#back.canvas];
    seen.style.visibility = "visible";
    if (fade) {
      seen.style.zIndex = "1";
      gone.style.zIndex = "0";
      const fading = seen.animate([{ opacity: 0 }, { opacity: 1 }], { duration: FADE, easing: "ease" });
      fading.onfinish = () => {
        if (gone !== this.#front.canvas) gone.style.visibility = "hidden";
      };
    } else gone.style.visibility = "hidden";
    this.done();
  }
}

function sheet(host: HTMLElement): Sheet {
  const canvas = el("canvas", { class: "drawing-sheet", "aria-hidden": "true" });
  host.append(canvas);
  // Drawn by the processor on purpose: the same everywhere, and reading a pixel stays cheap.
  const context = canvas.getContext("2d", { alpha: false, willReadFrequently: true })!;
  return { canvas, context, frame: null, hits: new Hits() };
}

/**
 * What the drawing is made with: lines, shapes and words, on a canvas (here) or in SVG (`svg-pen`).
 *
 * In: screen coordinates and colours. Out: ink. It decides nothing of what is drawn.
 */

import type { Projection } from "./projection.ts";
import type { Palette } from "./theme.ts";
import type { Land } from "./land.ts";
import type { Camera } from "../state.ts";
import type { Box, Size } from "./camera.ts";

export interface Stroke {
  readonly colour: string;
  readonly width: number;
  readonly alpha: number;
  readonly dash: readonly number[];
  readonly round: boolean;
}

export type Form = "circle" | "square" | "triangle" | "diamond" | "person";

export interface Filling {
  readonly fill: string | null;
  readonly stroke: string | null;
  readonly width: number;
  readonly alpha: number;
  /** Where a triangle points: radians, 0 to the right, clockwise. */
  readonly angle?: number;
}

export interface Lettering {
  readonly size: number;
  readonly bold: boolean;
  readonly colour: string;
  readonly halo: string | null;
  readonly align: "left" | "center";
  readonly alpha: number;
}

export interface Pen {
  /** A line through the first `count` numbers of `points` (x, y, ...); NaN parts it. */
  line(points: ArrayLike<number>, count: number, stroke: Stroke): void;
  form(form: Form, x: number, y: number, r: number, filling: Filling): void;
  /** Words whose middle is at height y. */
  words(text: string, x: number, y: number, lettering: Lettering): void;
  /** Land, borders and the map's edge, in steps. */
  land(map: Projection, camera: Camera, size: Size, palette: Palette, alpha: number): Generator<void>;
  /** Draw a part in a box of its own: its corner is the origin, nothing leaves it. */
  inside(box: Box, draw: () => void): void;
}

/** Letters that are written from right to left, at the start of a text. */
const RIGHT_TO_LEFT = /^[^\p{L}]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/u;

/** Tell whether a text runs from right to left. */
export function runsLeft(text: string): boolean {
  return RIGHT_TO_LEFT.test(text);
}

/** Return the corners of a form about a point. */
export function corners(form: Form, x: number, y: number, r: number, angle: number): readonly (readonly [number, number])[] {
  if (form === "square") return [[x - r, y - r], [x + r, y - r], [x + r, y + r], [x - r, y + r]];
  if (form === "diamond") return [[x, y - r * 1.25], [x + r * 1.25, y], [x, y + r * 1.25], [x - r * 1.25, y]];
  return [0, 2.3, -2.3].map((turn) => [x + r * 1.3 * Math.cos(angle + turn), y + r * 1.3 * Math.sin(angle + turn)]);
}

export class CanvasPen implements Pen {
  readonly #context: CanvasRenderingContext2D;
  readonly #font: string;
  readonly #land: Land;

  constructor(context: CanvasRenderingContext2D, font: string, land: Land) {
    this.#context = context;
    this.#font = font;
    this.#land = land;
    context.lineJoin = "round";
    context.textBaseline = "middle";
  }

  line(points: ArrayLike<number>, count: number, { colour, width, alpha, dash, round }: Stroke): void {
    const c = this.#context;
    c.beginPath();
    let down = false;
    for (let i = 0; i + 1 < count; i += 2) {
      const [x, y] = [points[i]!, points[i + 1]!];
      if (Number.isNaN(x)) down = false;
      else if (down) c.lineTo(x, y);
      else {
        c.moveTo(x, y);
        down = true;
      }
    }
    c.globalAlpha = alpha;
    c.strokeStyle = colour;
    c.lineWidth = width;
    if (dash.length > 0) c.setLineDash(dash as number[]);
    if (round) c.lineCap = "round";
    c.stroke();
    if (dash.length > 0) c.setLineDash([]);
    if (round) c.lineCap = "butt";
  }

  form(form: Form, x: number, y: number, r: number, { fill, stroke, width, alpha, angle }: Filling): void {
    const c = this.#context;
    c.globalAlpha = alpha;
    c.beginPath();
    if (form === "circle") c.arc(x, y, r, 0, 2 * Math.PI);
    else if (form === "person") {
      c.arc(x, y - r * 0.5, r * 0.5, 0, 2 * Math.PI);
      c.moveTo(x + r * 0.85, y + r);
      c.arc(x, y + r, r * 0.85, 0, Math.PI, true);
      c.closePath();
    } else {
      corners(form, x, y, r, angle ?? 0).forEach(([px, py], i) => (i === 0 ? c.moveTo(px, py) : c.lineTo(px, py)));
      c.closePath();
    }
    if (fill !== null) {
      c.fillStyle = fill;
      c.fill();
    }
    if (stroke !== null) {
      c.strokeStyle = stroke;
      c.lineWidth = width;
      c.stroke();
    }
  }

  words(text: string, x: number, y: number, { size, bold, colour, halo, align, alpha }: Lettering): void {
    const c = this.#context;
    c.font = `${bold ? 600 : 400} ${size}px ${this.#font}`;
    c.direction = runsLeft(text) ? "rtl" : "ltr";
    c.textAlign = align;
    c.globalAlpha = alpha;
    if (halo !== null) {
      c.strokeStyle = halo;
      c.lineWidth = 3.5;
      c.strokeText(text, x, y);
    }
    c.fillStyle = colour;
    c.fillText(text, x, y);
  }

  *land(map: Projection, camera: Camera, size: Size, palette: Palette, alpha: number): Generator<void> {
    const { outline, land } = this.#land.shapes(map);
    yield;
    const c = this.#context;
    const { k } = camera;
    const inPlane = (ink: () => void): void => {
      c.save();
      c.globalAlpha = alpha;
      c.translate(size.width / 2 - camera.x * k, size.height / 2 - camera.y * k);
      c.scale(k, k);
      c.lineWidth = 0.8 / k;
      ink();
      c.restore();
    };
    inPlane(() => {
      c.fillStyle = palette.water;
      c.fill(outline);
      c.fillStyle = palette.land;
      c.fill(land);
    });
    yield;
    inPlane(() => {
      c.strokeStyle = palette.border;
      c.stroke(land);
      c.stroke(outline);
    });
    yield;
  }
  inside({ x0, y0, x1, y1 }: Box, draw: () => void): void {
    const c = this.#context;
    c.save();
    c.translate(x0, y0);
    c.beginPath();
    c.rect(0, 0, x1 - x0, y1 - y0);
    c.clip();
    draw();
    c.restore();
  }
}

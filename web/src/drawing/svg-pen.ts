/**
 * The drawing as SVG: the same lines, shapes and words, the words as text.
 *
 * In: what a `Pen` is given. Out: an SVG document as a string. It has no style sheet and no style
 * attribute, so that it may also stand in the page.
 */

import { type Box, type Size, fromX, fromY } from "./camera.ts";
import { type Land, TEXT_UNITS } from "./land.ts";
import { type Filling, type Form, type Lettering, type Pen, type Stroke, corners, runsLeft } from "./pen.ts";
import type { Projection } from "./projection.ts";
import type { Palette } from "./theme.ts";
import type { Camera } from "../state.ts";

export class SvgPen implements Pen {
  readonly #parts: string[] = [];
  readonly #font: string;
  readonly #land: Land;
  #clips = 0;

  constructor(font: string, land: Land) {
    this.#font = font;
    this.#land = land;
  }

  /** Return the document. */
  document({ width, height }: Size, lang: string, title: string): string {
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" lang="${escaped(lang)}" role="img" font-family="${escaped(this.#font)}">`
      + `<title>${escaped(title)}</title>${this.#parts.join("")}</svg>\n`;
  }

  line(points: ArrayLike<number>, count: number, { colour, width, alpha, dash, round }: Stroke): void {
    const path: string[] = [];
    let down = false;
    for (let i = 0; i + 1 < count; i += 2) {
      if (Number.isNaN(points[i]!)) down = false;
      else {
        path.push(`${down ? "L" : "M"}${short(points[i]!)} ${short(points[i + 1]!)}`);
        down = true;
      }
    }
    const dashes = dash.length > 0 ? ` stroke-dasharray="${dash.join(" ")}"` : "";
    this.#parts.push(`<path d="${path.join("")}" fill="none" stroke="${escaped(colour)}" stroke-width="${short(width)}"${opacity(alpha)}${dashes}${round ? ' stroke-linecap="round"' : ""}/>`);
  }

  form(form: Form, x: number, y: number, r: number, { fill, stroke, width, alpha, angle }: Filling): void {
    const paint = ` fill="${fill === null ? "none" : escaped(fill)}"${stroke === null ? "" : ` stroke="${escaped(stroke)}" stroke-width="${short(width)}"`}${opacity(alpha)}`;
    if (form === "circle") this.#parts.push(`<circle cx="${short(x)}" cy="${short(y)}" r="${short(r)}"${paint}/>`);
    else if (form === "person") {
      const [head, body] = [r * 0.5, r * 0.85];
      this.#parts.push(`<g${paint}><circle cx="${short(x)}" cy="${short(y - head)}" r="${short(head)}"/><path d="M${short(x + body)} ${short(y + r)}a${short(body)} ${short(body)} 0 0 0 ${short(-2 * body)} 0z"/></g>`);
    } else {
      const points = corners(form, x, y, r, angle ?? 0).map(([px, py]) => `${short(px)},${short(py)}`);
      this.#parts.push(`<polygon points="${points.join(" ")}"${paint}/>`);
    }
  }

  words(text: string, x: number, y: number, { size, bold, colour, halo, align, alpha }: Lettering): void {
    const left = runsLeft(text);
    // Of what runs to the left, the end stands at the left.
    const anchor = align === "center" ? "middle" : left ? "end" : "start";
    const where = `x="${short(x)}" y="${short(y + size * 0.35)}" font-size="${size}"${bold ? ' font-weight="600"' : ""} text-anchor="${anchor}"${left ? ' direction="rtl"' : ""}`;
    const edge = halo === null ? "" : ` stroke="${escaped(halo)}" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke"`;
    this.#parts.push(`<text ${where} fill="${escaped(colour)}"${edge}${opacity(alpha)}>${escaped(text)}</text>`);
  }

  *land(map: Projection, camera: Camera, size: Size, palette: Palette, alpha: number): Generator<void> {
    const box = { x0: fromX(camera, size, 0), y0: fromY(camera, size, 0), x1: fromX(camera, size, size.width), y1: fromY(camera, size, size.height) };
    const { land, outline } = this.#land.text(map, box);
    const place = `translate(${short(size.width / 2 - camera.x * camera.k)} ${short(size.height / 2 - camera.y * camera.k)}) scale(${(camera.k / TEXT_UNITS).toPrecision(6)})`;
    const edge = `stroke="${escaped(palette.border)}" stroke-width="0.8" vector-effect="non-scaling-stroke"`;
    this.#parts.push(`<g transform="${place}"${opacity(alpha)}><path d="${outline}" fill="${escaped(palette.water)}" ${edge}/><path d="${land}" fill="${escaped(palette.land)}" ${edge}/></g>`);
    yield;
  }

  inside({ x0, y0, x1, y1 }: Box, draw: () => void): void {
    const id = `inside-${(this.#clips += 1)}`;
    this.#parts.push(`<clipPath id="${id}"><rect width="${short(x1 - x0)}" height="${short(y1 - y0)}"/></clipPath><g transform="translate(${short(x0)} ${short(y0)})" clip-path="url(#${id})">`);
    draw();
    this.#parts.push("</g>");
  }
}

function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function opacity(alpha: number): string {
  return alpha >= 1 ? "" : ` opacity="${Math.round(alpha * 100) / 100}"`;
}

/** A text as it may stand in an SVG document: no markup, no sign that XML forbids. */
export function escaped(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/**
 * What is seen, to be kept: title, drawing, legend and source line in one picture.
 *
 * In: the app, its scene, a camera and a size. Out: an SVG document, or a PNG of twice the size; in
 * light colours whatever the page wears. It draws with the same steps as the screen.
 */

import type { App } from "../app.ts";
import type { Camera } from "../state.ts";
import type { Size } from "./camera.ts";
import type { Frame } from "./frame.ts";
import { type Key, keysOf } from "./keys.ts";
import type { Land } from "./land.ts";
import { paint } from "./paint.ts";
import { tidy } from "./paint-names.ts";
import { CanvasPen, type Pen } from "./pen.ts";
import type { Scene } from "./scene.ts";
import { SvgPen } from "./svg-pen.ts";
import { type Palette, lightPalette } from "./theme.ts";

const EDGE = 16; // px round everything
const HEAD = 60; // px of title and summary
const ROW = 20; // px of the legend
const SAMPLE = 34; // px of a sample in it
const TWICE = 2;
const MOST_UNPLACED = 20; // cities named

/** Return the picture as an SVG document. */
export function pictureSvg(app: App, scene: Scene, land: Land, camera: Camera, size: Size): string {
  const picture = compose(app, scene, camera, size);
  const pen = new SvgPen(picture.frame.palette.font, land);
  draw(pen, app, picture);
  return pen.document(picture.size, app.store.now.lang, app.told(app.model.core.title));
}

/** Return the picture as a PNG of twice the size. */
export function picturePng(app: App, scene: Scene, land: Land, camera: Camera, size: Size): Promise<Blob> {
  const picture = compose(app, scene, camera, size);
  const canvas = document.createElement("canvas");
  canvas.width = picture.size.width * TWICE;
  canvas.height = picture.size.height * TWICE;
  const context = canvas.getContext("2d", { alpha: false })!;
  context.scale(TWICE, TWICE);
  context.fillStyle = picture.frame.palette.ground;
  context.fillRect(0, 0, picture.size.width, picture.size.height);
  draw(new CanvasPen(context, picture.frame.palette.font, land), app, picture);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("the picture is too large for this browser"))), "image/png");
  });
}

interface Picture {
  readonly frame: Frame;
  readonly inner: Size;
  readonly size: Size;
  readonly rows: readonly (readonly (Key & { readonly x: number })[])[];
  /** The cities that have no place on the map, in lines that fit. */
  readonly unplaced: readonly string[];
}

function compose(app: App, scene: Scene, camera: Camera, inner: Size): Picture {
  const composed = scene.compose(camera, inner, { width: 0, height: 0 }, []);
  const view = { x0: EDGE / 2, y0: 0, x1: inner.width - EDGE / 2, y1: inner.height };
  const frame = { ...composed, view, palette: lightPalette(), before: new Map<string, number>() };
  const rows: (Key & { x: number })[][] = [[]];
  let x = EDGE;
  for (const key of keysOf(app, frame)) {
    const width = SAMPLE + 8 + frame.measure(key.text, 12, false) + 20;
    if (x + width > inner.width - EDGE && x > EDGE) {
      rows.push([]);
      x = EDGE;
    }
    rows.at(-1)!.push({ ...key, x });
    x += width;
  }
  const unplaced = wrapped(placeNotKnown(app, frame), (text) => frame.measure(text, 12, false) <= inner.width - 2 * EDGE);
  return { frame, inner, rows, unplaced, size: { width: inner.width, height: HEAD + inner.height + 12 + (rows.length + unplaced.length) * ROW + 30 } };
}

function draw(pen: Pen, app: App, { frame, inner, size, rows, unplaced }: Picture): void {
  const { palette } = frame;
  pen.form("square", size.width / 2, size.height / 2, Math.max(size.width, size.height), { fill: palette.ground, stroke: null, width: 0, alpha: 1 });
  write(pen, palette, cut(frame, tidy(app.told(app.model.core.title)), 18, true, inner.width - 2 * EDGE), EDGE, 22, 18, true);
  write(pen, palette, cut(frame, subtitle(app), 12, false, inner.width - 2 * EDGE), EDGE, 44, 12, false);
  pen.inside({ x0: 0, y0: HEAD, x1: inner.width, y1: HEAD + inner.height }, () => {
    for (const _ of paint(pen, frame)); // all steps at once
  });
  let y = HEAD + inner.height + 12 + ROW / 2;
  for (const row of rows) {
    for (const { x, sample, text } of row) {
      sample(pen, palette, x, y);
      write(pen, palette, text, x + SAMPLE + 8, y, 12, false);
    }
    y += ROW;
  }
  for (const text of unplaced) {
    write(pen, palette, text, EDGE, y, 12, false);
    y += ROW;
  }
  write(pen, palette, cut(frame, sourceLine(app), 11, false, inner.width - 2 * EDGE), EDGE, y + 6, 11, false);
}

function write(pen: Pen, palette: Palette, text: string, x: number, y: number, size: number, bold: boolean): void {
  pen.words(text, x, y, { size, bold, colour: bold ? palette.ink : palette.quiet, halo: null, align: "left", alpha: 1 });
}

/** The summary, and what of all that is shown. */
function subtitle({ model, store, told, t }: App): string {
  const { year } = store.now;
  return [told(model.core.summary), year === null ? "" : t("drawing.inYear", { year: String(year) })].filter(Boolean).map(tidy).join(" · ");
}

/** The cities that a map cannot show, by name, as far as a reader cares to read; empty where all have a place. */
function placeNotKnown({ model, store, t }: App, { layout, visible }: Frame): string {
  const { lang } = store.now;
  const names = layout.map === null ? [] : model.core.cities.id
    .flatMap((_, city) => (visible.cities[city] !== 0 && !model.placed(city) ? [tidy(model.nameApart(city, lang))] : []))
    .sort((a, b) => a.localeCompare(b, lang));
  if (names.length === 0) return "";
  const rest = names.length - MOST_UNPLACED;
  return t("drawing.placeNotKnown", { cities: [...names.slice(0, MOST_UNPLACED), ...(rest > 0 ? [t("drawing.more", { n: rest })] : [])].join(", ") });
}

/** Break a text between words into lines that fit. */
export function wrapped(text: string, fits: (line: string) => boolean): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ").filter(Boolean)) {
    const longer = lines.length > 0 ? `${lines.at(-1)!} ${word}` : word;
    if (lines.length > 0 && fits(longer)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** Where the data come from; reports are named with their year. */
function sourceLine({ model, told, t }: App): string {
  const names = model.core.sources.map(({ label }) => tidy(told(label)));
  return t("drawing.source", { source: names.join("; ") });
}

function cut(frame: Frame, text: string, size: number, bold: boolean, width: number): string {
  if (frame.measure(text, size, bold) <= width) return text;
  let letters = [...text];
  while (letters.length > 1 && frame.measure(`${letters.join("")}…`, size, bold) > width) letters = letters.slice(0, Math.min(letters.length - 1, Math.floor(letters.length * 0.97)));
  return `${letters.join("").trimEnd()}…`;
}

/**
 * Where the reader looks: from the plane to the screen and back, and what "fit" is.
 *
 * In: plane coordinates, the screen's size. Out: pixels. A camera is the plane's point in the
 * middle of the screen and the pixels a unit. It moves nothing by itself.
 */

import type { Camera } from "../state.ts";

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Pixels to keep free at each side. */
export interface Margins {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export const toX = (camera: Camera, size: Size, x: number): number => (x - camera.x) * camera.k + size.width / 2;
export const toY = (camera: Camera, size: Size, y: number): number => (y - camera.y) * camera.k + size.height / 2;
export const fromX = (camera: Camera, size: Size, px: number): number => (px - size.width / 2) / camera.k + camera.x;
export const fromY = (camera: Camera, size: Size, py: number): number => (py - size.height / 2) / camera.k + camera.y;

/** Return the camera that shows a box of the plane as large as the margins let it. */
export function fitBox(box: Box, size: Size, margins: Margins, limits: readonly [number, number]): Camera {
  const free = {
    width: Math.max(size.width - margins.left - margins.right, size.width * 0.3, 1),
    height: Math.max(size.height - margins.top - margins.bottom, size.height * 0.3, 1),
  };
  const k = clamp(Math.min(free.width / Math.max(box.x1 - box.x0, 1e-9), free.height / Math.max(box.y1 - box.y0, 1e-9)), limits);
  return {
    k,
    x: (box.x0 + box.x1) / 2 - (margins.left - margins.right) / 2 / k,
    y: (box.y0 + box.y1) / 2 - (margins.top - margins.bottom) / 2 / k,
  };
}

/** Return the camera zoomed by a factor, so that the plane's point under a pixel stays there. */
export function zoomAbout(camera: Camera, size: Size, px: number, py: number, by: number, limits: readonly [number, number]): Camera {
  const k = clamp(camera.k * by, limits);
  const [x, y] = [fromX(camera, size, px), fromY(camera, size, py)];
  return { k, x: x - (px - size.width / 2) / k, y: y - (py - size.height / 2) / k };
}

/** Return the camera with the drawing moved by so many pixels. */
export function pan(camera: Camera, dx: number, dy: number): Camera {
  return { k: camera.k, x: camera.x - dx / camera.k, y: camera.y - dy / camera.k };
}

/** Return the smallest box that holds all points of some lists x, y, x, y, ...; null for none. NaN is no point. */
export function boxOf(lists: Iterable<ArrayLike<number>>): Box | null {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const points of lists) {
    for (let i = 0; i + 1 < points.length; i += 2) {
      const x = points[i]!;
      const y = points[i + 1]!;
      if (Number.isNaN(x) || Number.isNaN(y)) continue;
      if (x < x0) x0 = x;
      if (x > x1) x1 = x;
      if (y < y0) y0 = y;
      if (y > y1) y1 = y;
    }
  }
  return x0 === Infinity ? null : { x0, y0, x1, y1 };
}

/** Return the camera a share of the way from one to another, seen as one even movement. */
export function betweenCameras(from: Camera, to: Camera, share: number): Camera {
  if (share >= 1) return to;
  const k = from.k * (to.k / from.k) ** share;
  // Places move on the screen in step with the scale, so that the zoom's fixed point stays fixed.
  const way = Math.abs(to.k - from.k) < 1e-9 * to.k ? share : (1 / from.k - 1 / k) / (1 / from.k - 1 / to.k);
  return { k, x: from.x + (to.x - from.x) * way, y: from.y + (to.y - from.y) * way };
}

function clamp(k: number, [least, most]: readonly [number, number]): number {
  return Math.min(most, Math.max(least, k));
}

/**
 * The land under the map, projected once for each projection.
 *
 * In: the page's block `land`, a projection. Out: paths in plane
 * coordinates, for a canvas or as SVG text. A page without the block has a map without land.
 */

import { type GeoContext, geoPath } from "d3-geo";
import { feature } from "topojson-client";
import { type Countries, unpackLand } from "../data/land.ts";
import { type Box, boxOf } from "./camera.ts";
import { type Projection, drawEdge } from "./projection.ts";

/** Of a radian of the globe: half a kilometre. */
export const TEXT_UNITS = 12000;

export interface LandShapes {
  readonly land: Path2D;
  readonly outline: Path2D;
}

export class Land {
  readonly #countries: Countries | null;
  #last: { key: string; shapes: LandShapes } | null = null;

  constructor(bytes: Uint8Array | null) {
    this.#countries = bytes === null ? null : unpackLand(bytes);
  }

  /** Return the shapes for a canvas. */
  shapes(map: Projection): LandShapes {
    if (this.#last?.key === map.key) return this.#last.shapes;
    const path = (draw: (context: GeoContext) => void): Path2D => {
      const made = new Path2D();
      draw({
        beginPath: () => {}, // a new Path2D is one
        moveTo: (x, y) => made.moveTo(x, y),
        lineTo: (x, y) => made.lineTo(x, y),
        closePath: () => made.closePath(),
        arc: () => {}, // for points only
      });
      return made;
    };
    const shapes = {
      land: path((context) => this.#draw(map, context)),
      outline: path((context) => drawEdge(map, context)),
    };
    this.#last = { key: map.key, shapes };
    return shapes;
  }

  /** Return the shapes as SVG path data in units of 1 / `TEXT_UNITS`: of the land what meets a box. */
  text(map: Projection, box: Box): { readonly land: string; readonly outline: string } {
    return {
      land: rings((context) => this.#draw(map, context)).filter((ring) => meets(ring, box)).map(pathOf).join(""),
      outline: rings((context) => drawEdge(map, context)).map(pathOf).join(""),
    };
  }

  /** Each country's outline: filled it is land, stroked its borders. */
  #draw(map: Projection, context: GeoContext): void {
    if (this.#countries === null) return;
    const { countries } = this.#countries.objects;
    geoPath(map.globe, context)(feature(this.#countries, countries));
  }
}

type Ring = [x: number, y: number][];

function rings(draw: (context: GeoContext) => void): Ring[] {
  const found: Ring[] = [];
  draw({
    beginPath: () => {},
    moveTo: (x, y) => void found.push([[x, y]]),
    lineTo: (x, y) => void found.at(-1)!.push([x, y]),
    closePath: () => {},
    arc: () => {},
  });
  return found;
}

function meets(ring: Ring, box: Box): boolean {
  const own = boxOf(ring);
  return own !== null && own.x0 <= box.x1 && own.x1 >= box.x0 && own.y0 <= box.y1 && own.y1 >= box.y0;
}

/** Whole numbers, each point told from the one before: a third of the size. */
function pathOf(ring: Ring): string {
  let [px, py] = [0, 0];
  const words = ring.map(([x, y], index) => {
    const [nx, ny] = [Math.round(x * TEXT_UNITS), Math.round(y * TEXT_UNITS)];
    const [dx, dy] = [nx - px, ny - py];
    if (index > 0 && dx === 0 && dy === 0) return "";
    [px, py] = [nx, ny];
    return `${index === 0 ? "M" : "l"}${dx}${dy < 0 ? "" : " "}${dy}`;
  });
  return `${words.join("")}z`;
}

/**
 * The land under the map, projected once for each projection.
 *
 * In: the page's block `land`, a projection. Out: paths in plane
 * coordinates, for a canvas or as SVG text. A page without the block has a map without land.
 */

import { type GeoContext, geoPath } from "d3-geo";
import { feature, mesh } from "topojson-client";
import { type Countries, unpackLand } from "../data/land.ts";
import type { Projection } from "./projection.ts";

export interface LandShapes {
  readonly land: Path2D;
  readonly borders: Path2D;
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
      land: path((context) => this.#draw(map, "land", context)),
      borders: path((context) => this.#draw(map, "borders", context)),
      outline: path((context) => geoPath(map.globe, context)({ type: "Sphere" })),
    };
    this.#last = { key: map.key, shapes };
    return shapes;
  }

  /** Return the shapes as SVG path data, in thousandths of the plane's unit. */
  text(map: Projection): { readonly land: string; readonly borders: string; readonly outline: string } {
    const pathOf = (draw: (context: GeoContext) => void): string => {
      const words: string[] = [];
      const at = (x: number, y: number): string => `${Math.round(x * 1000)} ${Math.round(y * 1000)}`;
      draw({
        beginPath: () => {},
        moveTo: (x, y) => void words.push(`M${at(x, y)}`),
        lineTo: (x, y) => void words.push(`L${at(x, y)}`),
        closePath: () => void words.push("Z"),
        arc: () => {},
      });
      return words.join("");
    };
    return {
      land: pathOf((context) => this.#draw(map, "land", context)),
      borders: pathOf((context) => this.#draw(map, "borders", context)),
      outline: pathOf((context) => geoPath(map.globe, context)({ type: "Sphere" })),
    };
  }

  #draw(map: Projection, what: "land" | "borders", context: GeoContext): void {
    if (this.#countries === null) return;
    const { countries } = this.#countries.objects;
    const shape = what === "land" ? feature(this.#countries, countries) : mesh(this.#countries, countries);
    geoPath(map.globe, context)(shape);
  }
}

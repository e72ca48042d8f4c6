/**
 * The land as the page carries it: whole numbers, written by `land.mjs` when the page is built.
 *
 * In: the bytes of the block `land`. Out: TopoJSON with one object, `countries`. It draws nothing.
 */

import type { GeometryCollection, MultiPolygon, Topology } from "topojson-specification";

export type Countries = Topology<{ countries: GeometryCollection }>;

/** Return the countries that the bytes tell of. */
export function unpackLand(bytes: Uint8Array): Countries {
  let at = 0;
  const whole = (): number => {
    let number = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at];
      if (byte === undefined) throw new Error("the land ends too early");
      at += 1;
      number += (byte & 127) * scale;
      if (byte < 128) return number;
    }
  };
  const signed = (): number => {
    const number = whole();
    return number % 2 === 0 ? number / 2 : -(number + 1) / 2;
  };
  const list = <T>(read: () => T): T[] => Array.from({ length: whole() }, read);

  const grid = whole();
  const arcs = list(whole).map((length) => Array.from({ length }, () => [signed(), signed()]));
  const ring = (): number[] => {
    let arc = 0;
    return list(() => (arc += signed()));
  };
  const geometries = list((): MultiPolygon => ({ type: "MultiPolygon", arcs: list(() => list(ring)) }));
  return {
    type: "Topology",
    transform: { scale: [360 / (grid - 1), 180 / (grid - 1)], translate: [-180, -90] },
    objects: { countries: { type: "GeometryCollection", geometries } },
    arcs,
  };
}

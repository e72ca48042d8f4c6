/**
 * On the way from one layout to another: places travel, lines with them.
 *
 * In: two layouts with their cameras, a share of the way. Out: a layout in screen pixels about the
 * middle, to be seen by the camera `STILL`. It keeps no time.
 */

import type { Model } from "../data/model.ts";
import type { Camera } from "../state.ts";
import type { Layout } from "./layout.ts";

/** The camera for a layout that is in pixels already. */
export const STILL: Camera = { x: 0, y: 0, k: 1 };
const POINTS = 17; // of a line on the way

export interface Seen {
  readonly layout: Layout;
  readonly camera: Camera;
}

/** Return the layout a share of the way (0 to 1) from one view to another. */
export function onTheWay(model: Model, from: Seen, to: Seen, share: number): Layout {
  const count = from.layout.x.length;
  const [x, y] = [new Float32Array(count), new Float32Array(count)];
  for (let city = 0; city < count; city += 1) {
    const one = spot(from, from.layout.x[city]!, from.layout.y[city]!);
    const other = spot(to, to.layout.x[city]!, to.layout.y[city]!);
    // What has no place in one view stands still in the other's.
    [x[city], y[city]] = Number.isNaN(one[0]) ? other : Number.isNaN(other[0]) ? one : [mix(one[0], other[0], share), mix(one[1], other[1], share)];
  }
  const between = (a: number, b: number): Float32Array => {
    const [one, other] = [sampled(from, a, b), sampled(to, a, b)];
    const straight = !(one && other);
    const out = new Float32Array(POINTS * 2);
    for (let i = 0; i < POINTS; i += 1) {
      const t = i / (POINTS - 1);
      out[i * 2] = straight ? mix(x[a]!, x[b]!, t) : mix(one[i * 2]!, other[i * 2]!, share);
      out[i * 2 + 1] = straight ? mix(y[a]!, y[b]!, t) : mix(one[i * 2 + 1]!, other[i * 2 + 1]!, share);
    }
    return out;
  };
  return {
    key: `on the way ${share}`, map: null, x, y, between,
    networks: to.layout.networks.map(([nx, ny]) => spot(to, nx, ny)),
    curve: (strand) => between(model.strands[strand]!.a, model.strands[strand]!.b),
    meets: () => true,
  };
}

/** Slow at both ends. */
export function eased(share: number): number {
  return share < 0.5 ? 4 * share ** 3 : 1 - (-2 * share + 2) ** 3 / 2;
}

function sampled(seen: Seen, a: number, b: number): Float32Array | null {
  const line = seen.layout.between(a, b);
  const points = line.length / 2;
  if (points < 2 || line.some(Number.isNaN)) return null;
  const out = new Float32Array(POINTS * 2);
  for (let i = 0; i < POINTS; i += 1) {
    const at = (i / (POINTS - 1)) * (points - 1);
    const [low, high] = [Math.floor(at), Math.ceil(at)];
    [out[i * 2], out[i * 2 + 1]] = spot(seen, mix(line[low * 2]!, line[high * 2]!, at - low), mix(line[low * 2 + 1]!, line[high * 2 + 1]!, at - low));
  }
  return out;
}

function spot({ camera }: Seen, x: number, y: number): [number, number] {
  return [(x - camera.x) * camera.k, (y - camera.y) * camera.k];
}

function mix(a: number, b: number, share: number): number {
  return a + (b - a) * share;
}

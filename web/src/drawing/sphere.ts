/**
 * Distances and lines on the globe, taken as a sphere.
 *
 * In: places in degrees. Out: kilometres, bearings, points along a great circle. It projects
 * nothing.
 */

export const EARTH_KM = 6371.0088; // mean radius
const RADIANS = Math.PI / 180;
/** Places as far apart as the globe lets them be, to so many radians: there is no one shortest way. */
export const OPPOSITE = 1e-5;

/** Return the great-circle distance in kilometres. */
export function distanceKm(lon1: number, lat1: number, lon2: number, lat2: number): number {
  return EARTH_KM * angleBetween(vector(lon1, lat1), vector(lon2, lat2));
}

/** Return the direction of the second place from the first: degrees from north, clockwise, 0 to 360. */
export function bearing(lon1: number, lat1: number, lon2: number, lat2: number): number {
  const [f1, f2, d] = [lat1 * RADIANS, lat2 * RADIANS, (lon2 - lon1) * RADIANS];
  const y = Math.sin(d) * Math.cos(f2);
  const x = Math.cos(f1) * Math.sin(f2) - Math.sin(f1) * Math.cos(f2) * Math.cos(d);
  return (Math.atan2(y, x) / RADIANS + 360) % 360;
}

/** How many points a great circle needs, one every so many degrees. */
export function samplesFor(lon1: number, lat1: number, lon2: number, lat2: number, degrees: number): number {
  const angle = angleBetween(vector(lon1, lat1), vector(lon2, lat2)) / RADIANS;
  return Math.max(2, Math.ceil(angle / degrees) + 1);
}

/** Return `count` points from one place to the other by the shortest way: lon, lat, lon, lat, ... */
export function greatCircle(lon1: number, lat1: number, lon2: number, lat2: number, count: number): Float64Array {
  const from = vector(lon1, lat1);
  const to = vector(lon2, lat2);
  const angle = angleBetween(from, to);
  const out = new Float64Array(count * 2);
  // Of two antipodes any great circle is the shortest: go over the pole.
  const antipodal = Math.PI - angle < OPPOSITE;
  const via: Vector = Math.abs(lat1) > 89 ? [1, 0, 0] : [0, 0, 1];
  for (let i = 0; i < count; i += 1) {
    const t = count === 1 ? 0 : i / (count - 1);
    const point = antipodal
      ? (t < 0.5 ? between(from, via, t * 2) : between(via, to, t * 2 - 1))
      : between(from, to, t);
    out[i * 2] = Math.atan2(point[1], point[0]) / RADIANS;
    out[i * 2 + 1] = Math.atan2(point[2], Math.hypot(point[0], point[1])) / RADIANS;
  }
  return out;
}

type Vector = readonly [number, number, number];

function vector(lon: number, lat: number): Vector {
  const c = Math.cos(lat * RADIANS);
  return [c * Math.cos(lon * RADIANS), c * Math.sin(lon * RADIANS), Math.sin(lat * RADIANS)];
}

function angleBetween(a: Vector, b: Vector): number {
  const cross = Math.hypot(a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]);
  return Math.atan2(cross, a[0] * b[0] + a[1] * b[1] + a[2] * b[2]);
}

function between(a: Vector, b: Vector, t: number): Vector {
  const angle = angleBetween(a, b);
  if (angle < 1e-9) return a;
  const [p, q] = [Math.sin((1 - t) * angle) / Math.sin(angle), Math.sin(t * angle) / Math.sin(angle)];
  return [p * a[0] + q * b[0], p * a[1] + q * b[1], p * a[2] + q * b[2]];
}

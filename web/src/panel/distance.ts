/**
 * How far apart two places are on the ground, and how a place is written.
 *
 * In: degrees. Out: kilometres along the great circle of a sphere of the Earth's mean radius (right
 * to half a percent), rounded as such a figure deserves. It knows no texts.
 */

const RADIUS = 6371.0088; // kilometres, mean radius of the WGS 84 ellipsoid
const RADIAN = Math.PI / 180;

/** Kilometres between two points along the great circle (haversine, which holds for near points). */
export function greatCircle(lat1: number, lon1: number, lat2: number, lon2: number): number {
  const half = (degrees: number): number => Math.sin((degrees * RADIAN) / 2) ** 2;
  const chord = half(lat2 - lat1) + Math.cos(lat1 * RADIAN) * Math.cos(lat2 * RADIAN) * half(lon2 - lon1);
  return 2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** Round to what the sphere and a city's extent allow: ten kilometres, one below a hundred. */
export function rounded(kilometres: number): number {
  return kilometres < 100 ? Math.round(kilometres) : Math.round(kilometres / 10) * 10;
}

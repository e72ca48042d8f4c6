/** Globe and plane: distances, projections, the cut, the camera; against formulas of their own. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { betweenCameras, boxOf, fitBox, fromX, fromY, pan, toX, toY, zoomAbout } from "../src/drawing/camera.ts";
import { ringDistances } from "../src/drawing/rings.ts";
import { USUAL_CUT, aboutPlace, chooseCut, line, worldMap, wrap } from "../src/drawing/projection.ts";
import { EARTH_KM, bearing, distanceKm, greatCircle, samplesFor } from "../src/drawing/sphere.ts";

const PLACES: Readonly<Record<string, readonly [lon: number, lat: number]>> = {
  namur: [4.87, 50.47], hue: [107.59, 16.46], quebec: [-71.21, 46.81], ogaki: [136.61, 35.36],
  suva: [178.44, -18.14], apia: [-171.76, -13.83], north: [0, 90], south: [30, -90], bandung: [107.61, -6.92],
};
const NAMES = Object.keys(PLACES);

/** The haversine formula, as navigation books have it. */
function haversine([lon1, lat1]: readonly [number, number], [lon2, lat2]: readonly [number, number]): number {
  const r = Math.PI / 180;
  const h = Math.sin(((lat2 - lat1) * r) / 2) ** 2 + Math.cos(lat1 * r) * Math.cos(lat2 * r) * Math.sin(((lon2 - lon1) * r) / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

function close(one: number, other: number, by: number): void {
  assert.ok(Math.abs(one - other) <= by, `${one} is not ${other} within ${by}`);
}

test("distances are those of the haversine formula", () => {
  let compared = 0;
  for (const a of NAMES) {
    for (const b of NAMES) {
      close(distanceKm(...PLACES[a]!, ...PLACES[b]!), haversine(PLACES[a]!, PLACES[b]!), 0.01);
      compared += 1;
    }
  }
  assert.equal(compared, NAMES.length ** 2);
});

test("bearings: due north, due east on the equator, and the way round the pole", () => {
  close(bearing(4, 50, 4, 60), 0, 1e-9);
  close(bearing(0, 0, 10, 0), 90, 1e-9);
  close(bearing(0, 80, 180, 80), 0, 1e-9);
  close(bearing(10, 0, 0, 0), 270, 1e-9);
});

test("about a city, every place lies at its true distance and in its true direction", () => {
  for (const from of ["namur", "suva", "north", "bandung"]) {
    const map = aboutPlace(...PLACES[from]!);
    for (const to of NAMES) {
      const distance = haversine(PLACES[from]!, PLACES[to]!);
      const [x, y] = map.project(...PLACES[to]!);
      close(Math.hypot(x, y) * EARTH_KM, distance, 0.5);
      // From a pole every way is north or south: there the direction has no number.
      if (distance < 1 || distance > 20000 || from === "north") continue;
      const turned = ((Math.atan2(x, -y) * 180) / Math.PI + 360) % 360;
      close(((turned - bearing(...PLACES[from]!, ...PLACES[to]!) + 540) % 360) - 180, 0, 0.01);
    }
  }
});

test("about a city, its own great circles are straight", () => {
  const points = line(aboutPlace(...PLACES["namur"]!), ...PLACES["namur"]!, ...PLACES["hue"]!);
  const [ex, ey] = [points.at(-2)!, points.at(-1)!];
  for (let i = 0; i < points.length; i += 2) close(points[i]! * ey - points[i + 1]! * ex, 0, 1e-4);
});

test("the world map keeps areas: a cell of ten degrees has the sphere's area at every latitude", () => {
  const map = worldMap(USUAL_CUT);
  for (let lat = -80; lat < 80; lat += 20) {
    const cell: [number, number][] = [];
    for (let i = 0; i <= 10; i += 1) cell.push(map.project(20 + i, lat));
    for (let i = 0; i <= 10; i += 1) cell.push(map.project(30, lat + i));
    for (let i = 0; i <= 10; i += 1) cell.push(map.project(30 - i, lat + 10));
    for (let i = 0; i <= 10; i += 1) cell.push(map.project(20, lat + 10 - i));
    const area = Math.abs(cell.reduce((sum, [x, y], i) => sum + x * cell[(i + 1) % cell.length]![1] - y * cell[(i + 1) % cell.length]![0], 0)) / 2;
    const r = Math.PI / 180;
    const sphere = 10 * r * (Math.sin((lat + 10) * r) - Math.sin(lat * r));
    close(area / sphere, 1, 0.002);
  }
});

test("north is up, east to the right, and the middle of the map in the middle", () => {
  const map = worldMap(-169);
  assert.ok(map.project(11, 40)[1] < map.project(11, 10)[1]);
  assert.ok(map.project(60, 10)[0] > map.project(20, 10)[0]);
  const [x, y] = map.project(11, 0);
  close(x, 0, 1e-9);
  close(y, 0, 1e-9);
});

test("a great circle begins and ends at its places, by even steps and the shortest way", () => {
  for (const [a, b] of [["namur", "hue"], ["suva", "apia"], ["quebec", "ogaki"], ["north", "bandung"]] as const) {
    const [from, to] = [PLACES[a]!, PLACES[b]!];
    const count = samplesFor(...from, ...to, 4);
    const points = greatCircle(...from, ...to, count);
    const at = (i: number): readonly [number, number] => [points[i * 2]!, points[i * 2 + 1]!];
    close(haversine(at(0), from), 0, 0.001);
    close(haversine(at(count - 1), to), 0, 0.001);
    const step = haversine(from, to) / (count - 1);
    assert.ok(step <= (4.001 / 180) * Math.PI * EARTH_KM);
    for (let i = 1; i < count; i += 1) close(haversine(at(i - 1), at(i)), step, 0.01);
  }
});

test("between antipodes, and from a place to itself, there is a line without NaN", () => {
  const ends: readonly (readonly [from: readonly [number, number], to: readonly [number, number]])[] = [
    [[0, 0], [180, 0]], [[10, 90], [20, -90]], [[4.87, 50.47], [-175.13, -50.47]], [[3, 3], [3, 3]],
  ];
  for (const [from, to] of ends) {
    const points = greatCircle(...from, ...to, samplesFor(...from, ...to, 4));
    assert.ok(points.every(Number.isFinite));
    close(haversine([points.at(-2)!, points.at(-1)!], to), 0, 0.01);
  }
});

test("a line over the map's cut is parted there, at its two edges, and nowhere else", () => {
  const map = worldMap(180);
  const points = line(map, ...PLACES["suva"]!, ...PLACES["apia"]!);
  const gaps = [...points.keys()].filter((i) => i % 2 === 0 && Number.isNaN(points[i]!));
  assert.equal(gaps.length, 1);
  const [before, after] = [points[gaps[0]! - 2]!, points[gaps[0]! + 2]!];
  close(before, -after, 0.01);
  assert.ok(before > 2.2);
  for (let i = 2; i < points.length; i += 2) {
    const step = Math.abs(points[i]! - points[i - 2]!);
    assert.ok(Number.isNaN(step) || step < 0.2);
  }
  assert.ok(!line(worldMap(-30), ...PLACES["suva"]!, ...PLACES["apia"]!).some(Number.isNaN));
});

test("the cut is the usual one, unless that parts ties or runs through a city", () => {
  const european = [4.87, 107.6, -71.2, 23.6];
  assert.equal(chooseCut(european, [[0, 1], [0, 2], [0, 3]]), USUAL_CUT);
  assert.equal(chooseCut([], []), USUAL_CUT);
  const pacific = [139, -122, -157, 174, 151];
  const pairs = [[0, 1], [0, 2], [3, 1], [4, 2], [0, 3]] as const;
  const cut = chooseCut(pacific, pairs);
  for (const [a, b] of pairs) {
    const [p, q] = [wrap(pacific[a]! - cut), wrap(pacific[b]! - cut)];
    assert.ok(p * q > 0 || Math.abs(p - q) >= 180, `cut ${cut} parts ${a} from ${b}`);
  }
  assert.ok(Math.abs(wrap(chooseCut([-169, 5, 6], [[1, 2]]) + 169)) >= 3);
});

test("the camera: there and back, zooming keeps the point under the pointer, panning moves by pixels", () => {
  const size = { width: 920, height: 640 };
  const camera = { x: 0.3, y: -0.4, k: 200 };
  close(fromX(camera, size, toX(camera, size, 1.25)), 1.25, 1e-12);
  close(fromY(camera, size, toY(camera, size, -1.25)), -1.25, 1e-12);
  const closer = zoomAbout(camera, size, 700, 100, 1.7, [10, 1e5]);
  close(closer.k, 340, 1e-9);
  close(fromX(closer, size, 700), fromX(camera, size, 700), 1e-12);
  close(fromY(closer, size, 100), fromY(camera, size, 100), 1e-12);
  assert.equal(zoomAbout(camera, size, 0, 0, 1e9, [10, 5000]).k, 5000);
  close(toX(pan(camera, 30, 0), size, 1), toX(camera, size, 1) + 30, 1e-9);
});

test("what fits is inside its margins, touches two of them, and one place alone is within the limits", () => {
  const size = { width: 920, height: 640 };
  const margins = { left: 100, right: 20, top: 50, bottom: 30 };
  const box = boxOf([[-1, -0.5, 2, 0.2], [NaN, NaN, 0, 0]])!;
  assert.deepEqual(box, { x0: -1, y0: -0.5, x1: 2, y1: 0.2 });
  const camera = fitBox(box, size, margins, [1, 1e6]);
  close(toX(camera, size, box.x0), 100, 1e-6);
  close(toX(camera, size, box.x1), 900, 1e-6);
  assert.ok(toY(camera, size, box.y0) >= 50 && toY(camera, size, box.y1) <= 610);
  assert.equal(fitBox({ x0: 1, y0: 1, x1: 1, y1: 1 }, size, margins, [1, 5000]).k, 5000);
  assert.equal(boxOf([]), null);
});

test("a flight zooms evenly and keeps the point fixed that both cameras show at the same pixel", () => {
  const size = { width: 800, height: 600 };
  const from = { x: 0, y: 0, k: 100 };
  const to = zoomAbout(from, size, 600, 200, 8, [1, 1e6]);
  const half = betweenCameras(from, to, 0.5);
  close(half.k, 100 * Math.sqrt(8), 1e-9);
  close(fromX(half, size, 600), fromX(from, size, 600), 1e-9);
  close(fromY(half, size, 200), fromY(from, size, 200), 1e-9);
  assert.deepEqual(betweenCameras(from, to, 1), to);
});

test("rings stand at round distances, three to six of them, and reach the farthest city", () => {
  for (const farthest of [40, 130, 700, 2100, 9600, 15000]) {
    const rings = ringDistances(farthest);
    assert.ok(rings.length >= 2 && rings.length <= 6, `${farthest}: ${rings.join(" ")}`);
    assert.ok(rings.at(-1)! >= farthest * 0.75);
    for (const ring of rings) assert.match(String(ring), /^[0-9]+0$/);
  }
});

test("a line ends at its places' dots: at the poles, at the place opposite of the middle, and next to it", () => {
  const [lon, lat] = PLACES["namur"]!;
  const opposite: readonly [number, number] = [lon - 180, -lat];
  let tried = 0;
  for (const map of [worldMap(USUAL_CUT), aboutPlace(lon, lat), aboutPlace(30, -90)]) {
    const ends: readonly (readonly [number, number])[] = [
      [0, 90], [-100, 90], [30, -90], [150, -90], opposite, [opposite[0] + 0.0005, opposite[1]], [opposite[0] + 0.01, opposite[1]],
    ];
    for (const to of ends) {
      const points = line(map, lon, lat, ...to, 1);
      const [x, y] = map.project(...to);
      close(Math.hypot(points.at(-2)! - x, points.at(-1)! - y), 0, 1e-5);
      const [fx, fy] = map.project(lon, lat);
      close(Math.hypot(points[0]! - fx, points[1]! - fy), 0, 1e-5);
      tried += 1;
    }
  }
  assert.equal(tried, 21);
  // About a city, the way to the place opposite is one straight line to the rim.
  const points = line(aboutPlace(lon, lat), lon, lat, ...opposite, 1);
  for (let i = 2; i < points.length; i += 2) {
    close(points[i]!, 0, 1e-3);
    assert.ok(points[i + 1]! < points[i - 1]!);
  }
});

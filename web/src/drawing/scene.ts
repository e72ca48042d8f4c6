/**
 * From the state to a frame: the layout of the view, what is grouped, what stands out.
 *
 * In: the app, a camera, the screen's size. Out: frames, the camera that fits, the limits of the
 * scale. Whatever is costly is computed once and kept while it holds. It paints nothing.
 */

import type { App } from "../app.ts";
import { aboutCity } from "../data/selection.ts";
import { type Visible, visible } from "../data/visible.ts";
import type { Camera } from "../state.ts";
import { format } from "../text.ts";
import { type Box, type Size, boxOf, fitBox, toX, toY } from "./camera.ts";
import { type Emphasis, emphasis } from "./emphasis.ts";
import { type Mark, fitClear } from "./fitting.ts";
import { CLOSE, type Bubble, type Groups, bubblesOf, group } from "./flows.ts";
import type { Frame } from "./frame.ts";
import { LAYER_RADIUS, type LayerMark, layerMarks } from "./layers.ts";
import { type Layout, mapLayout, networkLayout } from "./layout.ts";
import { NETWORK_RADIUS, haloRadius } from "./paint-cities.ts";
import { STILL } from "./passage.ts";
import { aboutPlace, chooseCut, worldMap } from "./projection.ts";
import { type Palette, readPalette } from "./theme.ts";

/** Graphs up to this size travel between views; larger ones fade. */
const TRAVELS = 800; // strands and cities
/** The closest look: pixels a radian of the globe. One pixel is 250 m where cities are few, else 100 m. */
const CLOSEST = { light: 25000, crowded: 60000 };
/** The closest look at a network: so many times as large as the whole, at least. */
const NETWORK_CLOSEST = 8;
const APART = 10; // px between the marks of a large network, so that each is seen
/** One city alone is shown with this much about it. */
const ALONE = 0.15; // radians

export class Scene {
  readonly app: App;
  palette: Palette = readPalette();
  readonly #before = new Map<string, number>();
  #maps: Layout[] = [];
  #network: Layout | null = null;
  #cut: number | null = null;
  #lastView: "map" | "network" = "map";
  #emphasis: { readonly of: readonly unknown[]; readonly found: Emphasis } | null = null;
  #bubbles: { readonly layout: Layout; readonly visible: Visible; readonly found: readonly Bubble[] } | null = null;
  #groups: { readonly bubbles: readonly Bubble[]; readonly key: string; readonly found: Groups | null } | null = null;
  #boxed: { readonly layout: Layout; readonly visible: Visible; readonly box: Box } | null = null;
  readonly #widths = new Map<string, number>();
  readonly #ruler = document.createElement("canvas").getContext("2d")!;

  constructor(app: App) {
    this.app = app;
  }

  get visible(): Visible {
    return visible(this.app.model, this.app.store.now);
  }

  /** The view that is drawn; under the table, the one before. */
  get view(): "map" | "network" {
    const { view } = this.app.store.now;
    if (view !== "table") this.#lastView = view;
    return this.#lastView;
  }

  /** The city that the centred map is about; -1 where it is not centred. */
  get about(): number {
    const { model, store } = this.app;
    const { centred, selected } = store.now;
    return !centred || this.view === "network" ? -1 : aboutCity(model, selected);
  }

  /** Whether the graph is small enough to be drawn whole in every frame. */
  get light(): boolean {
    const { model } = this.app;
    return model.strands.length <= TRAVELS && model.core.cities.id.length <= TRAVELS;
  }

  /** The layout of the present view. */
  layout(): Layout {
    const { model } = this.app;
    if (this.view === "network") return (this.#network ??= networkLayout(model));
    const { lat, lon } = model.core.cities;
    const { about } = this;
    this.#cut ??= chooseCut(lon, model.strands.map(({ a, b }) => [a, b] as const));
    const map = about >= 0 ? aboutPlace(lon[about]!, lat[about]!) : worldMap(this.#cut);
    let found = this.#maps.find(({ key }) => key === map.key);
    if (found === undefined) {
      found = mapLayout(model, map);
      this.#maps = [...this.#maps.slice(-1), found];
    }
    return found;
  }

  /** Put everything together for one drawing; `pad` is what is drawn beyond the screen. */
  compose(camera: Camera, screen: Size, pad: Size, floating: readonly Box[], way: { readonly layout: Layout; readonly lands: Frame["lands"] } | null = null): Frame {
    const { app, palette, visible: seen } = this;
    const state = app.store.now;
    const layout = way?.layout ?? this.layout();
    const size = { width: screen.width + 2 * pad.width, height: screen.height + 2 * pad.height };
    const used = way ? STILL : camera;
    const frame = {
      model: app.model, visible: seen, layout, camera: used, size, palette, lang: state.lang,
      view: { x0: pad.width, y0: pad.height, x1: pad.width + screen.width, y1: pad.height + screen.height },
      emphasis: this.#stands(),
      groups: way ? null : this.#grouped(layout, camera.k),
      lands: way ? way.lands : layout.map ? [{ map: layout.map, camera, alpha: 1 }] : [],
      ringsAbout: way ? -1 : this.about,
      rings: {
        compass: ["north", "east", "south", "west"].map((point) => app.t(`drawing.${point}`)) as [string, string, string, string],
        km: (km: number) => `${format(state.lang, km)} km`,
      },
      floating: floating.map((box) => ({ x0: box.x0 + pad.width, y0: box.y0 + pad.height, x1: box.x1 + pad.width, y1: box.y1 + pad.height })),
      labels: way === null,
      crowd: this.#crowd(layout, used.k),
      before: this.#before,
      measure: (text: string, points: number, bold: boolean) => this.#measure(text, points, bold),
    };
    return { ...frame, marks: layerMarks(app.model, seen, state, layout, size, used, (city) => haloRadius(frame, city)) };
  }

  /** Return the camera that shows all that is visible, clear of what floats above it where it can. */
  fit(screen: Size, floating: readonly Box[]): Camera {
    const layout = this.layout();
    const box = this.#box(layout);
    const narrow = screen.width < 560;
    // Names stand beside the outermost cities; among thousands, on the map. So do events and persons.
    const { events, persons } = this.app.store.now;
    const more = (events || persons) && this.light ? 28 : 0;
    const side = (narrow || !this.light ? 28 : Math.min(96, screen.width * 0.1)) + (narrow ? 0 : more / 2);
    const margins = { left: side, right: side, top: (narrow ? 48 : 52) + more, bottom: 36 + more };
    const { map } = layout;
    const edges = map?.cuts ? ([map.project(map.middle, 90)[1], map.project(map.middle, -90)[1]] as const) : null;
    return fitClear({ box, screen, floating, margins, limits: this.limits(screen), edges, marksAt: (camera) => this.#marksAt(layout, camera, screen) });
  }

  /** Return the size of a picture of everything: as wide as the screen, no higher than the data ask. */
  pictureSize({ width, height }: Size): Size {
    const { x0, y0, x1, y1 } = this.#box(this.layout());
    const [wide, high] = [Math.max(width, 720), Math.max(height, 480)];
    return { width: wide, height: Math.round(Math.min(high, Math.max(360, (wide * 0.8 * (y1 - y0)) / Math.max(x1 - x0, 1e-9) + 150))) };
  }

  /** Return the camera, brought back where it has lost all data from sight. */
  within(camera: Camera): Camera {
    const { x0, y0, x1, y1 } = this.#box(this.layout());
    return { k: camera.k, x: Math.min(x1, Math.max(x0, camera.x)), y: Math.min(y1, Math.max(y0, camera.y)) };
  }

  /** The farthest and the closest look. */
  limits(screen: Size): readonly [number, number] {
    const { x0, y0, x1, y1 } = this.#box(this.layout());
    const globe = Math.min(screen.width / 5.6, screen.height / 2.8);
    const data = Math.min(screen.width / (x1 - x0), screen.height / (y1 - y0));
    const closest = this.view === "network" ? data * Math.max(NETWORK_CLOSEST, Math.sqrt(this.visible.cityCount)) : this.light ? CLOSEST.light : CLOSEST.crowded;
    return [Math.min(globe, data) * 0.6, closest];
  }

  /** Return a camera that opens a country: its cities no longer lie on one another. */
  opened(country: number, groups: Groups, screen: Size): Camera {
    const bubble = groups.bubbles.find((each) => each.country === country)!;
    const { x, y } = this.layout();
    const cities = this.app.model.core.cities.country.flatMap((of, city) => (of === country && this.visible.cities[city] !== 0 && !Number.isNaN(x[city]!) ? [city] : []));
    // Islands far away do not keep a country closed: the middle nine tenths count.
    const span = (values: Float32Array): [number, number] => {
      const sorted = cities.map((city) => values[city]!).sort((a, b) => a - b);
      return [sorted[Math.floor(sorted.length * 0.05)]!, sorted[Math.ceil(sorted.length * 0.95) - 1]!];
    };
    const [[x0, x1], [y0, y1]] = [span(x), span(y)];
    const whole = fitBox({ x0, y0, x1, y1 }, screen, { left: 60, right: 60, top: 60, bottom: 60 }, this.limits(screen));
    const needed = (CLOSE * 1.05) / Math.max(bubble.spacing, 1e-6);
    return whole.k >= needed ? whole : { ...whole, k: Math.min(needed, CLOSEST.crowded) };
  }

  /** The box of all that is visible. */
  #box(layout: Layout): Box {
    const { visible: seen } = this;
    if (this.#boxed?.layout !== layout || this.#boxed.visible !== seen) {
      this.#boxed = { layout, visible: seen, box: this.#measured(layout, seen) };
    }
    return this.#boxed.box;
  }

  #measured(layout: Layout, seen: Visible): Box {
    const { model } = this.app;
    const points = new Float32Array(2 * layout.x.length);
    for (let city = 0; city < layout.x.length; city += 1) {
      points[city * 2] = seen.cities[city] === 0 ? NaN : layout.x[city]!;
      points[city * 2 + 1] = layout.y[city]!;
    }
    const lines = this.light ? model.strands.flatMap((_, strand) => (seen.strands[strand] === 0 ? [] : [layout.curve(strand)])) : [];
    const box = boxOf([points, layout.networks.flat(), ...lines]) ?? { x0: -2.6, y0: -1.25, x1: 2.6, y1: 1.25 };
    if (this.about >= 0) {
      // The place in the middle stays in the middle.
      const reach = Math.max(Math.abs(box.x0), Math.abs(box.x1), Math.abs(box.y0), Math.abs(box.y1), ALONE / 2) * 1.06;
      return { x0: -reach, y0: -reach, x1: reach, y1: reach };
    }
    const lack = Math.max(0, ALONE - Math.max(box.x1 - box.x0, box.y1 - box.y0)) / 2;
    return { x0: box.x0 - lack, y0: box.y0 - lack, x1: box.x1 + lack, y1: box.y1 + lack };
  }

  /** Where the marks of few cities, of networks and of the layers stand on the screen. */
  #marksAt(layout: Layout, camera: Camera, screen: Size): Mark[] {
    if (!this.light) return [];
    const { visible: seen, app } = this;
    const spot = (x: number, y: number, r: number): Mark => ({ x: toX(camera, screen, x), y: toY(camera, screen, y), r });
    const found: Mark[] = layout.networks.map(([x, y]) => spot(x, y, NETWORK_RADIUS));
    for (let city = 0; city < layout.x.length; city += 1) {
      if (seen.cities[city] !== 0 && !Number.isNaN(layout.x[city]!)) found.push(spot(layout.x[city]!, layout.y[city]!, 6));
    }
    const marks: LayerMark[] = layerMarks(app.model, seen, app.store.now, layout, screen, camera, () => 0);
    return [...found, ...marks.map(({ x, y }) => ({ x, y, r: LAYER_RADIUS }))];
  }

  /** The scale from which on a city is seen as itself: not in its country's circle, not as a speck among thousands. */
  seenFrom(city: number): number {
    const layout = this.layout();
    if (this.light) return 0;
    if (layout.map === null) return APART / this.#apart(layout);
    const { country } = this.app.model.core.cities;
    const bubble = this.#bubblesOf(layout).find((each) => each.country === country[city]);
    return bubble ? Math.min((CLOSE * 1.05) / Math.max(bubble.spacing, 1e-6), CLOSEST.crowded) : 0;
  }

  /** In the network nothing is grouped: its marks shrink until they leave room between them. */
  #crowd(layout: Layout, scale: number): number {
    if (this.light || layout.map !== null) return 1;
    return Math.min(1, Math.max(0.35, (this.#apart(layout) * scale) / APART));
  }

  /** How far cities would stand from each other in the plane if they were spread evenly. */
  #apart(layout: Layout): number {
    const { x0, y0, x1, y1 } = this.#box(layout);
    return Math.sqrt(((x1 - x0) * (y1 - y0)) / Math.max(1, this.visible.cityCount));
  }

  #stands(): Emphasis {
    const { selected, lit, litPairs } = this.app.store.now;
    // By identity: a query may light thousands.
    const of = [selected, lit, litPairs];
    if (!this.#emphasis?.of.every((each, nth) => each === of[nth])) this.#emphasis = { of, found: emphasis(this.app.model, this.app.store.now, this.light ? -1 : this.app.model.core.centre) };
    return this.#emphasis!.found;
  }

  #bubblesOf(layout: Layout): readonly Bubble[] {
    const { visible: seen } = this;
    if (this.#bubbles?.layout !== layout || this.#bubbles.visible !== seen) {
      this.#bubbles = { layout, visible: seen, found: bubblesOf(this.app.model, seen, layout) };
    }
    return this.#bubbles.found;
  }

  #grouped(layout: Layout, scale: number): Groups | null {
    const { visible: seen } = this;
    const { model } = this.app;
    const bubbles = this.#bubblesOf(layout);
    // The same countries grouped: the same flows.
    const key = bubbles.map(({ spacing }) => (spacing * scale < CLOSE ? 1 : 0)).join("");
    if (this.#groups?.bubbles !== bubbles || this.#groups.key !== key) {
      this.#groups = { bubbles, key, found: group(model, seen, layout, bubbles, scale) };
    }
    return this.#groups.found;
  }

  #measure(text: string, points: number, bold: boolean): number {
    const font = `${bold ? 600 : 400} ${points}px ${this.palette.font}`;
    const key = `${font} ${text}`;
    let width = this.#widths.get(key);
    if (width === undefined) {
      this.#ruler.font = font;
      width = Math.ceil(this.#ruler.measureText(text).width) + 1;
      this.#widths.set(key, width);
    }
    return width;
  }
}

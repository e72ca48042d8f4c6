/**
 * The time line below: a year to choose, what stood in it, and play.
 *
 * In: the app and its place. Out: a slider over a strip of years that sets `state.year`. Where no
 * source gives a date it says so and offers nothing. It hides no tie itself: see `data/visible`.
 */

import type { App } from "../app.ts";
import { visible } from "../data/visible.ts";
import { nextYear, withinYears, yearsOf, type Years } from "../data/years.ts";
import { el, svg } from "../dom.ts";
import { fail } from "../failing.ts";
import { Player } from "./timeline-player.ts";
import { strip } from "./timeline-strip.ts";
import { words } from "./timeline-words.ts";

/** Pages with more cities do not wait for the details: their steps are left out of the strip. */
const SMALL = 3000;
const NARROW = matchMedia("(max-width: 720px)");
const SIGNS = { play: "M4 2.5v11l9-5.5z", pause: "M4 3h3v10h-3zM9 3h3v10h-3z" };

export function mountTimeline(app: App, host: HTMLElement): void {
  const { model, store } = app;
  const years = yearsOf(model, store.now.filters);
  if (years === null) {
    nothing(app, host);
    return;
  }
  const line = new Timeline(app, host, years);
  if (model.core.cities.id.length > SMALL) {
    line.complete();
    return;
  }
  // Not before the first drawing: the details are large.
  const later = window.requestIdleCallback ?? ((call: () => void) => setTimeout(call, 1000));
  later(() => void stepYears(app).then((steps) => line.add(steps)).catch((problem: unknown) => {
    fail(app, problem);
    line.complete();
  }));
}

class Timeline {
  readonly #app: App;
  readonly #host: HTMLElement;
  readonly #line = el("div", { class: "line" });
  readonly #range = el("input", { type: "range", step: 1 });
  readonly #play = el("button", { type: "button", class: "play" });
  readonly #all = el("button", { type: "button", class: "all" });
  readonly #said = el("p", { class: "said" });
  readonly #player: Player;
  #years: Years;
  #steps: readonly number[] = [];
  #complete = false; // whether the range of years is final
  #played = false; // whether the present change of year is a step of play

  constructor(app: App, host: HTMLElement, years: Years) {
    [this.#app, this.#host, this.#years] = [app, host, years];
    host.append(el("div", { class: "hands" }, this.#play, this.#all), el("div", { class: "years" }, this.#line, this.#range), this.#said);
    this.#player = new Player(() => this.#next(), (ended) => this.#turned(ended));
    this.#listen();
    this.#label();
    this.#draw();
    new ResizeObserver(() => this.#draw()).observe(this.#line);
  }

  /** Take in the years of steps, which come later than the first drawing. */
  add(steps: readonly number[]): void {
    this.#steps = steps;
    this.#count();
    this.#draw();
    this.complete();
  }

  /** All years are known now: one that an address names beyond them becomes the nearest. */
  complete(): void {
    this.#complete = true;
    this.#clamp();
  }

  #clamp(): void {
    const { store } = this.#app;
    const { year } = store.now;
    if (this.#complete && year !== null) store.set({ year: withinYears(this.#years, year) });
  }

  #listen(): void {
    const { store, say } = this.#app;
    const choose = (): void => store.set({ year: Number(this.#range.value) });
    this.#range.addEventListener("input", choose);
    // At all times the thumb rests on a year; a click on just that year changes no value.
    this.#range.addEventListener("click", choose);
    this.#play.addEventListener("click", () => this.#toggle());
    this.#all.addEventListener("click", () => {
      store.set({ year: null });
      say(this.#sentence());
    });
    store.on(["year", "filters", "lang"], (now, before) => {
      if (now.year !== before.year && !this.#played) this.#player.pause();
      if (now.filters !== before.filters) this.#count();
      if (now.lang !== before.lang) this.#label();
      this.#draw();
      // Not at once: those who are still to be told of this change would hear of them in the wrong order.
      queueMicrotask(() => this.#clamp());
    });
  }

  #toggle(): void {
    const { store } = this.#app;
    if (this.#player.playing) {
      this.#player.pause();
      return;
    }
    const { year } = store.now;
    if (year === null || year >= this.#years.last) store.set({ year: this.#years.first });
    this.#player.play();
  }

  /** Step to the next year; false at the last. */
  #next(): boolean {
    const { store } = this.#app;
    const next = nextYear(this.#years, store.now.year ?? this.#years.first - 1);
    if (next === null) return false;
    this.#played = true;
    store.set({ year: next });
    this.#played = false;
    return next < this.#years.last;
  }

  /** Play began or stopped: said once, not at each step. */
  #turned(ended: boolean): void {
    const { t, say } = this.#app;
    this.#label();
    const now = this.#sentence();
    say(this.#player.playing ? t("timeline.started") : ended ? t("timeline.finished", { words: now }) : now);
  }

  #count(): void {
    this.#years = yearsOf(this.#app.model, this.#app.store.now.filters, this.#steps)!;
  }

  #sentence(short = false): string {
    const { model, store } = this.#app;
    return words(this.#app, this.#years, store.now.year, visible(model, store.now), short);
  }

  #label(): void {
    const { t } = this.#app;
    const does = this.#player.playing ? "pause" : "play";
    const sign = svg("path", { d: SIGNS[does], fill: "currentColor" });
    this.#play.replaceChildren(svg("svg", { width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" }, sign));
    this.#play.setAttribute("aria-label", t(`timeline.${does}`));
    this.#play.title = t(`timeline.${does}`);
    this.#all.textContent = t("timeline.allTimes");
    this.#range.setAttribute("aria-label", t("timeline.slider"));
  }

  #draw(): void {
    const { year } = this.#app.store.now;
    const { first, last, reported } = this.#years;
    const width = this.#line.clientWidth;
    if (width > 0) this.#line.replaceChildren(strip(this.#years, width, year));
    this.#said.textContent = this.#sentence(NARROW.matches);
    this.#said.title = this.#sentence();
    this.#range.min = String(first);
    this.#range.max = String(last);
    this.#range.value = String(year ?? reported ?? last);
    this.#range.setAttribute("aria-valuetext", this.#sentence());
    this.#host.dataset["year"] = year === null ? "all" : "one";
    this.#all.setAttribute("aria-pressed", String(year === null));
  }
}

/** The years of the steps that the sources tell of agreements: signed, renewed, ... */
async function stepYears(app: App): Promise<readonly number[]> {
  const details = await app.details();
  const records = Object.values(details.records)[0] ?? {};
  return Object.entries(records)
    .filter(([id]) => id.startsWith("agreement:"))
    .flatMap(([, { life }]) => life ?? [])
    .flatMap((each) => each.steps)
    .flatMap(({ year }) => (year === null ? [] : [year]));
}

function nothing({ store, t }: App, host: HTMLElement): void {
  const said = el("p", { class: "said" });
  const say = (): void => {
    said.textContent = t("timeline.nothing");
  };
  host.dataset["year"] = "none";
  host.append(said);
  // No year can be chosen here: one from an address would stay for good.
  const always = (): void => store.set({ year: null });
  store.on(["lang"], say);
  store.on(["year"], () => queueMicrotask(always));
  always();
  say();
}

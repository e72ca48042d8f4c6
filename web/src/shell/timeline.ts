/**
 * The time line below: a year to choose, what stood in it, and play.
 *
 * In: the app and its place. Out: a slider over a strip of years that sets `state.year`. Where no
 * source gives a date it says so and offers nothing. It hides no tie itself: see `data/visible`.
 */

import type { App } from "../app.ts";
import { visible } from "../data/visible.ts";
import { nextYear, yearsOf } from "../data/years.ts";
import { el, svg } from "../dom.ts";
import { Player } from "./timeline-player.ts";
import { strip } from "./timeline-strip.ts";
import { words } from "./timeline-words.ts";

/** Pages with more cities do not wait for the details: their steps are left out of the strip. */
const SMALL = 3000;

export function mountTimeline(app: App, host: HTMLElement): void {
  const { model, store, t } = app;
  let years = yearsOf(model, store.now.filters);
  if (years === null) {
    nothing(app, host);
    return;
  }
  const narrow = matchMedia("(max-width: 720px)");
  let steps: readonly number[] = [];
  let played = false; // whether the present change of year is a step of play
  const line = el("div", { class: "line" });
  const range = el("input", { type: "range", step: 1 });
  const play = el("button", { type: "button", class: "play" });
  const all = el("button", { type: "button", class: "all" });
  const said = el("p", { class: "said" });
  host.append(el("div", { class: "hands" }, play, all), el("div", { class: "years" }, line, range), said);

  const shown = (): number => store.now.year ?? years!.reported ?? years!.last;
  const sentence = (short = false): string => words(app, years!, store.now.year, visible(model, store.now), short);
  const draw = (): void => {
    const { year } = store.now;
    const width = line.clientWidth;
    if (width > 0) line.replaceChildren(strip(years!, width, year));
    said.textContent = sentence(narrow.matches);
    said.title = sentence();
    range.min = String(years!.first);
    range.max = String(years!.last);
    range.value = String(shown());
    range.setAttribute("aria-valuetext", sentence());
    host.dataset["year"] = year === null ? "all" : "one";
    all.setAttribute("aria-pressed", String(year === null));
  };
  const choose = (year: number | null): void => store.set({ year });
  const player = new Player(
    () => {
      const next = nextYear(years!, store.now.year ?? years!.first - 1);
      played = true;
      if (next !== null) choose(next);
      played = false;
      return next !== null && next < years!.last;
    },
    (ended) => {
      label();
      app.say(player.playing ? t("timeline.started") : ended ? t("timeline.finished", { words: sentence() }) : sentence());
    },
  );
  const label = (): void => {
    play.replaceChildren(sign(player.playing));
    play.setAttribute("aria-label", t(player.playing ? "timeline.pause" : "timeline.play"));
    play.title = t(player.playing ? "timeline.pause" : "timeline.play");
    all.textContent = t("timeline.allTimes");
    range.setAttribute("aria-label", t("timeline.slider"));
  };

  play.addEventListener("click", () => {
    if (player.playing) {
      player.pause();
      return;
    }
    const { year } = store.now;
    if (year === null || year >= years!.last) choose(years!.first);
    player.play();
  });
  all.addEventListener("click", () => {
    player.pause();
    choose(null);
    app.say(sentence());
  });
  range.addEventListener("input", () => choose(Number(range.value)));
  // At all times the thumb rests on a year; a click on just that year changes no value.
  range.addEventListener("click", () => choose(Number(range.value)));
  store.on(["year", "filters", "lang"], (now, before) => {
    if (now.year !== before.year && !played) player.pause();
    if (now.filters !== before.filters) years = yearsOf(model, now.filters, steps)!;
    if (now.lang !== before.lang) label();
    draw();
  });
  label();
  draw();
  new ResizeObserver(draw).observe(line);
  if (model.core.cities.id.length <= SMALL) {
    void stepYears(app).then((found) => {
      steps = found;
      years = yearsOf(model, store.now.filters, steps)!;
      draw();
    });
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
  store.on(["lang"], say);
  say();
}

function sign(playing: boolean): SVGElement {
  const d = playing ? "M4 3h3v10h-3zM9 3h3v10h-3z" : "M4 2.5v11l9-5.5z";
  return svg("svg", { width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("path", { d, fill: "currentColor" }));
}

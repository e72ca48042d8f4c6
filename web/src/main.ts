/**
 * The page's start: data in, parts mounted, first drawing.
 *
 * In: the blocks of the page. Out: a page that answers. What each part does stands in its own
 * module; this one only says where each goes and what they share.
 */

import { opening, stateFromAddress } from "./address.ts";
import type { App } from "./app.ts";
import { block, inflateJson } from "./data/inflate.ts";
import { Model } from "./data/model.ts";
import type { Core, Details, PackedDetails } from "./data/payload.ts";
import { unpack } from "./data/unpack.ts";
import { el } from "./dom.ts";
import { mountStage } from "./drawing/stage.ts";
import { bindFailing, fail } from "./failing.ts";
import { mountPanel } from "./panel/panel.ts";
import { mountDrawer } from "./query/drawer.ts";
import { mountBar } from "./shell/bar.ts";
import { bindAddress } from "./shell/history.ts";
import { mountLegend } from "./shell/legend.ts";
import { bindPrinting } from "./shell/printing.ts";
import { mountTable } from "./shell/table.ts";
import { mountTimeline } from "./shell/timeline.ts";
import { mountTray } from "./shell/tray.ts";
import { Store } from "./state.ts";
import { LANGUAGES, text, told } from "./text.ts";

declare global {
  interface Window {
    twingraphReady?: number;
    twingraphMap?: App;
  }
}

async function open(): Promise<void> {
  const core = await inflateJson<Core>("core");
  if (core === null) throw new Error("the page has lost its data");
  const model = new Model(core);
  const root = document.documentElement;
  // Where there is little room, the drawing comes first.
  const framed = "embed" in root.dataset;
  const roomy = !framed && !matchMedia("(max-width: 720px)").matches;
  const languages = Object.keys(LANGUAGES);
  const start = opening(model, languages, roomy);
  const store = new Store(stateFromAddress(location.hash, model, start, languages));
  const voice = el("div", { class: "voice", role: "status", "aria-live": "polite" });
  let details: Promise<Details> | null = null;
  const app: App = {
    model,
    store,
    t: (key, values) => text(store.now.lang, key, values),
    told: (texts) => told(store.now.lang, texts),
    details: () => (details ??= detailsOf().catch((problem: unknown) => {
      details = null; // the next who asks may have more luck
      throw problem;
    })),
    block,
    say: (sentence) => {
      voice.textContent = sentence;
    },
  };
  window.twingraphMap = app;
  const parts = {
    bar: el("header", { class: "bar" }),
    stage: el("section", { class: "stage", id: "stage" }),
    table: el("section", { class: "table", id: "table" }),
    legend: el("section", { class: "legend" }),
    tray: el("section", { class: "tray" }),
    panel: el("aside", { class: "panel", id: "panel" }),
    timeline: el("section", { class: "timeline" }),
    drawer: el("section", { class: "drawer", id: "drawer" }),
  };
  const { bar, stage, table, panel, timeline, drawer, legend, tray } = parts;
  stage.append(legend, tray);
  const main = el("main", {}, stage, table);
  document.getElementById("app")!.replaceChildren(bar, main, panel, timeline, drawer, voice);
  // Before the parts: they draw with the colours and words that this chooses.
  dress(app, parts);
  store.on(["lang", "theme", "view", "panel", "drawer"], () => dress(app, parts));
  const drawing = mountStage(app, stage);
  mountBar(app, bar, drawing, start);
  mountLegend(app, legend);
  mountTray(app, tray);
  mountTable(app, table);
  mountPanel(app, panel);
  mountTimeline(app, timeline);
  if (framed) foldInFrame(app, stage);
  else mountDrawer(app, drawer);
  bindAddress(app, start);
  bindPrinting(app, main, drawing);
  bindFailing(app);
  try {
    await drawing.drawn;
    window.twingraphReady = performance.now();
  } catch (problem) {
    fail(app, problem); // table, search and panel stand without a drawing
  }
}

/** In a frame of another page the drawing comes first: the rest is folded until it is asked for. */
function foldInFrame({ store }: App, stage: HTMLElement): void {
  for (const fold of stage.querySelectorAll("details")) fold.open = false;
  store.on(["selected"], ({ selected }) => {
    if (selected === null) store.set({ panel: false });
  });
}

/** Write on the document what style sheets and screen readers go by. */
function dress({ store, told: say, t, model }: App, parts: Readonly<Record<string, HTMLElement>>): void {
  const { lang, theme, view, panel, drawer } = store.now;
  const root = document.documentElement;
  root.lang = lang in LANGUAGES ? lang : "en";
  const framed = "embed" in root.dataset;
  const marks = { theme, view, panel: panel ? "open" : "folded", drawer: (framed ? null : drawer) ?? "none" };
  for (const [name, value] of Object.entries(marks)) {
    // Only where it is another: the drawing reads its colours anew when the theme is written.
    if (root.dataset[name] !== value) root.dataset[name] = value;
  }
  document.title = say(model.core.title);
  for (const [part, element] of Object.entries(parts)) {
    if (part !== "bar") element.setAttribute("aria-label", t(`bar.regions.${part}`));
  }
}

open().catch((problem: unknown) => {
  const told = problem instanceof Error ? problem.message : String(problem);
  document.getElementById("app")!.replaceChildren(el("p", { class: "fault", role: "alert" }, told));
  throw problem;
});

async function detailsOf(): Promise<Details> {
  const packed = await inflateJson<PackedDetails>("details");
  if (packed === null) throw new Error("the page has lost its details");
  return unpack(packed);
}

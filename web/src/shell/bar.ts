/**
 * The bar: what is shown, in words, and how to change it.
 *
 * In: the app and the drawing. Out: title and summary, search, views, filters, layers, SPARQL,
 * language and theme, share and help, in one row; on a narrow screen the last ones fold into a
 * menu. In a frame (`data-embed`) only title, search and views stand here.
 */

import type { App } from "../app.ts";
import { aboutCity } from "../data/selection.ts";
import { tally, yearWords } from "../data/tally.ts";
import { visible } from "../data/visible.ts";
import { el } from "../dom.ts";
import type { Drawing } from "../drawing/stage.ts";
import { NO_FILTERS, type State } from "../state.ts";
import { filtering } from "./filters.ts";
import { follow } from "./following.ts";
import { helping } from "./help.ts";
import { layering } from "./layers.ts";
import { preferring } from "./preferences.ts";
import { barButton, closeFromOutside } from "./popover.ts";
import { search } from "./search.ts";
import { sharing } from "./share.ts";
import { views } from "./views.ts";

export function mountBar(app: App, host: HTMLElement, drawing: Drawing, start: State): void {
  const embedded = "embed" in document.documentElement.dataset;
  host.append(skipping(app), heading(app), search(app), views(app));
  if (embedded) return;
  const rest = el("div", { class: "bar-rest", id: "bar-rest" });
  rest.append(centring(app), layering(app), ...querying(app), preferring(app), sharing(app, drawing, start), helping(app));
  const menu = barButton(app, "menu", "bar.menu", () => open(!rest.classList.contains("open")));
  const open = (isOpen: boolean): void => {
    rest.classList.toggle("open", isOpen);
    menu.setAttribute("aria-expanded", String(isOpen));
  };
  open(false);
  menu.setAttribute("aria-controls", "bar-rest");
  const folding = el("div", { class: "bar-fold" }, menu, rest);
  closeFromOutside(folding, () => rest.classList.contains("open"), () => open(false), menu);
  host.append(filtering(app), folding);
}

/** The first stop of the tab key: the table says in words what the drawing shows. */
function skipping(app: App): HTMLElement {
  const skip = el("a", { class: "skip", href: "#table" });
  skip.addEventListener("click", (event) => {
    event.preventDefault();
    app.store.set({ view: "table" });
    const table = document.getElementById("table")!;
    table.tabIndex = -1;
    table.focus();
  });
  follow(app, ["lang"], () => (skip.textContent = app.t("bar.skip")));
  return skip;
}

function heading(app: App): HTMLElement {
  const { model, store } = app;
  const title = el("h1");
  const line = el("span", { class: "bar-line" });
  const clear = el("button", { type: "button", class: "plain", onclick: () => store.set({ filters: NO_FILTERS }) });
  let said = "";
  follow(app, ["lang", "filters", "year"], () => {
    const { filters, year } = store.now;
    const seen = visible(model, store.now);
    const unfiltered = Object.values(filters).every((list: readonly string[]) => list.length === 0);
    title.textContent = title.title = app.told(model.core.title);
    // Of a year the bar says what the line of time says of it.
    const inYear = year === null ? "" : yearWords(app.t, tally(model, seen, year), "line");
    const shown = unfiltered ? inYear : app.t(year === null ? "bar.shown" : "bar.shownIn", { n: seen.tieCount, total: model.core.ties.id.length, inYear });
    line.textContent = shown || app.told(model.core.summary);
    line.title = line.textContent;
    clear.hidden = unfiltered;
    clear.textContent = app.t("bar.clear");
    // Time has its own voice: the line of time says which year it is.
    if (said !== "" && year === null && said !== line.textContent) app.say(line.textContent);
    said = line.textContent;
  });
  return el("div", { class: "bar-title" }, title, el("p", { class: "bar-summary" }, line, " ", clear));
}

/** A switch for the map about one city. */
function centring(app: App): HTMLElement {
  const { model, store } = app;
  const button = barButton(app, "centred", "bar.centred", () => store.set({ centred: !store.now.centred }));
  const words = button.querySelector(".words")!;
  follow(app, ["lang", "selected", "centred", "view"], () => {
    const { selected, lang, centred, view } = store.now;
    const city = aboutCity(model, selected);
    const told = city < 0 ? app.t("bar.centred") : app.t("bar.centredOn", { city: model.name(city, lang) });
    words.textContent = button.title = told;
    button.setAttribute("aria-label", told);
    button.setAttribute("aria-pressed", String(centred));
    button.hidden = view !== "map";
    button.disabled = city < 0;
  });
  return button;
}

/** The way to SPARQL, on a page that holds the engine. */
function querying(app: App): HTMLElement[] {
  if (document.getElementById("block-engine") === null) return [];
  const { store } = app;
  const button = barButton(app, "query", "bar.query", () => {
    store.set({ drawer: store.now.drawer === "query" ? null : "query" });
  });
  button.setAttribute("aria-controls", "drawer");
  follow(app, ["drawer"], () => button.setAttribute("aria-expanded", String(store.now.drawer === "query")));
  return [button];
}

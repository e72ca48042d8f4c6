/**
 * The tray: cities whose place nobody tells, which the map cannot show and does not drop.
 *
 * In: the app and its place. Out: a list over the lower right corner, each city with its ties, to
 * be selected; many are folded, with a count and a search. It looks up no place.
 */

import type { App } from "../app.ts";
import { visible } from "../data/visible.ts";
import { el } from "../dom.ts";
import { foldWithDrawer } from "./aside.ts";
import { folded } from "../data/folding.ts";
import { trayTies } from "./tray-ties.ts";

const FEW = 6; // shown unfolded, all at once
const MOST = 40; // shown in a folded list; the rest is for the search

export function mountTray(app: App, host: HTMLElement): void {
  const { model, store, t } = app;
  const unplaced = [...model.core.cities.id.keys()].filter((city) => !model.placed(city));
  if (unplaced.length === 0) {
    host.hidden = true;
    return;
  }
  const many = unplaced.length > FEW;
  const heading = el("summary");
  const search = el("input", { type: "search" });
  const list = el("ul");
  const more = el("p", { class: "more", role: many ? "status" : null });
  const whole = el("details", {}, heading, many && search, list, more);
  host.append(whole);
  foldWithDrawer(app, whole, !many && matchMedia("(min-width: 721px) and (min-height: 480px)").matches);

  const fill = (): void => {
    const seen = visible(model, store.now).cities;
    const left = unplaced.filter((city) => seen[city] === 1);
    host.hidden = left.length === 0 || store.now.view !== "map";
    if (host.hidden) return;
    heading.textContent = many ? t("tray.count", { n: left.length }) : t("tray.heading");
    search.placeholder = t("tray.search");
    search.setAttribute("aria-label", t("tray.search"));
    if (many && !whole.open) return; // a long list is made when it is looked at
    const wanted = folded(search.value);
    const named = left.map((city) => [model.nameApart(city, store.now.lang), city] as const);
    const found = named.filter(([name]) => wanted === "" || folded(name).includes(wanted));
    const { compare } = new Intl.Collator(store.now.lang);
    found.sort(([a], [b]) => compare(a, b));
    list.replaceChildren(...found.slice(0, MOST).map(([name, city]) => entry(app, name, city)));
    more.textContent = found.length > MOST
      ? t("tray.more", { n: found.length - MOST })
      : wanted === "" ? "" : t("tray.found", { n: found.length });
  };
  search.addEventListener("input", fill);
  whole.addEventListener("toggle", fill);
  store.on(["lang", "filters", "year", "view", "selected", "lit"], fill);
  fill();
}

function entry(app: App, name: string, city: number): HTMLElement {
  const { model, store } = app;
  const id = model.cityId(city);
  const selected = store.now.selected === id;
  const button = el("button", { type: "button", "aria-pressed": selected, class: store.now.lit.includes(id) ? "lit" : null });
  button.setAttribute("aria-pressed", String(selected));
  button.append(el("bdi", {}, name));
  button.addEventListener("click", () => {
    store.set({ selected: id });
    // The list was made anew: the focus stays with the city.
    [...document.querySelectorAll<HTMLElement>(".tray li button")].find((each) => each.dataset["id"] === id)?.focus();
  });
  button.dataset["id"] = id;
  return el("li", {}, button, el("span", { class: "ties" }, trayTies(app, city)));
}

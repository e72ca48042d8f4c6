/**
 * The field that finds cities, countries, networks, agreements, events and persons.
 *
 * In: the app. Out: a combobox (as ARIA has it): what is typed lists finds, arrows and Enter
 * choose, Escape leaves; "/" comes here from anywhere. Choosing selects the thing, or for a country
 * shows its ties alone. How things are found stands in `finding`.
 */

import type { App } from "../app.ts";
import { el } from "../dom.ts";
import { visible } from "../data/visible.ts";
import { Index, type Find, type Finds } from "./finding.ts";
import { follow } from "./following.ts";
import { sign } from "./icons.ts";
import { onKey } from "./keys.ts";

const MOST = 12;

export function search(app: App): HTMLElement {
  const list = el("ul", { class: "finds", id: "finds", role: "listbox", hidden: true });
  const note = el("p", { class: "finds-note", hidden: true });
  const input = el("input", {
    type: "text", role: "combobox", id: "search", autocomplete: "off", autocapitalize: "off", spellcheck: "false",
    enterkeyhint: "search", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "finds",
  });
  const floating = el("div", { class: "finds-box", hidden: true }, list, note);
  const root = el("div", { class: "search", role: "search" }, sign("search"), input, el("kbd", { "aria-hidden": "true" }, "/"), floating);
  follow(app, ["lang"], () => {
    input.placeholder = app.t("search.placeholder");
    input.setAttribute("aria-label", app.t("search.label"));
    list.setAttribute("aria-label", app.t("search.finds"));
  });

  let index: Index | null = null;
  let shown: readonly Find[] = [];
  let active = -1;

  const mark = (to: number): void => {
    active = to;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === to)));
    list.children[to]?.scrollIntoView({ block: "nearest" });
    if (to < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `find-${to}`);
  };
  const close = (): void => {
    floating.hidden = list.hidden = note.hidden = true;
    input.setAttribute("aria-expanded", "false");
    mark(-1);
  };
  const choose = (find: Find): void => {
    input.value = "";
    close();
    select(app, find);
  };
  const show = (): void => {
    index ??= new Index(app.model);
    if (input.value.trim() === "") return close();
    const finds = index.find(input.value, MOST);
    shown = finds.total > 0 ? finds.list : index.nearest(input.value, 5);
    list.replaceChildren(...shown.map((find, at) => option(app, find, at, () => choose(find))));
    const words = summary(app, finds, shown.length);
    note.textContent = words;
    note.hidden = finds.total > 0 && finds.total <= shown.length;
    list.hidden = shown.length === 0;
    floating.hidden = false;
    input.setAttribute("aria-expanded", String(shown.length > 0));
    // The first find is taken by Enter; a guess must be chosen.
    mark(finds.total > 0 ? 0 : -1);
    app.say(words);
  };
  input.addEventListener("input", show);
  input.addEventListener("focus", () => {
    // Of a world of cities it takes a moment: not between two letters.
    setTimeout(() => (index ??= new Index(app.model)));
    if (input.value !== "") show();
  });
  input.addEventListener("keydown", (event) => {
    const marked = list.hidden ? undefined : shown[active];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && shown.length > 0 && !list.hidden) {
      mark(active < 0 && step < 0 ? shown.length - 1 : (active + step + shown.length) % shown.length);
    } else if (event.key === "Enter" && marked) choose(marked);
    else if (event.key === "Escape" && (input.value !== "" || !floating.hidden)) {
      input.value = "";
      close();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  root.addEventListener("focusout", ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && root.contains(relatedTarget))) close();
  });
  onKey("/", () => {
    input.focus();
    input.select();
  });
  return root;
}

function summary(app: App, finds: Finds, shown: number): string {
  if (finds.total > shown) return app.t("search.more", { n: shown, total: finds.total });
  if (finds.total > 0) return app.t("search.found", { n: finds.total });
  return app.t(shown > 0 ? "search.near" : "search.nothing");
}

function option(app: App, find: Find, at: number, choose: () => void): HTMLElement {
  const [name, beside] = words(app, find);
  const row = el(
    "li",
    { role: "option", id: `find-${at}`, "aria-selected": "false", class: `find find-${find.sort}` },
    el("span", { class: "find-name", dir: "auto" }, name),
    // A comma for those who hear it; a gap for those who see it.
    el("span", { class: "voice" }, ", "),
    el("span", { class: "find-beside", dir: "auto" }, beside),
  );
  // The field keeps the focus: a press must not take it away before the click.
  row.addEventListener("pointerdown", (event) => event.preventDefault());
  row.addEventListener("click", choose);
  return row;
}

/** A find's name and what tells it from its namesakes. */
function words(app: App, { sort, at, other }: Find): [string, string] {
  const { model, store } = app;
  const { core } = model;
  const kind = app.t(`search.sorts.${sort}`);
  if (sort === "city") {
    const country = core.countries[core.cities.country[at]!];
    const name = model.nameApart(at, store.now.lang);
    const place = core.cities.apart[at] || !country ? kind : app.told(country.label);
    return [name, other === null ? place : `${place} · ${app.t("search.also", { name: other })}`];
  }
  if (sort === "agreement") return [app.told(core.ties.label[at]!), kind];
  const named = { country: core.countries, network: core.networks, event: core.events, person: core.persons }[sort][at]!;
  const role = sort === "person" ? app.told(core.persons[at]!.role) : "";
  return [app.told(named.label), role === "" ? kind : `${kind} · ${role}`];
}

function select(app: App, { sort, at, id }: Find): void {
  const { store, model } = app;
  if (sort === "country") {
    const { filters } = store.now;
    store.set({ filters: { ...filters, countries: [id] } });
    return;
  }
  store.set({
    selected: id,
    panel: true,
    ...(sort === "event" ? { events: true } : {}),
    ...(sort === "person" ? { persons: true } : {}),
  });
  const hidden = sort === "city" && visible(model, store.now).cities[at] === 0;
  const name = sort === "city" ? model.nameApart(at, store.now.lang) : words(app, { sort, at, id, other: null })[0];
  app.say(app.t(hidden ? "search.hidden" : "search.chosen", { name }));
}

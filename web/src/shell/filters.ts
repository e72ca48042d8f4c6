/**
 * Filters by kind, status, basis, theme, network, source and country.
 *
 * In: the app. Out: a popover with a group of boxes for each facet that has a choice. Kind, status
 * and basis hide what is not ticked; the others show, once something is ticked, only that. What is
 * counted and how stands in `choices`.
 */

import type { App } from "../app.ts";
import { el } from "../dom.ts";
import { NO_FILTERS } from "../state.ts";
import { choices, FACETS, HIDING, toggled, valuesOf, type Facet, type Value } from "./choices.ts";
import { folded } from "../data/folding.ts";
import { follow } from "./following.ts";
import { popover } from "./popover.ts";

const LONG = 8; // values; longer lists can be searched
const SHORT = 5; // values; groups of so many stand open

export function filtering(app: App): HTMLElement {
  const { store } = app;
  let groups: Group[] = [];
  const made = popover(app, "filter", "filters.title", (body) => {
    groups = FACETS.map((facet) => new Group(app, facet)).filter((group) => group.worthwhile);
    const clear = el("button", { type: "button", class: "plain" }, app.t("filters.clear"));
    clear.addEventListener("click", () => store.set({ filters: NO_FILTERS }));
    const head = el("div", { class: "pop-head" }, el("h2", {}, app.t("filters.title")), clear);
    const empty = el("p", { class: "hint" }, app.t("filters.none"));
    body.replaceChildren(head, ...(groups.length > 0 ? groups.map(({ root }) => root) : [empty]));
  });
  // Name and number are read as they are seen, so no other name stands on the button.
  const badge = el("span", { class: "badge" });
  const active = el("span", { class: "voice" });
  made.button.append(badge, active);
  follow(app, ["filters", "lang"], () => {
    const n = choices(store.now.filters);
    badge.hidden = active.hidden = n === 0;
    badge.textContent = String(n);
    active.textContent = ` ${app.t("filters.inForce", { n })}`;
    made.button.removeAttribute("aria-label");
  });
  store.on(["filters", "year"], () => {
    if (!made.body.hidden) for (const group of groups) group.recount();
  });
  return made.root;
}

/** The boxes of one facet. */
class Group {
  readonly root: HTMLDetailsElement;
  readonly worthwhile: boolean;
  readonly #app: App;
  readonly #facet: Facet;
  readonly #rows = new Map<string, { input: HTMLInputElement; count: HTMLElement; row: HTMLElement }>();
  readonly #active = el("span", { class: "count" });

  constructor(app: App, facet: Facet) {
    this.#app = app;
    this.#facet = facet;
    const values = this.#ordered(this.#values());
    const chosen = app.store.now.filters[facet];
    // One value is no choice, unless it is in force.
    this.worthwhile = values.length > 1 || chosen.length > 0;
    const rows = values.map((value) => this.#row(value));
    const hint = HIDING.includes(facet) ? "filters.hintHide" : "filters.hintOnly";
    this.root = el(
      "details",
      { class: "facet", open: values.length <= SHORT || chosen.length > 0 },
      el("summary", {}, app.t(`filters.facets.${facet}`), " ", this.#active),
      el(
        "div", { role: "group", "aria-label": app.t(`filters.facets.${facet}`) },
        el("p", { class: "hint" }, app.t(hint)),
        values.length > LONG && this.#finder(),
        el("div", { class: "ticks" }, ...rows),
      ),
    );
    this.#tell(values);
  }

  /** Show the numbers and ticks of the present filters. */
  recount(): void {
    this.#tell(this.#values());
  }

  #values(): Value[] {
    const { model, store } = this.#app;
    return valuesOf(this.#facet, model, store.now);
  }

  #tell(values: readonly Value[]): void {
    const list = this.#app.store.now.filters[this.#facet];
    for (const { name, count } of values) {
      const held = this.#rows.get(name);
      if (!held) continue;
      held.input.checked = list.includes(name) !== HIDING.includes(this.#facet);
      held.count.textContent = this.#app.t("filters.count", { n: count });
      held.row.classList.toggle("without", count === 0);
    }
    this.#active.textContent = list.length === 0 ? "" : this.#app.t("filters.active", { n: list.length });
  }

  #label({ name, label }: Value): string {
    return label === null ? this.#app.t(`filters.${this.#facet}.${name || "untold"}`) : this.#app.told(label);
  }

  #ordered(values: Value[]): Value[] {
    if (HIDING.includes(this.#facet) || this.#facet === "sources") return values;
    const { compare } = new Intl.Collator(this.#app.store.now.lang);
    return values.sort((a, b) => compare(this.#label(a), this.#label(b)));
  }

  #row(value: Value): HTMLElement {
    const { store } = this.#app;
    const input = el("input", { type: "checkbox", value: value.name });
    input.addEventListener("change", () => store.set({ filters: toggled(store.now.filters, this.#facet, value.name) }));
    const count = el("span", { class: "count" });
    const row = el("label", { class: "tick" }, input, el("span", { dir: "auto" }, this.#label(value)), count);
    row.dataset["folded"] = folded(row.textContent ?? "");
    this.#rows.set(value.name, { input, count, row });
    return row;
  }

  /** A field that leaves of a long list what holds its words. */
  #finder(): HTMLElement {
    const input = el("input", { type: "search", class: "finder", placeholder: this.#app.t("filters.find"), "aria-label": this.#app.t("filters.find") });
    input.addEventListener("input", () => {
      const words = folded(input.value).split(" ");
      let left = 0;
      for (const { row } of this.#rows.values()) {
        row.hidden = !words.every((word) => (row.dataset["folded"] ?? "").includes(word));
        if (!row.hidden) left += 1;
      }
      this.#app.say(this.#app.t("filters.left", { n: left }));
    });
    return input;
  }
}

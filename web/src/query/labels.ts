/**
 * What the page's things are called, by id, in the reader's language.
 *
 * In: the app, the terms of our vocabulary, and, once they are there, the records. Out: labels,
 * what can be selected, and the things of a class to choose from. It asks no engine.
 */

import type { App } from "../app.ts";
import type { Asking, Details, Named } from "../data/payload.ts";
import type { Option } from "./combo.ts";

export class Labels {
  readonly #app: App;
  readonly #asking: Asking;
  #records: Details["records"] | null = null;
  #held = new Map<string, Map<string, string>>(); // language, id, label

  constructor(app: App, asking: Asking) {
    this.#app = app;
    this.#asking = asking;
    void app.details().then(({ records }) => {
      this.#records = records;
      this.#held.clear();
    });
  }

  /** Return what a thing is called, or null. */
  of(id: string): string | null {
    const { model, store } = this.#app;
    const { lang } = store.now;
    const city = model.city(id);
    if (city >= 0 && model.cityId(city) === id) return model.nameApart(city, lang);
    const pair = model.relation(id);
    if (pair) return pair.map((end) => model.nameApart(end, lang)).join(" – ");
    return this.#table(lang).get(id) ?? this.#record(id)?.title ?? null;
  }

  /** Tell whether a thing can be selected: it is drawn, or the panel has something to say of it. */
  known(id: string): boolean {
    const { model } = this.#app;
    const city = model.city(id);
    return (city >= 0 && model.cityId(city) === id) || model.relation(id) !== null || this.#record(id) !== undefined;
  }

  /** Return the things of a class, to choose from; empty where the page lists none. */
  ofClass(type: string): Option[] {
    const { model, told } = this.#app;
    const { core } = model;
    const named = (list: readonly Named[]): Option[] => list.map(({ id, label }) => ({ id, label: told(label) }));
    if (type === "tg:City") {
      const countries = core.countries.map(({ label }) => told(label));
      return core.cities.id.map((_, city) => ({
        id: model.cityId(city),
        label: model.nameApart(city, this.#app.store.now.lang),
        detail: core.cities.apart[city] ? "" : countries[core.cities.country[city]!] ?? "",
      })).filter(({ id }) => id.startsWith("city:")).sort(byLabel);
    }
    if (type === "tg:Report") return named(core.reports);
    if (type === "tg:Event") return named(core.events).sort(byLabel);
    const prefix = type.replace(/^.*:/, "").replace(/^./, (first) => first.toLowerCase());
    const found = new Map<string, Option>();
    for (const [id, label] of this.#table(this.#app.store.now.lang)) {
      if (id.startsWith(`${prefix}:`)) found.set(id, { id, label });
    }
    for (const [id, { title }] of Object.entries(this.#records?.[this.#app.store.now.lang] ?? {})) {
      if (id.startsWith(`${prefix}:`)) found.set(id, { id, label: title });
    }
    return [...found.values()].sort(byLabel);
  }

  #record(id: string): { readonly title: string } | undefined {
    const records = this.#records?.[this.#app.store.now.lang] ?? Object.values(this.#records ?? {})[0];
    return records && Object.hasOwn(records, id) ? records[id] : undefined;
  }

  #table(lang: string): Map<string, string> {
    const held = this.#held.get(lang);
    if (held) return held;
    const { told, model: { core } } = this.#app;
    const table = new Map<string, string>();
    const lists: readonly (readonly Named[])[] = [
      this.#asking.terms, core.sources, core.reports, core.countries, core.kinds, core.statuses, core.themes,
      core.eventTypes, core.networks, core.events, core.persons,
    ];
    for (const list of lists) for (const { id, label } of list) table.set(id, told(label));
    for (const [row, label] of Object.entries(core.ties.label)) table.set(core.ties.id[Number(row)]!, told(label));
    this.#held.set(lang, table);
    return table;
  }
}

function byLabel(a: Option, b: Option): number {
  return a.label.localeCompare(b.label, undefined, { numeric: true }) || (a.id < b.id ? -1 : 1);
}

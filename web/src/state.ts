/**
 * What the reader has chosen: one frozen value, replaced whole, and those who want to know.
 *
 * In: patches. Out: the present `State`, and calls to listeners with the former one. It draws
 * nothing and knows no document; `address` writes it into the page's address.
 */

export type View = "map" | "network" | "table";
export type Drawer = "query" | null;

/** Where the reader looks: the point in the middle and the scale; null is "fit to the data". */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly k: number;
}

/** What is left out, by name; an empty list leaves nothing out. */
export interface Filters {
  readonly marks: readonly string[]; // MARKS
  readonly progress: readonly string[]; // PROGRESS
  readonly basis: readonly string[]; // BASES
  readonly themes: readonly string[]; // only ties with one of these; the same for the next three
  readonly networks: readonly string[];
  readonly sources: readonly string[];
  readonly countries: readonly string[];
}

export interface State {
  readonly lang: string;
  readonly view: View;
  readonly centred: boolean; // the map about the selected (else the page's) city, true distances
  readonly selected: string | null; // id of a record: "city:hue-vn", "rel:...", "agreement:...", ...
  readonly missing: string | null; // what the address names and the page does not hold; nothing is selected then
  readonly lit: readonly string[]; // cities that a query's result lights up, by id
  readonly litPairs: readonly (readonly [string, string])[];
  readonly filters: Filters;
  readonly year: number | null; // only what stands in this year; null is every time
  readonly events: boolean; // layers on demand
  readonly persons: boolean;
  readonly mapCamera: Camera | null;
  readonly networkCamera: Camera | null;
  readonly panel: boolean; // unfolded
  readonly drawer: Drawer;
  readonly query: string | null; // name of a saved query, or null
  readonly sparql: string | null; // the editor's text, where it is not a saved query's
  readonly params: Readonly<Record<string, string>>;
  readonly theme: "auto" | "light" | "dark";
}

export const NO_FILTERS: Filters = {
  marks: [], progress: [], basis: [], themes: [], networks: [], sources: [], countries: [],
};

export const START: State = {
  lang: "en", view: "map", centred: false, selected: null, missing: null, lit: [], litPairs: [],
  filters: NO_FILTERS, year: null, events: false, persons: false,
  mapCamera: null, networkCamera: null, panel: true, drawer: null,
  query: null, sparql: null, params: {}, theme: "auto",
};

type Listener = (now: State, before: State) => void;

export class Store {
  #state: State;
  readonly #listeners: { keys: readonly (keyof State)[]; call: Listener }[] = [];

  constructor(state: State) {
    this.#state = state;
  }

  get now(): State {
    return this.#state;
  }

  /** Replace what the patch names; tell those who listen to a key that changed. */
  set(patch: Partial<State>): void {
    const before = this.#state;
    const now = Object.freeze({ ...before, ...patch });
    const changed = (key: keyof State): boolean => now[key] !== before[key];
    if (!(Object.keys(patch) as (keyof State)[]).some(changed)) return;
    this.#state = now;
    for (const { keys, call } of this.#listeners) {
      // A listener may have set more meanwhile: each is told what holds now.
      if (keys.length === 0 || keys.some(changed)) call(this.#state, before);
    }
  }

  /** Call a function when one of these keys changes; without keys, at every change. */
  on(keys: readonly (keyof State)[], call: Listener): void {
    this.#listeners.push({ keys, call });
  }
}

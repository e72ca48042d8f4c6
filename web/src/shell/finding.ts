/**
 * What the reader can search for, and how it is found.
 *
 * In: the model, then what was typed. Out: finds in order: whole name, beginning of a name, of a
 * word, then anywhere; among equals the page's own city, then cities by their ties. All names in
 * all languages, other names and identifiers are one folded text, searched as a whole: 17,700
 * cities within a few milliseconds. It draws nothing and selects nothing.
 */

import type { Model } from "../data/model.ts";
import type { Named, Texts } from "../data/payload.ts";
import { distance, folded } from "../data/folding.ts";

const SORTS = ["city", "country", "network", "agreement", "event", "person"] as const;
export type Sort = (typeof SORTS)[number];

export interface Find {
  readonly sort: Sort;
  readonly at: number; // position in the core's list; for an agreement, its first row of ties
  readonly id: string;
  readonly other: string | null; // the other name or identifier that was found, as the data write it
}

export interface Finds {
  readonly list: readonly Find[]; // at most `most`
  readonly total: number;
}

interface Entry {
  readonly sort: Sort;
  readonly at: number;
  readonly id: string;
  readonly weight: number; // among equals, the heavier first
}

const LINE = "\n"; // between entries
const NAME = "\t"; // before each name; the first `names` of an entry are its own, the others are other names
const LONGEST = 200;
const WORST = 4; // rank of what has the words anywhere
const NONE = 255;

export class Index {
  readonly #model: Model;
  readonly #entries: Entry[] = [];
  readonly #starts: number[] = []; // where each entry's text begins
  readonly #others: number[] = []; // where its other names begin
  #text = "";
  #words: Map<string, number> | null = null; // word to an entry, made at the first misspelling

  constructor(model: Model) {
    this.#model = model;
    const parts: string[] = [];
    let length = 0;
    const put = (part: string): void => {
      parts.push(part);
      length += part.length;
    };
    const add = (entry: Entry, names: readonly string[], others: readonly string[]): void => {
      this.#entries.push(entry);
      this.#starts.push(length);
      put(LINE);
      for (const name of new Set(names.map(folded))) put(written(name));
      this.#others.push(length);
      for (const other of others) put(written(folded(other)));
    };
    this.#addCities(model, add);
    const { core } = model;
    const all = (texts: Texts): string[] => Object.values(texts);
    const named = (sort: Sort, held: readonly Named[], weight: number): void => {
      held.forEach((each, at) => add({ sort, at, id: each.id, weight }, all(each.label), [local(each.id)]));
    };
    core.countries.forEach((each, at) => add({ sort: "country", at, id: each.id, weight: 1e6 }, all(each.label), [each.code]));
    named("network", core.networks, 1e6);
    const told = new Set<string>();
    for (const [row, label] of Object.entries(core.ties.label)) {
      const id = core.ties.id[Number(row)]!;
      if (!told.has(id)) add({ sort: "agreement", at: Number(row), id, weight: 0 }, all(label), [local(id)]);
      told.add(id);
    }
    named("event", core.events, -1);
    core.persons.forEach((each, at) => {
      add({ sort: "person", at, id: each.id, weight: -1 }, [...all(each.label), ...all(each.role)], [local(each.id)]);
    });
    this.#text = parts.join("") + LINE;
  }

  #addCities(model: Model, add: (entry: Entry, names: readonly string[], others: readonly string[]) => void): void {
    const { cities, languages, own } = model.core;
    cities.id.forEach((id, at) => {
      const names = languages.map((lang) => cities.name[lang]?.[at] || "").filter((name) => name !== "");
      const apart = cities.apart[at];
      const others = [...(apart ? Object.values(apart) : []), ...(cities.also[at]?.split("\n") ?? []), ...calledBy(model, at), id];
      add({ sort: "city", at, id: model.cityId(at), weight: own.includes(at) ? 1e7 : model.degree[at]! }, names, others);
    });
  }

  /** Find what was typed: every word of it must begin, or stand in, a word of the thing found. */
  find(typed: string, most: number): Finds {
    const sought = folded(typed.slice(0, LONGEST));
    if (sought === "") return { list: [], total: 0 };
    const ranks = sought.includes(" ") ? this.#ranksOfWords(sought) : this.#ranksOfWord(sought);
    const by: number[][] = Array.from({ length: WORST + 1 }, () => []);
    ranks.forEach((rank, entry) => by[rank]?.push(entry));
    const list: Find[] = [];
    by.forEach((entries, rank) => {
      if (list.length >= most) return;
      entries.sort((a, b) => this.#entries[b]!.weight - this.#entries[a]!.weight || a - b);
      for (const entry of entries.slice(0, most - list.length)) list.push(this.#told(entry, rank, sought));
    });
    return { list, total: by.reduce((sum, { length }) => sum + length, 0) };
  }

  /** Return things whose name has a word near to what was typed, the nearest first. */
  nearest(typed: string, most: number): readonly Find[] {
    const sought = folded(typed.slice(0, 60)).split(" ").reduce((a, b) => (b.length > a.length ? b : a));
    if (sought.length < 3) return [];
    this.#words ??= this.#gather();
    const far = sought.length < 5 ? 1 : 2;
    const found = new Map<number, number>();
    for (const [word, entry] of this.#words) {
      const steps = distance(sought, word, far);
      if (steps <= far) found.set(entry, Math.min(found.get(entry) ?? far, steps));
    }
    return [...found]
      .sort(([a, stepsA], [b, stepsB]) => stepsA - stepsB || this.#entries[b]!.weight - this.#entries[a]!.weight || a - b)
      .slice(0, most)
      .map(([entry]) => this.#told(entry, 0, ""));
  }

  #gather(): Map<string, number> {
    const words = new Map<string, number>();
    this.#entries.forEach((entry, at) => {
      const own = this.#text.slice(this.#starts[at], this.#others[at]);
      for (const word of own.split(/[\n\t ]+/)) {
        const held = words.get(word);
        if (word.length > 2 && (held === undefined || this.#entries[held]!.weight < entry.weight)) words.set(word, at);
      }
    });
    return words;
  }

  /** Each entry's rank for one word: the best of its first places in the text. */
  #ranksOfWord(word: string): Uint8Array {
    const ranks = new Uint8Array(this.#entries.length).fill(NONE);
    const sweep = (needle: string, own: number, other: number): void => {
      this.#sweep(needle, (entry, at) => {
        ranks[entry] = Math.min(ranks[entry]!, at < this.#others[entry]! ? own : other);
      });
    };
    sweep(NAME + word + NAME, 0, 3);
    sweep(NAME + word, 1, 3);
    sweep(` ${word}`, 2, 3);
    sweep(word, WORST, WORST);
    return ranks;
  }

  /** Each entry's rank for several words: few hold the longest of them. */
  #ranksOfWords(sought: string): Uint8Array {
    const ranks = new Uint8Array(this.#entries.length).fill(NONE);
    const words = sought.split(" ");
    const longest = words.reduce((a, b) => (b.length > a.length ? b : a));
    this.#sweep(longest, (entry) => {
      ranks[entry] = this.#rank(entry, sought, words);
    });
    return ranks;
  }

  /** Call for each entry that holds a text, with its first place. */
  #sweep(needle: string, found: (entry: number, at: number) => void): void {
    let entry = 0;
    for (let at = this.#text.indexOf(needle); at >= 0;) {
      while ((this.#starts[entry + 1] ?? Infinity) <= at) entry += 1;
      found(entry, at);
      const next = this.#starts[entry + 1];
      at = next === undefined ? -1 : this.#text.indexOf(needle, next);
    }
  }

  /** 0 the whole name, 1 its beginning, 2 a word's, 3 another name's word, 4 anywhere. */
  #rank(entry: number, sought: string, words: readonly string[]): number {
    const end = this.#starts[entry + 1] ?? this.#text.length;
    const whole = this.#text.slice(this.#starts[entry], end);
    const own = whole.slice(0, this.#others[entry]! - this.#starts[entry]!);
    if (own.includes(NAME + sought + NAME)) return 0;
    if (own.includes(NAME + sought)) return 1;
    if (words.every((word) => begins(own, word))) return 2;
    if (words.every((word) => begins(whole, word))) return 3;
    return words.every((word) => whole.includes(word)) ? WORST : NONE;
  }

  #told(entry: number, rank: number, sought: string): Find {
    const { sort, at, id } = this.#entries[entry]!;
    const other = sort === "city" && rank >= 3 ? this.#otherName(at, sought) : null;
    return { sort, at, id, other };
  }

  #otherName(city: number, sought: string): string | null {
    const names = [...(this.#model.core.cities.also[city]?.split("\n") ?? []), ...calledBy(this.#model, city)];
    return names.find((name) => folded(name).includes(sought)) ?? null;
  }
}

/** What imported lists call a city, where it is not its name here. */
function calledBy({ core }: Model, city: number): string[] {
  return [...new Set((core.cities.called[city] ?? []).flatMap(([, ...names]) => names))];
}

/** "n djamena" is found as "ndjamena" too; a name stands between marks, to be found whole. */
function written(name: string): string {
  const joined = name.includes(" ") ? NAME + name.replaceAll(" ", "") : "";
  return name === "" ? "" : `${NAME}${name}${joined}${NAME}`;
}

function begins(text: string, word: string): boolean {
  return text.includes(NAME + word) || text.includes(` ${word}`);
}

function local(id: string): string {
  return id.slice(id.indexOf(":") + 1);
}

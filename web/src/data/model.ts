/**
 * The data as the page uses it: the core's columns, with look-ups and the lines to draw.
 *
 * In: `Core`. Out: `Model`. Several ties of one pair that look alike (mark, progress, basis) are
 * one `Strand`, whose width tells their number; a pair is the `relation` "rel:a--b". It filters
 * nothing and draws nothing.
 */

import { BASES, type Core, PROGRESS, type Texts } from "./payload.ts";

/** A line to draw: the ties of one pair that look alike. */
export interface Strand {
  readonly a: number; // city; a < b
  readonly b: number;
  readonly mark: number;
  readonly progress: number;
  readonly basis: number;
  readonly ties: readonly number[]; // rows of core.ties
  readonly place: number; // which of `of` strands of the pair, to draw them side by side
  readonly of: number;
}

export class Model {
  readonly core: Core;
  readonly strands: readonly Strand[];
  /** Strands at each city, as positions. */
  readonly at: readonly (readonly number[])[];
  /** Distinct neighbours of each city. */
  readonly degree: readonly number[];
  /** Networks of each city, as positions; empty for most. */
  readonly networksOf: ReadonlyMap<number, readonly number[]>;
  readonly #cityAt = new Map<string, number>();

  constructor(core: Core) {
    this.core = core;
    core.cities.id.forEach((id, index) => this.#cityAt.set(id, index));
    this.strands = strandsOf(core);
    const at: number[][] = core.cities.id.map(() => []);
    this.strands.forEach((strand, index) => {
      at[strand.a]!.push(index);
      at[strand.b]!.push(index);
    });
    this.at = at;
    this.degree = at.map((held, city) => new Set(held.map((s) => this.other(s, city))).size);
    const networksOf = new Map<number, number[]>();
    core.networks.forEach((network, index) => {
      for (const [city] of network.members) {
        if (!networksOf.has(city)) networksOf.set(city, []);
        networksOf.get(city)!.push(index);
      }
    });
    this.networksOf = networksOf;
  }

  /** The city at the other end of a strand. */
  other(strand: number, city: number): number {
    const { a, b } = this.strands[strand]!;
    return a === city ? b : a;
  }

  /** The position of a city named "city:hue-vn" or "hue-vn"; -1 for none. */
  city(id: string): number {
    return this.#cityAt.get(id.replace(/^city:/, "")) ?? -1;
  }

  /** The record's id of a city. */
  cityId(city: number): string {
    const id = this.core.cities.id[city]!;
    return id.includes(":") ? id : `city:${id}`;
  }

  /** The record's id of a pair; the ends stand in the order of their ids, as in the graph. */
  relationId(a: number, b: number): string {
    const { id } = this.core.cities;
    return `rel:${[id[a]!, id[b]!].sort().join("--")}`;
  }

  /** The two cities of a relation's id, or null. */
  relation(id: string): readonly [number, number] | null {
    const ends = id.startsWith("rel:") ? id.slice(4).split("--").map((end) => this.city(end)) : [];
    return ends.length === 2 && ends.every((end) => end >= 0) ? [ends[0]!, ends[1]!] : null;
  }

  /** A city's name in a language. */
  name(city: number, lang: string): string {
    const { name } = this.core.cities;
    const first = this.core.languages[0]!;
    const fallback = name[first]![city] as string;
    return (name[lang]?.[city] || fallback);
  }

  /** A city's name, told apart from its namesakes. */
  nameApart(city: number, lang: string): string {
    const apart: Texts | undefined = this.core.cities.apart[city];
    return apart?.[lang] ?? apart?.["en"] ?? this.name(city, lang);
  }

  /** Whether the place of a city is known. */
  placed(city: number): boolean {
    const { lat, lon } = this.core.cities;
    return lat[city] !== null && lon[city] !== null;
  }
}

function strandsOf({ cities, ties }: Core): Strand[] {
  // Numbers as keys, and the rows of a pair in one list: a world of ties is sorted in a tenth of a second.
  const pairs = new Map<number, number[]>();
  const count = cities.id.length;
  for (let row = 0; row < ties.id.length; row += 1) {
    const pair = Math.min(ties.a[row]!, ties.b[row]!) * count + Math.max(ties.a[row]!, ties.b[row]!);
    const rows = pairs.get(pair);
    if (rows) rows.push(row);
    else pairs.set(pair, [row]);
  }
  const alike = (row: number): number => (ties.mark[row]! * PROGRESS.length + ties.progress[row]!) * BASES.length + ties.basis[row]!;
  const strands: Strand[] = [];
  for (const [pair, rows] of pairs) {
    const looks = new Map<number, number[]>();
    for (const row of rows) {
      const held = looks.get(alike(row));
      if (held) held.push(row);
      else looks.set(alike(row), [row]);
    }
    let place = 0;
    for (const held of looks.values()) {
      const first = held[0]!;
      strands.push({
        a: Math.floor(pair / count), b: pair % count, mark: ties.mark[first]!, progress: ties.progress[first]!,
        basis: ties.basis[first]!, ties: held, place, of: looks.size,
      });
      place += 1;
    }
  }
  return strands;
}

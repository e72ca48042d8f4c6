/**
 * The data as the page uses it: the core's columns, with look-ups and the lines to draw.
 *
 * In: `Core`. Out: `Model`. Several ties of one pair that look alike (mark, progress, basis) are
 * one `Strand`, whose width tells their number; a pair is the `relation` "rel:a--b". It filters
 * nothing and draws nothing.
 */

import type { Core, Texts } from "./payload.ts";

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

function strandsOf(core: Core): Strand[] {
  const { ties } = core;
  const pairs = new Map<string, Map<string, number[]>>();
  ties.id.forEach((_, row) => {
    const [a, b] = [Math.min(ties.a[row]!, ties.b[row]!), Math.max(ties.a[row]!, ties.b[row]!)];
    const pair = `${a} ${b}`;
    if (!pairs.has(pair)) pairs.set(pair, new Map());
    const alike = `${ties.mark[row]} ${ties.progress[row]} ${ties.basis[row]}`;
    const looks = pairs.get(pair)!;
    if (!looks.has(alike)) looks.set(alike, []);
    looks.get(alike)!.push(row);
  });
  const strands: Strand[] = [];
  for (const [pair, looks] of pairs) {
    const [a, b] = pair.split(" ").map(Number) as [number, number];
    let place = 0;
    for (const [alike, held] of looks) {
      const [mark, progress, basis] = alike.split(" ").map(Number) as [number, number, number];
      strands.push({ a, b, mark, progress, basis, ties: held, place, of: looks.size });
      place += 1;
    }
  }
  return strands;
}

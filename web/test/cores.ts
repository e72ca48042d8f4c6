/**
 * Small cores for the tests of the page. In: what a test cares about. Out: a whole `Core`.
 */

import type { Claims, Core, EventRow, NetworkColumn, PersonRow } from "../src/data/payload.ts";

/** Details without a word of imported lists. */
export const NO_CLAIMS: Claims = {
  words: [], terms: [], dates: [], tie: [], source: [], row: [], turned: [], word: [], term: [], started: [], ended: [],
};

/** A tie as a test writes it: ends by city id, years, and what differs from a plain stated twinning. */
export interface TieLike {
  readonly id?: string;
  readonly a: string;
  readonly b: string;
  readonly start?: number;
  readonly end?: number;
  readonly mark?: number;
  readonly progress?: number;
  readonly basis?: number;
  readonly themes?: readonly number[];
  readonly sources?: readonly number[];
}

export interface CoreLike {
  /** Id and country code; the first city is the page's own unless `own` is false. */
  readonly cities: Readonly<Record<string, string>>;
  readonly ties: readonly TieLike[];
  readonly own?: boolean;
  readonly reports?: readonly number[];
  readonly unplaced?: readonly string[];
  readonly networks?: Readonly<Record<string, readonly string[]>>;
  readonly events?: readonly Partial<EventRow>[];
  readonly persons?: readonly Partial<PersonRow>[];
}

const named = (scheme: string, ids: readonly string[]): { id: string; label: Record<string, string> }[] =>
  ids.map((id) => ({ id: `${scheme}:${id}`, label: { en: `${id} (en)`, fr: `${id} (fr)` } }));

/** Fill a core. Sources are "report:0", "source:1"; themes "theme:music", "theme:heritage". */
export function coreOf(like: CoreLike): Core {
  const ids = Object.keys(like.cities);
  const codes = [...new Set(Object.values(like.cities))];
  const at = (id: string): number => {
    const city = ids.indexOf(id);
    if (city < 0) throw new Error(`no city ${id}`);
    return city;
  };
  const networks = Object.entries(like.networks ?? {}).map(([id, members]): NetworkColumn => ({
    id: `network:${id}`, label: { en: id }, letter: id[0]!.toUpperCase(), x: 0, y: 0,
    members: members.map((city) => [at(city), 0] as const),
  }));
  const { ties } = like;
  return {
    format: 1, languages: ["en", "fr"], language: "en", title: { en: "T" }, summary: { en: "S" }, leftOut: 0,
    own: like.own === false ? [] : [0], centre: like.own === false ? -1 : 0,
    reports: (like.reports ?? []).map((year) => ({ id: `report:r-${year}`, label: { en: "R" }, year, city: 0 })),
    sources: [...named("report", ["0"]), ...named("source", ["1"])],
    countries: codes.map((code) => ({ id: `country:${code}`, code, label: { en: code } })),
    kinds: named("kind", ["twinning", "entente"]),
    statuses: named("status", ["realised", "planned"]),
    themes: named("theme", ["music", "heritage"]),
    eventTypes: [], networks,
    cities: {
      id: ids, name: { en: ids, fr: ids.map(() => 0 as const) }, apart: {}, also: {}, called: {}, perhaps: {},
      country: ids.map((id) => codes.indexOf(like.cities[id]!)),
      lat: ids.map((id) => ((like.unplaced ?? []).includes(id) ? null : 50)),
      lon: ids.map((id) => ((like.unplaced ?? []).includes(id) ? null : 4)),
      x: ids.map(() => 0), y: ids.map(() => 0),
    },
    ties: {
      id: ties.map(({ id }, row) => id ?? `claim:${row}`), a: ties.map(({ a }) => at(a)), b: ties.map(({ b }) => at(b)),
      mark: ties.map(({ mark }) => mark ?? 0), progress: ties.map(({ progress }) => progress ?? 0),
      basis: ties.map(({ basis }) => basis ?? 0), kinds: ties.map(() => [0]), statuses: ties.map(() => -1),
      themes: Object.fromEntries(ties.flatMap(({ themes }, row) => (themes ? [[row, themes]] : []))),
      sources: ties.map(({ sources }) => sources ?? [0]),
      start: ties.map(({ start }) => start ?? null), end: ties.map(({ end }) => end ?? null), label: {}, listedBy: {},
    },
    events: (like.events ?? []).map((event, index) => ({
      id: `event:${index}`, label: { en: `event ${index}` }, types: [], progress: 1, status: -1, start: null,
      end: null, when: {}, cities: [], at: -1, sources: [0], ...event,
    })),
    persons: (like.persons ?? []).map((person, index) => ({
      id: `person:${index}`, label: { en: `person ${index}` }, named: true, role: {}, cities: [], sources: [0], ...person,
    })),
  };
}

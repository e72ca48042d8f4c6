/**
 * What the table lists: five sheets, each with its columns, rows and records.
 *
 * In: the app. Out: `Sheet`s, which turn a row's number into texts and sort keys in the reader's
 * language. They keep the facts of the payload and add none; they make no element.
 */

import type { App } from "../app.ts";
import { kindOf } from "../data/kinds.ts";
import { BASES } from "../data/payload.ts";
import { visible, type Visible } from "../data/visible.ts";
import type { Key } from "./table-order.ts";

export const SHEETS = ["ties", "cities", "events", "persons", "networks"] as const;
export type SheetName = (typeof SHEETS)[number];

export interface Column {
  readonly key: string; // of its heading among the texts
  readonly figures?: boolean; // set at the right
  /** What stands in the cell; empty is not told. */
  cell(row: number): string;
  /** What it is sorted by, where that is not its text. */
  sort?(row: number): Key;
}

export interface Sheet {
  readonly name: SheetName;
  readonly size: number; // of all rows, seen or not
  readonly columns: readonly Column[]; // the first names the row
  /** Rows that the filters and the year leave. */
  rows(seen: Visible): readonly number[];
  /** The record that a row stands for. */
  id(row: number): string;
  /** Cities that tell the row apart: it is marked when one of them is selected or found. */
  cities(row: number): readonly number[];
}

type Said = Pick<App, "model" | "store" | "t" | "told">;

/** Make a sheet. */
export function sheet(app: Said, name: SheetName): Sheet {
  return { ties, cities, events, persons, networks }[name](app);
}

const where = (flags: Uint8Array): readonly number[] => [...flags.keys()].filter((row) => flags[row] !== 0);

function ties(app: Said): Sheet {
  const { model, t, told } = app;
  const { core } = model;
  const { ties: column } = core;
  const own = new Set(core.own);
  // The page's own city stands second, so that the first column tells the rows apart.
  const ends = (row: number): readonly [number, number] => {
    const [a, b] = [column.a[row]!, column.b[row]!];
    return own.has(a) && !own.has(b) ? [b, a] : [a, b];
  };
  const labels = (list: readonly { label: Parameters<App["told"]>[0] }[], positions: readonly number[]): string =>
    positions.map((position) => told(list[position]!.label)).join(t("table.between"));
  const kind = (row: number): string =>
    kindOf(model, row, told, (mark) => t(`table.marks.${mark}`));
  const status = (row: number): string => {
    const position = column.statuses[row]!;
    return position < 0 ? "" : told(core.statuses[position]!.label);
  };
  return {
    name: "ties",
    size: column.id.length,
    columns: [
      { key: "city", cell: (row) => cityName(app, ends(row)[0]) },
      { key: "other", cell: (row) => cityName(app, ends(row)[1]) },
      { key: "kind", cell: kind },
      { key: "status", cell: status },
      yearColumn("since", column.start),
      yearColumn("until", column.end),
      { key: "basis", cell: (row) => t(`table.basis.${BASES[column.basis[row]!]!}`) },
      { key: "sources", cell: (row) => labels(core.sources, column.sources[row]!) },
    ],
    rows: (seen) => where(seen.ties),
    // What a source says of a pair is told with the pair; an agreement has a record of its own.
    id: (row) => (column.id[row]!.startsWith("agreement:") ? column.id[row]! : model.relationId(...ends(row))),
    cities: (row) => ends(row).filter((city, _, both) => !own.has(city) || both.every((each) => own.has(each))),
  };
}

function cities(app: Said): Sheet {
  const { model, t, told } = app;
  const { core } = model;
  const { lat, lon, country } = core.cities;
  const degrees = (value: number): number => Math.round(value * 100) / 100;
  return {
    name: "cities",
    size: core.cities.id.length,
    columns: [
      { key: "name", cell: (row) => cityName(app, row) },
      { key: "country", cell: (row) => (country[row]! < 0 ? "" : told(core.countries[country[row]!]!.label)) },
      {
        key: "ties", figures: true,
        cell: (row) => t("table.number", { n: tiesAt(app, row) }), sort: (row) => tiesAt(app, row),
      },
      { key: "networks", cell: (row) => (model.networksOf.get(row) ?? []).map((each) => told(core.networks[each]!.label)).join(t("table.between")) },
      {
        key: "place", figures: true,
        cell: (row) => (model.placed(row) ? t("table.coordinates", { lat: degrees(lat[row]!), lon: degrees(lon[row]!) }) : t("table.notKnown")),
        sort: (row) => lat[row] ?? null,
      },
    ],
    rows: (seen) => where(seen.cities),
    id: (row) => model.cityId(row),
    cities: (row) => [row],
  };
}

/** The ties of a city that the filters and the year leave. */
function tiesAt({ model, store }: Said, city: number): number {
  const seen = visible(model, store.now).ties;
  let count = 0;
  for (const strand of model.at[city]!) for (const tie of model.strands[strand]!.ties) count += seen[tie] === 0 ? 0 : 1;
  return count;
}

function events(app: Said): Sheet {
  const { t, told, model: { core } } = app;
  return {
    name: "events",
    size: core.events.length,
    columns: [
      { key: "what", cell: (row) => told(core.events[row]!.label) },
      { key: "when", cell: (row) => told(core.events[row]!.when), sort: (row) => core.events[row]!.start },
      { key: "status", cell: (row) => (core.events[row]!.status < 0 ? "" : told(core.statuses[core.events[row]!.status]!.label)) },
      { key: "where", cell: (row) => (core.events[row]!.at < 0 ? "" : cityName(app, core.events[row]!.at)) },
      { key: "cities", cell: (row) => core.events[row]!.cities.map((city) => cityName(app, city)).join(t("table.between")) },
    ],
    rows: (seen) => where(seen.events),
    id: (row) => core.events[row]!.id,
    cities: (row) => core.events[row]!.cities,
  };
}

function persons(app: Said): Sheet {
  const { t, told, model: { core } } = app;
  return {
    name: "persons",
    size: core.persons.length,
    columns: [
      { key: "person", cell: (row) => told(core.persons[row]!.label) },
      { key: "role", cell: (row) => told(core.persons[row]!.role) },
      { key: "cities", cell: (row) => core.persons[row]!.cities.map((city) => cityName(app, city)).join(t("table.between")) },
    ],
    rows: (seen) => where(seen.persons),
    id: (row) => core.persons[row]!.id,
    cities: (row) => core.persons[row]!.cities,
  };
}

function networks(app: Said): Sheet {
  const { store, t, told, model: { core } } = app;
  const implied = (row: number): number => core.networks[row]!.members.filter(([, basis]) => basis > 0).length;
  return {
    name: "networks",
    size: core.networks.length,
    columns: [
      { key: "network", cell: (row) => told(core.networks[row]!.label) },
      { key: "letter", cell: (row) => core.networks[row]!.letter },
      {
        key: "members", figures: true,
        cell: (row) => t("table.number", { n: core.networks[row]!.members.length }), sort: (row) => core.networks[row]!.members.length,
      },
      { key: "implied", figures: true, cell: (row) => t("table.number", { n: implied(row) }), sort: implied },
      { key: "cities", cell: (row) => core.networks[row]!.members.map(([city]) => cityName(app, city)).join(t("table.between")) },
    ],
    rows: () => {
      const chosen = store.now.filters.networks;
      return [...core.networks.keys()].filter((row) => chosen.length === 0 || chosen.includes(core.networks[row]!.id));
    },
    id: (row) => core.networks[row]!.id,
    cities: (row) => core.networks[row]!.members.map(([city]) => city),
  };
}

/** A city's name, told apart from its namesakes. */
function cityName({ model, store }: Said, city: number): string {
  return model.nameApart(city, store.now.lang);
}

function yearColumn(key: string, years: readonly (number | null)[]): Column {
  const year = (row: number): number | null => years[row] ?? null;
  return { key, figures: true, cell: (row) => String(year(row) ?? ""), sort: year };
}

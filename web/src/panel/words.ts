/**
 * What the columns hold, in words of the reader's language: kinds, years, places, distances.
 *
 * In: the page and positions in its columns. Out: strings and facts. It draws nothing.
 */

import type { App } from "../app.ts";
import { held } from "../data/held.ts";
import { kindOf } from "../data/kinds.ts";
import { BASES, PROGRESS, type Part } from "../data/payload.ts";
import { type Fact, type Mark, fact } from "./account.ts";
import { greatCircle, rounded } from "./distance.ts";

/** How far a tie or an event has come, in a word; "" where it is not told. */
export function progressWord(app: App, progress: number): string {
  const name = held(PROGRESS, progress, "progress");
  return name === "" ? "" : app.t(`panel.progress.${name}`);
}

/** A status that follows a noun; where the language would have it agree, as a remark that need not. */
export function statusWords(app: App, word: string): string {
  return app.t("panel.status", { word });
}

/** Whether something has been done, or is not told not to have been. */
export function isDone(progress: number): boolean {
  return ["", "realised", "ended"].includes(held(PROGRESS, progress, "progress"));
}

/** The kinds of a tie as its sources call them, else the mark's name. */
export function kindWords(app: App, row: number): string {
  return kindOf(app.model, row, (texts) => app.told(texts), (mark) => app.t(`panel.mark.${mark}`));
}

/** A span of years in words; "" where none is told. */
export function spanWords(app: App, start: number | null, end: number | null): string {
  if (start !== null && end !== null) {
    return start === end ? `${start}` : app.t("panel.span.both", { start: `${start}`, end: `${end}` });
  }
  if (start !== null) return app.t("panel.span.since", { start: `${start}` });
  return end === null ? "" : app.t("panel.span.until", { end: `${end}` });
}

/** The country of a city, "" where it is not known. */
export function countryOf(app: App, city: number): string {
  const country = app.model.core.countries[app.model.core.cities.country[city] ?? -1];
  return country === undefined ? "" : app.told(country.label);
}

/** The country to stand beside a city's name: "" where the name says it already. */
export function countryBeside(app: App, city: number): string {
  const country = countryOf(app, city);
  return cityName(app, city).includes(country) ? "" : country;
}

/** A city's name apart from its namesakes. */
export function cityName(app: App, city: number): string {
  return app.model.nameApart(city, app.store.now.lang);
}

/** A link to a city. */
export function cityPart(app: App, city: number): Part {
  return [app.model.cityId(city), cityName(app, city)];
}

/** A list of parts as the language writes lists: "a, b and c". */
export function listed(lang: string, parts: readonly Part[]): Part[] {
  let next = 0;
  const format = new Intl.ListFormat(lang, { type: "conjunction" });
  return format.formatToParts(parts.map(String)).map(({ type, value }) => {
    if (type !== "element") return value;
    next += 1;
    return parts[next - 1]!;
  });
}

/** The distance between two cities in words: computed, and said to be so; null where a place is not known. */
export function distanceWords(app: App, key: "apart" | "from", a: number, b: number): string | null {
  const { lat, lon } = app.model.core.cities;
  const [lat1, lon1, lat2, lon2] = [lat[a] ?? null, lon[a] ?? null, lat[b] ?? null, lon[b] ?? null];
  if (lat1 === null || lon1 === null || lat2 === null || lon2 === null) return null;
  return app.t(`panel.distance.${key}`, { n: rounded(greatCircle(lat1, lon1, lat2, lon2)), city: cityName(app, b) });
}

/** Coordinates as the language writes them; null where the place is not known. */
export function placeWords(app: App, city: number): string | null {
  const { lat, lon } = app.model.core.cities;
  const [north, east] = [lat[city] ?? null, lon[city] ?? null];
  if (north === null || east === null) return null;
  const degrees = new Intl.NumberFormat(app.store.now.lang, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const side = (value: number, key: string): string =>
    `${degrees.format(Math.abs(value))}° ${app.t(`panel.side.${key}`)}`;
  return `${side(north, north < 0 ? "south" : "north")}, ${side(east, east < 0 ? "west" : "east")}`;
}

/** The mark of a row of ties: its sources by name, on the basis it has. */
export function tieMark(app: App, row: number): Mark {
  const { core } = app.model;
  return {
    form: held(BASES, core.ties.basis[row], "basis"), passages: [],
    voices: core.ties.sources[row]!.map((source) => held(core.sources, source, "source")),
  };
}

/** A tie as a line: what it is, since when or that no source says, who says it. */
export function tieFact(app: App, row: number, lead: readonly Part[] = []): Fact {
  const { ties, statuses } = app.model.core;
  const label = ties.label[row];
  const words = kindWords(app, row);
  const parts: Part[] = [...lead, label === undefined ? words : [ties.id[row]!, app.told(label)]];
  if (label !== undefined) parts.push(app.t("panel.comma"), words);
  const span = spanWords(app, ties.start[row] ?? null, ties.end[row] ?? null);
  parts.push(app.t("panel.comma"), span === "" ? app.t("panel.noDate") : span);
  const status = statuses[ties.statuses[row] ?? -1];
  // The exact status, where the coarse word of the label beside it says less.
  if (status !== undefined && app.told(status.label) !== progressWord(app, ties.progress[row]!)) {
    parts.push(app.t("panel.comma"), statusWords(app, app.told(status.label)));
  }
  return fact(parts, [tieMark(app, row)], ties.progress[row]!);
}

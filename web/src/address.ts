/**
 * The state as the part of an address after `#`, and back: `#view=network&city=hue-vn&year=2010`.
 *
 * In: such a part, from anyone, and the model; or a state. Out: a state in which every name is one
 * of the data's, and what it was to select and is none stands in `missing`; or the part, short,
 * without what stands as the page opens. What else cannot be read is left as the page opens, in
 * silence. It touches no browser: `shell/history` does.
 */

import { BASES, MARKS, PROGRESS, type Named } from "./data/payload.ts";
import type { Model } from "./data/model.ts";
import { NO_FILTERS, START, type Camera, type Filters, type State, type View } from "./state.ts";

const VIEWS: readonly View[] = ["map", "network", "table"];
const THEMES: readonly State["theme"][] = ["auto", "light", "dark"];
const LAYERS = ["events", "persons"] as const;
const CAMERAS = [["map", "mapCamera"], ["net", "networkCamera"]] as const;
const ONLY = ["themes", "networks", "sources", "countries"] as const;
const HIDDEN = ["marks", "progress", "basis"] as const;
const HIDEABLE = { marks: MARKS, progress: PROGRESS, basis: BASES };
/** Records whose kind is the key: "city=hue-vn" is "city:hue-vn"; any other is "id=kind:name". */
const RECORDS = ["city", "rel", "agreement", "claim", "event", "person", "network"];
const LONGEST = 60_000; // characters; browsers take more, messages that carry links do not
const LONGEST_QUERY = 20_000;
const LONGEST_NAME = 200;
const UNTOLD = "untold"; // PROGRESS has "" for it

/** Return the state in which the page opens when its address says nothing. */
export function opening(model: Model, languages: readonly string[], panel: boolean): State {
  const { language } = model.core;
  return { ...START, lang: languages.includes(language) ? language : "en", panel };
}

/** Read a state from an address; `start` is how the page opens, `languages` those it speaks. */
export function stateFromAddress(hash: string, model: Model, start: State, languages: readonly string[]): State {
  const said = pairs(hash);
  const among = <T extends string>(key: string, known: readonly T[], otherwise: T): T =>
    known.find((each) => each === said.get(key)) ?? otherwise;
  const layers = listed(said.get("layers"));
  const query = said.get("query");
  const sparql = said.get("sparql");
  const panel = said.get("panel");
  const selected = selectedIn(said, model);
  const missing = selected === null ? missingIn(said) : null;
  return {
    ...start,
    lang: among("lang", languages, start.lang),
    view: among("view", VIEWS, start.view),
    theme: among("theme", THEMES, start.theme),
    centred: said.get("centred") === "1",
    selected,
    missing,
    filters: filtersIn(said, model),
    year: /^\d{1,4}$/.test(said.get("year") ?? "") ? Number(said.get("year")) : null,
    events: layers.includes("events"),
    persons: layers.includes("persons"),
    mapCamera: cameraIn(said.get("map")),
    networkCamera: cameraIn(said.get("net")),
    panel: panel === "1" || (panel !== "0" && panelOpens(start, selected ?? missing)),
    drawer: said.get("drawer") === "query" ? "query" : null,
    query: query !== undefined && /^[\w-]{1,100}$/.test(query) ? query : null,
    sparql: sparql !== undefined && sparql !== "" && sparql.length <= LONGEST_QUERY ? sparql : null,
    params: paramsIn(said),
  };
}

/** Write a state as an address, with the `#`; empty for the state in which the page opens. */
export function addressOf(state: State, model: Model, start: State): string {
  const said: [string, string][] = [];
  const say = (key: string, value: string | null, unless: string | null = null): void => {
    if (value !== null && value !== unless) said.push([key, value]);
  };
  say("view", state.view, start.view);
  const named = state.selected ?? state.missing;
  if (named !== null) said.push(selectionOf(named));
  say("centred", state.centred ? "1" : null);
  say("hide", joined(HIDDEN.flatMap((key) => state.filters[key].map((name) => name || UNTOLD))));
  for (const key of ONLY) say(key, joined(shortened(state.filters[key], model.core[key])));
  say("year", state.year === null ? null : String(state.year));
  say("layers", joined(LAYERS.filter((layer) => state[layer])));
  for (const [key, camera] of CAMERAS) say(key, written(state[camera]));
  say("panel", state.panel ? "1" : "0", panelOpens(start, named) ? "1" : "0");
  say("drawer", state.drawer);
  say("query", state.query);
  if (state.sparql !== null && state.sparql.length <= LONGEST_QUERY) say("sparql", state.sparql);
  for (const [name, value] of Object.entries(state.params).sort()) say(`p.${name}`, value);
  say("lang", state.lang, start.lang);
  say("theme", state.theme, start.theme);
  return said.length === 0 ? "" : `#${said.map(([key, value]) => `${key}=${encoded(value)}`).join("&")}`;
}

/** Tell whether the core holds a record of this id; others may stand in the details. */
export function isKnown(id: string, model: Model): boolean {
  const { ties, events, persons, networks } = model.core;
  if (id.startsWith("rel:")) {
    const pair = model.relation(id);
    return pair !== null && model.at[pair[0]]!.some((strand) => model.other(strand, pair[0]) === pair[1]);
  }
  const city = model.city(id);
  if (city >= 0) return model.cityId(city) === id;
  return ties.id.includes(id) || [events, persons, networks].some((held) => held.some((each) => each.id === id));
}

/** What is selected is to be read, also where the page opens with the panel folded. */
function panelOpens(start: State, named: string | null): boolean {
  return start.panel || named !== null;
}

function pairs(hash: string): Map<string, string> {
  const said = new Map<string, string>();
  if (hash.length > LONGEST) return said;
  for (const part of hash.replace(/^#/, "").split("&")) {
    const at = part.indexOf("=");
    const value = at < 0 ? null : decoded(part.slice(at + 1));
    if (value !== null && !said.has(part.slice(0, at))) said.set(part.slice(0, at), value);
  }
  return said;
}

function decoded(value: string): string | null {
  // A sign of percent without two digits, or digits that are no UTF-8, make the browser throw.
  try {
    return whole(decodeURIComponent(value.replace(/\+/g, " ")));
  } catch (problem) {
    if (problem instanceof URIError) return null;
    throw problem;
  }
}

/** Lone halves of surrogate pairs cannot be written in an address. */
function whole(value: string): string {
  return value.replace(/\p{Surrogate}/gu, "\uFFFD");
}

function encoded(value: string): string {
  return encodeURIComponent(whole(value))
    // What can stand in an address as it is stays readable.
    .replace(/%(3A|2C|2F|3F|7B|7D)/g, (sign) => decodeURIComponent(sign))
    .replace(/%20/g, "+");
}

function listed(value: string | undefined): string[] {
  return value === undefined || value === "" ? [] : [...new Set(value.split(","))];
}

function joined(names: readonly string[]): string | null {
  return names.length === 0 ? null : names.join(",");
}

function selectionOf(id: string): [string, string] {
  const at = id.indexOf(":");
  const kind = id.slice(0, Math.max(at, 0));
  return RECORDS.includes(kind) ? [kind, id.slice(at + 1)] : ["id", id];
}

function selectedIn(said: ReadonlyMap<string, string>, model: Model): string | null {
  for (const kind of RECORDS) {
    const name = said.get(kind);
    const id = `${kind}:${name}`;
    if (name === undefined) continue;
    const pair = kind === "rel" ? model.relation(id) : null;
    const straight = pair === null ? id : model.relationId(pair[0], pair[1]);
    if (isKnown(straight, model)) return straight;
    if (kind !== "city" && kind !== "rel" && isName(id)) return id;
  }
  const id = said.get("id");
  return id !== undefined && isName(id) ? id : null;
}

/** What the address names and nothing of the page is called: said, so that no link fails in silence. */
function missingIn(said: ReadonlyMap<string, string>): string | null {
  for (const kind of [...RECORDS, "id"]) {
    const name = said.get(kind);
    if (name === undefined || name === "" || name.length > LONGEST_NAME) continue;
    return kind === "id" ? name : `${kind}:${name}`;
  }
  return null;
}

/** Whether it could be a record's: the details, which come later, know. */
function isName(id: string): boolean {
  return id.length <= LONGEST_NAME && /^[a-z][\w-]*:[\p{L}\p{N}._~-]+$/u.test(id);
}

/** Names without what all of their kind have in front, where that tells them apart. */
function shortened(ids: readonly string[], named: readonly Named[]): string[] {
  const local = (id: string): string => id.slice(id.indexOf(":") + 1);
  const times = new Map<string, number>();
  for (const { id } of named) times.set(local(id), (times.get(local(id)) ?? 0) + 1);
  return ids.map((id) => (times.get(local(id)) === 1 ? local(id) : id));
}

function filtersIn(said: ReadonlyMap<string, string>, model: Model): Filters {
  const filters: Record<keyof Filters, readonly string[]> = { ...NO_FILTERS };
  const hide = listed(said.get("hide")).map((name) => (name === UNTOLD ? "" : name));
  for (const key of HIDDEN) {
    const found = (HIDEABLE[key] as readonly string[]).filter((name) => hide.includes(name));
    if (found.length > 0) filters[key] = found;
  }
  for (const key of ONLY) {
    const wanted = new Set(listed(said.get(key)));
    const named: readonly Named[] = model.core[key];
    const names = shortened(named.map(({ id }) => id), named);
    const found = named.map(({ id }) => id).filter((id, at) => wanted.has(id) || wanted.has(names[at]!));
    if (found.length > 0) filters[key] = found;
  }
  return filters;
}

function written(camera: Camera | null): string | null {
  return camera === null ? null : [camera.x, camera.y, camera.k].map((each) => String(Number(each.toPrecision(6)))).join(",");
}

function cameraIn(value: string | undefined): Camera | null {
  if (value === undefined || !/^[-+.\de]+(,[-+.\de]+){2}$/.test(value)) return null;
  const [x, y, k] = value.split(",").map(Number) as [number, number, number];
  const fits = Math.abs(x) <= 1e7 && Math.abs(y) <= 1e7 && k >= 1e-6 && k <= 1e7;
  return fits ? { x, y, k } : null;
}

function paramsIn(said: ReadonlyMap<string, string>): Record<string, string> {
  const found = [...said].filter(([key, value]) => /^p\.[a-z]\w{0,63}$/i.test(key) && value.length <= 1000);
  return Object.fromEntries(found.slice(0, 50).map(([key, value]) => [key.slice(2), value]));
}

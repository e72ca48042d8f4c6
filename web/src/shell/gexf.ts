/**
 * What is seen as GEXF 1.3, for Gephi, NetworkX and their like.
 *
 * In: the model, the state and its language. Out: the file's text: a node a city that is seen, an
 * edge a tie, so that two cities can have several. No date of making stands in it: the same state
 * gives the same bytes.
 */

import type { Model } from "../data/model.ts";
import type { Texts } from "../data/payload.ts";
import { visible } from "../data/visible.ts";
import type { State } from "../state.ts";
import { countryOf, seenTies, type TieRow } from "./rows.ts";

type Type = "string" | "double" | "integer";
const NODE: Readonly<Record<string, Type>> = { country: "string", lat: "double", lon: "double", networks: "string" };
const EDGE: Readonly<Record<string, Type>> = {
  tie: "string", kind: "string", mark: "string", status: "string", progress: "string", start_year: "integer",
  end_year: "integer", basis: "string", themes: "string", sources: "string",
};

export function gexf(model: Model, state: State, told: (texts: Texts) => string): string {
  const { cities } = visible(model, state);
  const ties = seenTies(model, state, told);
  const nodes = [...cities].flatMap((seen, city) => (seen === 0 ? [] : [node(model, city, state.lang, told)]));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gexf xmlns="http://gexf.net/1.3" version="1.3">',
    "  <meta>",
    "    <creator>twingraph</creator>",
    `    <description>${escaped(told(model.core.title))}</description>`,
    "  </meta>",
    '  <graph defaultedgetype="undirected" mode="static">',
    declared("node", NODE),
    declared("edge", EDGE),
    "    <nodes>",
    ...nodes,
    "    </nodes>",
    "    <edges>",
    ...ties.map((tie, at) => edge(model, tie, at)),
    "    </edges>",
    "  </graph>",
    "</gexf>",
    "",
  ].join("\n");
}

function declared(owner: string, attributes: Readonly<Record<string, Type>>): string {
  const lines = Object.entries(attributes).map(([name, type]) => `      <attribute id="${name}" title="${name}" type="${type}"/>`);
  return [`    <attributes class="${owner}" mode="static">`, ...lines, "    </attributes>"].join("\n");
}

function node(model: Model, city: number, lang: string, told: (texts: Texts) => string): string {
  const { cities, networks } = model.core;
  const held = (model.networksOf.get(city) ?? []).map((at) => told(networks[at]!.label)).join(" | ");
  const values = { country: countryOf(model, city, told), lat: cities.lat[city], lon: cities.lon[city], networks: held };
  return `      <node id="${escaped(model.cityId(city))}" label="${escaped(model.name(city, lang))}">${given(values)}</node>`;
}

function edge(model: Model, tie: TieRow, at: number): string {
  const values = {
    tie: tie.id, kind: tie.kind, mark: tie.mark, status: tie.status, progress: tie.progress, start_year: tie.start,
    end_year: tie.end, basis: tie.basis, themes: tie.themes, sources: tie.sources,
  };
  const [source, target] = [model.cityId(tie.a), model.cityId(tie.b)].map(escaped);
  const label = tie.label === "" ? "" : ` label="${escaped(tie.label)}"`;
  return `      <edge id="${at}" source="${source}" target="${target}"${label}>${given(values)}</edge>`;
}

function given(values: Readonly<Record<string, string | number | null | undefined>>): string {
  const told = Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== "");
  return `<attvalues>${told.map(([name, value]) => `<attvalue for="${name}" value="${escaped(String(value))}"/>`).join("")}</attvalues>`;
}

/** XML has no way to write most control characters and lone surrogates: they are left out. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "")
    .replace(/[&<>"\t\n\r]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

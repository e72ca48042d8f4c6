/**
 * The worker that holds the engine and the graph, and answers questions one after the other.
 *
 * In: `Request`s. Out: `Report`s. It keeps the last answer's rows, so that the page is sent only
 * what it shows; it cannot stop a question: the page ends the whole worker. It draws nothing.
 */

import { decompress } from "fzstd";
import { initSync, Store } from "oxigraph/web.js";
import type { Quads } from "../data/payload.ts";
import { Dataset } from "./dataset.ts";
import { faultOf } from "./faults.ts";
import { csv, trig, turtle, type Triple, triplesOf } from "./files.ts";
import { lightsOf } from "./lights.ts";
import type { Answer, Cell, Loaded, Numbered, Report, Request, Row } from "./messages.ts";
import { refusedSource } from "./refusals.ts";
import { readTerm, Shortener } from "./terms.ts";
import { formOf } from "./tokens.ts";

interface Held {
  readonly store: Store;
  readonly graphs: ReadonlySet<string>;
  readonly prefixes: Readonly<Record<string, string>>;
  readonly places: ReadonlySet<string>;
  readonly shortener: Shortener;
}

/** The last answer whole: what `rows` and `file` are cut from. */
interface Kept {
  readonly variables: readonly string[];
  readonly rows: readonly Row[];
  readonly json: string;
  readonly triples: readonly Triple[];
}

interface Results {
  readonly head: { readonly vars?: readonly string[] };
  readonly boolean?: boolean;
  readonly results?: { readonly bindings: readonly Readonly<Record<string, Told>>[] };
}
type Told = Omit<Cell, "value"> & { readonly value: string | { readonly [part: string]: Told } };

let held: Held | null = null;
let kept: Kept | null = null;

self.onmessage = ({ data }: MessageEvent<Numbered<Request>>): void => {
  const { id } = data;
  const tell = (report: Report): void => self.postMessage({ ...report, id });
  try {
    tell(answerTo(data, tell));
  } catch (problem) {
    tell({ kind: "fault", fault: faultOf(problem, data.kind === "ask" ? data.sparql : "") });
  }
};

function answerTo(request: Request, tell: (report: Report) => void): Report {
  switch (request.kind) {
    case "load":
      return { kind: "loaded", loaded: load(request, tell) };
    case "ask":
      return ask(request.sparql, request.first);
    case "rows":
      return { kind: "rows", rows: kept!.rows.slice(request.from, request.to) };
    case "file":
      return { kind: "file", text: file(request.format) };
    case "trig": {
      const dataset = new Dataset(parsed(request.quads));
      return { kind: "file", text: trig(dataset.byGraph(), request.prefixes) };
    }
  }
}

function load(request: Extract<Request, { kind: "load" }>, tell: (report: Report) => void): Loaded {
  const start = performance.now();
  tell({ kind: "progress", stage: "engine", done: 0, of: 1 });
  initSync({ module: decompress(request.engine) as Uint8Array<ArrayBuffer> });
  const dataset = new Dataset(parsed(request.quads));
  const store = new Store();
  let done = 0;
  const fill = (pieces: Iterable<{ text: string; count: number }>, format: string): void => {
    for (const { text, count } of pieces) {
      tell({ kind: "progress", stage: "graph", done, of: 2 * dataset.size });
      // The builder wrote them from a graph: they need no second check.
      store.load(text, { format, lenient: true, no_transaction: true });
      done += count;
    }
  };
  fill(dataset.named(), "nq");
  fill(dataset.merged(), "nt");
  const { prefixes } = request;
  held = { store, prefixes, graphs: dataset.graphs(), places: new Set(request.places), shortener: new Shortener(prefixes) };
  return { quads: dataset.size, milliseconds: performance.now() - start };
}

function ask(sparql: string, first: number): Report {
  const { store, graphs, places, shortener } = held!;
  kept = null;
  const fault = refusedSource(sparql, graphs);
  if (fault) return { kind: "fault", fault };
  const form = formOf(sparql);
  const start = performance.now();
  const text = store.query(sparql, { results_format: form === "graph" ? "nt" : "json" }) as string;
  const milliseconds = performance.now() - start;
  const found = form === "graph" ? graphRows(text) : resultRows(text);
  kept = found;
  const answer: Answer = {
    form,
    holds: form === "ask" && (JSON.parse(text) as Results).boolean === true,
    variables: found.variables,
    rows: found.rows.slice(0, first),
    count: found.rows.length,
    milliseconds,
    lights: lightsOf(found.rows, places, shortener),
  };
  return { kind: "answer", answer };
}

function resultRows(json: string): Kept {
  const { head, results } = JSON.parse(json) as Results;
  const variables = head.vars ?? [];
  const rows = (results?.bindings ?? []).map((binding) =>
    variables.map((variable) => (binding[variable] ? cellOf(binding[variable]) : null)));
  return { variables, rows, json, triples: [] };
}

function cellOf(told: Told): Cell {
  if (typeof told.value === "string") return told as Cell;
  const { subject, predicate, object } = told.value as Record<string, Told>;
  return { type: "triple", value: `<<( ${[subject!, predicate!, object!].map((part) => cellOf(part).value).join(" ")} )>>` };
}

function graphRows(ntriples: string): Kept {
  const triples = triplesOf(ntriples);
  const rows = triples.map((triple) => triple.map(readTerm));
  return { variables: ["subject", "predicate", "object"], rows, json: "", triples };
}

function file(format: "csv" | "json" | "turtle"): string {
  const { variables, rows, json, triples } = kept!;
  if (format === "csv") return csv(variables, rows);
  return format === "json" ? `${json}\n` : turtle(triples, held!.prefixes);
}

function parsed(bytes: Uint8Array): Quads {
  return JSON.parse(new TextDecoder().decode(bytes)) as Quads;
}

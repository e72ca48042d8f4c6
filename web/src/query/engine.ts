/**
 * The page's side of the query worker: it starts when first asked, and can be ended.
 *
 * In: questions. Out: answers, or a `QueryFault`. A question cannot be stopped otherwise than by
 * ending its worker; the next question starts another. It draws nothing.
 */

import type { App } from "../app.ts";
import type { Asking } from "../data/payload.ts";
import { ends } from "./faults.ts";
import type { Answer, Fault, FileFormat, Loaded, Numbered, Report, Request, Row, Stage } from "./messages.ts";
import { refused } from "./refusals.ts";

/** How many rows are shown at first, and how many more at a time. */
export const PAGE = 500;

/** Why a question got no answer. */
export class QueryFault extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.key);
    this.fault = fault;
  }
}

export interface Watcher {
  starting(stage: Stage, done: number, of: number): void;
  started(loaded: Loaded): void;
}

interface Waiting {
  readonly settle: (report: Report) => void;
  readonly fail: (problem: Error) => void;
}

/** Whether this page can be asked at all: `--no-sparql` leaves the engine out. */
export function canAsk(): boolean {
  return ["engine", "worker", "quads", "asking"].every((name) => document.getElementById(`block-${name}`) !== null);
}

/** A worker, and what it has been asked. */
export class QueryWorker {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #watcher: Watcher | null;
  #last = 0;
  #ended: Fault | null = null;

  private constructor(code: Uint8Array, watcher: Watcher | null, died: () => void) {
    this.#watcher = watcher;
    const address = URL.createObjectURL(new Blob([code as Uint8Array<ArrayBuffer>], { type: "text/javascript" }));
    this.#worker = new Worker(address);
    URL.revokeObjectURL(address);
    this.#worker.onmessage = ({ data }: MessageEvent<Numbered<Report>>) => this.#hear(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.end(nowhere("broken", { said: event.message ?? "" }));
      died();
    };
  }

  /** Start a worker; `died` is called should it end by itself. */
  static async start(app: App, watcher: Watcher | null = null, died: () => void = () => {}): Promise<QueryWorker> {
    const code = await app.block("worker");
    if (code === null) throw new QueryFault(nowhere("absent"));
    return new QueryWorker(code, watcher, died);
  }

  /** Ask for one thing; large blocks of bytes are handed over, not copied. */
  send(request: Request, handOver: readonly Uint8Array[] = []): Promise<Report> {
    // Nobody would answer.
    if (this.#ended) return Promise.reject(new QueryFault(this.#ended));
    const id = (this.#last += 1);
    return new Promise((settle, fail) => {
      this.#waiting.set(id, { settle, fail });
      this.#worker.postMessage({ ...request, id }, handOver.map((bytes) => bytes.buffer as ArrayBuffer));
    });
  }

  /** End the worker; whoever waits for it is told why. */
  end(fault: Fault): void {
    this.#ended ??= fault;
    this.#worker.terminate();
    for (const { fail } of this.#waiting.values()) fail(new QueryFault(fault));
    this.#waiting.clear();
  }

  #hear({ id, ...report }: Numbered<Report>): void {
    if (report.kind === "progress") {
      this.#watcher?.starting(report.stage, report.done, report.of);
      return;
    }
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (report.kind === "fault") waiting?.fail(new QueryFault(report.fault));
    else waiting?.settle(report);
  }
}

/** The engine as the drawer uses it: one question at a time. */
export class Engine {
  readonly #app: App;
  readonly #asking: Asking;
  readonly #watcher: Watcher;
  #session: Session | null = null;

  constructor(app: App, asking: Asking, watcher: Watcher) {
    this.#app = app;
    this.#asking = asking;
    this.#watcher = watcher;
  }

  /** Ask; the time limit counts from when the engine is ready. */
  async ask(sparql: string, seconds: number): Promise<Answer> {
    const fault = sparql.trim() === "" ? nowhere("empty") : refused(sparql);
    if (fault) throw new QueryFault(fault);
    const worker = await (this.#session ??= this.#start()).ready;
    const timer = setTimeout(() => this.#end(nowhere("timeout", { n: seconds })), seconds * 1000);
    try {
      const report = await worker.send({ kind: "ask", sparql, first: PAGE });
      return (report as Extract<Report, { kind: "answer" }>).answer;
    } catch (problem) {
      if (problem instanceof QueryFault && ends(problem.fault)) this.#end(problem.fault);
      throw problem;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Return rows of the last answer. */
  async rows(from: number, to: number): Promise<readonly Row[]> {
    const report = await (await this.#answered()).send({ kind: "rows", from, to });
    return (report as Extract<Report, { kind: "rows" }>).rows;
  }

  /** Return the last answer as a file's text. */
  async file(format: FileFormat): Promise<string> {
    const report = await (await this.#answered()).send({ kind: "file", format });
    return (report as Extract<Report, { kind: "file" }>).text;
  }

  /** The worker that holds the last answer; it is gone with it. */
  #answered(): Promise<QueryWorker> {
    return this.#session?.ready ?? Promise.reject(new QueryFault(nowhere("broken")));
  }

  /** End the question that runs; the next one starts the engine anew. */
  stop(): void {
    this.#end(nowhere("stopped"));
  }

  #end(fault: Fault): void {
    this.#session?.end(fault);
    this.#session = null;
  }

  #start(): Session {
    let end: Session["end"] = () => {};
    const ended = new Promise<never>((_, fail) => {
      end = (fault) => fail(new QueryFault(fault));
    });
    const forget = (): void => {
      if (this.#session === session) this.#session = null; // what failed or died is started anew
    };
    const session: Session = { ready: Promise.race([this.#loaded(ended, forget), ended]), end };
    session.ready.catch(forget);
    return session;
  }

  async #loaded(ended: Promise<never>, died: () => void): Promise<QueryWorker> {
    const app = this.#app;
    const worker = await QueryWorker.start(app, this.#watcher, died);
    ended.catch(({ fault }: QueryFault) => worker.end(fault));
    const [engine, quads] = await Promise.all([app.block("engine"), app.block("quads")]);
    if (!engine || !quads) throw new QueryFault(nowhere("absent"));
    const places = app.model.core.cities.id.map((_, city) => app.model.cityId(city));
    const { prefixes } = this.#asking;
    const report = await worker.send({ kind: "load", engine, quads, prefixes, places }, [engine, quads]);
    this.#watcher.started((report as Extract<Report, { kind: "loaded" }>).loaded);
    return worker;
  }
}

interface Session {
  readonly ready: Promise<QueryWorker>;
  readonly end: (fault: Fault) => void;
}

/** A fault that is at no place of the text. */
export function nowhere(key: string, values: Fault["values"] = {}): Fault {
  return { key, values, line: null, column: null };
}

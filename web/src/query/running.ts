/**
 * A question being answered: run and stop, the time limit, how far it is, then the answer or why
 * there is none, files of it, and what of it lights up on the map.
 *
 * In: a text. Out: elements that tell all of it. The engine works elsewhere: the page stays at hand.
 */

import type { App } from "../app.ts";
import type { Asking } from "../data/payload.ts";
import { el } from "../dom.ts";
import { fail } from "../failing.ts";
import { fileName, save } from "../shell/saving.ts";
import type { Editor } from "./editor.ts";
import { Engine, nowhere, QueryFault } from "./engine.ts";
import type { Labels } from "./labels.ts";
import type { Answer, Fault, FileFormat } from "./messages.ts";
import { answerShown } from "./results.ts";
import { Shortener } from "./terms.ts";

const LIMITS = [10, 30, 120, 600]; // seconds
const TYPES: Readonly<Record<FileFormat, string>> = {
  csv: "text/csv;charset=utf-8", json: "application/sparql-results+json", turtle: "text/turtle;charset=utf-8",
};
const ENDINGS: Readonly<Record<FileFormat, string>> = { csv: "csv", json: "srj", turtle: "ttl" };

export class Running {
  readonly #app: App;
  readonly #engine: Engine;
  readonly #labels: Labels;
  readonly #editor: Editor;
  readonly #shortener: Shortener;
  readonly #run = el("button", { type: "button", class: "ask-run" });
  readonly #stop = el("button", { type: "button", class: "ask-stop", hidden: true });
  readonly #head = el("div", { class: "ask-head" });
  readonly #old = el("p", { class: "ask-old", hidden: true });
  readonly #shown = el("div", { class: "ask-shown" });
  readonly buttons = el("div", { class: "ask-buttons" }, this.#run, this.#stop);
  readonly answer = el("section", { class: "ask-answer" }, this.#head, this.#old, this.#shown);
  #lamp: HTMLElement | null = null; // tells whether the answer's cities are lit
  #seconds = 30;
  #asked: string | null = null;
  #redraw: () => void = () => this.#hint();

  constructor(app: App, asking: Asking, labels: Labels, editor: Editor, run: () => void) {
    [this.#app, this.#labels, this.#editor] = [app, labels, editor];
    this.#shortener = new Shortener(asking.prefixes);
    this.#engine = new Engine(app, asking, {
      starting: (stage, done, of) => this.#starting(stage, done, of),
      started: () => this.#working(),
    });
    this.#run.addEventListener("click", run);
    this.#stop.addEventListener("click", () => this.#engine.stop());
    // Lights are put out elsewhere, too.
    app.store.on(["lit"], ({ lit }) => this.#lamp?.setAttribute("aria-pressed", String(lit.length > 0)));
  }

  focus(): void {
    (this.#run.hidden ? this.#stop : this.#run).focus();
  }

  /** Say whether the answer is that of the text in the editor. */
  compare(text: string): void {
    const old = this.#asked !== null && this.#asked !== text;
    this.answer.classList.toggle("ask-stale", old);
    this.#old.hidden = !old;
  }

  /** Write the words anew, in the reader's language. */
  speak(): void {
    const { t } = this.#app;
    this.#run.textContent = t("query.run");
    this.#run.title = t("query.runHint");
    this.#stop.textContent = t("query.stop");
    this.#old.textContent = t("query.old");
    this.answer.setAttribute("aria-label", t("query.answer"));
    this.#redraw();
  }

  /** The choice of a time limit. */
  limit(): HTMLElement {
    const { t } = this.#app;
    const choice = el("select", { id: "ask-limit", onchange: () => (this.#seconds = Number(choice.value)) },
      ...LIMITS.map((seconds) => el("option", { value: seconds, selected: seconds === this.#seconds },
        seconds < 60 ? t("query.seconds", { n: seconds }) : t("query.minutes", { n: seconds / 60 }))));
    return el("label", { class: "ask-limit" }, t("query.limit"), " ", choice);
  }

  /** Ask the engine, and show what it says. */
  async ask(sparql: string, name: string | null): Promise<void> {
    if (this.#run.hidden) return; // one question at a time
    this.#asked = sparql;
    this.compare(sparql);
    this.#lights([], []);
    this.#busy(true);
    this.#working();
    try {
      const answer = await this.#engine.ask(sparql, this.#seconds);
      this.#redraw = () => this.#tell(answer, name);
      this.#lights(answer.lights.cities, answer.lights.pairs);
      this.#app.say(this.#count(answer));
    } catch (problem) {
      if (!(problem instanceof QueryFault)) fail(this.#app, problem);
      const fault = problem instanceof QueryFault ? problem.fault : nowhere("broken");
      this.#redraw = () => this.#refuse(fault);
      if (fault.line !== null) this.#editor.mark(fault.line, fault.column, false);
    } finally {
      this.#busy(false);
      this.#redraw();
      this.answer.scrollIntoView({ block: "nearest" }); // on a phone it lies below the editor
    }
  }

  #busy(busy: boolean): void {
    const focused = document.activeElement;
    [this.#run.hidden, this.#stop.hidden] = [busy, !busy];
    this.answer.setAttribute("aria-busy", String(busy));
    if (focused === this.#run || focused === this.#stop) this.focus();
  }

  #hint(): void {
    this.#head.replaceChildren();
    this.#shown.replaceChildren(el("p", { class: "ask-hint" }, this.#app.t("query.hint")));
  }

  #starting(stage: string, done: number, of: number): void {
    const { t } = this.#app;
    // Each quad is put into the engine twice: into its graph, and into the merge.
    const words = stage === "engine" ? t("query.startingEngine") : t("query.loadingGraph", { n: Math.round(done / 2), all: of / 2 });
    const bar = el("progress", { max: of, ...(stage === "graph" ? { value: done } : {}), "aria-label": words });
    this.#head.replaceChildren();
    this.#shown.replaceChildren(el("p", { class: "ask-wait" }, words, bar));
  }

  #working(): void {
    this.#head.replaceChildren();
    this.#shown.replaceChildren(el("p", { class: "ask-wait" }, this.#app.t("query.working"), el("progress", { "aria-label": this.#app.t("query.working") })));
  }

  #tell(answer: Answer, name: string | null): void {
    const { t } = this.#app;
    const formats: readonly FileFormat[] = answer.form === "graph" ? ["turtle", "csv"] : answer.form === "ask" ? ["json"] : ["csv", "json"];
    const files = formats.map((format) =>
      el("button", { type: "button", onclick: () => void this.#keep(format, name), "aria-label": t("query.save", { format: t(`query.formats.${format}`) }) },
        t(`query.formats.${format}`)));
    const time = t("query.time", { n: Math.max(1, Math.round(answer.milliseconds)) });
    this.#head.replaceChildren(
      el("p", { class: "ask-count" }, `${this.#count(answer)} · ${time}`),
      ...this.#lit(answer),
      el("span", { class: "ask-files" }, ...files));
    this.#shown.replaceChildren(answerShown(answer, {
      app: this.#app, labels: this.#labels, shortener: this.#shortener, more: (from, to) => this.#told(this.#engine.rows(from, to)),
    }));
  }

  #count(answer: Answer): string {
    const { t } = this.#app;
    if (answer.form === "ask") return t(answer.holds ? "query.yes" : "query.no");
    return t(answer.form === "graph" ? "query.triples" : "query.rows", { n: answer.count });
  }

  /** What lights up on the map, and how to put it out. */
  #lit({ lights: { cities, pairs } }: Answer): HTMLElement[] {
    if (cities.length === 0) return [];
    const { t, store } = this.#app;
    const on = store.now.lit.length > 0;
    const button = el("button", {
      type: "button", class: "ask-lights", "aria-pressed": String(on), title: t("query.litHint"),
      onclick: () => {
        const lit = store.now.lit.length > 0;
        this.#lights(lit ? [] : cities, lit ? [] : pairs);
      },
    }, t("query.lit", { n: cities.length }));
    this.#lamp = button;
    return [button];
  }

  #lights(lit: State["lit"], litPairs: State["litPairs"]): void {
    this.#app.store.set({ lit, litPairs });
  }

  #refuse({ key, values, line, column }: Fault): void {
    const { t } = this.#app;
    const place = line === null ? null
      : el("button", { type: "button", class: "ask-link", onclick: () => this.#editor.mark(line, column, true) },
        t("query.place", { line: String(line), column: String(column ?? 1) }));
    this.#head.replaceChildren();
    this.#shown.replaceChildren(el("p", { class: key === "stopped" ? "ask-stopped" : "ask-fault", role: "alert" },
      ...(place ? [place, " "] : []), t(`query.fault.${key}`, values)));
  }

  async #keep(format: FileFormat, name: string | null): Promise<void> {
    const { told, model } = this.#app;
    try {
      const text = await this.#told(this.#engine.file(format));
      save(text, TYPES[format], fileName(name ?? told(model.core.title), ENDINGS[format]));
    } catch (problem) {
      fail(this.#app, problem);
    }
  }

  /** What the engine gives beside an answer; why it gives nothing, in words. */
  async #told<T>(given: Promise<T>): Promise<T> {
    try {
      return await given;
    } catch (problem) {
      if (!(problem instanceof QueryFault)) throw problem;
      const { key, values } = problem.fault;
      throw new Error(this.#app.t(`query.fault.${key}`, values), { cause: problem });
    }
  }
}

type State = App["store"]["now"];

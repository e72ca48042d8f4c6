/**
 * What lies in the drawer: question, parameters, editor, run and stop, answer.
 *
 * In: the app, a host, and what closes the drawer. Out: a `Desk`. It is laid when the drawer first
 * opens, and the engine starts at the first question. How each part works stands in its own module.
 */

import type { App } from "../app.ts";
import { inflateJson, runBlock } from "../data/inflate.ts";
import type { Asking, SavedQuery } from "../data/payload.ts";
import { el } from "../dom.ts";
import type { State } from "../state.ts";
import { combo, type Option } from "./combo.ts";
import type { Words } from "./completion.ts";
import type { Editor } from "./editor.ts";
import { form, type Form } from "./form.ts";
import { Labels } from "./labels.ts";
import { questionOf, stateOfText, template, type Question } from "./question.ts";
import { Running } from "./running.ts";
import { missingPrefixes } from "./tokens.ts";

declare global {
  /** What the editor's bundle leaves. */
  var twingraphEditor: typeof import("./editor.ts");
}

const SUBJECTS = [
  "partners", "agreements", "networks", "visits", "events", "time", "status", "themes", "counts", "cooperation",
  "organisations", "people", "evidence", "topology",
];
const TYPING = 400; // milliseconds before what is typed goes into the state

export interface Desk {
  focus(): void;
}

/** Lay the desk. */
export async function layDesk(app: App, host: HTMLElement, close: () => void): Promise<Desk> {
  const [asking] = await Promise.all([inflateJson<Asking>("asking"), runBlock("editor")]);
  if (asking === null) throw new Error(app.t("query.absent.title"));
  return new Laid(app, host, close, asking);
}

class Laid implements Desk {
  readonly #app: App;
  readonly #asking: Asking;
  readonly #labels: Labels;
  readonly #editor: Editor;
  readonly #running: Running;
  readonly #host: HTMLElement;
  readonly #close: () => void;
  readonly #place = el("div", { class: "ask-editor" });
  readonly #params = el("form", { class: "ask-params", onsubmit: (event: Event) => event.preventDefault() });
  #form: Form | null = null;
  #question: Question;
  #last: { query: SavedQuery; text: string; params: State["params"] } | null = null;
  #formOf = ""; // for which query, language and values the form stands
  #chooser: { show(text: string): void; readonly input: HTMLInputElement } | null = null;
  #typing: ReturnType<typeof setTimeout> | undefined;

  constructor(app: App, host: HTMLElement, close: () => void, asking: Asking) {
    [this.#app, this.#host, this.#close, this.#asking] = [app, host, close, asking];
    this.#labels = new Labels(app, asking);
    this.#question = questionOf(app, asking);
    const root = this.#place.attachShadow({ mode: "open" });
    this.#editor = globalThis.twingraphEditor.create({
      root, label: app.t("query.editor"), words: this.#words(),
      changed: (text) => this.#typed(text),
      run: () => void this.#run(),
      leave: () => this.#running.focus(),
    });
    this.#running = new Running(app, asking, this.#labels, this.#editor, () => void this.#run());
    this.#lay();
    this.#show();
    app.store.on(["query", "sparql", "params"], () => this.#show());
    app.store.on(["lang"], () => {
      this.#editor.speak(app.t("query.editor"), this.#words());
      this.#lay();
      this.#show();
    });
  }

  focus(): void {
    this.#chooser?.input.focus();
  }

  /** Set out what bears words; the editor and the answer stay. */
  #lay(): void {
    const { t } = this.#app;
    const chooser = combo({
      id: "question",
      label: t("query.question"),
      options: () => this.#questions(),
      chosen: ({ id }) => this.#choose({ query: id, sparql: null, params: {} }),
      placeholder: t("query.find"),
      empty: t("query.noQuestion"),
      more: (n) => t("query.moreChoices", { n }),
    });
    this.#chooser = chooser;
    this.#formOf = "";
    const top = el("div", { class: "ask-bar" },
      el("h2", {}, "SPARQL"),
      el("label", { class: "ask-label", for: "question" }, t("query.question")),
      chooser.element,
      el("button", { type: "button", onclick: () => this.#begin() }, t("query.new")),
      this.#running.limit(),
      el("button", { type: "button", class: "ask-close", "aria-label": t("query.close"), title: t("query.closeHint"), onclick: this.#close }, "✕"));
    this.#running.speak();
    this.#host.replaceChildren(top, el("div", { class: "ask-asking" }, this.#params, this.#running.buttons),
      el("div", { class: "ask-body" }, this.#place, this.#running.answer));
  }

  /** Bring chooser, form and editor in step with the state. */
  #show(): void {
    const { app, asking } = { app: this.#app, asking: this.#asking };
    const question = (this.#question = questionOf(app, asking));
    const { saved, values, text, wrong } = question;
    this.#chooser?.show(saved ? app.told(saved.summary) : app.t("query.own"));
    const key = JSON.stringify([saved?.name, app.store.now.lang, values]);
    if (key !== this.#formOf) {
      this.#form = form(app, this.#params, saved?.params ?? [], values, this.#labels, (name, value) => this.#given(name, value));
      this.#formOf = key;
    }
    this.#form?.complain(wrong);
    if (saved && Object.keys(wrong).length === 0) this.#last = { query: saved, text, params: app.store.now.query ? app.store.now.params : {} };
    this.#editor.set(text);
    this.#running.compare(text);
  }

  /** A field has a new value. */
  #given(name: string, value: string): void {
    const { saved } = this.#question;
    if (!saved) return;
    const { now } = this.#app.store;
    const params = { ...(now.query === null ? {} : now.params), [name]: value };
    // The field shows it already: making the form anew would take the focus away.
    const lang = this.#question.values["lang"];
    this.#formOf = JSON.stringify([saved.name, now.lang, { ...(lang === undefined ? {} : { lang: now.lang }), ...params }]);
    this.#choose({ query: saved.name, sparql: null, params });
  }

  #choose(patch: Pick<State, "query" | "sparql" | "params">): void {
    clearTimeout(this.#typing);
    this.#app.store.set(patch);
    this.#show();
  }

  #begin(): void {
    this.#choose({ query: null, sparql: template(this.#app, this.#asking), params: {} });
    this.#editor.focus();
  }

  #typed(text: string): void {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#take(text), TYPING);
  }

  #take(text: string): void {
    clearTimeout(this.#typing);
    if (text !== this.#question.text) this.#app.store.set(stateOfText(text, this.#last));
  }

  async #run(): Promise<void> {
    this.#take(this.#editor.text());
    const wrong = Object.keys(this.#question.wrong)[0];
    if (wrong !== undefined) {
      this.#host.querySelector<HTMLElement>(`#param-${wrong}`)?.focus();
      return;
    }
    const { prefixes } = this.#asking;
    const text = this.#editor.text();
    const missing = missingPrefixes(text, prefixes);
    if (missing.length > 0) {
      // Into the text, where the reader sees them: it then runs as it stands in any engine.
      const whole = missing.map((prefix) => `PREFIX ${prefix}: <${prefixes[prefix]!}>\n`).join("") + text;
      this.#editor.set(whole);
      this.#take(whole);
    }
    await this.#running.ask(this.#editor.text(), this.#question.saved?.name ?? null);
  }

  #questions(): Option[] {
    const { app, asking } = { app: this.#app, asking: this.#asking };
    const place = (subject: string): number => (SUBJECTS.indexOf(subject) + SUBJECTS.length + 1) % (SUBJECTS.length + 1);
    return asking.queries
      .map(({ name, subject, summary }) => ({ id: name, subject, label: app.told(summary), detail: name,
        group: SUBJECTS.includes(subject) ? app.t(`query.subjects.${subject}`) : subject }))
      .sort((a, b) => place(a.subject) - place(b.subject) || a.label.localeCompare(b.label, app.store.now.lang, { numeric: true }));
  }

  #words(): Words {
    const { app, asking } = { app: this.#app, asking: this.#asking };
    const terms = asking.terms.map(({ id, label, kind }) => ({ id, label: app.told(label), sort: app.t(`query.sorts.${kind}`) }));
    const cities = this.#labels.ofClass("tg:City").map(({ id, label }) => ({ id, label, sort: app.t("query.sorts.city") }));
    return {
      prefixes: asking.prefixes,
      terms: [...terms, ...cities],
      phrases: {
        completions: app.t("query.completions"), prefix: app.t("query.sorts.prefix"),
        variable: app.t("query.sorts.variable"), keyword: app.t("query.sorts.keyword"),
      },
    };
  }
}

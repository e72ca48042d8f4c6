/**
 * The parameters of a saved query as a small form.
 *
 * In: parameters, their values, labels. Out: fields; a change is told at once, what is wrong with a
 * value is said at its field. Values are ids and plain texts; what they become stands in `binding`.
 */

import type { App } from "../app.ts";
import type { QueryParam } from "../data/payload.ts";
import { el } from "../dom.ts";
import { LANGUAGES } from "../text.ts";
import { shownDefault, type Bound } from "./binding.ts";
import { combo, type Combo } from "./combo.ts";
import type { Labels } from "./labels.ts";

const WORDED = new Set(["city", "partner", "day", "year", "every", "lang", "report", "agreement", "event", "place"]);

export interface Form {
  /** Say what is wrong with values; fields that are right lose their words. */
  complain(wrong: Bound["wrong"]): void;
}

/** Fill a host with the fields of a query's parameters. */
export function form(
  app: App, host: HTMLElement, params: readonly QueryParam[], values: Readonly<Record<string, string>>,
  labels: Labels, changed: (name: string, value: string) => void,
): Form {
  const faults = new Map<string, { field: HTMLElement; words: HTMLElement; example: string }>();
  const rows = params.map((param) => {
    const id = `param-${param.name}`;
    const label = WORDED.has(param.name) ? app.t(`query.params.${param.name}`) : param.name;
    const value = values[param.name] ?? shownDefault(param);
    const example = shownDefault(param);
    const made = field(app, id, param, label, value, labels, (text) => changed(param.name, text));
    const words = el("span", { class: "ask-wrong", id: `${id}-wrong`, role: "alert" });
    faults.set(param.name, { field: made.field, words, example });
    return el("div", { class: `ask-param ask-param-${param.type.replace(/^.*:/, "").toLowerCase()}` },
      el("label", { for: id }, label, param.required ? " *" : ""), made.element, words);
  });
  host.replaceChildren(...rows);
  host.hidden = rows.length === 0;
  return {
    complain(wrong) {
      for (const [name, { field: input, words, example }] of faults) {
        const fault = wrong[name];
        words.textContent = fault ? app.t(`query.wrong.${fault}`, { example }) : "";
        if (fault) {
          input.setAttribute("aria-invalid", "true");
          input.setAttribute("aria-describedby", words.id);
        } else {
          input.removeAttribute("aria-invalid");
          input.removeAttribute("aria-describedby");
        }
      }
    },
  };
}

interface Field {
  readonly element: HTMLElement;
  readonly field: HTMLElement;
}

function field(
  app: App, id: string, param: QueryParam, label: string, value: string, labels: Labels,
  changed: (text: string) => void,
): Field {
  const { name, type } = param;
  if (name === "lang") return select(id, app.model.core.languages.map((tag) => [tag, LANGUAGES[tag]?.name ?? tag]), value, changed);
  if (type === "xsd:boolean") {
    return select(id, ["true", "false"].map((word) => [word, app.t(`query.${word}`)]), value, changed);
  }
  if (!type.startsWith("xsd:")) return chooser(app, id, param, label, value, labels, changed);
  // A wrong number or day must reach its error: the browser's own number field would keep it to itself.
  const input = el("input", {
    id, type: type === "xsd:date" ? "date" : "text", value,
    inputmode: type === "xsd:integer" ? "numeric" : null, autocomplete: "off", spellcheck: "false",
    onchange: () => changed(input.value),
  });
  return { element: input, field: input };
}

function select(id: string, options: readonly (readonly [string, string])[], value: string, changed: (text: string) => void): Field {
  const made = el("select", { id, onchange: () => changed(made.value) },
    ...options.map(([tag, text]) => el("option", { value: tag, selected: tag === value }, text)));
  return { element: made, field: made };
}

function chooser(
  app: App, id: string, param: QueryParam, label: string, value: string, labels: Labels, changed: (text: string) => void,
): Field {
  const made: Combo = combo({
    id,
    label,
    options: () => labels.ofClass(param.type),
    chosen: (option) => changed(option.id),
    written: changed,
    empty: app.t("query.noSuchThing", { example: shownDefault(param) }),
    more: (n) => app.t("query.moreChoices", { n }),
  });
  made.show(labels.of(value) ?? value);
  return { element: made.element, field: made.input };
}

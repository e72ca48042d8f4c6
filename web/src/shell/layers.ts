/** What is drawn on demand: events and persons. In: the app. Out: a popover with a box for each. */

import type { App } from "../app.ts";
import { el } from "../dom.ts";
import { popover } from "./popover.ts";

export function layering(app: App): HTMLElement {
  const { store, model } = app;
  const counts = { events: model.core.events.length, persons: model.core.persons.length };
  const made = popover(app, "layers", "layers.title", (body) => {
    const box = (layer: "events" | "persons"): HTMLElement => {
      const input = el("input", { type: "checkbox", disabled: counts[layer] === 0 });
      input.checked = store.now[layer];
      input.addEventListener("change", () => {
        store.set({ [layer]: input.checked });
        app.say(app.t(`layers.${layer}${input.checked ? "Shown" : "Hidden"}`));
      });
      return el("label", { class: "tick" }, input, el("span", {}, app.t(`layers.${layer}`)), el("span", { class: "count" }, app.t("layers.count", { n: counts[layer] })));
    };
    body.replaceChildren(el("p", { class: "hint" }, app.t("layers.hint")), box("events"), box("persons"));
  });
  return made.root;
}

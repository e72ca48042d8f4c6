/** Map, network or table: one choice of three, as radio buttons. In: the app. Out: the element. */

import type { App } from "../app.ts";
import { el } from "../dom.ts";
import type { View } from "../state.ts";
import { follow } from "./following.ts";
import { sign } from "./icons.ts";

const VIEWS: readonly View[] = ["map", "network", "table"];

export function views(app: App): HTMLElement {
  const { store } = app;
  const group = el("fieldset", { class: "views" });
  const legend = el("legend", { class: "voice" });
  group.append(legend);
  for (const view of VIEWS) {
    const input = el("input", { type: "radio", name: "view", value: view, class: "voice", onchange: () => store.set({ view }) });
    const words = el("span", { class: "words" });
    const label = el("label", {}, input, sign(view), words);
    group.append(label);
    follow(app, ["view"], () => (input.checked = store.now.view === view));
    follow(app, ["lang"], () => {
      words.textContent = app.t(`bar.${view}`);
      label.title = app.t(`bar.${view}Hint`);
    });
  }
  follow(app, ["lang"], () => (legend.textContent = app.t("bar.views")));
  return group;
}

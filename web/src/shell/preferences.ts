/** The reader's language and the page's light. In: the app. Out: a popover with both choices. */

import type { App } from "../app.ts";
import { el } from "../dom.ts";
import type { State } from "../state.ts";
import { LANGUAGES } from "../text.ts";
import { follow } from "./following.ts";
import { popover } from "./popover.ts";

const THEMES: readonly State["theme"][] = ["auto", "light", "dark"];

export function preferring(app: App): HTMLElement {
  const { store } = app;
  const made = popover(app, "language", "bar.preferences", (body) => {
    const languages = Object.entries(LANGUAGES).map(([lang, { name }]) =>
      choice("lang", lang, name, store.now.lang === lang, () => {
        store.set({ lang });
        // The words are new ones, and so is the box the reader was in.
        body.querySelector<HTMLInputElement>(`input[value="${lang}"]`)?.focus();
      }, lang));
    const themes = THEMES.map((theme) =>
      choice("theme", theme, app.t(`bar.themes.${theme}`), store.now.theme === theme, () => store.set({ theme })));
    body.replaceChildren(
      el("fieldset", {}, el("legend", {}, app.t("bar.language")), ...languages),
      el("fieldset", {}, el("legend", {}, app.t("bar.theme")), ...themes),
    );
  });
  // Where there is room for two letters only, they are the language's.
  const code = el("span", { class: "code" });
  made.button.append(code);
  follow(app, ["lang"], () => {
    code.textContent = store.now.lang.toUpperCase();
    made.button.setAttribute("aria-label", `${code.textContent} – ${app.t("bar.preferences")}`);
  });
  return made.root;
}

function choice(name: string, value: string, words: string, checked: boolean, choose: () => void, lang?: string): HTMLElement {
  const input = el("input", { type: "radio", name, value, onchange: choose });
  input.checked = checked;
  return el("label", { class: "tick", lang }, input, el("span", {}, words));
}

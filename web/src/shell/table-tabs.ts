/**
 * Tabs: which sheet of the table is shown.
 *
 * In: names and their words. Out: a row of tabs of which the arrows choose, as in the ARIA practices.
 * It shows no sheet itself.
 */

import { el } from "../dom.ts";

export interface Tabs<Name extends string> {
  readonly bar: HTMLElement;
  /** Write the words anew and mark the chosen tab. */
  label(words: (name: Name) => string, heading: string, chosen: Name): void;
}

/** Make the tabs of a panel; `choose` is called with the name of the one that is chosen. */
export function tabs<Name extends string>(names: readonly Name[], panel: HTMLElement, choose: (name: Name) => void): Tabs<Name> {
  const bar = el("div", { class: "tabs", role: "tablist" });
  const made = names.map((name) => {
    const tab = el("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": panel.id });
    tab.addEventListener("click", () => choose(name));
    return tab;
  });
  bar.append(...made);
  bar.addEventListener("keydown", (event) => {
    const at = made.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: made.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const next = (to + made.length) % made.length;
    made[next]!.focus();
    choose(names[next]!);
  });
  return {
    bar,
    label(words, heading, chosen) {
      bar.setAttribute("aria-label", heading);
      made.forEach((tab, index) => {
        const selected = names[index] === chosen;
        tab.textContent = words(names[index]!);
        tab.setAttribute("aria-selected", String(selected));
        tab.tabIndex = selected ? 0 : -1;
      });
      panel.setAttribute("aria-labelledby", `tab-${chosen}`);
    },
  };
}

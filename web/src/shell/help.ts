/** What the page is, how to read it, and its keys. In: the app. Out: a popover, with the licences. */

import type { App } from "../app.ts";
import { el } from "../dom.ts";
import { fail } from "../failing.ts";
import { onKey } from "./keys.ts";
import { popover } from "./popover.ts";

/** Keys and the text that says what each does. */
const KEYS = [["?", "help"], ["/", "search"], ["Alt Q", "ask"], ["Tab", "tab"], ["← ↑ → ↓", "arrows"], ["PgUp PgDn", "page"], ["+ −", "zoom"], ["0", "fit"], ["Enter", "enter"], ["Esc", "escape"]] as const;

export function helping(app: App): HTMLElement {
  const licences = el("pre", { class: "licences", hidden: true, tabindex: "0" });
  const made = popover(app, "help", "help.title", (body) => {
    const more = el("button", { type: "button", class: "plain" }, app.t("help.licences"));
    more.setAttribute("aria-expanded", String(!licences.hidden));
    more.addEventListener("click", () => {
      licences.hidden = !licences.hidden;
      more.setAttribute("aria-expanded", String(!licences.hidden));
      if (licences.textContent === "") void fill(app, licences).catch((problem: unknown) => fail(app, problem));
    });
    const keys = KEYS.flatMap(([key, what]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, app.t(`help.keys.${what}`))]);
    licences.setAttribute("aria-label", app.t("help.licences"));
    body.replaceChildren(
      el("h2", {}, app.t("help.heading")),
      ...["what", "read", "ask", "offline"].map((key) => el("p", {}, app.t(`help.${key}`))),
      el("h3", {}, app.t("help.keysHeading")),
      el("dl", { class: "keys" }, ...keys),
      el("p", {}, more),
      licences,
    );
  });
  onKey("?", () => {
    made.open();
    made.button.focus();
  });
  return made.root;
}

async function fill(app: App, licences: HTMLElement): Promise<void> {
  const bytes = await app.block("licences");
  licences.textContent = bytes === null ? app.t("help.noLicences") : new TextDecoder().decode(bytes);
}

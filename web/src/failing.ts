/**
 * What went wrong after the page had opened, told to the reader.
 *
 * In: the app and what was thrown. Out: a note above the page that screen readers speak at once, and
 * that stays until it is closed; the next takes its place. It mends nothing and tries nothing again.
 */

import type { App } from "./app.ts";
import { el } from "./dom.ts";

/** Tell the reader that something failed, and whoever looks for the reason why. */
export function fail(app: App, problem: unknown): void {
  console.error(problem);
  show(app, problem);
}

/** Tell the reader of what nobody caught: the browser has told the console already. */
export function bindFailing(app: App): void {
  addEventListener("unhandledrejection", ({ reason }) => show(app, reason));
  addEventListener("error", ({ error }) => {
    // Without an error it is a remark of the browser's, such as on observers of sizes.
    if (error instanceof Error) show(app, error);
  });
}

/** What went wrong in a sentence; reasons of the page's own making are in English. */
export function failure({ t }: App, problem: unknown): string {
  return t("page.failed", { reason: problem instanceof Error ? problem.message : String(problem) });
}

function show(app: App, problem: unknown): void {
  const note = el("div", { class: "failed" }, el("p", { role: "alert" }, failure(app, problem)));
  note.append(el("button", { type: "button", class: "plain", onclick: () => note.remove() }, app.t("page.close")));
  document.querySelector(".failed")?.remove();
  document.body.append(note);
}

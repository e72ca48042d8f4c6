/**
 * SPARQL, as a drawer from below: opened and closed, made higher or lower.
 *
 * In: the app and a host. Out: the drawer in step with `state.drawer`. What lies in it is laid when
 * it first opens; a page without an engine says so, and how to get one that has it.
 */

import type { App } from "../app.ts";
import { el } from "../dom.ts";
import { fail, failure } from "../failing.ts";
import { layDesk, type Desk } from "./desk.ts";
import { canAsk } from "./engine.ts";

const LEAST = 200; // pixels
const STEP = 40;

/** Mount the drawer. */
export function mountDrawer(app: App, host: HTMLElement): void {
  const { store } = app;
  const handle = el("div", {
    class: "ask-handle", role: "separator", tabindex: "0", "aria-orientation": "horizontal", "aria-controls": "ask",
  });
  const inside = el("div", { class: "ask", id: "ask" });
  host.append(handle, inside);
  host.setAttribute("aria-label", "SPARQL");
  resizing(host, handle);
  let desk: Promise<Desk> | null = null;
  let opener: Element | null = null;

  function close(): void {
    store.set({ drawer: null });
  }

  function lay(): Promise<Desk> {
    if (!canAsk()) return Promise.resolve(explain(app, inside, close));
    inside.replaceChildren(el("p", { class: "ask-wait" }, app.t("query.preparing")));
    return layDesk(app, inside, close);
  }

  async function open(focus: boolean): Promise<void> {
    opener = document.activeElement;
    let laid: Desk;
    try {
      laid = await (desk ??= lay());
    } catch (problem) {
      desk = null; // opened again, it is laid again
      inside.replaceChildren(el("p", { class: "ask-wait" }, failure(app, problem)), el("button", { type: "button", onclick: close }, app.t("query.close")));
      fail(app, problem);
      return;
    }
    if (focus && store.now.drawer === "query") laid.focus();
  }

  store.on(["drawer"], (now, before) => {
    if (now.drawer === "query") void open(true);
    else if (before.drawer === "query" && (host.contains(document.activeElement) || document.activeElement === document.body)) {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    }
  });
  host.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.stopPropagation(); // what is selected stays
    close();
  });
  document.addEventListener("keydown", (event) => {
    // A key with Alt, so that nobody who dictates or types opens it by chance.
    if (event.code !== "KeyQ" || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    store.set({ drawer: store.now.drawer === "query" ? null : "query" });
  });
  const speak = (): void => handle.setAttribute("aria-label", app.t("query.handle"));
  speak();
  store.on(["lang"], () => {
    speak();
    if (desk && !canAsk()) desk = Promise.resolve(explain(app, inside, close));
  });
  // A link may open the page with the drawer open: the reader's place is then not in it.
  if (store.now.drawer === "query") void open(false);
}

/** What a page without an engine says in its place. */
function explain(app: App, host: HTMLElement, close: () => void): Desk {
  const button = el("button", { type: "button", onclick: close }, app.t("query.close"));
  const [before, after] = app.t("query.absent.how", { command: "\n" }).split("\n");
  host.replaceChildren(el("div", { class: "ask-absent" },
    el("h2", {}, app.t("query.absent.title")),
    el("p", {}, before ?? "", el("code", {}, "twingraph map"), after ?? ""), button));
  return { focus: () => button.focus() };
}

/** The upper edge can be dragged, or moved by arrows. */
function resizing(host: HTMLElement, handle: HTMLElement): void {
  const most = (): number => Math.max(LEAST, Math.round(window.innerHeight * 0.8));
  const set = (height: number): void => {
    const kept = Math.min(Math.max(Math.round(height), LEAST), most());
    host.style.setProperty("--drawer-height", `${kept}px`);
    handle.setAttribute("aria-valuenow", String(kept));
    handle.setAttribute("aria-valuemin", String(LEAST));
    handle.setAttribute("aria-valuemax", String(most()));
  };
  const now = (): number => host.getBoundingClientRect().height;
  handle.setAttribute("aria-valuenow", String(Math.round(window.innerHeight * 0.45)));
  handle.addEventListener("keydown", (event) => {
    const steps: Readonly<Record<string, number>> = { ArrowUp: now() + STEP, ArrowDown: now() - STEP, Home: LEAST, End: most() };
    const height = steps[event.key];
    if (height === undefined) return;
    event.preventDefault();
    set(height);
  });
  handle.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    const bottom = host.getBoundingClientRect().bottom;
    const move = ({ clientY }: PointerEvent): void => set(bottom - clientY);
    handle.addEventListener("pointermove", move);
    handle.addEventListener("lostpointercapture", () => handle.removeEventListener("pointermove", move), { once: true });
  });
}

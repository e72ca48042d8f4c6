/**
 * The panel at the right: what is selected in words, or what this page is.
 *
 * In: the state's selection and language. Out: the panel's content, its buttons and its way back, a
 * sentence for screen readers. What is said of a thing stands in `reading` and `start`.
 */

import type { App } from "../app.ts";
import { el, svg } from "../dom.ts";
import { fail, failure } from "../failing.ts";
import type { Account } from "./account.ts";
import { type Context, NO_DETAILS, contextOf, find } from "./context.ts";
import { accountOf, baseCity } from "./reading.ts";
import { missingNodes } from "./prose.ts";
import { recordView } from "./record.ts";
import { makeSheet } from "./sheet.ts";
import { startView } from "./start.ts";
import { Trail } from "./trail.ts";
import { cityName, countryBeside } from "./words.ts";

const SIGNS = {
  back: "M10 3 5 8l5 5", close: "M4 4l8 8M12 4l-8 8", fold: "M4 3l5 5-5 5M12 3v10", unfold: "M12 3 7 8l5 5M4 3v10",
};

/** Fill the panel and keep it in step with what is selected. */
export function mountPanel(app: App, host: HTMLElement): void {
  const { store } = app;
  const trail = new Trail();
  const body = el("div", { class: "panel-body" });
  const type = el("p", { class: "type" });
  const back = button("back", () => {
    const stop = trail.back();
    if (stop === undefined) return;
    returning = stop.scroll;
    store.set({ selected: stop.id });
  });
  const close = button("close", () => store.set({ selected: null }));
  const fold = button("fold", () => setFolded(true));
  const unfold = button("unfold", () => setFolded(false));
  const sheet = makeSheet(app, host, (height) => store.set({ panel: height !== "peek" }));
  const byKey = watchHands();
  let returning: number | null = null;
  let drawing = 0;

  host.replaceChildren(sheet.handle, el("div", { class: "panel-bar" }, back, type, close, fold), body, unfold);
  // A phone's first sight is the map: the sheet shows its title until something is selected.
  sheet.set(!store.now.panel || (store.now.selected ?? store.now.missing) === null ? "peek" : "half");

  host.addEventListener("click", (event) => {
    const link = (event.target as Element).closest("[data-go]");
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    store.set({ selected: link.getAttribute("data-go") });
  });
  store.on(["selected"], (now, before) => {
    if (now.selected !== null && now.missing !== null) store.set({ missing: null });
    const inside = body.contains(document.activeElement) || host.querySelector(".panel-bar")!.contains(document.activeElement);
    const scroll = returning;
    if (scroll === null) trail.leave({ id: before.selected, scroll: body.scrollTop });
    returning = null;
    if (now.selected !== null && !now.panel) store.set({ panel: true });
    if (now.selected !== null && host.dataset["sheet"] === "peek") sheet.set("half");
    void draw({ focus: inside || byKey(), scroll: scroll ?? 0, say: true });
  });
  store.on(["missing"], (now) => {
    if (now.selected !== null) return;
    if (now.missing !== null && host.dataset["sheet"] === "peek") sheet.set("half");
    void draw({ focus: false, scroll: 0, say: now.missing !== null });
  });
  store.on(["lang"], () => void draw({ focus: body.contains(document.activeElement), scroll: body.scrollTop, say: false }));
  store.on(["panel"], (now) => {
    if (!now.panel) sheet.set("peek");
    else if (host.dataset["sheet"] === "peek") sheet.set("half");
    words();
  });
  void draw({ focus: false, scroll: 0, say: store.now.missing !== null });

  function setFolded(folded: boolean): void {
    store.set({ panel: !folded });
    (folded ? unfold : fold).focus();
  }

  /** Draw what is selected now; a drawing that is overtaken by the next is dropped. */
  async function draw(how: { focus: boolean; scroll: number; say: boolean }): Promise<void> {
    const turn = (drawing += 1);
    words();
    try {
      await drawTurn(turn, how);
    } catch (problem) {
      if (turn === drawing) {
        // What was told before is not of this.
        type.textContent = "";
        body.replaceChildren(el("p", { class: "missing" }, failure(app, problem)));
      }
      fail(app, problem);
    }
  }

  async function drawTurn(turn: number, { focus, scroll, say }: { focus: boolean; scroll: number; say: boolean }): Promise<void> {
    const id = store.now.selected;
    const details = id === null ? NO_DETAILS : ((await app.details()) ?? NO_DETAILS);
    if (turn !== drawing) return;
    const context = contextOf(app, details);
    const account = id === null ? null : accountOf(context, id);
    type.textContent = account?.type ?? (id === null ? app.t("panel.type.page") : "");
    type.lang = account?.lang ?? context.lang;
    body.replaceChildren(id === null ? startView(context) : account === null ? nothing(app, id) : recordView(context, id, account));
    body.scrollTop = scroll;
    if (focus) body.querySelector("h2")?.focus({ preventScroll: scroll > 0 });
    if (say) app.say(id === null ? unselected(app) : sentence(context, id, account));
  }

  function words(): void {
    for (const [each, key] of [[back, "back"], [close, "close"], [fold, "fold"], [unfold, "unfold"]] as const) {
      each.setAttribute("aria-label", app.t(`panel.button.${key}`));
      each.title = app.t(`panel.button.${key}`);
    }
    back.hidden = trail.empty;
    close.hidden = store.now.selected === null;
    unfold.hidden = store.now.panel;
    sheet.label();
  }
}

function button(sign: keyof typeof SIGNS, onclick: () => void): HTMLButtonElement {
  return el("button", { type: "button", class: sign, onclick },
    svg("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, svg("path", { d: SIGNS[sign] })));
}

/** Tell whether the last thing the reader did was to choose by a key; arrows only look around. */
function watchHands(): () => boolean {
  let chosen = false;
  document.addEventListener("keydown", ({ key }) => {
    chosen = key === "Enter" || key === " ";
  }, true);
  document.addEventListener("pointerdown", () => {
    chosen = false;
  }, true);
  return () => chosen;
}

function nothing(app: App, id: string): HTMLElement {
  return el("article", {}, el("h2", { tabindex: -1 }, app.t("panel.nothing.title")), el("p", {}, ...missingNodes(app, "text", id)));
}

/** What a screen reader says when nothing is selected, or what was to be is not here. */
function unselected({ store, t }: App): string {
  return store.now.missing === null ? t("panel.say.none") : t("panel.nothing.missing", { id: store.now.missing });
}

/** What a screen reader says when a thing is selected. */
function sentence({ app }: Context, id: string, account: Account | null): string {
  if (account === null) return app.t("panel.nothing.title");
  const found = find(app.model, id);
  if (found?.kind !== "city") return app.t("panel.say.thing", { type: account.type, title: account.title });
  const { model } = app;
  const named = [cityName(app, found.at), countryBeside(app, found.at)].filter((word) => word !== "").join(app.t("panel.comma"));
  const base = baseCity(model.core);
  const rows = base < 0 || base === found.at ? [] : model.at[found.at]!
    .filter((strand) => model.other(strand, found.at) === base).flatMap((strand) => model.strands[strand]!.ties);
  if (rows.length === 0) return app.t("panel.say.city", { named, n: model.degree[found.at]! });
  const agreements = new Set(rows.map((row) => model.core.ties.id[row]!).filter((tie) => tie.startsWith("agreement:"))).size;
  return agreements === 0 ? app.t("panel.say.tied", { named, city: cityName(app, base) })
    : app.t("panel.say.agreements", { named, n: agreements, city: cityName(app, base) });
}

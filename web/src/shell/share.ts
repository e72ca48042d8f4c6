/**
 * What the reader can pass on or keep: the link, the drawing, the data, the paper.
 *
 * In: the app, the drawing and how the page opens. Out: a popover with a button for each; what was
 * done or why not is told below them. The files themselves are made by `csv`, `gexf` and the drawing.
 */

import type { App } from "../app.ts";
import { el } from "../dom.ts";
import type { Drawing } from "../drawing/stage.ts";
import { exportTrig } from "../query/dump.ts";
import type { State } from "../state.ts";
import { tiesCsv } from "./csv.ts";
import { gexf } from "./gexf.ts";
import { link } from "./history.ts";
import { popover } from "./popover.ts";
import { fileName, save } from "./saving.ts";

type Act = () => void | Promise<void>;

export function sharing(app: App, drawing: Drawing, start: State): HTMLElement {
  const { model, store } = app;
  const name = (ending: string): string => fileName(app.told(model.core.title), ending);
  const told = el("p", { class: "told" });
  const field = el("input", { type: "text", class: "link", readonly: true, hidden: true });
  const tell = (key: string, values: Readonly<Record<string, string>> = {}): void => {
    told.textContent = app.t(key, values);
    app.say(told.textContent);
  };
  const keep = (content: Blob | string, type: string, ending: string): void => {
    save(content, type, name(ending));
    tell("share.saved", { name: name(ending) });
  };
  const made = popover(app, "share", "share.title", (body) => {
    told.textContent = "";
    field.hidden = true;
    field.setAttribute("aria-label", app.t("share.linkField"));
    const button = (key: string, act: Act, missing: string | null = null): HTMLElement => entry(app, key, act, tell, missing);
    const group = (key: string, ...entries: HTMLElement[]): HTMLElement =>
      el("div", { class: "entries", role: "group", "aria-label": app.t(key) }, el("h3", {}, app.t(key)), ...entries);
    const drawn = store.now.view === "table" ? "share.noDrawing" : null;
    const asks = document.getElementById("block-quads") === null ? "share.noTrig" : null;
    body.replaceChildren(
      el("h2", {}, app.t("share.title")),
      group("share.passOn", button("share.link", () => copy(link(app, start), field, tell)), button("share.print", () => printed(tell)), field),
      group(
        "share.drawing",
        button("share.svg", () => keep(drawing.toSvg(), "image/svg+xml", "svg"), drawn),
        button("share.png", async () => keep(await drawing.toPng(), "image/png", "png"), drawn),
      ),
      group(
        "share.data",
        // The mark tells spreadsheets that it is UTF-8: without it they read accents as something else.
        button("share.csv", () => keep(`\ufeff${tiesCsv(model, store.now, app.told)}`, "text/csv;charset=utf-8", "csv")),
        button("share.gexf", () => keep(gexf(model, store.now, app.told), "application/xml", "gexf")),
        button("share.trig", async () => keep(await exportTrig(app), "application/trig", "trig"), asks),
      ),
      told,
    );
  });
  return made.root;
}

/** A button with a line of what it gives; without its means it stays and says what is missing. */
function entry(app: App, key: string, act: Act, tell: (key: string) => void, missing: string | null): HTMLElement {
  const hint = el("span", { class: "hint" }, app.t(missing ?? `${key}Hint`));
  const button = el("button", { type: "button", class: "entry", "aria-disabled": missing !== null && "true" }, el("span", {}, app.t(key)), hint);
  button.addEventListener("click", () => {
    if (missing !== null) tell(missing);
    else void Promise.resolve(act()).catch((problem: unknown) => {
      tell("share.failed");
      throw problem;
    });
  });
  return button;
}

/** Print; a frame may be forbidden to, and then the browser does nothing, in silence. */
function printed(tell: (key: string) => void): void {
  let begun = false;
  addEventListener("beforeprint", () => (begun = true), { once: true });
  print();
  if (!begun && window !== window.top) tell("share.noPrint");
}

/** Copy a link; where the browser forbids that, show it, marked, to be copied by hand. */
async function copy(address: string | null, field: HTMLInputElement, tell: (key: string) => void): Promise<void> {
  if (address === null) return tell("share.noAddress");
  if (navigator.clipboard && (await written(address))) return tell(location.protocol === "file:" ? "share.copiedFile" : "share.copied");
  field.value = address;
  field.hidden = false;
  field.focus();
  field.select();
  tell("share.copyByHand");
}

async function written(address: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(address);
    return true;
  } catch (problem) {
    // The reader or the frame does not allow it; anything else is a fault of ours.
    if (problem instanceof DOMException && problem.name === "NotAllowedError") return false;
    throw problem;
  }
}

/**
 * Facts as lines: links, source marks that open their evidence beneath, long lists folded.
 *
 * In: `Fact`s. Out: elements. It decides nothing about what is said.
 */

import { PROGRESS, type Part } from "../data/payload.ts";
import { el, svg } from "../dom.ts";
import type { Fact, Mark } from "./account.ts";
import type { Context } from "./context.ts";
import { evidenceOf, markLabel } from "./sources.ts";
import { progressWord } from "./words.ts";

const FEW = 6; // lines shown of a long list
const FOLDED = 9; // a list this long is folded: to hide one or two lines is no help

/** Draw a list of facts, all but the first few folded away where there are many. */
export function factList(context: Context, facts: readonly Fact[]): HTMLElement {
  const list = el("ul", { class: "facts" });
  const draw = (from: number, to?: number): HTMLElement[] => facts.slice(from, to).map((each) => factItem(context, each));
  if (facts.length < FOLDED) {
    list.append(...draw(0));
    return list;
  }
  list.append(...draw(0, FEW));
  return el("div", {}, list, showAll(context, facts.length, () => {
    const rest = draw(FEW);
    list.append(...rest);
    return rest[0]!;
  }));
}

/** A button that brings the rest of a list, goes, and leaves the reader at the first new line. */
export function showAll(context: Context, n: number, bring: () => HTMLElement): HTMLElement {
  const button = el("button", {
    type: "button", class: "show-all",
    onclick: () => {
      const first = bring();
      first.tabIndex = -1;
      first.focus({ preventScroll: true });
      button.remove();
    },
  }, context.app.t("panel.showAll", { n }));
  return button;
}

/** Draw one fact as an item of a list. */
export function factItem(context: Context, fact: Fact): HTMLLIElement {
  const name = PROGRESS[fact.progress] ?? "";
  const item = el("li", { class: name === "" ? "fact" : `fact progress-${name}` });
  item.append(factLine(context, fact, item));
  if (fact.under.length > 0) item.append(factList(context, fact.under));
  return item;
}

function factLine(context: Context, fact: Fact, item: HTMLElement): HTMLElement {
  const line = el("p", { class: "line" }, ...partNodes(context, fact.parts));
  const word = progressWord(context.app, fact.progress);
  if (word !== "") line.append(" ", progressLabel(context, fact.progress));
  if (fact.marks.length > 0) line.append(markButtons(context, fact.marks, item));
  return line;
}

/** The word for how far something has come, in a frame whose stroke says it too. */
export function progressLabel(context: Context, progress: number): HTMLElement {
  return el("span", { class: `progress ${PROGRESS[progress]}` }, progressWord(context.app, progress));
}

/** Text and links; the data's words keep their own direction. */
export function partNodes(context: Context, parts: readonly Part[]): Node[] {
  return parts.map((part) => {
    if (typeof part === "string") return document.createTextNode(part);
    const [id, text] = part;
    return context.known(id) ? goTo(id, text) : el("bdi", {}, text);
  });
}

/** A link that selects a thing; the panel listens for it. */
export function goTo(id: string, text: string, properties: Readonly<Record<string, string>> = {}): HTMLElement {
  return el("a", { href: "#panel", "data-go": id, ...properties }, el("bdi", {}, text));
}

/** The marks of a line: each opens what it rests on right beneath the line, one at a time. */
export function markButtons(context: Context, marks: readonly Mark[], item: HTMLElement): HTMLElement {
  const id = context.fresh();
  let open: HTMLElement | null = null;
  const buttons = marks.map((mark) => {
    const label = markLabel(context, mark);
    const button = el("button", {
      type: "button", class: `mark ${mark.form}`, "aria-expanded": "false", "aria-label": label, title: label,
      onclick: () => {
        const expanded = button.getAttribute("aria-expanded") === "true";
        for (const each of buttons) {
          each.setAttribute("aria-expanded", "false");
          each.removeAttribute("aria-controls");
        }
        open?.remove();
        open = null;
        if (expanded) return;
        open = el("div", { class: `evidence ${mark.form}`, id }, ...evidenceOf(context, mark));
        // After the line and before what stands below it in the list.
        item.querySelector(":scope > .line")!.after(open);
        button.setAttribute("aria-expanded", "true");
        button.setAttribute("aria-controls", id);
      },
    }, markSign(mark.form));
    return button;
  });
  // A word joiner: no mark stands alone on the next line.
  return el("span", { class: "marks" }, "\u2060", ...buttons);
}

/** The sign of a mark: filled is stated, hollow is not; the form differs too, never colour alone. */
export function markSign(form: Mark["form"]): SVGElement {
  const shape = form === "inferred" ? svg("path", { d: "M6 1.2 10.8 6 6 10.8 1.2 6Z" })
    : form === "outside" ? svg("rect", { x: 2, y: 2, width: 8, height: 8, rx: 1 })
      : svg("circle", { cx: 6, cy: 6, r: 4 });
  return svg("svg", { viewBox: "0 0 12 12", width: 12, height: 12, "aria-hidden": "true", class: `sign ${form}` }, shape);
}

/**
 * Facts as lines: links, source marks that open their evidence beneath, long lists folded.
 *
 * In: `Fact`s. Out: elements. It decides nothing about what is said.
 */

import { addressOf } from "../address.ts";
import type { App } from "../app.ts";
import { held } from "../data/held.ts";
import { PROGRESS, type Part } from "../data/payload.ts";
import { el, svg } from "../dom.ts";
import { START } from "../state.ts";
import type { Fact, Mark } from "./account.ts";
import type { Context } from "./context.ts";
import { evidenceOf, markLabel } from "./sources.ts";
import { isDone, progressWord, statusWords } from "./words.ts";

/** How far what stands above a line has come, and in which word. */
interface Above {
  readonly progress: number;
  readonly word: string;
}

const NOTHING: Above = { progress: 0, word: "" };
const FEW = 6; // lines shown of a long list
const FOLDED = 8; // a list this long is folded: to hide one or two lines is no help

/** Draw a list of facts, all but the first few folded away where there are many. */
export function factList(context: Context, facts: readonly Fact[], above = NOTHING): HTMLElement {
  const list = el("ul", { class: "facts" });
  const draw = (from: number, to?: number): HTMLElement[] => facts.slice(from, to).map((each) => factItem(context, each, above));
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
function factItem(context: Context, fact: Fact, above: Above): HTMLLIElement {
  const name = held(PROGRESS, fact.progress, "progress");
  // A line that only gathers others and cites nothing is a heading, in whose words all is said.
  const gathers = fact.under.length > 0 && fact.marks.length === 0 && fact.parts.every((part) => typeof part === "string");
  if (gathers) {
    const heading = el("h4", {}, ...wordNodes(context, fact, { progress: fact.progress, word: "" }));
    const word = heading.querySelector<HTMLElement>(".progress")?.dataset["word"] ?? "";
    return el("li", { class: "gathered" }, heading, factList(context, fact.under, { progress: fact.progress, word }));
  }
  const item = el("li", { class: name === "" ? "fact" : `fact progress-${name}` });
  const line = el("p", { class: "line" }, ...wordNodes(context, fact, above));
  if (fact.marks.length > 0) line.append(markButtons(context, fact.marks, item));
  item.append(line);
  if (fact.under.length > 0) item.append(factList(context, fact.under, { progress: fact.progress, word: "" }));
  return item;
}

/**
 * A fact's words. How far it has come is framed where they say it, else added; what was done is
 * added only where neither they nor what stands above says so.
 */
function wordNodes(context: Context, { parts, progress }: Fact, above: Above): Node[] {
  const word = progressWord(context.app, progress);
  if (word === "") return partNodes(context, parts);
  const added = (): Node[] => [
    ...partNodes(context, parts), document.createTextNode(" "),
    addedLabel(context, progress, (progress === above.progress && above.word) || word),
  ];
  if (isDone(progress)) {
    const words = parts.map((part) => (typeof part === "string" ? part : part[1])).join("");
    return progress === above.progress || words.includes(word) ? partNodes(context, parts) : added();
  }
  const said = new RegExp(`(?<!\\p{L})(${undone(context, word).join("|")})(?!\\p{L})`, "u");
  const at = parts.findIndex((part) => typeof part === "string" && said.test(part));
  if (at < 0) return added();
  const [before, found, ...after] = (parts[at] as string).split(said);
  return [
    ...partNodes(context, parts.slice(0, at)), document.createTextNode(before!),
    progressLabel(progress, found!), document.createTextNode(after.join("")), ...partNodes(context, parts.slice(at + 1)),
  ];
}

/** The words for what has not been done, longest first, as a pattern's alternatives. */
function undone({ app }: Context, word: string): string[] {
  const done = new Set(PROGRESS.map((_, progress) => progress).filter(isDone).map((progress) => progressWord(app, progress)));
  const all = new Set([word, ...app.model.core.statuses.map(({ label }) => app.told(label))]);
  return [...all].filter((each) => each !== "" && !done.has(each)).sort((a, b) => b.length - a.length)
    .map((each) => each.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
}

/** The word for how far something has come, in a frame whose stroke says it too. */
function progressLabel(progress: number, text: string, word = text): HTMLElement {
  return el("span", { class: `progress ${PROGRESS[progress]}`, "data-word": word }, text);
}

/** The same after words that do not say it. */
export function addedLabel({ app }: Context, progress: number, word: string): HTMLElement {
  return progressLabel(progress, statusWords(app, word), word);
}

/** A sentence of the page about what it does not hold: the id stands in it as a text. */
export function missingNodes(app: App, key: "text" | "missing", id: string): Node[] {
  const [before, after] = app.t(`panel.nothing.${key}`, { id: "\n" }).split("\n");
  return [document.createTextNode(before!), el("code", {}, el("bdi", {}, id)), document.createTextNode(after!)];
}

/** Text and links; the data's words keep their own direction. */
export function partNodes(context: Context, parts: readonly Part[]): Node[] {
  return parts.map((part) => {
    if (typeof part === "string") return document.createTextNode(part);
    const [id, text] = part;
    return context.known(id) ? goTo(context, id, text) : el("bdi", {}, text);
  });
}

/** A link that selects a thing: the panel listens for it, and its address opens in another tab. */
export function goTo({ app, lang }: Context, id: string, text: string): HTMLElement {
  const start = { ...START, lang: app.model.core.language };
  const href = addressOf({ ...start, lang, selected: id }, app.model, start);
  return el("a", { href, "data-go": id }, el("bdi", {}, text));
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

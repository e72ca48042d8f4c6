/**
 * A field with a list below it that narrows as one types: without regard to accents, by mouse or
 * by keys, as the ARIA pattern for an editable combobox with a list has it.
 *
 * In: options, grouped or not, and what to do when one is chosen. Out: an element. It keeps no
 * options: they are asked for when the list opens.
 */

import { el } from "../dom.ts";
import { folded } from "../data/folding.ts";

export interface Option {
  readonly id: string;
  readonly label: string;
  readonly detail?: string; // quietly after the label; found by search too
  readonly group?: string;
}

export interface Combo {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  /** Show a text in the field without choosing anything. */
  show(text: string): void;
}

export interface ComboSettings {
  readonly id: string;
  readonly label: string;
  readonly options: () => readonly Option[];
  readonly chosen: (option: Option) => void;
  /** The reader left the field, or pressed Enter, with a text that is no option's. */
  readonly written?: (text: string) => void;
  readonly placeholder?: string;
  readonly empty: string; // said where nothing fits
  readonly more: (n: number) => string; // said where more fit than are shown
}

const SHOWN = 60;

/** Return the options that hold every word of a text, those first whose label begins with it. */
export function fitting(options: readonly Option[], text: string): Option[] {
  const words = folded(text).split(" ").filter(Boolean);
  if (words.length === 0) return [...options];
  const kept: { option: Option; rank: number }[] = [];
  for (const option of options) {
    const label = folded(option.label);
    const whole = `${label} ${folded(option.detail ?? "")} ${folded(option.group ?? "")} ${folded(option.id)}`;
    if (words.every((word) => whole.includes(word))) kept.push({ option, rank: label.startsWith(words[0]!) ? 0 : 1 });
  }
  // Groups stand together; within one, what begins with the text comes first.
  const grouped = options.some(({ group }) => group !== undefined);
  return (grouped ? kept : kept.sort((a, b) => a.rank - b.rank)).map(({ option }) => option);
}

/** Make a combobox. */
export function combo(settings: ComboSettings): Combo {
  const { id } = settings;
  const list = el("ul", { class: "choices", role: "listbox", id: `${id}-list`, "aria-label": settings.label });
  list.hidden = true;
  const input = el("input", {
    id, type: "text", role: "combobox", autocomplete: "off", autocapitalize: "off", spellcheck: "false",
    "aria-expanded": "false", "aria-controls": `${id}-list`, "aria-autocomplete": "list",
    "aria-label": settings.label, placeholder: settings.placeholder ?? "",
  });
  let shown: readonly Option[] = [];
  let active = -1;
  let before = "";
  let typed = false;

  function open(text: string): void {
    const found = fitting(settings.options(), text);
    shown = found.slice(0, SHOWN);
    const items: HTMLElement[] = [];
    let group: string | undefined;
    shown.forEach((option, index) => {
      if (option.group !== undefined && option.group !== group) {
        items.push(el("li", { class: "choices-group", role: "presentation" }, option.group));
      }
      group = option.group;
      items.push(el("li", { role: "option", id: `${id}-${index}`, "aria-selected": "false", "data-at": index },
        el("span", {}, option.label), option.detail ? el("small", {}, option.detail) : null));
    });
    if (found.length === 0) items.push(el("li", { class: "choices-note", role: "presentation" }, settings.empty));
    if (found.length > SHOWN) {
      items.push(el("li", { class: "choices-note", role: "presentation" }, settings.more(found.length - SHOWN)));
    }
    list.replaceChildren(...items);
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(text && found.length ? 0 : -1);
    place(input, list);
  }

  function close(): void {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    active = -1;
  }

  function mark(index: number): void {
    list.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
    active = index;
    const item = index < 0 ? null : list.querySelector(`[data-at="${index}"]`);
    item?.setAttribute("aria-selected", "true");
    item?.scrollIntoView({ block: "nearest" });
    if (item) input.setAttribute("aria-activedescendant", item.id);
    else input.removeAttribute("aria-activedescendant");
  }

  function choose(index: number): void {
    const option = shown[index]!;
    typed = false;
    before = input.value = option.label;
    close();
    settings.chosen(option);
  }

  function leave(): void {
    close();
    const text = input.value;
    if (typed && text !== before) {
      const same = settings.options().find(({ label, id: name }) => folded(label) === folded(text.trim()) || name === text.trim());
      if (same) {
        before = input.value = same.label;
        settings.chosen(same);
      } else if (settings.written) {
        before = text;
        settings.written(text);
      } else input.value = before;
    }
    typed = false;
  }

  input.addEventListener("focus", () => {
    before = input.value;
    typed = false;
    input.setSelectionRange(0, before.length, "backward"); // a long text shows its beginning
    requestAnimationFrame(() => (input.scrollLeft = 0));
  });
  input.addEventListener("click", () => list.hidden && open(""));
  input.addEventListener("input", () => {
    typed = true;
    open(input.value);
  });
  input.addEventListener("blur", leave);
  input.addEventListener("keydown", (event) => {
    const opened = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!opened) open(typed ? input.value : "");
      else if (shown.length) mark((active + (event.key === "ArrowDown" ? 1 : active < 0 ? 0 : -1) + shown.length) % shown.length);
    } else if (event.key === "Enter" && opened && active >= 0) {
      event.preventDefault();
      choose(active);
    } else if (event.key === "Enter") leave();
    else if (event.key === "Escape" && opened) {
      event.preventDefault(); // the drawer stays
      input.value = before;
      typed = false;
      close();
    }
  });
  // The press must not take the focus from the field, which would close the list first.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = (event.target as Element).closest<HTMLElement>("[data-at]");
    if (item) choose(Number(item.dataset["at"]));
  });
  return {
    element: el("div", { class: "combo" }, input, list),
    input,
    show(text) {
      before = input.value = text;
      input.title = text;
    },
  };
}

/** The list opens to where there is room: the drawer cuts off what hangs out of it. */
function place(input: HTMLElement, list: HTMLElement): void {
  const box = input.getBoundingClientRect();
  const below = window.innerHeight - box.bottom - 8;
  const up = below < 260 && box.top > below;
  list.style.left = `${box.left}px`;
  list.style.minWidth = `${box.width}px`;
  list.style.maxWidth = `${Math.max(box.width, window.innerWidth - box.left - 8)}px`;
  list.style.maxHeight = `${Math.min(420, up ? box.top - 8 : below)}px`;
  list.style.top = up ? "auto" : `${box.bottom + 2}px`;
  list.style.bottom = up ? `${window.innerHeight - box.top + 2}px` : "auto";
}

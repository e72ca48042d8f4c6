/**
 * A button of the bar with what it opens.
 *
 * In: a sign, the key of its words, and a function that fills what opens. Out: the two elements in
 * one, `open` and `close`. It opens and closes by button; Escape closes it and gives the focus back; a
 * press or the focus elsewhere closes it. What stands inside is its owner's.
 */

import type { App } from "../app.ts";
import { el } from "../dom.ts";
import { follow } from "./following.ts";
import { sign, type Sign } from "./icons.ts";

export interface Popover {
  readonly root: HTMLElement;
  readonly button: HTMLButtonElement;
  readonly body: HTMLElement;
  open(): void;
  close(): void;
}

/** Make a button of the bar: a sign and words, which are its name also where only the sign is seen. */
export function barButton(app: App, name: Sign, key: string, press: () => void): HTMLButtonElement {
  const words = el("span", { class: "words" });
  const button = el("button", { type: "button", class: `tool tool-${name}`, onclick: press }, sign(name), words);
  follow(app, ["lang"], () => {
    words.textContent = app.t(key);
    button.title = app.t(key);
    button.setAttribute("aria-label", app.t(key));
  });
  return button;
}

/** Make a popover; `opening` is called each time before it is shown. */
export function popover(app: App, name: Sign, key: string, opening: (body: HTMLElement) => void): Popover {
  const id = `pop-${name}`;
  const body = el("div", { class: "pop-body", id, role: "group", hidden: true });
  const button = barButton(app, name, key, () => (body.hidden ? open() : close()));
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-controls", id);
  const root = el("div", { class: `pop pop-${name}` }, button, body);
  const open = (): void => {
    opening(body);
    body.hidden = false;
    button.setAttribute("aria-expanded", "true");
  };
  const close = (): void => {
    body.hidden = true;
    button.setAttribute("aria-expanded", "false");
  };
  follow(app, ["lang"], () => {
    body.setAttribute("aria-label", app.t(key));
    if (!body.hidden) opening(body);
  });
  closeFromOutside(root, () => !body.hidden, close, button);
  return { root, button, body, open, close };
}

/** Close what is open when the reader presses Escape in it, or turns elsewhere. */
export function closeFromOutside(root: HTMLElement, isOpen: () => boolean, close: () => void, button: HTMLElement): void {
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen()) return;
    event.stopPropagation();
    close();
    button.focus();
  });
  root.addEventListener("focusout", ({ relatedTarget }) => {
    if (isOpen() && relatedTarget instanceof Node && !root.contains(relatedTarget)) close();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (isOpen() && target instanceof Node && !root.contains(target)) close();
  });
}

/**
 * The page's address kept in step with the state, and the state with the address.
 *
 * In: the app, and how the page opens. Out: the address rewritten a moment after each change, an
 * entry in the browser's history for each new selection, and the state set when the reader goes
 * back or puts in another address. Where the page has no address of its own (in a notebook's or a
 * sandbox's frame) it does nothing, and `link` says so.
 */

import { addressOf, isKnown, stateFromAddress } from "../address.ts";
import type { App } from "../app.ts";
import type { State } from "../state.ts";
import { LANGUAGES } from "../text.ts";

const PAUSE = 400; // ms; Safari takes a hundred rewritings in thirty seconds
/** What a reader sets once and does not expect "back" to undo. */
const LASTING = ["lang", "theme", "panel"] as const;

/** Whether this document has an address that can be rewritten and passed on. */
function hasAddress(): boolean {
  return /^(file|https?):$/.test(location.protocol);
}

/** Return the link to what is seen now; null where the page has no address. */
export function link({ model, store }: App, start: State): string | null {
  return hasAddress() ? location.href.replace(/#.*$/s, "") + addressOf(store.now, model, start) : null;
}

/** Keep the address in step with the state, and the state with the address. */
export function bindAddress(app: App, start: State): void {
  const { model, store } = app;
  let waiting = 0;
  let reading = false;
  const target = (state: State): string => location.href.replace(/#.*$/s, "") + addressOf(state, model, start);
  const write = (state: State, entry: boolean): void => {
    clearTimeout(waiting);
    waiting = 0;
    const to = target(state);
    if (to === location.href) return;
    if (entry) history.pushState({ twingraph: true }, "", to);
    else history.replaceState({ twingraph: true }, "", to);
  };
  const read = (own: boolean): void => {
    clearTimeout(waiting);
    waiting = 0;
    const found = stateFromAddress(location.hash, model, start, Object.keys(LANGUAGES));
    const kept = own ? Object.fromEntries(LASTING.map((key) => [key, store.now[key]])) : {};
    reading = true;
    store.set(onlyNew(store.now, { ...found, ...kept, lit: store.now.lit, litPairs: store.now.litPairs }));
    reading = false;
    void forgetUnknown(app);
  };
  if (hasAddress()) {
    history.replaceState({ twingraph: true }, "");
    store.on([], (now, before) => {
      if (reading) return;
      if (now.selected !== before.selected && now.selected !== null) {
        // The former place must be whole before it is left.
        if (waiting !== 0) write(before, false);
        write(now, true);
      } else {
        clearTimeout(waiting);
        waiting = window.setTimeout(() => write(store.now, false), PAUSE);
      }
    });
    addEventListener("popstate", ({ state }: PopStateEvent) => {
      read((state as { twingraph?: boolean } | null)?.twingraph === true);
    });
  }
  void forgetUnknown(app);
}

/** What neither the core nor the details know is missing: an address can say anything. */
async function forgetUnknown(app: App): Promise<void> {
  const { selected } = app.store.now;
  if (selected === null || isKnown(selected, app.model)) return;
  const { records } = await app.details();
  const known = Object.values(records).some((held) => Object.hasOwn(held, selected));
  if (!known && app.store.now.selected === selected) app.store.set({ selected: null, missing: selected });
}

/** A patch without what says the same in another object, so that nobody redraws for nothing. */
function onlyNew(now: State, found: State): Partial<State> {
  const keys = Object.keys(found) as (keyof State)[];
  return Object.fromEntries(
    keys.filter((key) => JSON.stringify(found[key]) !== JSON.stringify(now[key])).map((key) => [key, found[key]]),
  );
}

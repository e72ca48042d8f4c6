/** Keep what is shown in step with the state. In: keys of the state and what to do. Out: it is done. */

import type { App } from "../app.ts";
import type { State } from "../state.ts";

/** Do it now, and again when one of the keys changes. */
export function follow({ store }: App, keys: readonly (keyof State)[], act: () => void): void {
  act();
  store.on(keys, act);
}

/**
 * What floats over the drawing makes room while the drawer takes half of it.
 *
 * In: the app, a `details` element, whether it is open at first. Out: it is folded while the drawer
 * is open, and afterwards as it was before. What the reader unfolds meanwhile stays unfolded.
 */

import type { App } from "../app.ts";

export function foldWithDrawer({ store }: Pick<App, "store">, fold: HTMLDetailsElement, open: boolean): void {
  let before = open; // how it was when the drawer opened
  fold.open = open && store.now.drawer === null;
  store.on(["drawer"], ({ drawer }, { drawer: former }) => {
    if (former === null) {
      before = fold.open;
      fold.open = false;
    } else if (drawer === null && before) fold.open = true;
  });
}

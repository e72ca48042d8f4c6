/** A stub: its owner writes it. */

import type { App } from "../app.ts";

export function mountDrawer(_app: App, _host: HTMLElement): void {
  // To come.
}

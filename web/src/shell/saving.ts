/** Files for the reader to keep. In: what a file holds and its name. Out: the browser saves it. */

import { folded } from "../data/folding.ts";
import { el } from "../dom.ts";

/** Hand a file to the reader. */
export function save(content: Blob | string, type: string, name: string): void {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const url = URL.createObjectURL(blob);
  const anchor = el("a", { href: url, download: name, hidden: true });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  // The browser has to begin reading before the address is given up.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A file's name from the page's title: letters and digits that every system takes. */
export function fileName(title: string, ending: string): string {
  const slug = folded(title).replaceAll(" ", "-").slice(0, 60).replace(/-$/, "");
  return `${slug || "twingraph"}.${ending}`;
}

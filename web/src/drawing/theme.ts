/**
 * The colours of the drawing: read from the style sheet, once for each theme.
 *
 * In: the document's custom properties. Out: a `Palette`, and a call when it changes. It holds no
 * colour of its own.
 */

export interface Palette {
  /** In the order of MARKS. */
  readonly marks: readonly [string, string, string, string];
  readonly membership: string;
  readonly ink: string;
  readonly quiet: string;
  readonly ground: string;
  readonly land: string;
  readonly water: string;
  readonly border: string;
  readonly font: string;
}

/** Read the palette as the document is dressed now. */
export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    marks: [colour("twinning"), colour("agreement"), colour("programme"), colour("contact")],
    membership: colour("membership"),
    ink: colour("ink"),
    quiet: colour("quiet"),
    ground: colour("ground"),
    land: colour("land"),
    water: colour("water"),
    border: colour("border"),
    font: style.fontFamily,
  };
}

/** Read the light palette, whatever the page wears: for what is printed or passed on. */
export function lightPalette(): Palette {
  const root = document.documentElement;
  const worn = root.dataset["theme"];
  root.dataset["theme"] = "light";
  const palette = readPalette();
  if (worn === undefined) delete root.dataset["theme"];
  else root.dataset["theme"] = worn;
  return palette;
}

/** Call a function when the page's theme changes, by the reader's choice or the system's. */
export function onTheme(call: () => void): void {
  new MutationObserver(call).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", call);
}

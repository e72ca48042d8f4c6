/** The bar's signs: lines on a grid of 16, in the colour of the text beside them. In: a name. Out: an SVG element. */

import { svg } from "../dom.ts";

const PATHS = {
  search: "M7 2.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 0 0 0-9M10.4 10.4L14 14",
  map: "M1.5 4l4-1.5l5 1.5l4-1.5v9.5l-4 1.5l-5-1.5l-4 1.5zM5.5 2.5v9.5M10.5 4v9.5",
  network: "M8 3.5L3.5 11M8 3.5L12.5 11M3.5 12h9M8 1.5a1.8 1.8 0 1 0 0 3.6a1.8 1.8 0 0 0 0-3.6M3.3 10.2a1.8 1.8 0 1 0 0 3.6a1.8 1.8 0 0 0 0-3.6M12.7 10.2a1.8 1.8 0 1 0 0 3.6a1.8 1.8 0 0 0 0-3.6",
  table: "M2 3h12v10H2zM2 6.3h12M2 9.6h12M6.5 3v10",
  centred: "M8 4.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 0 0 0-7M8 1v4M8 11v4M1 8h4M11 8h4",
  filter: "M2 3h12l-4.6 5.4v4.1l-2.8 1.2V8.4z",
  layers: "M8 2l6 3.2l-6 3.2l-6-3.2zM2 8.2l6 3.2l6-3.2M2 11l6 3.2l6-3.2",
  query: "M2.5 4l4 4l-4 4M8 12.5h5.5",
  language: "M8 1.8a6.2 6.2 0 1 0 0 12.4a6.2 6.2 0 0 0 0-12.4M1.8 8h12.4M8 1.8c-3.6 3.6-3.6 8.8 0 12.4M8 1.8c3.6 3.6 3.6 8.8 0 12.4",
  share: "M8 10V2M5 4.6L8 1.6l3 3M3 8v5.5h10V8",
  help: "M8 1.8a6.2 6.2 0 1 0 0 12.4a6.2 6.2 0 0 0 0-12.4M6.2 6.3c.1-2.6 3.8-2.4 3.7-.1c0 1.4-1.9 1.6-1.9 3M8 11.2v.6",
  menu: "M2.5 4h11M2.5 8h11M2.5 12h11",
  close: "M3.5 3.5l9 9M12.5 3.5l-9 9",
} as const;

export type Sign = keyof typeof PATHS;

/** Draw a sign; it says nothing to a screen reader, the words beside it do. */
export function sign(name: Sign): SVGElement {
  return svg(
    "svg",
    { class: "sign", viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true", focusable: "false" },
    svg("path", { d: PATHS[name], fill: "none", stroke: "currentColor", "stroke-width": 1.4, "stroke-linecap": "round", "stroke-linejoin": "round" }),
  );
}

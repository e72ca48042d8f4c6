/**
 * Elements whose text is text: nothing here reads markup.
 *
 * In: a tag, properties and children. Out: elements. No inline handler and no style attribute is
 * ever written, as the page's policy forbids both.
 */

type Child = Node | string | null | undefined | false;
export interface Properties {
  readonly [attribute: string]: string | number | boolean | null | undefined | ((event: never) => void);
}

/** Make an element: "onclick" and its like are listened to, all else are attributes. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") {
      made.addEventListener(name.slice(2), value as EventListener);
    } else made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false));
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

/** Make an SVG element; children are elements or text. */
export function svg(tag: string, attributes: Readonly<Record<string, string | number>> = {}, ...children: readonly (Node | string)[]): SVGElement {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

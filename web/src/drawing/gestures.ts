/**
 * Pointer and keys on the drawing, told as what they mean.
 *
 * In: the events of one element. Out: calls: pan, zoom, tap, hover, and what keys ask for. It knows
 * neither data nor camera.
 */

export interface Gestures {
  pan(dx: number, dy: number): void;
  /** Zoom by a factor about a point of the element; `smooth` where one step asks for it. */
  zoom(x: number, y: number, by: number, smooth: boolean): void;
  /** The gesture is over. */
  rest(): void;
  /** A click or a tap; what is within `reach` pixels is meant. */
  tap(x: number, y: number, reach: number): void;
  hover(x: number, y: number): void;
  leave(): void;
  /** A key, by its name; true where it was used. */
  key(name: string): boolean;
}

const CLICK = 4; // px that a click may slip
const TAP = 10; // px that a finger may slip
const REACH_MOUSE = 7;
const REACH_FINGER = 18;
const WHEEL = 0.0016; // of the zoom, a pixel of the wheel
const LINE = 24; // px a line of the wheel

/** Listen to an element. */
export function listen(element: HTMLElement, gestures: Gestures): void {
  pointers(element, gestures);
  let resting = 0;
  element.addEventListener("wheel", (event) => {
    event.preventDefault();
    const { x, y } = inside(element, event);
    const pixels = event.deltaY * (event.deltaMode === 0 ? 1 : LINE) * (event.ctrlKey ? 4 : 1);
    gestures.zoom(x, y, Math.exp(-Math.max(-400, Math.min(400, pixels)) * WHEEL), false);
    clearTimeout(resting);
    resting = window.setTimeout(() => gestures.rest(), 150);
  }, { passive: false });
  element.addEventListener("dblclick", (event) => {
    const { x, y } = inside(element, event);
    gestures.zoom(x, y, event.shiftKey ? 0.5 : 2, true);
  });
  element.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (gestures.key(event.key)) {
      event.preventDefault();
      event.stopPropagation();
    }
  });
}

interface Finger {
  x: number;
  y: number;
  readonly x0: number;
  readonly y0: number;
}

function pointers(element: HTMLElement, gestures: Gestures): void {
  const down = new Map<number, Finger>();
  let slipped = false; // further than a click may
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const { x, y } = inside(element, event);
    if (down.size === 0) slipped = false;
    else slipped = true;
    down.set(event.pointerId, { x, y, x0: x, y0: y });
    element.setPointerCapture(event.pointerId);
  });
  element.addEventListener("pointermove", (event) => {
    const { x, y } = inside(element, event);
    const finger = down.get(event.pointerId);
    if (finger === undefined) {
      if (event.pointerType !== "touch" && down.size === 0) gestures.hover(x, y);
      return;
    }
    const may = event.pointerType === "mouse" ? CLICK : TAP;
    if (!slipped && Math.hypot(x - finger.x0, y - finger.y0) <= may) return;
    slipped = true;
    const [one, other] = [...down.values()];
    if (other === undefined) gestures.pan(x - finger.x, y - finger.y);
    else {
      const before = Math.hypot(one!.x - other.x, one!.y - other.y);
      const middle = { x: (one!.x + other.x) / 2, y: (one!.y + other.y) / 2 };
      [finger.x, finger.y] = [x, y];
      const after = Math.hypot(one!.x - other.x, one!.y - other.y);
      gestures.pan((one!.x + other.x) / 2 - middle.x, (one!.y + other.y) / 2 - middle.y);
      if (before > 0 && after > 0) gestures.zoom((one!.x + other.x) / 2, (one!.y + other.y) / 2, after / before, false);
    }
    [finger.x, finger.y] = [x, y];
  });
  const up = (event: PointerEvent): void => {
    const finger = down.get(event.pointerId);
    if (finger === undefined) return;
    down.delete(event.pointerId);
    if (!slipped && event.type === "pointerup") gestures.tap(finger.x0, finger.y0, event.pointerType === "mouse" ? REACH_MOUSE : REACH_FINGER);
    else if (down.size === 0) gestures.rest();
  };
  element.addEventListener("pointerup", up);
  element.addEventListener("pointercancel", up);
  element.addEventListener("pointerleave", () => gestures.leave());
}

function inside(element: HTMLElement, event: MouseEvent): { x: number; y: number } {
  const box = element.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}

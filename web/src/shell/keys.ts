/** Keys that work anywhere on the page but where the reader writes. In: a key, a function. Out: nothing. */

/** Call a function when a key is pressed alone, outside fields of text. */
export function onKey(wanted: string, call: () => void): void {
  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (key !== wanted || event.ctrlKey || event.metaKey || event.altKey || writes(event.composedPath()[0] ?? target)) return;
    event.preventDefault();
    call();
  });
}

function writes(target: EventTarget | null): boolean {
  if (!(target instanceof Element) || target.closest("input, textarea, select, [contenteditable]") === null) return false;
  return !(target instanceof HTMLInputElement && /^(radio|checkbox|range|button)$/.test(target.type));
}

/**
 * A stub: its owner writes it. The editor's bundle, run by `runBlock("editor")` when first used;
 * what it exports is then `window.twingraphEditor`. The page's policy lets no style element in:
 * give CodeMirror a shadow root (`new EditorView({root: shadowRoot, ...})`), where it uses
 * adopted style sheets.
 */

export {};

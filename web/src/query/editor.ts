/**
 * The SPARQL editor: CodeMirror, in a bundle of its own that is run when the drawer first opens.
 *
 * In: a shadow root, a text, words to complete, what to do at a change and at "run". Out: an
 * `Editor`. It stands in a shadow root since the page's policy forbids style elements: there its
 * styles are sheets that scripts adopt. It knows nothing of the page, the engine or queries saved.
 */

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, indentOnInput, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { Compartment, EditorState, Prec, StateEffect, StateField } from "@codemirror/state";
import { Decoration, drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers, type DecorationSet } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { complete, type Words } from "./completion.ts";

export interface EditorSettings {
  readonly root: ShadowRoot;
  readonly label: string;
  readonly words: Words;
  readonly changed: (text: string) => void;
  readonly run: () => void;
  /** Escape, with no list of completions open. */
  readonly leave: () => void;
}

export interface Editor {
  text(): string;
  /** Replace the text, as one step of undoing; `changed` is not called. */
  set(text: string): void;
  /** Mark a place that is at fault, and go there if the reader asks. */
  mark(line: number, column: number | null, go: boolean): void;
  focus(): void;
  /** Change the language of labels. */
  speak(label: string, words: Words): void;
}

/** Make an editor. */
export function create(settings: EditorSettings): Editor {
  let words = settings.words;
  let quiet = false;
  const spoken = new Compartment();
  const saying = (label: string) => [
    EditorView.contentAttributes.of({ "aria-label": label, "aria-multiline": "true", tabindex: "0" }),
    EditorState.phrases.of({ Completions: words.phrases.completions }),
  ];
  const view = new EditorView({
    root: settings.root,
    parent: settings.root,
    state: EditorState.create({
      extensions: [
        Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => (settings.run(), true) }])),
        lineNumbers(), history(), drawSelection(), highlightActiveLine(), indentOnInput(), bracketMatching(), closeBrackets(),
        StreamLanguage.define(sparql),
        syntaxHighlighting(COLOURS),
        autocompletion({ override: [(context) => complete(context, words)], icons: false }),
        keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...completionKeymap]),
        // After the completions' own Escape. Tab is not taken: it leaves the editor.
        Prec.lowest(keymap.of([{ key: "Escape", run: () => (settings.leave(), true), stopPropagation: true }])),
        spoken.of(saying(settings.label)),
        faulty,
        LOOK,
        EditorView.domEventHandlers({ beforeinput: typedOver }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !quiet) settings.changed(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    text: () => view.state.doc.toString(),
    set(text) {
      if (text === view.state.doc.toString()) return;
      quiet = true;
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: 0 },
        effects: [fault.of(null), EditorView.scrollIntoView(0, { y: "start", yMargin: 16 })],
      });
      quiet = false;
    },
    mark(line, column, go) {
      const { doc } = view.state;
      const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
      const from = Math.min(at.from + (column ?? 1) - 1, at.to);
      view.dispatch({
        effects: [fault.of({ line: at.from, from }), EditorView.scrollIntoView(from, { y: "center" })],
        ...(go ? { selection: { anchor: from } } : {}),
      });
      if (go) view.focus();
    },
    focus: () => view.focus(),
    speak(label, spokenWords) {
      words = spokenWords;
      view.dispatch({ effects: spoken.reconfigure(saying(label)) });
    },
  };
}

/**
 * Put what is typed over a selection in its place. Left to the browser, it would keep the colours of
 * what was there by writing a style attribute, which the page's policy forbids.
 */
function typedOver(event: InputEvent, view: EditorView): boolean {
  const { from, to, empty } = view.state.selection.main;
  const { data } = event;
  if (event.inputType !== "insertText" || data === null || event.isComposing || empty) return false;
  event.preventDefault();
  const plain = () => view.state.update(view.state.replaceSelection(data), { userEvent: "input.type", scrollIntoView: true });
  const handled = view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, data, plain));
  if (!handled) view.dispatch(plain());
  return true;
}

const fault = StateEffect.define<{ readonly line: number; readonly from: number } | null>();

/** The line at fault, until the text changes. */
const faulty = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(held, { docChanged, effects, state }) {
    let now = docChanged ? Decoration.none : held;
    for (const effect of effects) {
      if (!effect.is(fault)) continue;
      if (effect.value === null) now = Decoration.none;
      else {
        const { line, from } = effect.value;
        const marks = [Decoration.line({ class: "fault-line" }).range(line)];
        if (from < state.doc.lineAt(line).to) marks.push(Decoration.mark({ class: "fault-sign" }).range(from, from + 1));
        now = Decoration.set(marks);
      }
    }
    return now;
  },
  provide: (field) => EditorView.decorations.from(field),
});

// The page's own colours reach into the shadow root as custom properties.
const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--code-word)", fontWeight: "600" },
  { tag: tags.standard(tags.variableName), color: "var(--code-word)" },
  { tag: tags.local(tags.variableName), color: "var(--code-variable)", whiteSpace: "nowrap" },
  { tag: tags.atom, color: "var(--ink)" },
  { tag: tags.string, color: "var(--code-string)" },
  { tag: [tags.comment, tags.meta], color: "var(--quiet)", fontStyle: "italic" },
  { tag: [tags.operator, tags.bracket], color: "var(--quiet)" },
]);

const LOOK = EditorView.theme({
  "&": { height: "100%", fontSize: "13px", color: "var(--ink)", backgroundColor: "var(--ground)" },
  "&.cm-focused": { outline: "none" }, // the host shows it
  ".cm-scroller": { fontFamily: "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace", lineHeight: "1.5" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--raised)", color: "var(--quiet)", border: "none" },
  ".cm-activeLine": { backgroundColor: "var(--code-line)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--code-selected)",
  },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--code-selected)", outline: "1px solid var(--quiet)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "transparent", outline: "1px solid var(--code-fault)" },
  ".fault-line": { backgroundColor: "var(--code-fault-line)", boxShadow: "inset 3px 0 var(--code-fault)" },
  ".fault-sign": { textDecoration: "underline wavy var(--code-fault)", textUnderlineOffset: "3px" },
  ".cm-tooltip": { backgroundColor: "var(--ground)", color: "var(--ink)", border: "1px solid var(--border)", borderRadius: "6px", boxShadow: "var(--shadow)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "14em" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "2px 8px", lineHeight: "1.5" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--link)", color: "var(--ground)" },
  ".cm-completionDetail": { fontStyle: "normal", color: "var(--quiet)", fontFamily: "system-ui, sans-serif" },
  "li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "600" },
});

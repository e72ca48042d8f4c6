/**
 * What may be completed in the editor: our terms with their labels, prefixes, the query's variables,
 * SPARQL's words.
 *
 * In: the text before the cursor, and `Words`. Out: CodeMirror's completions. It keeps nothing.
 */

import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";

export interface Words {
  /** Our prefixes with their IRIs. */
  readonly prefixes: Readonly<Record<string, string>>;
  /** Our names, such as "tg:Agreement", in the reader's language; `sort` is in words. */
  readonly terms: readonly { readonly id: string; readonly label: string; readonly sort: string }[];
  /** What the lists of completions and the sorts of words are called. */
  readonly phrases: { readonly completions: string; readonly prefix: string; readonly variable: string; readonly keyword: string };
}

const KEYWORDS = (
  "SELECT DISTINCT REDUCED CONSTRUCT DESCRIBE ASK WHERE FROM NAMED PREFIX BASE GRAPH OPTIONAL UNION MINUS FILTER BIND AS " +
  "VALUES UNDEF EXISTS NOT IN GROUP HAVING ORDER BY ASC DESC LIMIT OFFSET COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT " +
  "SEPARATOR COALESCE IF BOUND STR LANG LANGMATCHES DATATYPE IRI STRDT STRLANG STRLEN SUBSTR UCASE LCASE CONTAINS " +
  "STRSTARTS STRENDS STRBEFORE STRAFTER CONCAT REPLACE REGEX ABS ROUND CEIL FLOOR YEAR MONTH DAY ISIRI ISLITERAL " +
  "ISNUMERIC SAMETERM TRUE FALSE"
).split(" ");

/** Complete what stands before the cursor; nothing in a comment. */
export function complete(context: CompletionContext, words: Words): CompletionResult | null {
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  if (/(?:^|\s)#[^<>]*$/.test(before)) return null;
  const token = /[?$]?[\p{L}\p{N}_\-:.]*$/u.exec(before)![0];
  if (token === "" && !context.explicit) return null;
  const from = context.pos - token.length;
  const validFor = /^[?$]?[\p{L}\p{N}_\-:.]*$/u;
  if (/^[?$]/.test(token)) return { from, options: variables(context, words, token), validFor };
  const colon = token.indexOf(":");
  if (/\bPREFIX\s+[\w-]*$/i.test(before)) return { from, options: declarations(words), validFor };
  if (colon >= 0) return { from, options: named(words, token.slice(0, colon + 1)), validFor };
  if (token === "" || token.length >= 2 || context.explicit) {
    return { from, options: [...keywords(words), ...prefixes(words), ...byLabel(words)], validFor };
  }
  return null;
}

function variables(context: CompletionContext, words: Words, token: string): Completion[] {
  const found = new Set<string>();
  for (const match of context.state.doc.toString().matchAll(/[?$][\p{L}\p{N}_]+/gu)) {
    // The one that is being written is none yet.
    if (match.index + match[0].length !== context.pos) found.add(token[0] + match[0].slice(1));
  }
  return [...found].sort().map((label) => ({ label, type: "variable", detail: words.phrases.variable }));
}

function named(words: Words, start: string): Completion[] {
  return words.terms.filter(({ id }) => id.startsWith(start)).map(completion);
}

/** What is found by its label: "twinned" gives tg:twinnedWith. */
function byLabel(words: Words): Completion[] {
  return words.terms.filter(({ id }) => !id.startsWith("city:")).map((term) => ({ ...completion(term), boost: -10 }));
}

function completion({ id, label, sort }: Words["terms"][number]): Completion {
  return { label: id, detail: label === "" ? sort : `${label} · ${sort}`, type: "class" };
}

function keywords(words: Words): Completion[] {
  return KEYWORDS.map((label) => ({ label, type: "keyword", detail: words.phrases.keyword }));
}

function prefixes(words: Words): Completion[] {
  return Object.keys(words.prefixes).map((prefix) => ({
    label: `${prefix}:`, type: "namespace", detail: words.phrases.prefix, boost: -5,
  }));
}

function declarations(words: Words): Completion[] {
  return Object.entries(words.prefixes).map(([prefix, iri]) => ({
    label: `${prefix}:`, detail: iri, type: "namespace", apply: `${prefix}: <${iri}>\n`,
  }));
}

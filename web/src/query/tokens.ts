/**
 * SPARQL cut into tokens, and what can be read from them without an engine.
 *
 * In: SPARQL as text. Out: tokens with line and column, the query's form, prefixes that it uses
 * and does not declare. It knows no grammar: what is wrong with a query the engine says.
 */

export type Kind = "iri" | "string" | "variable" | "language" | "name" | "word" | "other";

export interface Token {
  readonly kind: Kind;
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

const PATTERN = new RegExp(
  [
    String.raw`(?<comment>#[^\n\r]*)`,
    String.raw`(?<iri><[^<>"{}|^${"`"}\\\x00-\x20]*>)`,
    String.raw`(?<string>"{3}(?:[^"\\]|\\.|"(?!""))*"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}` +
      String.raw`|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')`,
    String.raw`(?<variable>[?$][\p{L}\p{N}_]+)`,
    String.raw`(?<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)`,
    String.raw`(?<name>\p{L}[\p{L}\p{N}_.\-]{0,99}?:(?:[\p{L}\p{N}_:.%\-]|\\.)*|:(?:[\p{L}\p{N}_:.%\-]|\\.)*|_:[\p{L}\p{N}_.\-]+)`,
    String.raw`(?<word>\p{L}[\p{L}\p{N}_]*)`,
    String.raw`(?<space>\s+)`,
    String.raw`(?<other>.)`,
  ].join("|"),
  "gsu",
);

/** Cut a query into tokens, leaving out space and comments. */
export function tokens(sparql: string): Token[] {
  const found: Token[] = [];
  let line = 1;
  let start = 0;
  for (const match of sparql.matchAll(PATTERN)) {
    const kind = Object.keys(match.groups!).find((name) => match.groups![name] !== undefined)!;
    const text = match[0];
    if (kind !== "space" && kind !== "comment") {
      found.push({ kind: kind as Kind, text, line, column: match.index - start + 1 });
    }
    if (text.includes("\n")) {
      line += text.split("\n").length - 1;
      start = match.index + text.lastIndexOf("\n") + 1;
    }
  }
  return found;
}

/** Return the form of a query: of rows, of yes or no, or of a graph. */
export function formOf(sparql: string): "select" | "ask" | "graph" {
  for (const { kind, text } of tokens(sparql)) {
    const word = kind === "word" ? text.toUpperCase() : "";
    if (word === "SELECT") return "select";
    if (word === "ASK") return "ask";
    if (word === "CONSTRUCT" || word === "DESCRIBE") return "graph";
  }
  return "select";
}

/** Return the prefixes that a query declares, with their IRIs. */
export function declaredPrefixes(sparql: string): Map<string, string> {
  const found = new Map<string, string>();
  const all = tokens(sparql);
  all.forEach(({ kind, text }, index) => {
    const [name, iri] = [all[index + 1], all[index + 2]];
    if (kind !== "word" || text.toUpperCase() !== "PREFIX" || name?.kind !== "name" || iri?.kind !== "iri") return;
    found.set(name.text.replace(/:$/, ""), iri.text.slice(1, -1));
  });
  return found;
}

/** Return the prefixes of ours that a query uses without declaring them, sorted. */
export function missingPrefixes(sparql: string, known: Readonly<Record<string, string>>): string[] {
  const declared = declaredPrefixes(sparql);
  const used = tokens(sparql).filter(({ kind }) => kind === "name").map(({ text }) => text.split(":")[0]!);
  return [...new Set(used)].filter((prefix) => !declared.has(prefix) && Object.hasOwn(known, prefix)).sort();
}

/**
 * What a tie is in words: as its sources call it, else by its mark.
 *
 * In: the model, a row of ties, the page's texts. Out: a text. That lists which call all they hold
 * twinned name a pair is said to be a listing, and never a twinning.
 */

import { held } from "./held.ts";
import type { Model } from "./model.ts";
import { MARKS, type Texts } from "./payload.ts";

/** Return the kinds of a tie; `said` gives the page's own word for a mark, or for a listing. */
export function kindOf({ core }: Model, row: number, told: (texts: Texts) => string, said: (mark: string) => string): string {
  const { ties, kinds, sources } = core;
  const mark = held(MARKS, ties.mark[row]!, "mark");
  const words = ties.kinds[row]!.map((kind) => told(kinds[kind]!.label));
  const voices = ties.sources[row]!.map((source) => held(sources, source, "source"));
  const lists = voices.filter(({ lists: listing }) => listing === true).length;
  if (mark === "contact" && lists > 0) {
    if (words.length === 0 && lists < voices.length) words.push(said("mentioned"));
    words.push(said("listed"));
  }
  return words.length > 0 ? words.join(", ") : said(mark);
}

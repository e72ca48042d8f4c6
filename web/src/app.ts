/** What every part of the page is given: the data, the state, the words. In: nothing. Out: a type. */

import type { Details, Texts } from "./data/payload.ts";
import type { Model } from "./data/model.ts";
import type { Store } from "./state.ts";

export interface App {
  readonly model: Model;
  readonly store: Store;
  /** A text of the page in the reader's language. */
  t(key: string, values?: Readonly<Record<string, string | number>>): string;
  /** A text of the data in the reader's language. */
  told(texts: Texts): string;
  /** Facts in words with their evidence; inflated after the first drawing, once. */
  details(): Promise<Details>;
  /** The bytes of a block of the page, inflated; null where the page has none of that name. */
  block(name: string): Promise<Uint8Array | null>;
  /** Say a sentence to a screen reader, politely. */
  say(sentence: string): void;
}

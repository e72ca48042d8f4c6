/**
 * How many ties are seen, and in how far the chosen year is told of them: one count, one wording.
 *
 * In: the model, what is seen, the chosen year, the page's texts. Out: a `Tally`, and its words for
 * the bar and the time line, so that they cannot contradict each other. It hides nothing.
 */

import type { Model } from "./model.ts";
import { reportedYear, type Visible } from "./visible.ts";

export interface Tally {
  readonly year: number | null;
  readonly ties: number; // all that are seen: the next three together, when a year is chosen
  readonly inForce: number;
  readonly planned: number;
  readonly undated: number;
  /** The latest report's year, where the chosen one lies after it: nobody has told of it yet. */
  readonly after: number | null;
}

type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** Count what is seen in the chosen year, or at all times. */
export function tally(model: Model, seen: Visible, year: number | null): Tally {
  const { tieCount, undated, planned } = seen;
  const reported = reportedYear(model.core);
  const after = year !== null && reported !== null && year > reported ? reported : null;
  return { year, ties: tieCount, inForce: tieCount - undated - planned, planned, undated, after };
}

/** "whole": a sentence that also says how the undated are drawn; "line" leaves that out; "brief": bare numbers. */
export type Length = "whole" | "line" | "brief";

/** Say what stands in the chosen year: "1999: 2 ties in force, 8 without a date"; `more` comes before the undated. */
export function yearWords(t: Say, { year, inForce, planned, undated, after }: Tally, length: Length, more: readonly string[] = []): string {
  const force = `${after === null ? "inForce" : "asTold"}${length === "brief" ? "Short" : ""}`;
  const parts = [inForce > 0 ? t(`timeline.${force}`, { n: inForce }) : t("timeline.none")];
  if (planned > 0) parts.push(t("timeline.planned", { n: planned }));
  parts.push(...more);
  if (undated > 0) parts.push(t(length === "whole" ? "timeline.undated" : "timeline.undatedShort", { n: undated }));
  const told = after === null ? String(year) : t("timeline.beyond", { year: String(year), report: String(after) });
  return t("timeline.inYear", { year: told, parts: parts.join(", ") });
}

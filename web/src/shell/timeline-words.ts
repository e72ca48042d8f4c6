/**
 * What the time line says of a year, in one sentence.
 *
 * In: the app, the years, what is seen. Out: text in the reader's language. It reads no document.
 */

import type { App } from "../app.ts";
import { tally, yearWords } from "../data/tally.ts";
import type { Visible } from "../data/visible.ts";
import type { Years } from "../data/years.ts";

type Said = Pick<App, "t" | "model">;

/** Say what stands in the chosen year, or what there is at all times; `short` leaves out what is aside. */
export function words({ t, model }: Said, years: Years, year: number | null, seen: Visible, short = false): string {
  const counted = tally(model, seen, year);
  if (year === null) {
    const { ties, undated } = counted;
    const all = t("timeline.all", { first: String(years.first), last: String(years.last), ties: t("timeline.ties", { n: ties }) });
    return undated > 0 ? t("timeline.allUndated", { all, n: undated }) : all;
  }
  const events = years.events[year - years.first] ?? 0;
  return yearWords(t, counted, short ? "brief" : "whole", events > 0 && !short ? [t("timeline.events", { n: events })] : []);
}

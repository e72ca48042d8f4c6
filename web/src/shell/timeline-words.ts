/**
 * What the time line says of a year, in one sentence.
 *
 * In: the app, the years, what is seen. Out: text in the reader's language. It reads no document.
 */

import type { App } from "../app.ts";
import type { Visible } from "../data/visible.ts";
import type { Years } from "../data/years.ts";

type Said = Pick<App, "t">;

/** Say what stands in the chosen year, or what there is at all times; `short` leaves out what is aside. */
export function words({ t }: Said, years: Years, year: number | null, seen: Visible, short = false): string {
  const { tieCount, undated, planned } = seen;
  if (year === null) {
    const all = t("timeline.all", { first: String(years.first), last: String(years.last), ties: t("timeline.ties", { n: tieCount }) });
    return undated > 0 ? t("timeline.allUndated", { all, n: undated }) : all;
  }
  const inForce = tieCount - undated - planned;
  const events = years.events[year - years.first] ?? 0;
  const parts = [inForce > 0 ? t(short ? "timeline.inForceShort" : "timeline.inForce", { n: inForce }) : t("timeline.none")];
  if (planned > 0) parts.push(t("timeline.planned", { n: planned }));
  if (events > 0 && !short) parts.push(t("timeline.events", { n: events }));
  if (undated > 0) parts.push(t(short ? "timeline.undatedShort" : "timeline.undated", { n: undated }));
  const beyond = years.reported !== null && year > years.reported;
  const told = beyond ? t("timeline.beyond", { year: String(year), report: String(years.reported) }) : String(year);
  return t("timeline.inYear", { year: told, parts: parts.join(", ") });
}

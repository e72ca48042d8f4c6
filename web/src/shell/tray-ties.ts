/**
 * The ties of a city in a few words, as the tray tells them: the line that the map cannot draw.
 *
 * In: the app and a city. Out: a text such as "contact with Namur". It selects nothing.
 */

import type { App } from "../app.ts";
import { MARKS } from "../data/payload.ts";
import { visible } from "../data/visible.ts";

const FEW = 3;

/** Tell the ties that the filters and the year leave; their number where they are many. */
export function trayTies({ model, store, t }: App, city: number): string {
  const seen = visible(model, store.now).strands;
  const strands = model.at[city]!.filter((strand) => seen[strand] !== 0);
  const count = strands.reduce((sum, strand) => sum + model.strands[strand]!.ties.length, 0);
  if (count === 0) return t("tray.noTie");
  if (strands.length > FEW) return t("tray.ties", { n: count });
  return strands
    .map((strand) => t("tray.tie", {
      kind: t(`table.marks.${MARKS[model.strands[strand]!.mark]!}`),
      city: model.nameApart(model.other(strand, city), store.now.lang),
    }))
    .join(t("table.between"));
}

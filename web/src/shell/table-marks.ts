/**
 * How what is selected, or found by a query, shows in the rows of the table.
 *
 * In: the app, a sheet, a row. Out: attributes of the row. It selects nothing.
 */

import type { App } from "../app.ts";
import { selectedCities } from "../data/selection.ts";
import { visible } from "../data/visible.ts";
import type { Sheet } from "./table-sheets.ts";

/** Return a function that tells the marks of a row, for the present state. */
export function marking({ model, store }: Pick<App, "model" | "store">, sheet: Sheet): (row: number) => Readonly<Record<string, string | null>> {
  const { selected, lit } = store.now;
  const touched = new Set([...selectedCities(model, selected), ...lit.map((id) => model.city(id))]);
  // The page's own city has a part in nearly all: it tells rows apart only where it stands alone.
  const others = [...touched].filter((city) => !model.core.own.includes(city));
  const telling = new Set(others.length > 0 ? others : touched);
  const seen = visible(model, store.now);
  return (row) => {
    const isSelected = selected !== null && selected === sheet.id(row);
    const classes = [
      isSelected && "selected",
      sheet.cities(row).some((city) => telling.has(city)) && "touched",
      sheet.name === "ties" && seen.ties[row] === 2 && "undated",
      sheet.name === "events" && seen.events[row] === 2 && "undated",
    ];
    return { class: classes.filter(Boolean).join(" ") || null, "aria-current": isSelected ? "true" : null };
  };
}

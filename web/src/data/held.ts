/**
 * What stands at a position of a list of the page. In: the list and the position. Out: what stands
 * there. A position beyond the list is an error: what nobody knows must not look like a fact.
 */

export function held<T>(list: readonly T[], at: number | undefined, what: string): T {
  const found = at === undefined ? undefined : list[at];
  if (found === undefined) throw new Error(`the page has lost ${what} ${at}`);
  return found;
}

/**
 * The cities that a selected record concerns, and the one that the centred map is about.
 *
 * In: the model and a record's id. Out: positions of cities, none for what concerns none. It reads
 * no state.
 */

import type { Model } from "./model.ts";

/** Return the city that the centred map is about: the selected one, else the page's; -1 where none has a place. */
export function aboutCity(model: Model, selected: string | null): number {
  const chosen = selected === null ? -1 : model.city(selected);
  return [chosen, model.core.centre, ...model.core.own].find((city) => city >= 0 && model.placed(city)) ?? -1;
}

/** Return the cities of a city, a relation, an agreement, an event, a person or a network. */
export function selectedCities(model: Model, id: string | null): readonly number[] {
  if (id === null) return [];
  const { core } = model;
  const city = model.city(id);
  if (city >= 0) return [city];
  const pair = model.relation(id);
  if (pair) return pair;
  const named = [...core.events, ...core.persons].find((each) => each.id === id);
  if (named) return named.cities;
  const network = core.networks.find((each) => each.id === id);
  if (network) return network.members.map(([member]) => member);
  const ends = new Set<number>();
  core.ties.id.forEach((each, row) => {
    if (each === id) ends.add(core.ties.a[row]!).add(core.ties.b[row]!);
  });
  return [...ends];
}

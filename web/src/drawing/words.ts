/**
 * What a thing of the drawing is, in words: for the tooltip, the screen reader, the keyboard.
 *
 * In: the app, a target. Out: a title and a few lines, and the record's id that it selects. It
 * shows nothing.
 */

import type { App } from "../app.ts";
import { kindOf } from "../data/kinds.ts";
import { BASES } from "../data/payload.ts";
import type { Visible } from "../data/visible.ts";
import type { Flow, Groups } from "./flows.ts";
import type { Target } from "./hits.ts";

export interface Words {
  readonly title: string;
  readonly lines: readonly string[];
}

const MOST_LINES = 4;

/** Say what a target is. */
export function describe(app: App, visible: Visible, groups: Groups | null, { kind, index }: Target): Words {
  const { core } = app.model;
  if (kind === "city") return city(app, visible, index);
  if (kind === "strand") return strand(app, visible, index);
  if (kind === "network") {
    const { label, members } = core.networks[index]!;
    return { title: app.told(label), lines: [app.t("drawing.members", { n: members.length })] };
  }
  if (kind === "event") {
    const { label, types, when } = core.events[index]!;
    const named = types.flatMap((type) => core.eventTypes.filter(({ id }) => id === type).map((each) => app.told(each.label)));
    return { title: app.told(label), lines: [...new Set(named), app.told(when)].filter(Boolean).slice(0, MOST_LINES) };
  }
  if (kind === "person") {
    const { label, role } = core.persons[index]!;
    return { title: app.told(label), lines: [app.told(role)].filter(Boolean) };
  }
  if (kind === "country") {
    const bubble = groups?.bubbles.find((each) => each.country === index);
    return { title: app.told(core.countries[index]!.label), lines: [app.t("drawing.grouped", { n: bubble?.cities ?? 0 }), app.t("drawing.open")] };
  }
  const found = groups?.flows[index];
  return found ? flow(app, found) : { title: "", lines: [] };
}

/** Return the id of the record that a target selects; null for what only stands for others. */
export function recordOf({ model }: App, { kind, index }: Target): string | null {
  const { core } = model;
  if (kind === "city") return model.cityId(index);
  if (kind === "network") return core.networks[index]!.id;
  if (kind === "event") return core.events[index]!.id;
  if (kind === "person") return core.persons[index]!.id;
  if (kind !== "strand") return null;
  const { a, b, ties } = model.strands[index]!;
  const only = ties.length === 1 ? core.ties.id[ties[0]!]! : "";
  return only.startsWith("agreement:") ? only : model.relationId(a, b);
}

function city({ model, store, t, told }: App, visible: Visible, index: number): Words {
  const { core } = model;
  const country = core.countries[core.cities.country[index]!];
  const partners = new Set(model.at[index]!.filter((strand) => visible.strands[strand] !== 0).map((strand) => model.other(strand, index)));
  const networks = (model.networksOf.get(index) ?? []).map((network) => told(core.networks[network]!.label));
  const where = country ? [told(country.label)] : [];
  return { title: model.nameApart(index, store.now.lang), lines: [...where, t("drawing.partners", { n: partners.size }), ...networks].slice(0, MOST_LINES) };
}

function strand(app: App, visible: Visible, index: number): Words {
  const { model, store, t } = app;
  const { a, b, ties } = model.strands[index]!;
  const seen = ties.filter((row) => visible.ties[row] !== 0);
  const lines = [...new Set(seen.map((row) => tie(app, row)))];
  const rest = lines.length - MOST_LINES;
  const [one, other] = [a, b].map((each) => model.nameApart(each, store.now.lang)) as [string, string];
  return { title: `${one} – ${other}`, lines: rest > 0 ? [...lines.slice(0, MOST_LINES), t("drawing.more", { n: rest })] : lines };
}

function tie({ model, told, t }: App, row: number): string {
  const { ties, statuses } = model.core;
  const label = ties.label[row];
  const kind = kindOf(model, row, told, (mark) => t(`table.marks.${mark}`));
  const status = statuses[ties.statuses[row]!];
  const basis = BASES[ties.basis[row]!]!;
  const [start, end] = [ties.start[row], ties.end[row]];
  const time = start && end ? `${start}–${end}` : start ? t("drawing.since", { year: String(start) }) : end ? t("drawing.until", { year: String(end) }) : "";
  return [label ? told(label) : kind, status ? told(status.label) : "", time, basis === "stated" ? "" : t(`drawing.${basis}`)].filter(Boolean).join(" · ");
}

function flow({ model, store, told, t }: App, { from, to, ties }: Flow): Words {
  const name = (end: number): string => (end >= 0 ? told(model.core.countries[end]!.label) : model.nameApart(-1 - end, store.now.lang));
  return { title: `${name(from)} – ${name(to)}`, lines: [t("drawing.ties", { n: ties })] };
}

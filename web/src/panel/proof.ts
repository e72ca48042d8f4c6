/**
 * A proof as a nested list: the fact, the rule that gives it, and from what, down to passages.
 *
 * In: steps that name their premises by position. Out: elements. A step on which several rest is
 * told once and referred to after that, so that no proof grows beyond its steps.
 */

import { held } from "../data/held.ts";
import type { ProofStep } from "../data/payload.ts";
import { el } from "../dom.ts";
import type { Context } from "./context.ts";
import { passagesOf } from "./evidence.ts";
import { passageLists } from "./sources.ts";

const UNFOLDED = 2; // levels open from the start; each can be opened and closed

/** Draw a proof. */
export function proofView(context: Context, steps: readonly ProofStep[]): HTMLElement {
  const told = new Set<number>();
  const draw = (at: number, level: number): HTMLElement => {
    const step = steps[at];
    if (step === undefined) throw new Error(`the proof has lost its step ${at}`);
    const item = el("li", { class: "step" }, el("p", { class: "step-fact" }, el("bdi", {}, step.t)));
    if (told.has(at)) {
      item.append(el("p", { class: "quiet" }, context.app.t("panel.proof.above")));
      return item;
    }
    told.add(at);
    item.append(...groundsOf(context, step));
    const premises = step.from ?? [];
    if (premises.length === 0) return item;
    const fold = el("details", { class: "follows" },
      el("summary", {}, context.app.t("panel.proof.from", { n: premises.length })),
      el("ol", {}, ...premises.map((premise) => draw(premise, level + 1))));
    fold.open = level < UNFOLDED;
    item.append(fold);
    return item;
  };
  return el("ol", { class: "proof", "aria-label": context.app.t("panel.proof.label") }, ...(steps.length > 0 ? [draw(0, 0)] : []));
}

/** The rule's sentence, or the sources where the step is asserted. */
function groundsOf(context: Context, step: ProofStep): HTMLElement[] {
  const { app, details } = context;
  const made: HTMLElement[] = [];
  // Where the rule's sentence is the fact's own words, only what it adds is told.
  const because = step.because?.startsWith(step.t) ? step.because.slice(step.t.length).trim() : step.because;
  if (because !== undefined && because !== "") made.push(el("p", { class: "rule" }, because));
  else if (because === undefined && step.rule !== undefined) made.push(el("p", { class: "rule" }, app.t("panel.proof.rule", { rule: step.rule })));
  if (step.ground !== undefined) made.push(el("p", { class: "ground" }, step.ground));
  for (const at of step.e?.r ?? []) {
    const reason = held(details.reasons, at, "reason");
    made.push(el("p", { class: "because" }, app.t("panel.proof.implied", { because: app.told(reason.because) })));
    made.push(...passageLists(context, passagesOf({ p: reason.p }, details)));
  }
  made.push(...passageLists(context, passagesOf(step.e, details)));
  const voices = (step.e?.v ?? []).map((at) => held(details.voices, at, "voice"));
  if (voices.length > 0) made.push(el("p", { class: "ground" }, voices.map(({ label }) => app.told(label)).join(", ")));
  return made;
}

/**
 * From a line's evidence, which is positions, to the marks that stand at its end.
 *
 * In: a line and the details. Out: `Mark`s: one a report for what is stated, one a reason for what
 * is implied, one for a proof, one for all outside voices. It draws nothing. A position that leads
 * nowhere is an error: a fact whose source is lost must not look like a fact without one.
 */

import { held } from "../data/held.ts";
import type { Details, Evidence, Line, PassageRow, ProofStep } from "../data/payload.ts";
import type { Mark } from "./account.ts";

/** Return the marks of a line, in the order stated, implied, inferred, outside. */
export function marksOf(line: Pick<Line, "e" | "basis" | "proof">, details: Details, lang: string): Mark[] {
  const stated = passagesOf(line.e, details);
  const reasons = (line.e?.r ?? []).map((at) => held(details.reasons, at, "reason"));
  const proof = line.proof === undefined ? undefined : proofOf(line.proof, details, lang);
  const marks: Mark[] = [];
  if (line.basis === undefined) {
    for (const passages of byReport(stated)) marks.push({ form: "stated", passages, voices: [] });
  } else if (proof === undefined) {
    // Passages of a line that none states say on what it rests; those of its reasons stand there.
    const rest = stated.filter((passage) => !reasons.some(({ p }) => p.some((at) => details.passages[at] === passage)));
    if (rest.length > 0 || reasons.length === 0) marks.push({ form: line.basis, passages: rest, voices: [] });
  }
  for (const { because, p } of reasons) {
    marks.push({ form: "implied", because, passages: p.map((at) => held(details.passages, at, "passage")), voices: [] });
  }
  if (proof !== undefined) marks.push({ form: "inferred", passages: line.basis === "inferred" ? stated : [], voices: [], proof });
  const voices = (line.e?.v ?? []).map((at) => held(details.voices, at, "voice"));
  if (voices.length > 0) marks.push({ form: "outside", passages: [], voices });
  return marks;
}

/** Return the passages that evidence names. */
export function passagesOf(evidence: Evidence | undefined, details: Details): PassageRow[] {
  return (evidence?.p ?? []).map((at) => held(details.passages, at, "passage"));
}

/** Return a proof in a language, else in English. */
function proofOf(at: number, details: Details, lang: string): readonly ProofStep[] {
  return held(details.proofs[lang] ?? details.proofs["en"] ?? [], at, "proof");
}

/** Passages in runs of one report, as they come. */
export function byReport(passages: readonly PassageRow[]): PassageRow[][] {
  const runs = new Map<number, PassageRow[]>();
  for (const passage of passages) {
    if (!runs.has(passage.report)) runs.set(passage.report, []);
    runs.get(passage.report)!.push(passage);
  }
  return [...runs.values()];
}

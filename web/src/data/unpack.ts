/**
 * The details as the page uses them, from the block in which they are packed.
 *
 * In: `PackedDetails`, as Python's `twingraph.map.payload.packing` writes it. Out: `Details`.
 * Records are unfolded at once, a language's proofs when they are first asked for. It words
 * nothing: a step's sentence is its rule's, with names put in.
 */

import type {
  Detail, Details, Evidence, Life, Line, PackedDetails, PackedEvidence, PackedLife, PackedLine, PackedPart,
  PackedRecord, PackedStep, Part, ProofStep, Section,
} from "./payload.ts";

const BASES = [undefined, "implied", "inferred"] as const;

/** Unfold the details. */
export function unpack(packed: PackedDetails): Details {
  const languages = Object.keys(packed.texts);
  const readers = languages.map((_, at) => new Reader(packed, languages, at));
  const records: Record<string, Record<string, Detail>> = {};
  const proofs: Record<string, readonly (readonly ProofStep[])[]> = {};
  languages.forEach((language, at) => {
    const reader = readers[at]!;
    records[language] = Object.fromEntries(
      Object.entries(packed.records).map(([id, record]) => [id, reader.record(record)]),
    );
    let made: readonly (readonly ProofStep[])[] | null = null;
    Object.defineProperty(proofs, language, {
      enumerable: true,
      get: () => (made ??= heads(packed).map((head) => reader.proof(head))),
    });
  });
  return { passages: packed.passages, reasons: packed.reasons, voices: packed.voices, records, proofs, claims: packed.claims };
}

/** Reads what is packed in one language. */
class Reader {
  readonly #packed: PackedDetails;
  readonly #language: string;
  readonly #at: number;
  readonly #texts: readonly string[];
  readonly #ids: readonly string[];
  readonly #titles: readonly string[];

  constructor(packed: PackedDetails, languages: readonly string[], at: number) {
    this.#packed = packed;
    this.#language = languages[at]!;
    this.#at = at;
    const first = packed.texts[languages[0]!] as readonly string[];
    this.#texts = packed.texts[this.#language]!.map((text, position) => (text === 0 ? first[position]! : text));
    this.#ids = Object.keys(packed.records);
    this.#titles = Object.values(packed.records).map(([, title]) => this.#text(title));
  }

  record([type, title, under, sections, life]: PackedRecord): Detail {
    const told = this.#text(under);
    return {
      type: this.#text(type),
      title: this.#text(title),
      ...(told === "" ? {} : { under: told }),
      ...(life === undefined ? {} : { life: life.map((row) => this.#life(row)) }),
      sections: sections.map(([key, heading, ...lines]): Section => ({
        key: this.#text(key),
        heading: this.#text(heading),
        lines: (lines[this.#at] ?? lines[0]!).map((line) => this.#line(line)),
      })).filter((section) => section.lines.length > 0),
    };
  }

  /** The steps of a proof, what it proves first; premises are positions among them. */
  proof(head: number): ProofStep[] {
    const order = [head];
    const place = new Map([[head, 0]]);
    for (let next = 0; next < order.length; next += 1) { // grows while it is read
      for (const premise of this.#premises(order[next]!)) {
        if (!place.has(premise)) place.set(premise, order.push(premise) - 1);
      }
    }
    return order.map((at) => this.#step(at, place));
  }

  #text(at: number): string {
    const text = this.#texts[at];
    if (text === undefined) throw new Error(`the details have lost text ${at}`);
    return text;
  }

  #line([parts, evidence, basis, progress, proof, under]: PackedLine): Line {
    const known = BASES[basis ?? 0];
    return {
      t: parts.map((part) => this.#part(part)),
      ...(evidence ? { e: unfolded(evidence) } : {}),
      ...(known === undefined ? {} : { basis: known }),
      ...(progress ? { progress: progress - 1 } : {}),
      ...(proof ? { proof: proof - 1 } : {}),
      ...(under ? { under: under.map((line) => this.#line(line)) } : {}),
    };
  }

  #part(part: PackedPart): Part {
    if (typeof part !== "number") return [this.#ids[part[0]]!, this.#text(part[1])];
    return part < 0 ? [this.#ids[-1 - part]!, this.#titles[-1 - part]!] : this.#text(part);
  }

  #life([id, label, mark, progress, start, end, computed, steps]: PackedLife): Life {
    return {
      id: this.#text(id),
      label: this.#text(label),
      mark, progress, start, end,
      ...(computed ? { computed: true } : {}),
      steps: steps.map(([year, name, far]) => ({ year, label: this.#text(name), progress: far })),
    };
  }

  #step(at: number, place: ReadonlyMap<number, number>): ProofStep {
    const step = this.#packed.proofs.steps[at]!;
    if (!concluded(step)) {
      const [says, evidence, ground] = step;
      const text = ground === undefined ? "" : this.#text(ground);
      return {
        t: this.#says(says, ""),
        ...(evidence ? { e: unfolded(evidence) } : {}),
        ...(text === "" ? {} : { ground: text }),
      };
    }
    const [says, rule, values, , sums] = step;
    const { name, says: sentences } = this.#packed.proofs.rules[rule]!;
    const sentence = filled(this.#spoken(sentences), values.map((value) => this.#text(value)));
    return {
      t: this.#says(says, sentence),
      rule: name,
      because: [sentence, ...(sums ?? []).map((sum) => this.#text(sum))].join(" "),
      from: this.#premises(at).map((premise) => place.get(premise)!),
    };
  }

  #premises(at: number): number[] {
    const step = this.#packed.proofs.steps[at]!;
    return concluded(step) ? step[3].map((before) => at - before) : [];
  }

  #says(names: readonly number[], sentence: string): string {
    const texts = names.map((name) => this.#text(name));
    if (texts.length === 2) return filled(this.#spoken(this.#packed.proofs.is), texts);
    return texts.length === 0 ? sentence : texts.join(" – ");
  }

  #spoken(texts: Readonly<Record<string, string>>): string {
    return texts[this.#language] ?? Object.values(texts)[0] ?? "";
  }
}

/** The step of each proof. */
function heads(packed: PackedDetails): number[] {
  let at = 0;
  return packed.proofs.heads.map((more) => (at += more));
}

function concluded(step: PackedStep): step is Exclude<PackedStep, { length: 2 | 3 }> {
  return step.length > 3;
}

/** Put texts in the places of a phrase that are named by number; what they hold is not read again. */
function filled(phrase: string, texts: readonly string[]): string {
  return phrase.replace(/\{(\d+)\}/g, (_, at: string) => texts[Number(at)] ?? "");
}

function unfolded(evidence: PackedEvidence): Evidence {
  if (typeof evidence === "number") return { p: [evidence - 1] };
  const [p = [], r = [], v = []] = evidence;
  return { ...(p.length > 0 ? { p } : {}), ...(r.length > 0 ? { r } : {}), ...(v.length > 0 ? { v } : {}) };
}

/**
 * The page's data as Python writes it (`twingraph.map.payload`): plain JSON, columns for what is
 * many. In: nothing. Out: types only.
 *
 * A number that names a thing is its position in the payload's list of such things; -1 is none.
 * A `Texts` holds one text a language; a language that is missing falls back to English, then to
 * whatever there is.
 */

export type Texts = Readonly<Record<string, string>>;

/** How a tie is drawn (colour and end); the order is the payload's numbering and the legend's. */
export const MARKS = ["twinning", "agreement", "programme", "contact"] as const;
export type Mark = (typeof MARKS)[number];

/** How far a tie has come (the line's dash). "" is not told; it is drawn solid and said so. */
export const PROGRESS = ["", "realised", "under-way", "planned", "wished", "ended"] as const;
export type Progress = (typeof PROGRESS)[number];

/** Who says it: a source, a source by implication, or a rule (all of a tie's facts). */
export const BASES = ["stated", "implied", "inferred"] as const;
export type Basis = (typeof BASES)[number];

export interface Named {
  readonly id: string; // prefixed name, such as "kind:twinning"
  readonly label: Texts;
}

/** A source; of an imported list how it speaks. */
export interface SourceRow extends Named {
  readonly lists?: boolean; // calls whatever it ties twinned: no more than that it lists it
  readonly directed?: boolean; // a row is the statement of its first city
}

export interface NetworkColumn extends Named {
  readonly letter: string; // in the ring round its members
  readonly x: number; // layout, in the same units as cities.x
  readonly y: number;
  readonly members: readonly (readonly [city: number, basis: number])[];
}

/** A column each; all of the same length. */
export interface Cities {
  readonly id: readonly string[]; // "hue-vn": a prefixed name without "city:"; others whole, "place:x"
  readonly name: Readonly<Record<string, readonly (string | 0)[]>>; // by language; 0: as the first language's
  readonly apart: Readonly<Record<number, Texts>>; // name with region and country, for homonyms only
  readonly also: Readonly<Record<number, string>>; // other names, for search, joined by a line feed
  readonly called: Readonly<Record<number, readonly (readonly [source: number, ...names: string[]])[]>>; // by lists, where not by its name
  readonly perhaps: Readonly<Record<number, readonly number[]>>; // which other cities it may be, where that was not sure
  readonly country: readonly number[];
  readonly lat: readonly (number | null)[]; // degrees north; null: place not known
  readonly lon: readonly (number | null)[]; // degrees east
  readonly x: readonly number[]; // network layout: whole numbers, about 0, |x| and |y| at most 10000
  readonly y: readonly number[];
}

/** An agreement or a claim between two cities; an agreement of three is three rows of one id. */
export interface Ties {
  readonly id: readonly string[]; // "agreement:..." or "claim:..."
  readonly a: readonly number[]; // city
  readonly b: readonly number[]; // city, never a
  readonly mark: readonly number[]; // MARKS
  readonly progress: readonly number[]; // PROGRESS
  readonly basis: readonly number[]; // BASES
  readonly kinds: readonly (readonly number[])[] ; // kinds
  readonly statuses: readonly number[]; // statuses: the exact one
  readonly themes: Readonly<Record<number, readonly number[]>>;
  readonly sources: readonly (readonly number[])[];
  readonly start: readonly (number | null)[]; // year
  readonly end: readonly (number | null)[]; // year
  readonly label: Readonly<Record<number, Texts>>; // agreements have one, most claims none
  readonly listedBy: Readonly<Record<number, readonly number[]>>; // sources that tell of an agreement's pair, not of it
}

export interface EventRow extends Named {
  readonly types: readonly string[]; // prefixed names; labels in eventTypes
  readonly progress: number;
  readonly status: number;
  readonly start: number | null; // year
  readonly end: number | null; // year
  readonly when: Texts; // the date in words; empty: not told
  readonly cities: readonly number[]; // with which it has to do: who takes part, hosts, whose ties it is about
  readonly at: number; // the city where it was, -1 not told
  readonly sources: readonly number[];
}

export interface PersonRow extends Named {
  readonly named: boolean;
  readonly role: Texts; // office or description in a few words; may be empty
  readonly cities: readonly number[];
  readonly sources: readonly number[];
}

export interface Core {
  readonly format: 1;
  readonly languages: readonly string[]; // of the data, first is the fallback
  readonly language: string; // the page opens in it
  readonly title: Texts;
  readonly summary: Texts; // "13 partner cities, 8 agreements, ...": one line, written by Python
  readonly own: readonly number[]; // cities whose reports the graph holds; the first is the page's
  readonly centre: number; // the city in the middle (own[0] or --city), -1 none
  readonly reports: readonly (Named & { readonly year: number | null; readonly city: number })[];
  readonly leftOut: number; // quads that are too many to be questioned in a page; 0: none
  readonly sources: readonly SourceRow[]; // reports first, then outside lists
  readonly countries: readonly (Named & { readonly code: string })[];
  readonly kinds: readonly Named[];
  readonly statuses: readonly Named[];
  readonly themes: readonly Named[];
  readonly eventTypes: readonly Named[];
  readonly networks: readonly NetworkColumn[];
  readonly cities: Cities;
  readonly ties: Ties;
  readonly events: readonly EventRow[];
  readonly persons: readonly PersonRow[];
}

/* ---- details: a block of its own, inflated after the first drawing ---- */

/** Where a line comes from: positions in `passages`, `reasons`, `voices`. All absent: nothing. */
export interface Evidence {
  readonly p?: readonly number[];
  readonly r?: readonly number[];
  readonly v?: readonly number[];
}

/** Text, or a link to another record: its id ("city:hue-vn", "event:...") and its text. */
export type Part = string | readonly [id: string, text: string];

/** A fact in words. `basis` absent is stated. `proof` is a position in `proofs`. */
export interface Line {
  readonly t: readonly Part[];
  readonly e?: Evidence;
  readonly basis?: "implied" | "inferred";
  readonly progress?: number; // PROGRESS, where the fact has one
  readonly proof?: number;
  readonly under?: readonly Line[];
}

export interface Section {
  readonly key: string; // "identity", "relations", "agreements", "events", "people", "themes", "follows", "gaps", ...
  readonly heading: string;
  readonly lines: readonly Line[];
}

/** One row of a life-line strip: an agreement or a claim, with its span and steps. */
export interface Life {
  readonly id: string;
  readonly label: string;
  readonly mark: number; // MARKS
  readonly progress: number; // PROGRESS
  readonly start: number | null; // year
  readonly end: number | null;
  readonly computed?: boolean; // the start follows by rule
  readonly steps: readonly {
    readonly year: number | null;
    readonly label: string;
    readonly progress: number;
  }[];
}

/** What the panel shows of a thing: a city, a relation, an agreement, an event, a person, ... */
export interface Detail {
  readonly type: string; // class, in words: "Agreement"
  readonly title: string;
  readonly under?: string; // one line below the title
  readonly life?: readonly Life[];
  readonly sections: readonly Section[];
}

export interface PassageRow {
  readonly id: string; // local name
  readonly report: number; // sources; -1: the graph does not say of which
  readonly sheet: number | null;
  readonly first: number; // line, 1-based
  readonly last: number;
  readonly summary: Texts;
  readonly sentence?: string; // the source's own words, when built with the report
  readonly language?: string; // of the sentence: "fr"
}

/** Why a fact holds that no passage states, with the passages on which that rests. */
export interface ReasonRow {
  readonly because: Texts;
  readonly p: readonly number[];
}

/** A proof: steps in one language; the first is the fact; premises are positions of other steps. */
export interface ProofStep {
  readonly t: string; // the fact in words
  readonly rule?: string; // name, where a rule concludes it
  readonly because?: string; // the rule's sentence, filled
  readonly from?: readonly number[];
  readonly e?: Evidence; // where it is asserted
  readonly ground?: string; // words for a ground that is no passage: "the ontology", ...
}

/** What rows of imported lists say of pairs: a column each, by tie, source and row; -1 is none. */
export interface Claims {
  readonly words: readonly string[]; // the lists' own
  readonly terms: readonly Named[]; // kinds and forms
  readonly dates: readonly Texts[];
  readonly tie: readonly number[]; // the first of the pair's ties, as differences from the row before
  readonly source: readonly number[];
  readonly row: readonly string[]; // the list's own key
  readonly turned: readonly number[]; // 1: the list names the tie's city b first
  readonly word: readonly number[];
  readonly term: readonly number[];
  readonly started: readonly number[]; // dates
  readonly ended: readonly number[];
}

export interface Details {
  readonly passages: readonly PassageRow[];
  readonly reasons: readonly ReasonRow[];
  readonly voices: readonly Named[]; // outside sources: GeoNames, Wikidata, our editors
  readonly records: Readonly<Record<string, Readonly<Record<string, Detail>>>>; // language, id
  readonly proofs: Readonly<Record<string, readonly (readonly ProofStep[])[]>>; // language
  readonly claims: Claims;
}

/*
 * The block "details" holds them packed (`unpack.ts` unfolds it): a text is a position in `texts`
 * wherever one can stand, and what ends a list in nothing is left out.
 */

/** Text; below 0 a link, -1 - the record's position, that says the record's title; else [record, text]. */
export type PackedPart = number | readonly [record: number, text: number];

/** One passage plus 1, lists of passages, reasons and voices, or 0 for nothing. */
export type PackedEvidence = number | readonly (readonly number[])[];

/** basis: 0 stated, 1 implied, 2 inferred; progress and proof are one more than in `Line`. */
export type PackedLine = readonly [
  parts: readonly PackedPart[], evidence?: PackedEvidence, basis?: number, progress?: number, proof?: number,
  under?: readonly PackedLine[] | 0,
];

/** Lines once where all languages say the same in the same order, else for each language. */
export type PackedSection = readonly [key: number, heading: number, ...lines: (readonly PackedLine[])[]];

export type PackedLife = readonly [
  id: number, label: number, mark: number, progress: number, start: number | null, end: number | null,
  computed: number, steps: readonly (readonly [year: number | null, label: number, progress: number])[],
];

export type PackedRecord = readonly [
  type: number, title: number, under: number, sections: readonly PackedSection[], life?: readonly PackedLife[],
];

/**
 * A step that is asserted says what, and by whom (evidence) or on what ground (text); one by a rule
 * says what, the rule, what fills the rule's sentence, how far before it each premise is, and sums.
 * What it says is three names, two where it is a class, none where it is the rule's sentence.
 */
export type PackedStep =
  | readonly [says: readonly number[], evidence: PackedEvidence, ground?: number]
  | readonly [
    says: readonly number[], rule: number, values: readonly number[], from: readonly number[],
    sums?: readonly number[],
  ];

export interface PackedDetails {
  readonly passages: readonly PassageRow[];
  readonly reasons: readonly ReasonRow[];
  readonly voices: readonly Named[];
  readonly texts: Readonly<Record<string, readonly (string | 0)[]>>; // by language; 0: as the first's
  readonly records: Readonly<Record<string, PackedRecord>>; // in the order of their positions
  readonly proofs: {
    readonly is: Texts; // "{0} is “{1}”"
    readonly rules: readonly { readonly name: string; readonly says: Texts }[];
    readonly steps: readonly PackedStep[];
    readonly heads: readonly number[]; // the step that each proof proves, as differences
  };
  readonly claims: Claims;
}

/* ---- SPARQL: blocks of their own, inflated when first used ---- */

/** Named graphs only: terms in N-Triples syntax, sorted, and four columns of positions. */
export interface Quads {
  readonly terms: readonly string[];
  readonly graph: readonly number[]; // sorted; each column as differences from the row before
  readonly subject: readonly number[];
  readonly predicate: readonly number[];
  readonly object: readonly number[];
}

export interface QueryParam {
  readonly name: string;
  readonly type: string; // prefixed name of a class or datatype
  readonly required: boolean;
  readonly default: string | null;
}

export interface SavedQuery {
  readonly name: string;
  readonly subject: string; // its folder: "partners", "agreements", ...
  readonly summary: Texts;
  readonly params: readonly QueryParam[];
  readonly text: string; // complete SPARQL, defaults in place
}

export interface Asking {
  readonly prefixes: Readonly<Record<string, string>>;
  readonly queries: readonly SavedQuery[];
  readonly terms: readonly (Named & { readonly kind: "class" | "property" | "concept" })[]; // for completion
}

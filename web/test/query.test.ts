/** What the SPARQL drawer knows without an engine: tokens, refusals, values, terms, files, lights. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Quads, SavedQuery } from "../src/data/payload.ts";
import { bind, iriOf, shownDefault } from "../src/query/binding.ts";
import { Dataset } from "../src/query/dataset.ts";
import { faultOf } from "../src/query/faults.ts";
import { csv, trig, triplesOf, turtle } from "../src/query/files.ts";
import { lightsOf } from "../src/query/lights.ts";
import type { Cell } from "../src/query/messages.ts";
import { refused, refusedSource } from "../src/query/refusals.ts";
import { isIri, quoted, readTerm, Shortener, turtleTerm } from "../src/query/terms.ts";
import { declaredPrefixes, formOf, missingPrefixes, tokens } from "../src/query/tokens.ts";

const PREFIXES = {
  city: "https://w3id.org/twingraph/id/city/", rel: "https://w3id.org/twingraph/id/rel/", tg: "https://w3id.org/twingraph/ontology#",
  graph: "https://w3id.org/twingraph/graph/", xsd: "http://www.w3.org/2001/XMLSchema#",
};
const shortener = new Shortener(PREFIXES);
const uri = (value: string): Cell => ({ type: "uri", value });

test("tokens carry line and column, and hide nothing in texts, names or comments", () => {
  const found = tokens("SELECT ?x # ?no\n{ ?x tg:a \"SERVICE\\\" # '\" }");
  assert.deepEqual(found.map(({ kind, text, line, column }) => `${kind} ${text} ${line}:${column}`), [
    "word SELECT 1:1", "variable ?x 1:8", "other { 2:1", "variable ?x 2:3", "name tg:a 2:6", "string \"SERVICE\\\" # '\" 2:11", "other } 2:27",
  ]);
});

test("the form of a query is its own first word, whatever a prefix or a comment says", () => {
  assert.equal(formOf("# ASK\nPREFIX ask: <x:DESCRIBE>\nselect * {}"), "select");
  assert.equal(formOf("ASK { ?s ?p 'SELECT' }"), "ask");
  assert.equal(formOf("construct where { ?s ?p ?o }"), "graph");
  assert.equal(formOf("DESCRIBE tg:City"), "graph");
});

test("prefixes: what is declared, and what of ours is missing", () => {
  const sparql = "PREFIX tg: <x:tg#>\nSELECT * { ?s tg:a city:x, foaf:b . ?s ?p 'rel:no', _:b }";
  assert.deepEqual([...declaredPrefixes(sparql)], [["tg", "x:tg#"]]);
  assert.deepEqual(missingPrefixes(sparql, PREFIXES), ["city"]);
});

// The first two lists are those of tests/test_sandbox.py: the page refuses what the command refuses.
for (const sparql of [
  "INSERT DATA { <x:a> <x:b> <x:c> }", "insert { ?s ?p 1 } where { ?s ?p ?o }", "DELETE WHERE { ?s ?p ?o }",
  "WITH <x:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "LOAD <file:///etc/hostname>", "CLEAR ALL", "DROP ALL",
  "CREATE GRAPH <x:g>", "ADD <x:a> TO <x:b>", "MOVE <x:a> TO <x:b>", "COPY <x:a> TO <x:b>", "# SELECT * {}\nDROP ALL",
  "PREFIX a: <x:a#>\nDROP ALL", "SELECT * {} ; DROP ALL", String.raw`\u0044ROP ALL`,
]) {
  test(`an update is refused: ${sparql}`, () => assert.equal(refused(sparql)?.key, "update"));
}

for (const sparql of [
  "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SELECT * { service SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
  "SELECT * { SERVICE ?where { ?s ?p ?o } }", "SELECT * {SERVICE<http://127.0.0.1:9/>{?s ?p ?o}}",
  'SELECT * { ?s ?p "a # \\" b" . SERVICE ?w {} }', "SELECT * { ?s ?p '''it's # ''' . SERVICE ?w {} }",
  "SELECT * { ?s <x:#> ?o . SERVICE ?w {} }", "SELECT * { # a comment\n SERVICE ?w {} }", "SELECT * { # a comment\r SERVICE ?w {} }",
  "SELECT * { ?s ?p ?o FILTER(?s < 1 && ?o > 2) SERVICE ?w {} }", String.raw`SELECT * { \u0053ERVICE ?w {} }`,
  String.raw`SELECT * { SERV\U00000049CE ?w {} }`, "SELECT * { FILTER EXISTS { SERVICE ?w {} } }", 'SELECT * { ?s ?p "unfinished\n SERVICE ?w {} }',
]) {
  test(`a call of a server is refused: ${sparql}`, () => assert.equal(refused(sparql)?.key, "service"));
}

for (const sparql of [
  "SELECT * { ?s ?p 'DROP ALL' }", 'SELECT * { ?s ?p """a " SERVICE " b""" }', "SELECT ?service { ?service tg:service ?drop }",
  "# DROP ALL\nSELECT * { ?s tg:load ?o }", "SELECT * { ?s <x:INSERT> ?o }",
]) {
  test(`what only looks like it is not refused: ${sparql}`, () => assert.equal(refused(sparql), null));
}

test("a refusal tells the line and column", () => {
  assert.deepEqual(refused("SELECT * {\n  SERVICE <x:y> { }\n}"), { key: "service", values: {}, line: 2, column: 3 });
});

test("a long text of spaces costs little", () => {
  const start = performance.now();
  refused(`SELECT * { SERVICE ${" #\n".repeat(30_000)} }`);
  assert.ok(performance.now() - start < 2000);
});

test("FROM chooses among the page's graphs only", () => {
  const graphs = new Set([`${PREFIXES.graph}ontology`]);
  const from = (sparql: string): string | null => refusedSource(sparql, graphs)?.key ?? null;
  assert.equal(from("SELECT * FROM <https://w3id.org/twingraph/graph/ontology> {}"), null);
  assert.equal(from("PREFIX graph: <https://w3id.org/twingraph/graph/> SELECT * FROM NAMED graph:ontology {}"), null);
  assert.equal(from("SELECT * FROM <file:///etc/passwd> {}"), "from");
  assert.equal(from("SELECT * { ?s ?p ' FROM <x:y>' }"), null);
});

const saved = (type: string, held: string, required = false): SavedQuery => ({
  name: "q", subject: "partners", summary: {}, params: [{ name: "it", type, required, default: held }],
  text: `PREFIX xsd: <${PREFIXES.xsd}>\nPREFIX city: <${PREFIXES.city}>\nSELECT * {\n  VALUES ?it { ${held} }\n  VALUES ?item { 1 }\n}`,
});
const bound = (type: string, held: string, value: string): string => {
  const { text, wrong } = bind(saved(type, held), { it: value }, PREFIXES);
  return wrong["it"] ?? /VALUES \?it \{ (.*) \}/.exec(text)![1]!;
};

for (const [type, held, value, result] of [
  ["tg:City", "city:namur-be", "city:hue-vn", "city:hue-vn"], ["tg:City", "city:namur-be", "hue-vn", "city:hue-vn"],
  ["tg:City", "city:namur-be", `${PREFIXES.city}hue-vn`, "city:hue-vn"], ["tg:City", "city:namur-be", "a b", "city:a city:b"],
  ["tg:City", "city:namur-be", "city:x}SERVICE", "resource"], ["tg:City", "city:namur-be", "nowhere:x", "resource"],
  ["tg:City", "city:namur-be", "<javascript:alert(1)>", "<javascript:alert(1)>"], ["tg:Event", "city:namur-be", "bare", "resource"],
  ["xsd:date", '"2015-01-01"^^xsd:date', "2024-02-29", '"2024-02-29"^^xsd:date'], ["xsd:date", '"2015-01-01"^^xsd:date', "2023-02-29", "date"],
  ["xsd:date", '"2015-01-01"^^xsd:date', "1/1/2024", "date"], ["xsd:integer", "5", "007", "007"], ["xsd:integer", "5", "5 } DROP", "integer"],
  ["xsd:integer", "5", "٣", "integer"], ["xsd:boolean", "true", "false", "false"], ["xsd:boolean", "true", "yes", "boolean"],
  ["xsd:string", '"en"', '" } # \\ \n', '"\\" } # \\\\ \\n"^^xsd:string'], ["xsd:string", '"en"', "fr", '"fr"'],
] as const) {
  test(`a value is put in as a term, or is wrong: ${type} ${JSON.stringify(value)}`, () => {
    assert.equal(bound(type, held, value), result.replace('^^xsd:string', ""));
  });
}

test("a value that is the default, or missing, changes nothing; a required one is asked for", () => {
  const query = saved("xsd:date", '"2015-01-01"^^xsd:date');
  assert.equal(shownDefault(query.params[0]!), "2015-01-01");
  assert.equal(bind(query, { it: "2015-01-01" }, PREFIXES).text, query.text);
  assert.equal(bind(query, { it: "" }, PREFIXES).text, query.text);
  assert.deepEqual(bind(saved("tg:City", "city:x", true), {}, PREFIXES).wrong, { it: "required" });
});

test("names that are no IRI are none", () => {
  assert.equal(iriOf("city:a b", "tg:City", PREFIXES), null);
  assert.equal(iriOf("constructor:x", "tg:City", PREFIXES), null);
  assert.equal(isIri("x:a>b"), false);
});

for (const term of ['"a \\"b\\" \\\\ \\n \\u00E9"@fr-BE', '"1"^^<http://www.w3.org/2001/XMLSchema#integer>', "<x:\\u00e9>", "_:b0", '""']) {
  test(`a term is read: ${term}`, () => {
    const cell = readTerm(term);
    const plain = JSON.parse(`"${/^"(.*)"/s.exec(term)?.[1] ?? term.replace(/^<|>$|^_:/g, "")}"`) as string;
    assert.equal(cell.value, plain);
    assert.equal(cell["xml:lang"] ?? "", /@(.*)$/.exec(term)?.[1] ?? "");
  });
}

test("terms are written by prefix where that is safe", () => {
  assert.equal(turtleTerm(`<${PREFIXES.city}hue-vn>`, shortener), "city:hue-vn");
  assert.equal(turtleTerm(`<${PREFIXES.city}a.>`, shortener), `<${PREFIXES.city}a.>`);
  assert.equal(turtleTerm(`"2024-01-01"^^<${PREFIXES.xsd}date>`, shortener), '"2024-01-01"^^xsd:date');
  assert.equal(quoted("a\"b\\c\nd"), '"a\\"b\\\\c\\nd"');
});

test("CSV is the W3C's: quoted where it must be, a lone empty cell too", () => {
  assert.equal(csv(["a", "b"], [[uri("x:y"), null], [{ type: "literal", value: 'say "no", then\r' }, { type: "bnode", value: "b" }]]),
    'a,b\nx:y,\n"say ""no"", then\r",_:b\n');
  assert.equal(csv(["a"], [[null]]), 'a\n""\n');
});

// Two graphs that share a fact; positions and differences worked out by hand.
const QUADS: Quads = {
  terms: ['"x"@en', `<${PREFIXES.city}a>`, `<${PREFIXES.graph}one>`, `<${PREFIXES.graph}two>`, `<${PREFIXES.tg}p>`],
  graph: [2, 0, 1], subject: [1, 0, 0], predicate: [4, 0, 0], object: [0, 1, -1],
};

test("the merge holds each fact once, the named graphs all of them", () => {
  const dataset = new Dataset(QUADS);
  const lines = (pieces: Iterable<{ text: string }>): string[] => [...pieces].flatMap(({ text }) => text.trim().split("\n"));
  const [a, p] = [`<${PREFIXES.city}a>`, `<${PREFIXES.tg}p>`];
  assert.deepEqual(lines(dataset.named()), [
    `${a} ${p} "x"@en <${PREFIXES.graph}one> .`, `${a} ${p} ${a} <${PREFIXES.graph}one> .`, `${a} ${p} "x"@en <${PREFIXES.graph}two> .`,
  ]);
  assert.deepEqual(lines(dataset.merged()), [`${a} ${p} "x"@en .`, `${a} ${p} ${a} .`]);
  assert.deepEqual([...dataset.graphs()].sort(), [`${PREFIXES.graph}one`, `${PREFIXES.graph}two`]);
});

test("an empty graph is one", () => {
  const dataset = new Dataset({ terms: [], graph: [], subject: [], predicate: [], object: [] });
  assert.deepEqual([[...dataset.named()], [...dataset.merged()], dataset.graphs().size], [[], [], 0]);
});

test("TriG and Turtle declare what they use and group what belongs together", () => {
  const graphs = new Dataset(QUADS).byGraph();
  assert.equal(trig(graphs, PREFIXES), `@prefix city: <${PREFIXES.city}> .
@prefix graph: <${PREFIXES.graph}> .
@prefix tg: <${PREFIXES.tg}> .

graph:one {
  city:a tg:p "x"@en, city:a .
}

graph:two {
  city:a tg:p "x"@en .
}
`);
  assert.equal(turtle([], PREFIXES), "");
});

test("cities light up, and pairs: two of one row, or a relation's ends", () => {
  const places = new Set(["city:a", "city:b", "city:c"]);
  const city = (name: string): Cell => uri(PREFIXES.city + name);
  const lights = lightsOf([[city("b"), null, city("a")], [city("elsewhere")], [uri(`${PREFIXES.rel}a--c`)], [{ type: "literal", value: `${PREFIXES.city}c` }]], places, shortener);
  assert.deepEqual(lights, { cities: ["city:b", "city:a", "city:c"], pairs: [["city:a", "city:b"], ["city:a", "city:c"]] });
});

const engineAt = (line: number, column: number, expected = "OPTIONAL"): Error => new Error(`error at ${line}:${column}: expected one of ${expected}`);

// The engine's own places, as it tells them of these texts.
for (const [sparql, column, key, values, at] of [
  ["SELECT * { ?s ?p ?o ", 21, "unclosed", { sign: "{" }, 10],
  ["SELECT * { FILTER(?x > 1 }", 27, "unclosed", { sign: "(" }, 18],
  ["SELECT ?x WHERE ?s ?p ?o }", 17, "expected", { expected: "OPTIONAL", before: "SELECT ?x WHERE" }, 17],
  ["SELECT * { ?s ?p ?o } }", 24, "unopened", { sign: "}" }, 23],
  ['SELECT * { ?s ?p "abc }', 24, "unquoted", {}, 18],
  ["SELECT * { ?s ?p } ", 20, "object", { said: "?s ?p" }, 15],
  ["SELECT * { ?s a . ?s ?p ?o }", 29, "object", { said: "?s a" }, 15],
  ["SELECT * { VALUES ?x { <a:a> <a:b> } ?x ?p ?o . . }", 52, "inside", { before: "?o . . }" }, 52],
] as const) {
  test(`what is plainly missing is said, and where: ${sparql}`, () => {
    assert.deepEqual(faultOf(engineAt(1, column), sparql), { key, values, line: 1, column: at });
  });
}

test("what the page refuses is not named among what could stand there", () => {
  const said = faultOf(engineAt(1, 12, 'LATERAL, SERVICE, OPTIONAL, "INSERT DATA", "."'), "SELECT * { + }");
  assert.deepEqual(said.values["expected"], 'OPTIONAL, "."');
});

test("the engine's words become a line, a column, and what could stand there", () => {
  const fault = faultOf(new Error("error at 2:11: expected one of \",\", \".\", ['0' ..= '9' | '\\u{00B7}'\n| 'x'], [_]"), "SELECT ?s {\n ?s ?p ?o ? }");
  assert.deepEqual(fault, { key: "expected", values: { expected: '",", "."', before: "?s ?p ?o" }, line: 2, column: 11 });
  assert.equal(faultOf(new Error("error at 1:1: expected [_]"), "x").key, "syntax");
  assert.deepEqual(faultOf(new Error("error at 1:9: expected Prefix not found"), "ASK { ?s foaf:x 1 }"),
    { key: "prefix", values: { prefix: "foaf" }, line: 1, column: 10 });
  assert.equal(faultOf(new RangeError("Maximum call stack size exceeded"), "").key, "broken");
  assert.equal(faultOf(new Error("something else"), "").key, "engine");
});

test("every line of a graph is read, whatever its texts hold, or refused", () => {
  const lines = ['<x:b> <x:p> "a\u2028b . c"@fr .', "<x:a> <x:p> _:n .", "<x:a> <x:p> _:n .", ""];
  assert.deepEqual(triplesOf(lines.join("\n")), [["<x:a>", "<x:p>", "_:n"], ["<x:b>", "<x:p>", '"a\u2028b . c"@fr']]);
  assert.throws(() => triplesOf("<x:a> <x:p> .\n"), /cannot be read/);
});

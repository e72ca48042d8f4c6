/**
 * What others made of this page, and on which terms: the text that the page shows.
 *
 * In: the packages that are in the page, and where they are installed. Out: one text with name,
 * version, licence and the licence's words for each. It judges no licence.
 */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const RULE = "-".repeat(72);

/** Return the text; `own` is the file of this project's own licence, an Apache-2.0. */
export function licences(modules, names, own, engine) {
  const apache = readFileSync(own, "utf8").trim();
  const pieces = [...new Set(names)].sort().map((name) => piece(modules, name, engine));
  const head = "This page was made with twingraph (Apache-2.0, its text at the end) and holds:";
  const land = "Land and borders: Made with Natural Earth (public domain), in the form of world-atlas.";
  return [head, land, ...pieces, `The Apache License\n\n${apache}`].join(`\n\n${RULE}\n`) + "\n";
}

function piece(modules, name, engine) {
  const folder = join(modules, name);
  const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).filter((each) => /^licen[cs]e/i.test(each)).sort()[0];
  const title = `${name} ${about.version} (${about.license})`;
  if (file) return `${title}\n\n${readFileSync(join(folder, file), "utf8").trim()}`;
  // The package of the engine comes without the text of either of its licences.
  if (!/Apache-2\.0/.test(about.license)) throw new Error(`${name} comes without its licence`);
  return `${title}\nUsed under Apache-2.0. ${compiledIn(join(folder, engine))}`;
}

/** Name the libraries compiled into the engine, as far as its bytes tell of them. */
function compiledIn(file) {
  if (!existsSync(file)) return "";
  const found = readFileSync(file, "latin1").matchAll(/\/([a-z][a-z0-9_-]*-\d+\.\d+\.\d+)\/src\//g);
  const crates = [...new Set([...found].map(([, crate]) => crate))].sort();
  return crates.length === 0 ? "" : `Compiled into it, among others, these Rust libraries: ${crates.join(", ")}.`;
}

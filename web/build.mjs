/**
 * Build the parts of the page: `node build.mjs FOLDER`.
 *
 * In: src/ and the installed packages. Out: in the folder, the page's code in four bundles, its
 * style, the land, the engine and the licences; the same bytes each time. Python packs them into
 * pages. Nothing here loads anything from anywhere.
 */

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { constants, zstdCompressSync } from "node:zlib";
import { build } from "esbuild";
import { land } from "./land.mjs";
import { licences } from "./licences.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const MODULES = join(HERE, "node_modules");
const OWN_LICENCE = join(HERE, "..", "LICENSE");
const ENGINE = "web_bg.wasm";

/** What the page can run, and under which name an editor's bundle leaves what it exports. */
const BUNDLES = {
  "boot.js": { entry: "src/boot.ts" },
  "app.js": { entry: "src/main.ts" },
  "worker.js": { entry: "src/query/worker.ts" },
  "editor.js": { entry: "src/query/editor.ts", globalName: "twingraphEditor" },
  "page.css": { entry: "src/style/index.css" },
};

/** Build every part into a folder. */
async function main(target) {
  mkdirSync(target, { recursive: true });
  const write = (name, content) => writeFileSync(join(target, name), content);
  const packages = ["oxigraph", "world-atlas"];
  for (const [name, bundle] of Object.entries(BUNDLES)) {
    const { text, used } = await bundled(name, bundle);
    write(name, text);
    packages.push(...used);
  }
  write("licences.txt", licences(MODULES, packages, OWN_LICENCE, ENGINE));
  const countries = join(MODULES, "world-atlas", "countries-50m.json");
  write("land.bin", kept("land.bin", "land.mjs", () => land(countries)));
  write("engine.zst", kept("engine.zst", "build.mjs", packedEngine));
}

/** Bundle what an entry needs; tell the packages that went into it. */
async function bundled(name, { entry, globalName }) {
  const { metafile, outputFiles } = await build({
    absWorkingDir: HERE,
    entryPoints: [entry],
    outfile: name,
    bundle: true,
    minify: true,
    charset: "utf8",
    // The whole texts of the licences stand in the page: see `licences`.
    legalComments: "none",
    metafile: true,
    write: false,
    logLevel: "silent",
    ...(name.endsWith(".css") ? {} : { format: "iife", target: "es2022" }),
    ...(globalName ? { globalName } : {}),
  });
  const paths = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.keys(inputs).filter((path) => inputs[path].bytesInOutput > 0));
  const used = paths.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
  return { text: outputFiles[0].text, used };
}

/**
 * Pack the engine with zstd: 350 kB less than deflate in the page, and the page's worker unpacks it
 * in a few hundredths of a second.
 */
function packedEngine() {
  const bytes = readFileSync(join(MODULES, "oxigraph", ENGINE));
  const params = { [constants.ZSTD_c_compressionLevel]: 22, [constants.ZSTD_c_windowLog]: 22 };
  return zstdCompressSync(bytes, { params });
}

/** Return what is made from packages alone; it takes seconds, and is kept beside them. */
function kept(name, maker, make) {
  const key = createHash("sha256").update(process.versions.node);
  for (const file of [maker, "package-lock.json"]) key.update(readFileSync(join(HERE, file)));
  const file = join(MODULES, ".cache", "twingraph", `${key.digest("hex").slice(0, 16)}-${name}`);
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    const part = `${file}.${process.pid}.part`;
    writeFileSync(part, make());
    renameSync(part, file);
  }
  return readFileSync(file);
}

/** Say what is wrong in one line: of esbuild's findings the first, with its place. */
function fault(problem) {
  const first = problem.errors?.[0];
  const place = first?.location ? `${first.location.file}:${first.location.line}:${first.location.column}: ` : "";
  process.stderr.write(`${place}${first?.text ?? problem.message ?? problem}\n`);
  process.exitCode = 1;
}

if (process.argv[2]) main(process.argv[2]).catch(fault);
else fault("say into which folder: node build.mjs FOLDER");

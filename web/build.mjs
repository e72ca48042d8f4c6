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
const ENGINE = "web_bg.wasm";

/** What the page can run, and under which name an editor's bundle leaves what it exports. */
const BUNDLES = {
  "boot.js": { entry: "src/boot.ts" },
  "app.js": { entry: "src/main.ts" },
  "worker.js": { entry: "src/query/worker.ts" },
  "editor.js": { entry: "src/query/editor.ts", globalName: "twingraphEditor" },
  "page.css": { entry: "src/style/index.css" },
};

const target = process.argv[2];
if (!target) throw new Error("say into which folder: node build.mjs FOLDER");
mkdirSync(target, { recursive: true });
const packages = ["oxigraph", "world-atlas"];
for (const [name, { entry, globalName }] of Object.entries(BUNDLES)) {
  packages.push(...(await bundle(entry, name, globalName)));
}
const own = [join(HERE, "..", "LICENSE"), join(HERE, "LICENSE")].find(existsSync);
write("licences.txt", licences(MODULES, packages, own, ENGINE));
write("land.json", kept("land.json", ["land.mjs"], () => land(join(MODULES, "world-atlas", "countries-50m.json"))));
write("engine.zst", kept("engine.zst", ["build.mjs"], packedEngine));

/** Bundle what an entry needs; return the packages that went into it. */
async function bundle(entry, name, globalName) {
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
    logLevel: "error",
    ...(name.endsWith(".css") ? {} : { format: "iife", target: "es2022" }),
    ...(globalName ? { globalName } : {}),
  });
  write(name, outputFiles[0].text);
  const inside = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path));
  return inside.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
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

/** Return what is made from packages alone; it takes seconds, and is kept beside the packages. */
function kept(name, makers, make) {
  const key = createHash("sha256");
  for (const file of [...makers, "package-lock.json"]) key.update(readFileSync(join(HERE, file)));
  key.update(process.versions.node);
  const file = join(MODULES, ".cache", "twingraph", `${key.digest("hex").slice(0, 16)}-${name}`);
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    const part = `${file}.${process.pid}.part`;
    writeFileSync(part, make());
    renameSync(part, file);
  }
  return readFileSync(file);
}

function write(name, content) {
  writeFileSync(join(target, name), content);
}

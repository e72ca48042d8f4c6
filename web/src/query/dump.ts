/**
 * The page's whole graph as TriG: every named graph, with our prefixes.
 *
 * In: the app. Out: the text, made in a worker so that the page stays at hand. The merge is not in
 * it, nor does it need the engine.
 */

import type { App } from "../app.ts";
import type { Asking } from "../data/payload.ts";
import { QueryWorker } from "./engine.ts";
import type { Report } from "./messages.ts";

/** Return the named graphs as TriG; an error where the page was built without them. */
export async function exportTrig(app: App): Promise<string> {
  const [quads, asking] = await Promise.all([app.block("quads"), app.block("asking")]);
  if (!quads || !asking) throw new Error(app.t("query.absent.title"));
  const { prefixes } = JSON.parse(new TextDecoder().decode(asking)) as Asking;
  const worker = await QueryWorker.start(app);
  try {
    const report = await worker.send({ kind: "trig", quads, prefixes }, [quads]);
    return (report as Extract<Report, { kind: "file" }>).text;
  } finally {
    worker.end({ key: "stopped", values: {}, line: null, column: null });
  }
}

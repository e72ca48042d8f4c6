/**
 * The only script that stands in the page as it is: it unpacks the page's style and code.
 *
 * In: the blocks `style` and `app`. Out: the page at work, or a sentence that says why it is not. A browser too
 * old to inflate anything gets the sentence that the page holds for it in `data-old`.
 */

import { runBlock, wearBlock } from "./data/inflate.ts";

const root = document.getElementById("app")!;

function fail(reason: string): void {
  const told = document.createElement("p");
  told.className = "fault";
  told.setAttribute("role", "alert");
  told.textContent = reason;
  root.replaceChildren(told);
}

if (typeof DecompressionStream === "undefined") fail(root.dataset["old"] ?? "");
else {
  // The style first: what is drawn takes its colours and sizes from it.
  wearBlock("style").then(() => runBlock("app")).catch((problem: unknown) => {
    fail(`${root.dataset["old"] ?? ""} (${String(problem)})`);
  });
}

/**
 * The blocks of the page: what stands packed in its `<script id="block-...">` elements.
 *
 * In: a block's name. Out: its bytes, its JSON, or, for a block of code, that code run. The block
 * `engine` is packed in a way that browsers cannot undo (zstd): its bytes come as they stand, and
 * who starts the engine unpacks them. It keeps nothing: who needs a block twice asks twice.
 */

/** Return a block's bytes, inflated; null where the page has none of that name. */
export async function block(name: string): Promise<Uint8Array | null> {
  const element = document.getElementById(`block-${name}`);
  if (element === null) return null;
  try {
    const packed = bytesOf(element.textContent ?? "");
    if (element.dataset["packed"] === "zstd") return packed;
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch (problem) {
    // Browsers call it a failed fetch, as if something had been asked of a network.
    throw new Error(`the page's block "${name}" cannot be unpacked: the file is damaged`, { cause: problem });
  }
}

/** Return a block's text. */
async function inflateText(name: string): Promise<string | null> {
  const bytes = await block(name);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}

/** Return a block's JSON; that it has this shape is the builder's promise. */
export async function inflateJson<T>(name: string): Promise<T | null> {
  const json = await inflateText(name);
  return json === null ? null : (JSON.parse(json) as T);
}

/**
 * Run a block of code as a script of the page. The page's policy knows the code by its hash, so
 * that nothing else can be run this way.
 */
export async function runBlock(name: string): Promise<boolean> {
  const code = await inflateText(name);
  if (code === null) return false;
  const script = document.createElement("script");
  script.textContent = code;
  document.head.append(script);
  script.remove();
  return true;
}

/** Put a block's style sheet on the page, which knows it by its hash too. */
export async function wearBlock(name: string): Promise<void> {
  const style = document.createElement("style");
  style.textContent = await inflateText(name);
  document.head.append(style);
}

type FromBase64 = (text: string) => Uint8Array<ArrayBuffer>;

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  // Younger browsers do it at once; the others take a tenth of a second for the largest block.
  const native = (Uint8Array as unknown as { fromBase64?: FromBase64 }).fromBase64;
  if (native) return native.call(Uint8Array, base64);
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}

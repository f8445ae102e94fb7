// Keeps a file's content only while it is short text: a script, a config, a menu. Of everything else a virtual blade needs the length.

/** Longer than any script, config or menu. */
const MOST_TEXT_BYTES = 1024 * 1024;
/** So much of the beginning tells text from a program, as file(1) does: text has no control characters but these. */
const PROBED_BYTES = 512;
const textControls = [0x09, 0x0a, 0x0d];

const looksLikeText = (start: Uint8Array): boolean =>
  start.subarray(0, PROBED_BYTES).every((byte) => byte >= 0x20 || textControls.includes(byte));

export interface TextKeeper {
  add(chunk: Uint8Array): void;
  /** Undefined when it was no text, or too long. */
  text(): string | undefined;
}

export function textKeeper(): TextKeeper {
  let chunks: Uint8Array[] | undefined = [];
  let size = 0;
  return {
    add: (chunk) => {
      if (size === 0 && !looksLikeText(chunk)) chunks = undefined;
      size += chunk.length;
      if (size > MOST_TEXT_BYTES) chunks = undefined;
      chunks?.push(chunk);
    },
    text: () => {
      if (!chunks) return undefined;
      const decoder = new TextDecoder();
      return chunks.map((chunk) => decoder.decode(chunk, { stream: true })).join('') + decoder.decode();
    },
  };
}

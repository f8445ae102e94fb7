// Writes one file from bytes and other files, in a stream.

import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';

/** Bytes, or a whole file that has to be of this size. */
export type Content = Uint8Array | { readonly file: string; readonly size: number };

const readBytes = 1024 * 1024;

async function* bytesOf(content: Content): AsyncGenerator<Uint8Array> {
  if (content instanceof Uint8Array) {
    yield content;
    return;
  }
  let read = 0;
  for await (const chunk of createReadStream(content.file, { highWaterMark: readBytes })) {
    read += chunk.length;
    yield chunk;
  }
  if (read !== content.size) throw new Error(`${content.file} has ${read} bytes instead of ${content.size}`);
}

/** The contents one behind the other at `path`: whole, or not there. Rejects with Node's error, and when a file has another size than was told. */
export async function writeJoined(path: string, contents: readonly Content[]): Promise<void> {
  const temporary = `${path}.new`;
  try {
    await using file = await open(temporary, 'w', 0o644);
    for (const content of contents) for await (const bytes of bytesOf(content)) await file.writeFile(bytes);
    await file.sync();
  } catch (reason) {
    await rm(temporary, { force: true });
    throw reason;
  }
  await rename(temporary, path);
}

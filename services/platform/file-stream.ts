// A file as a stream of its bytes, for libraries that take a web stream.

import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';

/** Read at once: few turns of the event loop for an image. */
const readBytes = 1024 * 1024;

/** Opened when it is first read; ends with Node's error where the file cannot be read. */
export const fileStream = (path: string): ReadableStream<Uint8Array> =>
  Readable.toWeb(createReadStream(path, { highWaterMark: readBytes })) as ReadableStream<Uint8Array>;

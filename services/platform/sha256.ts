// SHA-256 over bytes as they come.

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

export interface Sha256 {
  update(bytes: Uint8Array): void;
  /** 64 lower-case hexadecimal digits; once, at the end. */
  digest(): string;
}

export function sha256(): Sha256 {
  const hash = createHash('sha256');
  return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest('hex') };
}

/** SHA-256 of these bytes in hexadecimal. */
export function sha256OfBytes(bytes: Uint8Array): string {
  const hash = sha256();
  hash.update(bytes);
  return hash.digest();
}

/** Hashed at once between two turns of the event loop: under 2 ms of it, and few turns for an image. */
const readBytes = 1024 * 1024;

interface HashOptions {
  readonly onBytes?: (bytes: number) => void;
  readonly signal?: AbortSignal;
  /** Of these bytes alone, at least one; where the file ends before, of fewer. */
  readonly stretch?: { readonly start: number; readonly length: number };
}

/** SHA-256 of a file in hexadecimal; `onBytes` is told each piece. Rejects with Node's error, and with AbortError when `signal` aborts. */
export async function sha256OfFile(path: string, { onBytes, signal, stretch }: HashOptions = {}): Promise<string> {
  const hash = sha256();
  const range = stretch ? { start: stretch.start, end: stretch.start + stretch.length - 1 } : {};
  for await (const piece of createReadStream(path, { highWaterMark: readBytes, ...range, ...(signal ? { signal } : {}) })) {
    hash.update(piece);
    onBytes?.(piece.length);
  }
  return hash.digest();
}

// What a program or a far side writes to a stream, collected as text.

import { Writable } from 'node:stream';

export interface Collected {
  readonly stream: Writable;
  /** All of it so far. */
  text(): string;
}

/** Beyond `limitBytes` the rest is let go: what is read of it are some lines. */
export function collected(limitBytes: number): Collected {
  const chunks: Uint8Array[] = [];
  let kept = 0;
  const stream = new Writable({
    write(chunk: Uint8Array, _encoding, done) {
      const taken = chunk.subarray(0, limitBytes - kept);
      kept += taken.length;
      chunks.push(taken);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}

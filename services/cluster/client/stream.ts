// The changes of objects as one API server sends them, line after line, until it ends the stream.

import type { V1Status, Watch } from '@kubernetes/client-node';
import { ApiTrouble } from '../api.ts';
import type { Change } from './follow.ts';
import { wordsOf } from './trouble.ts';

/** How the library ends: with nothing when the server closed the stream, as servers do every few minutes. */
type Over = { readonly name?: string; readonly statusCode?: number } | null;

/** It has waited half a minute for a word: nothing happened, or the connection is dead, and asking on shows which. */
const isQuiet = (over: Over): boolean => over === null || over.name === 'TimeoutError';

/** Resolves when the server ends it in its turn, or `signal` aborts. @throws ApiTrouble; what `onChange` throws */
export async function streamed(
  watch: Watch,
  path: string,
  query: Readonly<Record<string, string>>,
  onChange: (change: Change) => void,
  signal: AbortSignal,
): Promise<void> {
  const { promise: ended, resolve, reject } = Promise.withResolvers<void>();
  // What a listener throws the library would take for a broken line, and drop.
  const heard = (type: string, object: unknown) => {
    try {
      if (type === 'ERROR') throw new ApiTrouble((object as V1Status).code ?? 0, wordsOf(object));
      if (!signal.aborted) onChange({ type, object } as Change);
    } catch (reason) {
      reject(reason);
    }
  };
  const over = (how: Over) => (isQuiet(how) ? resolve() : reject(new ApiTrouble(how?.statusCode ?? 0, wordsOf(how))));
  const opened = watch.watch(path, query, heard, over);
  const aborted = () => resolve();
  signal.addEventListener('abort', aborted, { once: true });
  if (signal.aborted) resolve();
  try {
    await ended;
  } finally {
    signal.removeEventListener('abort', aborted);
    opened.then((controller) => controller.abort(), reject);
  }
}

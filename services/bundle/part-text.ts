// A part of a bundle that is text: a manifest, read whole.

import { readFileNow } from '../platform/files.ts';
import type { Bundle } from './bundle.ts';

/** Of a part that was found intact; throws where its file went away since. */
export function partText({ piecesOf }: Pick<Bundle, 'piecesOf'>, path: string): string {
  const bytes = piecesOf(path).map(({ file }) => readFileNow(file));
  return new TextDecoder().decode(Buffer.concat(bytes));
}

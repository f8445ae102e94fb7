// The bytes of a list as text: UTF-8, or what spreadsheets in China and Europe still write.

import { failed, ok, type Problem, problem, type Result, warning } from '../problem.ts';

export interface Decoded {
  readonly text: string;
  /** A word about an encoding that had to be guessed. */
  readonly problems: readonly Problem[];
}

/** As many characters as are looked at; letters outside ASCII come early in a list that has any. */
const bytesLookedAt = 64 * 1024;

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** GB 18030 writes most Chinese characters as two bytes above ASCII; a single one between ASCII letters is an umlaut. */
function inPairs(bytes: Uint8Array): boolean {
  const runs = new TextDecoder('latin1').decode(bytes.subarray(0, bytesLookedAt)).match(/[\x80-\xff]+/g) ?? [];
  return runs.filter(({ length }) => length % 2 === 0).length > runs.length / 2;
}

const mark = (bytes: Uint8Array) =>
  bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;

/** The text of a list that somebody chose as a file. Fails with `list-binary` for what is no text at all. */
export function decodeList(bytes: Uint8Array, file: string): Result<Decoded> {
  const text = decoded(bytes, mark(bytes) ?? 'utf-8');
  if (text !== undefined && !text.includes('\0')) return ok({ text, problems: [] });
  if (bytes.subarray(0, bytesLookedAt).includes(0)) return failed(problem('list-binary', { file }));
  const chinese = inPairs(bytes) ? decoded(bytes, 'gb18030') : undefined;
  const encoding = chinese === undefined ? 'windows-1252' : 'GB 18030';
  return ok({
    text: chinese ?? new TextDecoder('windows-1252').decode(bytes),
    problems: [warning(problem('list-encoding', { file, encoding }))],
  });
}

// One try at a file: what is there already is gone on with where that is safe, and begun anew where it is not.

import type { FileHandle } from 'node:fs/promises';
import { sha256OfFile } from '../sha256.ts';
import { type Answer, contentRange, lengthOf, validatorOf } from './answer.ts';
import { type Asker, cutAt, refused } from './ask.ts';
import { DownloadFailure } from './failure.ts';
import { dropPartial, finishPartial, type Mark, nameOf, openPartial, partialFile, type SoFar, soFar } from './partial.ts';

type Headers = Answer['headers'];

export interface FileAsk {
  readonly url: string;
  /** Where it is to lie; what is on its way lies beside it as `.part` and `.mark`. */
  readonly path: string;
  readonly sha256?: string | undefined;
  /** What the whole has to have, in bytes. */
  readonly size?: number | undefined;
  /** Asked before every try, and once more when the server refused what it gave. */
  readonly headers?: Headers | ((refused: boolean) => Promise<Headers>) | undefined;
  /** Bytes that are there by now: told for each piece; less than before when the file has to be begun anew. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The largest image of an operating system is about 1 GiB, the largest layer of a container a few: more is a mistake. */
const largestFile = 64 * 1024 ** 3;

/** Resolves when the whole file lies at its path. Rejects with a DownloadFailure, the signal's reason, or Node's error of this laptop's disk. */
export async function fetchFile(asker: Asker, ask: FileAsk): Promise<void> {
  const { url, path, sha256, size } = ask;
  const before = usable(await soFar(path, url), sha256);
  const answer = await authorised(asker, ask, rangeOf(before));
  if (answer.status !== 416 || !isAllOf(answer, before)) await receive(asker, ask, before, answer);
  else await answer.leave();
  if (sha256 !== undefined) await prove(url, path, sha256, ask.signal);
  await finishPartial(path);
  if (size !== undefined) ask.onBytes?.(size);
}

/** Without anything by which the server tells one state of a file from the next, only a hash proves that two halves belong together. */
const usable = ({ have, mark }: SoFar, sha256: string | undefined): SoFar =>
  mark?.validator !== undefined || sha256 !== undefined ? { have, mark } : { have: 0, mark: undefined };

const rangeOf = ({ have, mark }: SoFar): Headers =>
  have === 0 ? {} : { range: `bytes=${have}-`, ...(mark?.validator && { 'if-range': mark.validator }) };

async function authorised({ ask }: Asker, { url, headers = {}, signal }: FileAsk, range: Headers): Promise<Answer> {
  if (typeof headers !== 'function') return ask(url, { ...headers, ...range }, signal);
  const answer = await ask(url, { ...(await headers(false)), ...range }, signal);
  if (answer.status !== 401) return answer;
  await answer.leave();
  return ask(url, { ...(await headers(true)), ...range }, signal);
}

/** The server has no byte beyond those that are there. */
const isAllOf = ({ headers }: Answer, { have }: SoFar): boolean => contentRange(headers).length === have;

/** Whether these bytes go on where the others end, and are of the same state of the same file. */
function goesOn(answer: Answer, { have, mark }: SoFar): boolean {
  const { first, length } = contentRange(answer.headers);
  const same = mark?.validator === undefined || validatorOf(answer.headers) === mark.validator;
  return answer.status === 206 && first === have && same && (mark?.length === undefined || length === mark.length);
}

async function receive({ now }: Asker, { url, path, size, onBytes }: FileAsk, before: SoFar, answer: Answer): Promise<void> {
  if (answer.status !== 200 && !goesOn(answer, before)) {
    await answer.leave();
    if (![206, 416].includes(answer.status)) throw refused(url, answer, now());
    dropPartial(path);
    throw new DownloadFailure(url, { kind: 'cut', reason: 'the server gave another piece than the one asked for' });
  }
  const length = lengthOf(answer) ?? size;
  if (length !== undefined && length !== (size ?? length)) {
    await answer.leave();
    throw new DownloadFailure(url, { kind: 'size', found: length, size: size ?? length });
  }
  const mark: Mark = { of: nameOf(url), validator: validatorOf(answer.headers), length };
  const from = answer.status === 206 ? before.have : 0;
  await using handle = await openPartial(path, from, mark);
  const bytes = await writeAll(url, handle, answer.body, { from, most: length ?? largestFile, onBytes });
  if (length !== undefined && bytes !== length) throw cutAt(url, bytes, length);
}

interface Writing {
  readonly from: number;
  readonly most: number;
  readonly onBytes: FileAsk['onBytes'];
}

/** How many bytes the file then has. */
async function writeAll(url: string, handle: FileHandle, body: Answer['body'], { from, most, onBytes }: Writing): Promise<number> {
  let at = from;
  onBytes?.(at);
  for await (const piece of body) {
    if (at + piece.length > most) throw new DownloadFailure(url, { kind: 'too-large', limit: most });
    await writeFully(handle, piece, at);
    at += piece.length;
    onBytes?.(at);
  }
  return at;
}

/** A disk that is nearly full takes less than it is given before it refuses. */
async function writeFully(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

async function prove(url: string, path: string, sha256: string, signal: AbortSignal | undefined): Promise<void> {
  const found = await sha256OfFile(partialFile(path), signal ? { signal } : {});
  if (found === sha256) return;
  dropPartial(path);
  throw new DownloadFailure(url, { kind: 'hash', found });
}

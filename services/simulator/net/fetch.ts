// A file by HTTP as a booting blade takes it: from its own address, counted, kept only when it is short text.

import { askHttp, type HttpAnswer } from '../../platform/http-client.ts';
import type { Machine } from '../machine.ts';
import { textKeeper } from './text-keeper.ts';

/** TCP over loopback is the laptop's real TCP, so this is real time: a laptop that is busy with a whole rack gets it. */
export const HTTP_SILENCE_MILLISECONDS = 30_000;

/** What came of one request. */
export type Fetched =
  | { readonly kind: 'file'; readonly size: number; readonly text?: string }
  /** Another answer than the file. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterSeconds?: number }
  /** No answer, or one that broke off. */
  | { readonly kind: 'broken'; readonly reason: string };

export interface Ask {
  readonly url: string;
  /** The blade's address, from which it asks. */
  readonly from: string;
  readonly method?: 'GET' | 'HEAD';
  readonly headers?: Readonly<Record<string, string>>;
}

export const retryAfterSeconds = (answer: HttpAnswer): number | undefined => {
  const value = answer.header('retry-after');
  return value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined;
};

function statusOf(answer: HttpAnswer): Fetched {
  const seconds = retryAfterSeconds(answer);
  return { kind: 'status', status: answer.status, ...(seconds === undefined ? {} : { retryAfterSeconds: seconds }) };
}

/** A file of this size; with its text when it is one. */
export const file = (size: number, text: string | undefined): Fetched => ({ kind: 'file', size, ...(text === undefined ? {} : { text }) });

/** Reads to the end; a body shorter than its Content-Length is rejected by Node. */
async function take(machine: Machine, answer: HttpAnswer): Promise<Fetched> {
  const keeper = textKeeper();
  let size = 0;
  for await (const chunk of answer.body) {
    size += chunk.length;
    machine.state.receivedBytes += chunk.length;
    keeper.add(chunk);
  }
  return file(size, keeper.text());
}

/** One request, never repeated here: each program of a blade has its own way to try again. For HEAD the size is the Content-Length. */
export async function fetchOnce(machine: Machine, { url, from, method = 'GET', headers = {} }: Ask): Promise<Fetched> {
  try {
    const signal = machine.power;
    const answer = await askHttp({ method, url, from, headers, signal, silenceMilliseconds: HTTP_SILENCE_MILLISECONDS });
    if (answer.status !== 200) {
      for await (const _ of answer.body) break;
      return statusOf(answer);
    }
    const fetched = await take(machine, answer);
    return method === 'HEAD' ? file(Number(answer.header('content-length') ?? 0), undefined) : fetched;
  } catch (cause) {
    return { kind: 'broken', reason: (cause as Error).message };
  }
}

/** What a console says of a file that did not come. */
export const inWords = (fetched: Exclude<Fetched, { kind: 'file' }>): string =>
  fetched.kind === 'status' ? `HTTP ${fetched.status}` : fetched.reason;

// One question to a web server, through proxies and redirects; silence ends it.

import { type Dispatcher, EnvHttpProxyAgent } from 'undici';
import type { Answer } from './answer.ts';
import { exchange, type Response } from './exchange.ts';
import { DownloadFailure, troubleOf } from './failure.ts';

/** As browsers do; a release server needs one or two. */
const mostRedirects = 10;
const redirecting = new Set([301, 302, 303, 307, 308]);
/** What goes along to another host: never who asks. */
const impersonal = new Set(['accept', 'accept-encoding', 'if-range', 'range', 'user-agent']);
/** Bytes are kept as they lie at their origin, so no server may pack them for the way. */
const always = { 'accept-encoding': 'identity', 'user-agent': 'rackstrap' };

export interface Http {
  /** The answer after every redirect, whatever its status. Rejects with a DownloadFailure, or with the signal's reason. */
  ask(url: string, headers: Answer['headers'], signal?: AbortSignal): Promise<Answer>;
  /** Ends every connection. */
  close(): Promise<void>;
}

/**
 * Speaks through HTTP_PROXY, HTTPS_PROXY and NO_PROXY (also in lower case), certificates checked. `silence`: milliseconds without a byte
 * after which an answer is given up. Rejects from `ask` with `proxy` when a proxy's address is none.
 */
export function openHttp({ silence }: { readonly silence: number }): Http {
  let agent: Dispatcher | undefined;
  const dispatcher = (url: string) => (agent ??= agentFor(url));
  return {
    ask: (url, headers, signal) =>
      follow(url, { ...always, ...credentialsIn(url), ...headers }, (at, sent) => once(dispatcher(url), at, sent, silence, signal)),
    close: async () => agent?.destroy(),
  };
}

/** Of an address; a percent sign that encodes nothing stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `http://me:secret@mirror/`: as browsers take it (RFC 7617). */
function credentialsIn(url: string): Answer['headers'] {
  const { username, password } = new URL(url);
  const pair = [username, password].map(decoded).join(':');
  return username ? { authorization: `Basic ${Buffer.from(pair).toString('base64')}` } : {};
}

/** One connection per file, so that one that breaks takes no other file with it. Silence is this file's business, not undici's. */
function agentFor(url: string): Dispatcher {
  try {
    return new EnvHttpProxyAgent({ allowH2: false, bodyTimeout: 0, headersTimeout: 0 });
  } catch (cause) {
    throw new DownloadFailure(url, { kind: 'proxy', reason: 'its address is not a URL' }, { cause });
  }
}

type Once = (url: string, headers: Answer['headers']) => Promise<Answer>;

async function follow(first: string, headers: Answer['headers'], ask: Once): Promise<Answer> {
  let [url, sent] = [first, headers];
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    const answer = await ask(url, sent);
    if (!redirecting.has(answer.status)) return answer;
    await answer.leave();
    const next = target(first, url, answer.headers.location);
    if (next.origin !== new URL(url).origin) sent = Object.fromEntries(Object.entries(sent).filter(([name]) => impersonal.has(name)));
    url = next.href;
  }
  throw new DownloadFailure(first, { kind: 'redirect', reason: `it is sent on more than ${mostRedirects} times` });
}

/** What was asked over TLS is never fetched without: checksums of releases are believed because of it. */
function target(first: string, from: string, location: string | undefined): URL {
  const next = location !== undefined && URL.canParse(location, from) ? new URL(location, from) : undefined;
  const refuse = (reason: string) => new DownloadFailure(first, { kind: 'redirect', reason });
  if (!next || !['http:', 'https:'].includes(next.protocol)) throw refuse(`it is sent on to ${location ?? 'nowhere'}`);
  if (next.protocol === 'http:' && from.startsWith('https:')) throw refuse(`it is sent on to ${next.href}, which is not encrypted`);
  return next;
}

async function once(
  dispatcher: Dispatcher,
  url: string,
  headers: Answer['headers'],
  silence: number,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const watch = watching(url, silence, signal);
  const response = await watch.during(exchange(dispatcher, url, headers, watch.signal));
  const { status, headers: told, end } = response;
  return { status, headers: told, body: watched(response, watch.during), leave: async () => end() };
}

/** Waiting for the disk that takes the bytes is no silence: only the wait for the next piece is watched. */
async function* watched({ next, end }: Response, during: <Value>(wait: Promise<Value>) => Promise<Value>): AsyncGenerator<Uint8Array> {
  try {
    for (let piece = await during(next()); piece; piece = await during(next())) yield piece;
  } finally {
    end();
  }
}

/** What a wait for the far side ends with besides its value: silence, the caller's signal, or an error of the network in our words. */
function watching(url: string, silence: number, signal: AbortSignal | undefined) {
  const silent = new AbortController();
  return {
    signal: signal ? AbortSignal.any([signal, silent.signal]) : silent.signal,
    async during<Value>(wait: Promise<Value>): Promise<Value> {
      const timer = setTimeout(() => silent.abort(), silence);
      try {
        const value = await wait;
        signal?.throwIfAborted();
        return value;
      } catch (error) {
        signal?.throwIfAborted();
        if (silent.signal.aborted) throw new DownloadFailure(url, { kind: 'silent', seconds: silence / 1000 });
        const trouble = troubleOf(error);
        throw trouble ? new DownloadFailure(url, trouble, { cause: error }) : error;
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

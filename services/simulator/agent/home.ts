// A virtual blade's calls home, with the patience of the real agent: asked again for as long as the laptop is away.

import { askHttp, readText } from '../../platform/http-client.ts';
import { type Machine, print } from '../machine.ts';
import { HTTP_SILENCE_MILLISECONDS, retryAfterSeconds } from '../net/fetch.ts';
import { below } from '../random.ts';

/** Which laptop to call, as whom, and from which address. */
export interface Home {
  readonly url: string;
  readonly token: string;
  readonly from: string;
}

/** `key=value` lines of an answer. */
export type Said = ReadonlyMap<string, string>;

export interface HomeAnswer {
  /** 0 when there was no whole answer. */
  readonly status: number;
  readonly said: Said;
  readonly text: string;
  readonly retryAfterSeconds?: number;
}

/** The agent's own longest pause between attempts, seconds; up to as much again at random. */
const LONGEST_PAUSE_SECONDS = 32;
/** Longer than any answer of the laptop. */
const MOST_ANSWER_BYTES = 64 * 1024;

const linesOf = (text: string): Said =>
  new Map(
    text.split('\n').flatMap((line) => (line.includes('=') ? [[line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]] : [])),
  );

/** The body of a call: `key=value` lines. */
export const lines = (values: Readonly<Record<string, string | number>>): string =>
  Object.entries(values)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');

/** One request with the token; never throws. */
export async function askHome(machine: Machine, home: Home, method: 'GET' | 'POST', url: string, body?: string): Promise<HomeAnswer> {
  try {
    const answer = await askHttp({
      method,
      url,
      from: home.from,
      headers: { authorization: `Bearer ${home.token}`, 'content-type': 'text/plain' },
      silenceMilliseconds: HTTP_SILENCE_MILLISECONDS,
      signal: machine.power,
      ...(body === undefined ? {} : { body }),
    });
    const text = await readText(answer.body, MOST_ANSWER_BYTES);
    const seconds = answer.status === 503 ? retryAfterSeconds(answer) : undefined;
    return { status: answer.status, said: linesOf(text), text, ...(seconds === undefined ? {} : { retryAfterSeconds: seconds }) };
  } catch (cause) {
    return { status: 0, said: new Map([['reason', (cause as Error).message]]), text: '' };
  }
}

/** A call that is not repeated: progress, log. */
export const hint = (machine: Machine, home: Home, call: string, body: string): Promise<HomeAnswer> =>
  askHome(machine, home, 'POST', `${home.url}/${call}`, body);

/** Sleeps after failed attempt number `attempt`: 1 s, 2 s, 4 s … and up to as much again. */
export function backOffSeconds(attempt: number, random: () => number): number {
  const seconds = Math.min(2 ** (attempt - 1), LONGEST_PAUSE_SECONDS);
  return seconds * (1 + random());
}

const isAnswered = ({ status }: HomeAnswer): boolean => status === 200 || status === 204;

/** What is wrong, in the agent's words. */
function trouble({ status, said }: HomeAnswer): string {
  const reason = said.get('reason') ?? '';
  if (status === 0) return `the laptop does not answer (${reason})`;
  if (status === 503) return `the laptop says wait: ${reason}`;
  if (status === 409) return `the laptop says no: ${reason}`;
  return status === 403 ? 'the laptop does not know this system any more' : `the laptop answers with an error (${status})`;
}

/**
 * Repeats `ask` until the laptop answers; what it asked for, or undefined when it refuses (403, 409) or the power goes.
 * 503 waits as long as Retry-After says, everything else backs off.
 */
export async function persist(machine: Machine, ask: () => Promise<HomeAnswer>): Promise<HomeAnswer | undefined> {
  let last = '';
  for (let attempt = 1; !machine.power.aborted; attempt += 1) {
    const answer = await ask();
    if (isAnswered(answer)) return answer;
    const why = trouble(answer);
    if (why !== last && !machine.power.aborted) print(machine, why);
    last = why;
    if (answer.status === 403 || answer.status === 409) return undefined;
    const asked = answer.retryAfterSeconds;
    const seconds = asked === undefined ? backOffSeconds(attempt, machine.random) : asked + below(2, machine.random);
    await machine.pace.pass(seconds * 1000, machine.power);
  }
  return undefined;
}

/** A call that must be heard. */
export const tell = (machine: Machine, home: Home, call: string, body: string): Promise<HomeAnswer | undefined> =>
  persist(machine, () => hint(machine, home, call, body));

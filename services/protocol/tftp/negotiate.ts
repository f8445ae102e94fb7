// What a server agrees to of the options a client asks for: RFC 2347, 2348 (blksize), 2349 (timeout, tsize), 7440 (windowsize).

import type { Options } from './packet.ts';

/** The most a server gives. */
export interface Limits {
  readonly blockSize: number;
  readonly windowSize: number;
}

export interface Agreement {
  readonly blockSize: number;
  /** Blocks sent before an acknowledgement is waited for. */
  readonly windowSize: number;
  /** Whole seconds between retransmissions, when the client chose them. */
  readonly timeoutSeconds?: number;
  /** The options to acknowledge, in the order they were asked; none means no option acknowledgement. */
  readonly answered: Options;
}

/** Without options: RFC 1350 section 2. */
export const defaultBlockSize = 512;
const smallestBlockSize = 8; // RFC 2348
const largestBlockSize = 65_464; // RFC 2348: what IPv4, UDP and TFTP leave of 65,535 bytes, with room for IP options
const longestTimeoutSeconds = 255; // RFC 2349

/** A plain decimal number in these bounds; anything else is as if the option had not been asked. */
function number(text: string, least: number, most: number): number | undefined {
  if (!/^\d{1,10}$/.test(text)) return undefined;
  const value = Number(text);
  return value >= least && value <= most ? value : undefined;
}

/** Each option's answer, from what was asked; undefined leaves it out. A server may lower blksize and windowsize, and must echo timeout. */
const answers: Readonly<Record<string, (asked: string, size: number, limits: Limits) => number | undefined>> = {
  blksize: (asked, _, limits) => atMost(number(asked, smallestBlockSize, Number.MAX_SAFE_INTEGER), limits.blockSize, largestBlockSize),
  windowsize: (asked, _, limits) => atMost(number(asked, 1, Number.MAX_SAFE_INTEGER), limits.windowSize),
  tsize: (asked, size) => (number(asked, 0, Number.MAX_SAFE_INTEGER) === undefined ? undefined : size),
  timeout: (asked) => number(asked, 1, longestTimeoutSeconds),
};

const atMost = (asked: number | undefined, ...limits: readonly number[]) => (asked === undefined ? undefined : Math.min(asked, ...limits));

/** What is agreed on for a file of `size` bytes. Options that are unknown or make no sense are left out without a word (RFC 2347). */
export function negotiate(asked: Options, size: number, limits: Limits): Agreement {
  const agreed = new Map<string, number>();
  for (const [name, value] of asked) {
    const answer = Object.hasOwn(answers, name) ? answers[name]?.(value, size, limits) : undefined;
    if (answer !== undefined) agreed.set(name, answer);
  }
  const timeoutSeconds = agreed.get('timeout');
  return {
    blockSize: agreed.get('blksize') ?? defaultBlockSize,
    windowSize: agreed.get('windowsize') ?? 1,
    ...(timeoutSeconds === undefined ? {} : { timeoutSeconds }),
    answered: new Map([...agreed].map(([name, value]) => [name, String(value)])),
  };
}

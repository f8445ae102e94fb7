// One add-on from its first object to ready, for as long as the run lives: refused, it is tried again; ready, it is looked at now and then.

import type { AddonProgress } from '../../domain/cluster/progress.ts';
import type { Clock } from '../../platform/clock.ts';
import { ApiTrouble, type ClusterApi } from '../api.ts';
import { applyAll, isSilence } from './apply.ts';
import type { Addon } from './objects.ts';
import type { Waiting } from './pods.ts';
import { addonWaiting } from './readiness.ts';
import type { Tell } from './teller.ts';

/** Milliseconds between two attempts at what the API refuses: doubled each time. */
const firstPause = 2_000;
const longestPause = 60_000;
/** Between two looks at what is on its way. */
const lookPause = 5_000;
/** Between two looks at what is up. */
const slowPause = 60_000;
/** What somebody has to mend is told when it has not passed by itself by then: the first tries of a young cluster fail for many reasons. */
const stuckPatience = 30_000;
/** What only takes its time is told then: a slow blade starts a container within minutes. */
const slowPatience = 300_000;

export interface BringUp {
  readonly api: ClusterApi;
  readonly clock: Clock;
  readonly tell: Tell;
  /** What is known of it from before this start. */
  readonly told: AddonProgress | undefined;
}

/** How it looks; an API that does not answer is no trouble of the add-on. */
type Seen = Waiting | 'ready' | 'unknown';

async function look(api: ClusterApi, addon: Addon): Promise<Seen> {
  try {
    return (await addonWaiting(api, addon)) ?? 'ready';
  } catch (reason) {
    if (isSilence(reason)) return 'unknown';
    if (!(reason instanceof ApiTrouble)) throw reason;
    return { words: reason.message, stuck: false };
  }
}

/** Until the API has taken every object; told are those that it refuses for the second time. */
async function applyUntilTaken({ objects }: Addon, { api, clock, tell }: BringUp, signal: AbortSignal): Promise<void> {
  let left = objects;
  let isTold = false;
  for (let pause = firstPause; !signal.aborted; pause = Math.min(pause * 2, longestPause)) {
    const refused = await applyAll(api, left, clock, signal).catch((reason) => {
      if (isSilence(reason)) return undefined;
      throw reason;
    });
    if (refused?.length === 0) return;
    if (refused && isTold) tell('failed', inOneLine(refused.map(({ words }) => words)));
    isTold ||= refused !== undefined;
    left = refused?.map(({ object }) => object) ?? left;
    await clock.sleep(pause, signal);
  }
}

const inOneLine = ([first, ...others]: readonly string[]): string => `${first}${others.length > 0 ? ` (and ${others.length} more)` : ''}`;

/** Until nothing of it is awaited any more; what stays awaited is told. */
async function untilReady(addon: Addon, bringUp: BringUp, signal: AbortSignal): Promise<void> {
  const { api, clock, tell } = bringUp;
  const begin = clock.monotonic();
  while (!signal.aborted) {
    const seen = await look(api, addon);
    if (seen === 'ready') return tell('ready');
    if (seen !== 'unknown') {
      if (clock.monotonic() - begin >= (seen.stuck ? stuckPatience : slowPatience)) tell('failed', seen.words);
      if (seen.isGone) await applyUntilTaken(addon, bringUp, signal);
    }
    await clock.sleep(lookPause, signal);
  }
}

/** Resolves when it is not ready any more. */
async function whileReady(addon: Addon, { api, clock }: BringUp, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(slowPause, signal);
    const seen = await look(api, addon);
    if (typeof seen === 'object') return;
  }
}

/** Resolves when `signal` aborts. What an earlier start left ready, and is so, is not touched. */
export async function bringUp(addon: Addon, context: BringUp, signal: AbortSignal): Promise<void> {
  const { api, told, tell } = context;
  const isUp = told?.step === 'ready' && (await look(api, addon)) === 'ready';
  if (!isUp) {
    await applyUntilTaken(addon, context, signal);
    if (!signal.aborted) tell('applied');
  }
  while (!signal.aborted) {
    await untilReady(addon, context, signal);
    await whileReady(addon, context, signal);
  }
}

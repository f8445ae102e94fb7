// How far each blade is, as provision, the demo and the status page tell it.

import { isThere } from '../domain/blade/aim.ts';
import type { Blade } from '../domain/blade/blade.ts';
import { compareStages, type Stage } from '../domain/blade/stages.ts';
import type { Problem } from '../domain/problem.ts';
import type { RunStore } from './run-store.ts';

export interface BladeProgress {
  readonly slot: string;
  readonly mac: string;
  readonly hostname: string;
  readonly address: string;
  readonly stage: Stage;
  /** From its first packet to its present stage. */
  readonly seconds: number;
  /** Sent to it in the whole run. */
  readonly bytes: number;
  readonly problem?: Problem;
}

const secondsOf = ({ reached, since }: Blade): number => {
  const first = Math.min(...Object.values(reached));
  return Number.isFinite(first) ? Math.round((since - first) / 100) / 10 : 0;
};

export const progressOf = (store: RunStore): BladeProgress[] =>
  store.run().blades.map((blade) => {
    const { macs, hostname, address } = store.planned.get(blade.slot)!;
    return {
      slot: blade.slot,
      mac: macs[0]!,
      hostname,
      address,
      stage: blade.stage,
      seconds: secondsOf(blade),
      bytes: blade.bytes,
      ...(blade.problem ? { problem: blade.problem } : {}),
    };
  });

/** A ready node that fell back keeps its stage, and is not there. */
const isAt = (blade: Blade, stage: Stage): boolean =>
  stage === 'ready' ? isThere({ ...blade, aim: 'ready' }) : compareStages(blade.stage, stage) >= 0;

/** The blades that have not come to `stage`; those left out do not count. */
export const notAt = (store: RunStore, stage: Stage): string[] =>
  store.run().blades.flatMap((blade) => (blade.excluded !== undefined || isAt(blade, stage) ? [] : [blade.slot]));

/** Resolves true when it is so after an event of the run, or already; false when `signal` aborts before that. */
export function untilSo(store: Pick<RunStore, 'follow'>, isSo: () => boolean, signal: AbortSignal): Promise<boolean> {
  if (isSo()) return Promise.resolve(true);
  return new Promise((resolve) => {
    const stop = store.follow(() => {
      if (isSo()) end(true);
    });
    const end = (reached: boolean) => {
      stop();
      resolve(reached);
    };
    if (signal.aborted) end(false);
    signal.addEventListener('abort', () => end(false), { once: true });
  });
}

/** Resolves true when every blade reached `stage`, false when `signal` aborts before that. */
export const untilReached = (store: RunStore, stage: Stage, signal: AbortSignal): Promise<boolean> =>
  untilSo(store, () => notAt(store, stage).length === 0, signal);

// The virtual machine as a part of the appliance: whoever arms its slot has switched it on. It goes on when the appliance stops, as a blade does.

import type { Problem } from '../../domain/problem.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Part } from '../../platform/part.ts';
import { lastWords, type StartOrder, type Vm } from '../../vm/index.ts';
import type { RunStore } from '../run-store.ts';
import { type Ended, teller, troubleOf } from './watch.ts';
import { type Wish, wishFor } from './wish.ts';

/** Often enough for whoever waits at the screen. */
const glanceMilliseconds = 5_000;

export interface LaptopVmOptions {
  readonly vm: Vm;
  /** Everything but how it boots. */
  readonly order: Omit<StartOrder, 'boot' | 'purpose'>;
  readonly slot: string;
  /** Its name. */
  readonly run: string;
  readonly store: Pick<RunStore, 'bladeAt' | 'follow'>;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly onProblem?: (found: Problem) => void;
}

/** One look at the machine after the other, each with what follows from it. */
function watching({ vm, order, slot, run, store, onProblem }: LaptopVmOptions): () => Promise<void> {
  const tell = teller(onProblem ?? (() => {}));
  let ended: Ended | undefined;
  /** It was seen running, or switched on here. */
  let wasOn = false;

  async function switchOn(wish: Wish): Promise<void> {
    const stopped = await vm.stop();
    const started = stopped.ok ? await vm.start({ ...order, ...wish }) : stopped;
    tell(started.ok ? started.value.warnings : started.problems);
    if (!started.ok) return;
    wasOn = true;
    ended = undefined;
    void started.value.ended.then((how) => {
      ended = { how, last: lastWords(vm.place) };
    });
  }

  return async () => {
    const status = await vm.status();
    const wish = wishFor(store.bladeAt(slot).blade, status, run, !wasOn);
    if (wish) return switchOn(wish);
    wasOn ||= status.state === 'running';
    const trouble = wasOn ? troubleOf(status, vm.place, ended) : undefined;
    if (trouble) tell([trouble]);
  };
}

/** Keeps the machine as the run wants it, until told to stop. It never rejects for what the machine does: what is wrong is told. */
export const laptopVm = (options: LaptopVmOptions): Part => ({
  name: 'virtual machine',
  async run(signal, onReady) {
    const { store, clock } = options;
    const look = watching(options);
    let armed = new AbortController();
    const unfollow = store.follow(({ event }) => event.type === 'armed' && armed.abort());
    onReady?.();
    try {
      while (!signal.aborted) {
        armed = new AbortController();
        await look();
        await clock.sleep(glanceMilliseconds, AbortSignal.any([signal, armed.signal]));
      }
    } finally {
      unfollow();
    }
  },
});

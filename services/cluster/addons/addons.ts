// The add-ons of the plan: the pod network at once, the others in their order when the nodes are ready. None keeps another from coming up.

import type { ClusterEvent } from '../../domain/cluster/events.ts';
import type { AddonProgress } from '../../domain/cluster/progress.ts';
import type { Clock } from '../../platform/clock.ts';
import { type Part, together } from '../../platform/part.ts';
import type { ClusterApi } from '../api.ts';
import { bringUp } from './bring-up.ts';
import type { Addon } from './objects.ts';
import { teller } from './teller.ts';

export interface AddonsOptions {
  readonly api: ClusterApi;
  /** Nodes are not ready before it is there. */
  readonly network: Addon;
  /** In the order of the plan. */
  readonly addons: readonly Addon[];
  /** What the run's journal tells of them when this starts. */
  readonly told: readonly AddonProgress[];
  readonly emit: (event: ClusterEvent) => void;
  readonly clock: Clock;
  /** Every planned node that is not excluded is Ready. */
  readonly ready: () => boolean;
}

/** How often `ready` is asked. Milliseconds. */
const askPause = 1_000;
/** An add-on is given this long to come up before the next one is begun, which may need it. Milliseconds. */
const headStart = 180_000;

async function untilSo(isSo: () => boolean, clock: Clock, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && !isSo()) await clock.sleep(askPause, signal);
}

/** Its turn comes when `before` resolves; `settle` is called when it is known how it does. */
function addonPart(
  addon: Addon,
  { api, clock, told, emit }: AddonsOptions,
  before: (signal: AbortSignal) => Promise<void>,
  settle: () => void,
): Part {
  const known = told.find((one) => one.addon === addon.name);
  const say = teller(addon.name, known, emit, clock);
  return {
    name: `add-on ${addon.name}`,
    async run(signal) {
      await before(signal);
      if (signal.aborted) return;
      if (known && known.step !== 'applied') settle();
      const tell: typeof say = (step, error) => {
        if (step !== 'applied') settle();
        say(step, error);
      };
      await bringUp(addon, { api, clock, tell, told: known }, signal);
    },
  };
}

/** Runs until it is told to stop; what every add-on comes to is told by `addon-step`. Applies nothing again that an earlier start left ready. */
export function addonsPart(options: AddonsOptions): Part {
  const { network, addons, clock, ready } = options;
  const turns = addons.map(() => Promise.withResolvers<void>());
  const first = (signal: AbortSignal) => untilSo(ready, clock, signal);
  const after = (index: number) => async (signal: AbortSignal) => {
    await first(signal);
    for (const { promise } of turns.slice(0, index)) await Promise.race([promise, clock.sleep(headStart, signal)]);
  };
  const parts = [
    addonPart(
      network,
      options,
      async () => {},
      () => {},
    ),
    ...addons.map((addon, index) => addonPart(addon, options, after(index), turns[index]!.resolve)),
  ];
  return {
    name: 'add-ons',
    async run(signal, onReady) {
      onReady?.();
      await together('add-ons', parts).run(signal);
    },
  };
}

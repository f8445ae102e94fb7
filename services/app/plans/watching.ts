// Notices that a plan on some page was changed from outside: by an editor, or by another program on this laptop.

import type { Clock } from '../../platform/clock.ts';
import type { Part } from '../../platform/part.ts';
import type { OpenPlans } from './open-plans.ts';

/** Asked, because no system tells reliably of changes on sticks and network disks. A page is behind by two of these at most. */
const pollMilliseconds = 1000;

export const watching = ({ lookAround }: Pick<OpenPlans, 'lookAround'>, clock: Clock): Part => ({
  name: 'plans',
  async run(signal, onReady) {
    onReady?.();
    while (!signal.aborted) {
      await clock.sleep(pollMilliseconds, signal);
      if (!signal.aborted) await lookAround();
    }
  },
});

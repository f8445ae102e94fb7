// One virtual machine of a plan on this laptop: started, asked how it is, and stopped; its disk stays.

import { failed, ok, problem, type Result } from '../domain/problem.ts';
import { makeDirectory } from '../platform/files.ts';
import { takeLock } from '../platform/lock.ts';
import type { Home, Started, StartOrder, Status, Stopped } from './machine.ts';
import type { Place, Settings } from './place.ts';
import { prepare, start } from './start.ts';
import { statusOf } from './status.ts';
import { powerdownMilliseconds, stop } from './stop.ts';
import type { World } from './world.ts';

export interface Vm {
  readonly place: Place;
  status(): Promise<Status>;
  /** Everything that a start needs, without starting it: from now on its ports are known. Problems as `start`. */
  prepare(order: StartOrder): Promise<Result<Settings>>;
  /** It goes on when this program ends. Problems as `start` in start.ts, and `vm-busy`. */
  start(order: StartOrder): Promise<Result<Started>>;
  /** Presses the power button, waits as long as is said, and then cuts the power. The only problem is `vm-busy`. */
  stop(patienceMilliseconds?: number): Promise<Result<Stopped>>;
}

/** Does this while nobody else starts or stops the machine: QEMU would take its control away from another. */
async function alone<Value>({ directory, lock }: Place, work: () => Promise<Result<Value>>): Promise<Result<Value>> {
  makeDirectory(directory);
  const taken = takeLock(lock);
  if ('heldBy' in taken) return failed(problem('vm-busy', { holder: taken.heldBy }));
  try {
    return await work();
  } finally {
    taken.release();
  }
}

export function vmAt(place: Place, world: World): Vm {
  const home: Home = { place, world };
  return {
    place,
    status: () => statusOf(home),
    prepare: (order) => alone(place, () => prepare(home, order)),
    start: (order) => alone(place, () => start(home, order)),
    stop: (patience = powerdownMilliseconds) => alone(place, async () => ok(await stop(home, patience))),
  };
}

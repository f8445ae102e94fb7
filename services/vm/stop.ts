// Stops the machine: its power button, then its plug, then QEMU itself.

import type { Home, Stopped } from './machine.ts';
import { processOf } from './place.ts';
import { endMilliseconds, isGone, statusOf, tell } from './status.ts';

/** An emulated system on a busy laptop takes a minute or two to stop its pods and itself. */
export const powerdownMilliseconds = 180_000;

/** What it came to. A machine that cannot run on, or hears no button, has its power cut; nothing waits for longer than `patience` and a minute. */
export async function stop(home: Home, patience: number): Promise<Stopped> {
  const now = await statusOf(home);
  if (now.state === 'none' || now.state === 'off') return 'was-off';
  const { settings } = now;
  if (now.state === 'running') {
    await tell(home, settings, 'system_powerdown');
    if (await isGone(home, settings, patience)) return 'shut-down';
  }
  await tell(home, settings, 'quit');
  if (await isGone(home, settings, endMilliseconds)) return 'cut';
  const pid = processOf(home.place);
  if (pid !== undefined) home.world.endNow(pid);
  await isGone(home, settings, endMilliseconds);
  return 'killed';
}

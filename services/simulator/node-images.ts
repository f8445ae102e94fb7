// What rackstrap-images does on a virtual blade: nothing is imported, but the time passes and the laptop is told of each step.

import { askHome, type Home, lines } from './agent/home.ts';
import type { Machine } from './machine.ts';
import { backOff } from './pace.ts';

/** As an image of 30 MB takes on a blade's disk. */
const IMPORT_MILLISECONDS = 3_000;
/** rackstrap-images' pauses before it says its last word again. */
const FIRST_PAUSE_MILLISECONDS = 4_000;
const LONGEST_PAUSE_MILLISECONDS = 120_000;

const told = async (machine: Machine, home: Home, step: string, done: number, of: number): Promise<boolean> =>
  (await askHome(machine, home, 'POST', `${home.url}/step`, lines({ step, done, of }))).status === 200;

/** Plugins, then every image; the last word is repeated until the laptop has heard it or the power goes. */
export async function bringInImages(machine: Machine, home: Home, images: number): Promise<void> {
  const { pace, power, random } = machine;
  await told(machine, home, 'cni-plugins', 1, 1);
  for (let done = 1; done < images && !power.aborted; done += 1) {
    await pace.pass(IMPORT_MILLISECONDS, power);
    await told(machine, home, 'images', done, images);
  }
  for (let attempt = 0; !power.aborted && !(await told(machine, home, 'images', images, images)); attempt += 1)
    await pace.pass(backOff(attempt, FIRST_PAUSE_MILLISECONDS, LONGEST_PAUSE_MILLISECONDS, random), power);
}

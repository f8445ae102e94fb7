// A virtual blade from power-on on: its firmware tries the network first, then its disks, and starts over when nothing boots.

import { boots } from './disk.ts';
import type { NetworkEnding } from './handover.ts';
import { runFromDisk } from './installed-system.ts';
import { runLiveSystem } from './live-system.ts';
import { hang, type Machine, print } from './machine.ts';
import { bootFromNetwork } from './network-boot.ts';
import { backOff } from './pace.ts';

/** Self-test before the first boot entry is tried. */
const SELF_TEST_MILLISECONDS = 5_000;
/** Blades with "boot retry" start the boot order over after about this long. */
const RETRY_MILLISECONDS = 30_000;

/** The disk entry of the boot order; `start over` when none boots. */
async function bootFromDisk(machine: Machine): Promise<'start over' | 'off'> {
  const disk = machine.disks.find(boots);
  if (disk) {
    await runFromDisk(machine, disk);
    return 'off';
  }
  print(machine, 'no bootable device');
  await machine.pace.pass(backOff(0, RETRY_MILLISECONDS, RETRY_MILLISECONDS, machine.random), machine.power);
  return 'start over';
}

async function follow(machine: Machine, ending: NetworkEnding): Promise<'start over' | 'off'> {
  switch (ending.to) {
    case 'kernel':
      return (await runLiveSystem(machine, ending.kernel)) === 'reboot' ? 'start over' : 'off';
    case 'disk':
      await runFromDisk(machine, ending.disk);
      return 'off';
    case 'next':
      return bootFromDisk(machine);
    case 'reboot':
      return 'start over';
    case 'stuck':
      await hang(machine, ending.why);
      return 'off';
  }
}

/** Runs the blade until its power goes. */
export async function runBlade(machine: Machine): Promise<void> {
  const { state, power, pace } = machine;
  for (let next: 'start over' | 'off' = 'start over'; next === 'start over' && !power.aborted; ) {
    state.running = 'firmware';
    state.starts += 1;
    delete state.address;
    await pace.pass(SELF_TEST_MILLISECONDS, power);
    next = await follow(machine, await bootFromNetwork(machine));
  }
}

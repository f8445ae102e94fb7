// The second power-on: installed blades are reset with the network first in their boot order, and each must come back from its disk.

import { join } from 'node:path';
import { consoleSize, type DiskBoot, watchDiskBoot } from './disk-boot.ts';
import { countEvents } from './journals.ts';
import { consoleLog, type Machine } from './qemu.ts';
import { hardware, type Lab, say } from './rack.ts';
import { startRackstrap } from './rackstrap.ts';

/** Resets the installed blades while Rackstrap serves: network first, and still each boots its own disk. */
export async function bootAgain(lab: Lab, machines: readonly Machine[], state: string): Promise<DiskBoot[]> {
  const { directory, blades, bundle } = lab;
  const serving = Promise.withResolvers<void>();
  const words = ['serve', join(directory, 'plan.yaml'), '--bundle', bundle.id, '--state', state, '--device', lab.switch.device];
  const rackstrap = startRackstrap(words, {
    inside: lab.switch.inside,
    log: join(directory, 'rackstrap.log'),
    onLine: (line) => line.startsWith('Serving') && serving.resolve(),
  });
  lab.undo.push(rackstrap.stop);
  await Promise.race([serving.promise, rackstrap.ended]);
  say('every blade is reset, its network still first in the boot order');
  const boots = await Promise.all(
    blades.map(async ({ slot, hostname }, index) => {
      const console = consoleLog(hardware(lab, blades[index]!, index));
      const from = consoleSize(console);
      await machines[index]!.reset();
      const boot = await watchDiskBoot({ slot, hostname, console, from });
      say(`${slot}  ${boot.words}, ${boot.seconds.toFixed(0)} s after the reset`);
      return boot;
    }),
  );
  await rackstrap.stop();
  return boots.map((boot) => judged(boot, state));
}

function judged(boot: DiskBoot, state: string): DiskBoot {
  const installs = countEvents(state, 'install-permitted', boot.slot);
  return installs === 1 ? boot : { ...boot, ok: false, words: `${boot.words}, but it was allowed to install ${installs} times` };
}

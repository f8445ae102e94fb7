// PXELINUX's configuration for one NIC: TFTP paths, since plain pxelinux.0 speaks nothing else.

import { hyphenated } from '../../domain/network/mac.ts';
import type { PlannedBlade } from '../../domain/plan/plan.ts';
import type { BootedSystem } from '../site.ts';

/** A path from the TFTP root. Without `::` PXELINUX looks beside itself, in the directory its loader came from. */
const rooted = (path: string): string => `::${path}`;

/** Tenths of a second the prompt waits: long enough to press a key at a console, short beside the firmware's own minute. */
const PROMPT_TENTHS = 30;

/** Boot by LOCALBOOT 0, the firmware's next entry; `resident` keeps the ROM's network driver, which some BIOSes need to find the disk. */
const localLabels = `LABEL local
  LOCALBOOT 0
LABEL resident
  LOCALBOOT 4
`;

function installLabel({ os: { kernel, initrds }, kernelArguments }: BootedSystem): string {
  const initrdPaths = initrds.map(({ path }) => rooted(path)).join(',');
  return `LABEL install
  KERNEL ${rooted(kernel.path)}
  INITRD ${initrdPaths}
  APPEND ${kernelArguments.join(' ')}
`;
}

const menu = (blade: PlannedBlade, choice: 'install' | 'local', says: string, labels: string): string => `# ${blade.slot} ${blade.hostname}
DEFAULT ${choice}
PROMPT 1
TIMEOUT ${PROMPT_TENTHS}
SAY Rackstrap: slot ${blade.slot} (${blade.hostname}) ${says}
${labels}`;

/** Boots the disk. */
export const localMenu = (blade: PlannedBlade): string =>
  menu(blade, 'local', 'boots its own disk. Type "resident" if it does not.', localLabels);

/** Loads the live system, or boots the disk while the bundle has none. */
export const installMenu = (blade: PlannedBlade, system: BootedSystem | undefined): string =>
  system
    ? menu(
        blade,
        'install',
        'loads its live system into RAM. No disk is touched before the laptop says so.',
        installLabel(system) + localLabels,
      )
    : menu(blade, 'local', 'is armed, but the bundle has no complete system to install.', localLabels);

/** Where PXELINUX looks for it: beside `loader`, its own file, under the MAC of the NIC it was booted by. */
export const menuPath = (loader: string, mac: string): string =>
  `${loader.slice(0, loader.lastIndexOf('/') + 1)}pxelinux.cfg/01-${hyphenated(mac)}`;

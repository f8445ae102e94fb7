// The lab's Debian-built system: the shape of a CoreOS-lineage system, where no release server can be reached.

import { liveNetworkd, staticNetworkd } from '../network/networkd.ts';
import type { OsFamily } from './family.ts';

/** Debian's own unattended upgrades. Masking a timer that an image lacks does no harm. */
const upgradeTimers = ['apt-daily.timer', 'apt-daily-upgrade.timer'];

/**
 * Without `-u`, which would put an entry for the disk first in the firmware's boot order: a blade that keeps asking the network first can be
 * installed again without anyone at its keyboard, it gets `local` from us until then, and firmware finds `\EFI\BOOT\BOOTX64.EFI` by itself.
 * A full or broken NVRAM then cannot fail an install whose disk is already written.
 */
const installer = `#!/bin/sh
# Writes this system's image to a disk: device, image file, Ignition config.
exec /usr/bin/lab-install -d "$1" -f "$2" -i "$3"
`;

export const lab: OsFamily = {
  name: 'lab',
  files: () => ({
    kernel: 'os/lab_production_pxe.vmlinuz',
    initrds: ['os/lab_production_pxe_image.cpio.gz'],
    images: ['os/lab_production_image.bin.bz2', 'os/lab_production_image.bin'],
  }),
  // Debian's Ignition is 2.14.
  ignitionVersion: '3.3.0',
  programs: '/opt/bin',
  liveArguments: ({ configUrl, bootNic, consoles, autologin }) => [
    'ignition.firstboot=1',
    'ignition.platform.id=metal',
    `ignition.config.url=${configUrl}`,
    'rd.neednet=1',
    'ip=dhcp',
    `BOOTIF=01-${bootNic}`,
    ...consoles.map((console) => `console=${console}`),
    ...(autologin ? ['lab.autologin'] : []),
  ],
  installer,
  installedConfig: { filesystemLabel: 'OEM', file: 'config.ign' },
  liveNetwork: liveNetworkd,
  installedNetwork: staticNetworkd,
  updates: (automatic) => ({ units: automatic ? [] : upgradeTimers.map((name) => ({ name, mask: true })) }),
};

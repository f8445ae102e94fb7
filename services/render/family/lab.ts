// The lab's Debian-built system: the shape of a CoreOS-lineage system, where no release server can be reached.

import { writtenSpecification } from '../../domain/os/ignition.ts';
import { ignitionWriter } from '../ignition/config.ts';
import { networkd } from '../network/networkd.ts';
import { consoleArguments, type OsFamily } from './family.ts';

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
  writer: ignitionWriter(writtenSpecification.lab),
  programs: '/opt/bin',
  liveArguments: ({ configUrl, bootNic, consoles, autologin }) => [
    'ignition.firstboot=1',
    'ignition.platform.id=metal',
    `ignition.config.url=${configUrl}`,
    'rd.neednet=1',
    'ip=dhcp',
    `BOOTIF=01-${bootNic}`,
    ...consoleArguments(consoles),
    ...(autologin ? ['lab.autologin'] : []),
  ],
  autologinArgument: true,
  installer,
  installedConfig: { filesystemLabel: 'OEM', file: 'config.ign' },
  network: networkd,
  updates: (automatic) => ({ units: automatic ? [] : upgradeTimers.map((name) => ({ name, mask: true })) }),
  // Debian's containerd reads the file as it is; its SELinux is off.
  node: { containerd: {}, selinux: false, volumePlugins: '/opt/libexec/kubernetes/kubelet-plugins/volume/exec/' },
};

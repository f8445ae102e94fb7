// Flatcar Container Linux: CoreOS Container Linux's successor.

import { writtenSpecification } from '../../domain/os/ignition.ts';
import { ignitionWriter } from '../ignition/config.ts';
import { networkd } from '../network/networkd.ts';
import { modes } from '../system/parts.ts';
import { consoleArguments, type OsFamily } from './family.ts';

/**
 * `-f` because the agent has the image whole in RAM and has checked it against the signed manifest; from a mirror (`-b`) flatcar-install
 * writes before it verifies. Without `-u`, so that the network stays first in the firmware's boot order and a full NVRAM fails no install.
 */
const installer = `#!/bin/sh
# Writes this system's image to a disk: device, image file, Ignition config.
exec /usr/bin/flatcar-install -d "$1" -f "$2" -i "$3"
`;

/** Disabled rather than masked: update-engine also marks the running partition as good. */
const updateSettings = '# Offline: nothing is fetched, nothing restarts by itself.\nSERVER=disabled\nREBOOT_STRATEGY=off\n';

/** The unit takes the path of its settings from this variable; its own file is below /usr. */
const containerdSettings = '[Service]\nEnvironment=CONTAINERD_CONFIG=/etc/containerd/config.toml\n';

export const flatcar: OsFamily = {
  name: 'flatcar',
  writer: ignitionWriter(writtenSpecification.flatcar),
  programs: '/opt/bin',
  liveArguments: ({ configUrl, bootNic, consoles, autologin }) => [
    'flatcar.first_boot=1',
    `ignition.config.url=${configUrl}`,
    `BOOTIF=01-${bootNic}`,
    ...consoleArguments(consoles),
    ...(autologin ? ['flatcar.autologin'] : []),
  ],
  autologinArgument: true,
  installer,
  installedConfig: { filesystemLabel: 'OEM', file: 'config.ign' },
  network: networkd,
  updates: (automatic) => ({ files: automatic ? [] : [{ path: '/etc/flatcar/update.conf', mode: modes.readable, text: updateSettings }] }),
  node: {
    containerd: { units: [{ name: 'containerd.service', dropins: [{ name: '10-rackstrap.conf', contents: containerdSettings }] }] },
    selinux: true,
    volumePlugins: '/opt/libexec/kubernetes/kubelet-plugins/volume/exec/',
    // ROOT of the image has 3653632 sectors (flatcar/scripts, disk_layout.json), a tenth of it for ext4 itself and what is on it.
    firstBootBytes: 1.68e9,
  },
};

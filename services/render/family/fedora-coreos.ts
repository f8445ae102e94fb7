// Fedora CoreOS: NetworkManager, SELinux enforcing, and a live system that installs itself without any image.

import { writtenSpecification } from '../../domain/os/ignition.ts';
import { ignitionWriter } from '../ignition/config.ts';
import { networkManager } from '../network/network-manager.ts';
import { modes } from '../system/parts.ts';
import { consoleArguments, type OsFamily } from './family.ts';

/** What it writes it makes of its own root file system (osmet), so there is no image to carry or to fetch. */
const installer = `#!/bin/sh
# Writes this live system's own release to a disk: device, nothing, Ignition config.
exec /usr/bin/coreos-installer install "$1" --offline --ignition-file "$3"
`;

const zincati = '# Offline: nothing is fetched, nothing restarts by itself.\n[updates]\nenabled = false\n';

export const fedoraCoreos: OsFamily = {
  name: 'fedora-coreos',
  writer: ignitionWriter(writtenSpecification['fedora-coreos']),
  // Programs there get the SELinux type that services may run; what lies in /opt/bin is plain data.
  programs: '/usr/local/bin',
  liveArguments: ({ configUrl, rootfsUrl, bootNic, consoles }) => [
    'ignition.firstboot',
    'ignition.platform.id=metal',
    `ignition.config.url=${configUrl}`,
    ...(rootfsUrl ? [`coreos.live.rootfs_url=${rootfsUrl}`] : []),
    'ip=dhcp',
    `BOOTIF=01-${bootNic}`,
    ...consoleArguments(consoles),
  ],
  autologinArgument: false,
  installer,
  installedConfig: { filesystemLabel: 'boot', file: 'ignition/config.ign' },
  network: networkManager,
  updates: (automatic) => ({
    files: automatic ? [] : [{ path: '/etc/zincati/config.d/90-rackstrap.toml', mode: modes.readable, text: zincati }],
  }),
  // Its containerd reads the file as it is; Fedora's own settings leave labels to the pods that ask for them.
  node: { containerd: {}, selinux: false, volumePlugins: '/var/lib/kubelet/volume-plugins/' },
};

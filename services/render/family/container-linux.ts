// CoreOS Container Linux, without updates since May 2020: cloud-config, the old kernel arguments, systemd of 2019.

import { cloudConfigWriter } from '../cloud-config/config.ts';
import { networkdOf2019 } from '../network/networkd.ts';
import { modes } from '../system/parts.ts';
import { consoleArguments, type OsFamily } from './family.ts';

/** `-f` because the agent has the image whole in RAM and has checked it against the signed manifest. */
const installer = `#!/bin/sh
# Writes this system's image to a disk: device, image file, cloud-config.
exec /usr/bin/coreos-install -d "$1" -f "$2" -c "$3"
`;

const updateSettings = '# Offline: nothing is fetched, nothing restarts by itself.\nSERVER=disabled\nREBOOT_STRATEGY=off\n';

/** Docker and containerd come unpacked by torcx, which tells where; its own settings have the interface for kubelets switched off. */
const containerdSettings = `[Service]
ExecStart=
ExecStart=/usr/bin/env PATH=\${TORCX_BINDIR}:\${PATH} \${TORCX_BINDIR}/containerd --config /etc/containerd/config.toml
`;

export const containerLinux: OsFamily = {
  name: 'container-linux',
  writer: cloudConfigWriter,
  programs: '/opt/bin',
  liveArguments: ({ configUrl, bootNic, consoles, autologin }) => [
    `cloud-config-url=${configUrl}`,
    `BOOTIF=01-${bootNic}`,
    ...consoleArguments(consoles),
    ...(autologin ? ['coreos.autologin'] : []),
  ],
  autologinArgument: true,
  installer,
  installedConfig: { filesystemLabel: 'ROOT', file: 'var/lib/coreos-install/user_data', readAtEveryBoot: true },
  network: networkdOf2019,
  updates: (automatic) => ({ files: automatic ? [] : [{ path: '/etc/coreos/update.conf', mode: modes.readable, text: updateSettings }] }),
  node: {
    containerd: { units: [{ name: 'containerd.service', dropins: [{ name: '10-rackstrap.conf', contents: containerdSettings }] }] },
    selinux: false,
    volumePlugins: '/opt/libexec/kubernetes/kubelet-plugins/volume/exec/',
    // Its last kernel is 4.19; nftables takes 5.13 (pkg/util/kernel of Kubernetes).
    proxyMode: 'iptables',
  },
};

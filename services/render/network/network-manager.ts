// NetworkManager's profiles of a blade, by the MAC its NIC was made with, and the time servers of chrony beside it.

import { podInterfaces } from '../../domain/kubernetes/pod-networks.ts';
import { hyphenated } from '../../domain/network/mac.ts';
import type { BladeNics, FamilyNetwork, StaticNetwork } from '../family/family.ts';
import { modes, type SystemFile, type SystemParts } from '../system/parts.ts';

/** NetworkManager reads no profile that others may read. */
const profile = (name: string, text: string): SystemFile => ({
  path: `/etc/NetworkManager/system-connections/${name}.nmconnection`,
  mode: modes.secret,
  text,
});

const setting = (name: string, text: string): SystemFile => ({
  path: `/etc/NetworkManager/conf.d/${name}.conf`,
  mode: modes.readable,
  text,
});

const head = (id: string, mac: string): string => `[connection]
id=${id}
type=ethernet

[ethernet]
mac-address=${mac.toUpperCase()}
`;

const list = (key: string, values: readonly string[]): string =>
  values.length > 0 ? `${key}=${values.map((value) => `${value};`).join('')}\n` : '';

/** A NIC that has a profile of its own, which does not fit the kernel line, is given none by default: it stays without an address. */
const liveNic = (slot: string, mac: string): string => `# ${slot}: the NIC this live system was booted from.
${head(`rackstrap-${hyphenated(mac)}`, mac)}
[match]
kernel-command-line=BOOTIF=01-${hyphenated(mac)};

[ipv4]
method=auto
# The same identity as the firmware had.
dhcp-client-id=mac
# Asks for as long as it takes.
dhcp-timeout=2147483647

[ipv6]
method=link-local
`;

/** The first NIC with its address for good; no DHCP, no router advertisements, nothing of the laptop's. */
const staticNic = ({
  slot,
  macs,
  address,
  gateway,
  onLink,
  dns,
  searchDomains,
}: StaticNetwork): string => `# ${slot}: this blade's own address.
${head('rackstrap', macs[0]!)}
[ipv4]
method=manual
address1=${address}${gateway ? `,${gateway}` : ''}
${onLink.map((destination, index) => `route${index + 1}=${destination}\n`).join('')}${list('dns', dns)}${list('dns-search', searchDomains)}
[ipv6]
method=link-local
`;

/** Not managed, and so down: the initramfs takes every interface down before it hands over. */
const spare = ({ slot, macs }: BladeNics): SystemFile[] =>
  macs.length > 1
    ? [
        setting(
          '20-rackstrap-spare',
          `# ${slot}: NICs that carry nothing.\n[device-rackstrap-spare]\nmatch-device=${macs
            .slice(1)
            .map((mac) => `mac:${mac}`)
            .join(',')}\nmanaged=0\n`,
        ),
      ]
    : [];

/** Fedora's own file but for the servers; it has no directory for additions. */
const timeServers = (ntp: readonly string[]): SystemFile[] =>
  ntp.length > 0
    ? [
        {
          path: '/etc/chrony.conf',
          mode: modes.readable,
          text: `${ntp.map((server) => `server ${server} iburst\n`).join('')}driftfile /var/lib/chrony/drift
makestep 1.0 3
rtcsync
leapsectz right/UTC
logdir /var/log/chrony
`,
        },
      ]
    : [];

const live = ({ slot, macs }: BladeNics): SystemParts => ({
  files: macs.map((mac) => profile(`rackstrap-${hyphenated(mac)}`, liveNic(slot, mac))),
});

const installed = (network: StaticNetwork): SystemParts => ({
  files: [profile('rackstrap', staticNic(network)), ...spare(network), ...timeServers(network.ntp)],
});

/** Interfaces that the pod network makes and configures itself. */
const pods: SystemParts = {
  files: [
    setting(
      '20-rackstrap-pods',
      `# Made and configured by the pod network.\n[device-rackstrap-pods]\nmatch-device=${podInterfaces.map((name) => `interface-name:${name}`).join(',')}\nmanaged=0\n`,
    ),
  ],
};

export const networkManager: FamilyNetwork = { live, installed, pods };

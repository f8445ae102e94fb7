// systemd-networkd units of a blade, by the MAC its NIC was made with: names and "first one up" differ between boots and kernels.

import { podInterfaces } from '../../domain/kubernetes/pod-networks.ts';
import { hyphenated } from '../../domain/network/mac.ts';
import type { BladeNics, FamilyNetwork, StaticNetwork } from '../family/family.ts';
import { modes, type SystemFile, type SystemParts, type SystemUnit } from '../system/parts.ts';

/** 10- comes before what distributions ship (`yy-pxe.network`, `zz-default.network`, dracut's `zzzz-…`): the first match wins. */
const networkFile = (name: string, text: string): SystemFile => ({
  path: `/etc/systemd/network/${name}.network`,
  mode: modes.readable,
  text,
});

/** Without `--any`, a NIC with no cable in it holds everything that waits for the network for two minutes. */
const waitForAny: SystemUnit = {
  name: 'systemd-networkd-wait-online.service',
  dropins: [
    {
      name: '10-rackstrap.conf',
      contents: '[Service]\nExecStart=\nExecStart=/usr/lib/systemd/systemd-networkd-wait-online --any\n',
    },
  ],
};

/** What networkd of one age understands. */
interface Dialect {
  /** The key that a NIC is matched by. */
  readonly mac: string;
  /** Lines of a live NIC that keep its address while the laptop is away for longer than the lease, with the firmware's client identity. */
  readonly lease: string;
  /** Line of [Link] that takes a NIC down; there has been none for long. */
  readonly down: string;
  readonly units: readonly SystemUnit[];
}

/** From systemd 248 on: Flatcar's releases, Debian 12. */
const current: Dialect = {
  mac: 'PermanentMACAddress',
  lease: `# A laptop that is away for longer than the lease must not take the address with it.
KeepConfiguration=dhcp

[DHCPv4]
# The same identity as the firmware had.
ClientIdentifier=mac
`,
  down: 'ActivationPolicy=down\n',
  units: [waitForAny],
};

/** systemd 241, the last one that Container Linux had. */
const of2019: Dialect = {
  mac: 'MACAddress',
  lease: `
[DHCP]
# A laptop that is away for longer than the lease must not take the address with it.
CriticalConnection=yes
# The same identity as the firmware had.
ClientIdentifier=mac
`,
  down: '',
  units: [],
};

const lines = (key: string, values: readonly string[]): string => values.map((value) => `${key}=${value}\n`).join('');

const liveNic = ({ mac: key, lease }: Dialect, slot: string, mac: string): string => `# ${slot}: the NIC this live system was booted from.
[Match]
${key}=${mac}
KernelCommandLine=BOOTIF=01-${hyphenated(mac)}

[Link]
RequiredForOnline=yes

[Network]
DHCP=ipv4
${lease}`;

/** Down rather than ignored: all NICs of a blade are given one address by DHCP, and an initrd may have asked on each. */
const spareNics = ({ mac, down }: Dialect, { slot }: BladeNics, macs: readonly string[]): string => `# ${slot}: NICs that carry nothing.
[Match]
${mac}=${macs.join(' ')}

[Link]
${down}RequiredForOnline=no

[Network]
LinkLocalAddressing=no
`;

const spareFile = (dialect: Dialect, nics: BladeNics, macs: readonly string[]): SystemFile[] =>
  macs.length > 0 ? [networkFile('20-rackstrap-spare', spareNics(dialect, nics, macs))] : [];

/** DHCP on the NIC the live system was booted from, and on no other of this blade. */
const live = (dialect: Dialect, nics: BladeNics): SystemParts => ({
  files: [
    ...nics.macs.map((mac) => networkFile(`10-rackstrap-${hyphenated(mac)}`, liveNic(dialect, nics.slot, mac))),
    ...(nics.macs.length > 1 ? spareFile(dialect, nics, nics.macs) : []),
  ],
  units: dialect.units,
});

const routeOnLink = (destination: string): string => `\n[Route]\nDestination=${destination}\nScope=link\n`;

/** The first NIC with its address for good; no DHCP, no router advertisements, nothing of the laptop's. */
const staticNic = (
  { mac }: Dialect,
  { slot, macs, address, gateway, onLink, dns, searchDomains }: StaticNetwork,
): string => `# ${slot}: this blade's own address.
[Match]
${mac}=${macs[0]}

[Link]
RequiredForOnline=yes

[Network]
Address=${address}
${lines('Gateway', gateway ? [gateway] : [])}${lines('DNS', dns)}${lines('Domains', searchDomains)}IPv6AcceptRA=no
${onLink.map(routeOnLink).join('')}`;

const timeServers = (ntp: readonly string[]): SystemFile[] =>
  ntp.length > 0
    ? [{ path: '/etc/systemd/timesyncd.conf.d/10-rackstrap.conf', mode: modes.readable, text: `[Time]\nNTP=${ntp.join(' ')}\n` }]
    : [];

/** Static addresses by MAC, the blade's other NICs down, time from the plan's servers. */
const installed = (dialect: Dialect, network: StaticNetwork): SystemParts => ({
  files: [
    networkFile(`10-rackstrap-${hyphenated(network.macs[0]!)}`, staticNic(dialect, network)),
    ...spareFile(dialect, network, network.macs.slice(1)),
    ...timeServers(network.ntp),
  ],
  units: dialect.units,
});

/** Interfaces that the pod network makes and configures itself; a distribution's catch-all would ask for addresses on them. */
const pods: SystemParts = {
  files: [
    networkFile(
      '10-rackstrap-pods',
      `# Made and configured by the pod network.\n[Match]\nName=${podInterfaces.join(' ')}\n\n[Link]\nUnmanaged=yes\n`,
    ),
  ],
};

const inDialect = (dialect: Dialect): FamilyNetwork => ({
  live: (nics) => live(dialect, nics),
  installed: (network) => installed(dialect, network),
  pods,
});

export const networkd = inDialect(current);
export const networkdOf2019 = inDialect(of2019);

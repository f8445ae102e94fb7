// systemd-networkd units of a blade, by the MAC its NIC was made with: names and "first one up" differ between boots and kernels.

import { hyphenated } from '../../domain/network/mac.ts';
import type { BladeNics, StaticNetwork } from '../family/family.ts';
import { type IgnitionFile, type IgnitionParts, type IgnitionUnit, modes } from '../ignition/config.ts';

/** 10- comes before what distributions ship (`yy-pxe.network`, `zz-default.network`, dracut's `zzzz-…`): the first match wins. */
const networkFile = (name: string, text: string): IgnitionFile => ({
  path: `/etc/systemd/network/${name}.network`,
  mode: modes.readable,
  text,
});

/** Without `--any`, a NIC with no cable in it holds everything that waits for the network for two minutes. */
const waitForAny: IgnitionUnit = {
  name: 'systemd-networkd-wait-online.service',
  dropins: [
    {
      name: '10-rackstrap.conf',
      contents: '[Service]\nExecStart=\nExecStart=/usr/lib/systemd/systemd-networkd-wait-online --any\n',
    },
  ],
};

const lines = (key: string, values: readonly string[]): string => values.map((value) => `${key}=${value}\n`).join('');

const liveNic = (slot: string, mac: string): string => `# ${slot}: the NIC this live system was booted from.
[Match]
PermanentMACAddress=${mac}
KernelCommandLine=BOOTIF=01-${hyphenated(mac)}

[Link]
RequiredForOnline=yes

[Network]
DHCP=ipv4
# A laptop that is away for longer than the lease must not take the address with it.
KeepConfiguration=dhcp

[DHCPv4]
# The same identity as the firmware had.
ClientIdentifier=mac
`;

/** Down rather than ignored: all NICs of a blade are given one address by DHCP, and an initrd may have asked on each. */
const spareNics = ({ slot }: BladeNics, macs: readonly string[]): string => `# ${slot}: NICs that carry nothing.
[Match]
PermanentMACAddress=${macs.join(' ')}

[Link]
ActivationPolicy=down
RequiredForOnline=no

[Network]
LinkLocalAddressing=no
`;

const spareFile = (nics: BladeNics, macs: readonly string[]): IgnitionFile[] =>
  macs.length > 0 ? [networkFile('20-rackstrap-spare', spareNics(nics, macs))] : [];

/** DHCP on the NIC the live system was booted from, and on no other of this blade. */
export const liveNetworkd = (nics: BladeNics): IgnitionParts => ({
  files: [
    ...nics.macs.map((mac) => networkFile(`10-rackstrap-${hyphenated(mac)}`, liveNic(nics.slot, mac))),
    ...(nics.macs.length > 1 ? spareFile(nics, nics.macs) : []),
  ],
  units: [waitForAny],
});

/** The first NIC with its address for good; no DHCP, no router advertisements, nothing of the laptop's. */
export const staticNic = ({
  slot,
  macs,
  address,
  gateway,
  dns,
  searchDomains,
}: StaticNetwork): string => `# ${slot}: this blade's own address.
[Match]
PermanentMACAddress=${macs[0]}

[Link]
RequiredForOnline=yes

[Network]
Address=${address}
${lines('Gateway', gateway ? [gateway] : [])}${lines('DNS', dns)}${lines('Domains', searchDomains)}IPv6AcceptRA=no
`;

const timeServers = (ntp: readonly string[]): IgnitionFile[] =>
  ntp.length > 0
    ? [{ path: '/etc/systemd/timesyncd.conf.d/10-rackstrap.conf', mode: modes.readable, text: `[Time]\nNTP=${ntp.join(' ')}\n` }]
    : [];

/** Static addresses by MAC, the blade's other NICs down, time from the plan's servers. */
export const staticNetworkd = (network: StaticNetwork): IgnitionParts => ({
  files: [
    networkFile(`10-rackstrap-${hyphenated(network.macs[0]!)}`, staticNic(network)),
    ...spareFile(network, network.macs.slice(1)),
    ...timeServers(network.ntp),
  ],
  units: [waitForAny],
});

// A new plan: YAML that works as far as can be known beforehand, and whose comments teach every field. What is still missing the check tells.

import { architectures } from '../../domain/architecture/index.ts';
import { networkOf } from '../../domain/network/address.ts';
import { defaultRanges } from '../../domain/plan/cluster-ranges.ts';
import type { ArchitectureName } from '../../domain/plan/v1.ts';
import { laptop as virtualLaptop, prefixLength as virtualPrefix } from '../demo/rack.ts';

export interface NewPlan {
  readonly name: string;
  readonly architecture: ArchitectureName;
  /** On the simulated network of this laptop. */
  readonly virtual: boolean;
  /** Three bytes for the MAC address of a virtual machine. */
  readonly random: Uint8Array;
}

interface Net {
  readonly subnet: string;
  readonly laptop: string;
  readonly vip: string;
  /** Of slot 1 of the first chassis. */
  readonly firstIp: string;
}

/** The example of every page of this program; a site writes its own. */
const exampleNet: Net = { subnet: '10.20.30.0/24', laptop: '10.20.30.242', vip: '10.20.30.250', firstIp: '10.20.30.10' };
const virtualNet: Net = {
  subnet: `${networkOf(virtualLaptop, virtualPrefix)}/${virtualPrefix}`,
  laptop: virtualLaptop,
  vip: '127.20.30.250',
  firstIp: '127.20.0.1',
};
/** QEMU's router answers there; no machine of a plan has it. */
const insideGateway = '10.20.30.1';
/** As many as a common blade chassis has. */
const chassisSlots = 16;

/** A name of these letters YAML reads as text, but for three words. */
const isPlain = (name: string) => /^[a-z][a-z0-9-]*$/.test(name) && !['null', 'true', 'false'].includes(name);
const quoted = (text: string): string => (isPlain(text) ? text : JSON.stringify(text));

/** 52:54:00 is what QEMU gives its machines: locally administered, so that no adapter anywhere has it. */
const machineMac = (random: Uint8Array): string =>
  ['52:54:00', ...[...random.slice(0, 3)].map((byte) => byte.toString(16).padStart(2, '0'))].join(':');

const head = ({
  name,
  architecture,
  virtual,
}: NewPlan): string => `# ${virtual ? 'A plan on the simulated network of this laptop: its blades are virtual.' : 'The plan of one cluster.'} Rackstrap reads and writes this file; your comments stay.

# The version of the plan format. Rackstrap reads older versions too.
apiVersion: rackstrap/v1

# The cluster's name: lower-case letters, digits and hyphens.
name: ${quoted(name)}

# ${Object.keys(architectures).join(' · ')}
# This one: ${architectures[architecture].layout.en}
architecture: ${architecture}

# The bundle (the directory with OS images and loaders) that the blades are installed from, by its name.
bundle: ${virtual ? 'practice' : '""'}
`;

const vip = (architecture: ArchitectureName, address: string): string =>
  architectures[architecture].vip === 'required'
    ? `  # The address under which the control plane is reached, whichever of its blades is up. No machine may have it.
  vip: ${address}
`
    : '';

const ranges = `  # Addresses inside the cluster. They must not overlap any network of the site.
  pods: ${defaultRanges.pods}
  services: ${defaultRanges.services}
  # Each blade's part of the pods: 24 is 254 addresses, and 256 blades in a /16.
  podPrefix: 24
  # Ports under which services are reached on every blade.
  nodePorts: 30000-32767
  # Networks of the site that blades or pods speak to, so that the check finds an overlap.
  siteRoutes: []
`;

/** What QEMU makes of it needs no adapter and no DHCP service, so that there is nothing to set. */
const networkInside = `
network:
  # A network that exists only inside the virtual machine: it disturbs no real one, whatever that is.
  subnet: ${exampleNet.subnet}
  # Under this address the machine finds this laptop while it is installed. No adapter needs it.
  laptop: ${exampleNet.laptop}
  # The machine's router. It leads nowhere, unless the machine is started with "rackstrap vm start --outside".
  gateway: ${insideGateway}
  # DNS servers, search domains and time servers of the installed machine, for when it is let out.
  dns: []
  searchDomains: []
  ntp: []
${ranges}`;

const network = ({ architecture }: NewPlan, net: Net): string => `
network:
  # The provisioning network that the laptop and the blades are plugged into.
  subnet: ${net.subnet}
  # This laptop's own address on it, while it provisions. Set it on the adapter first.
  laptop: ${net.laptop}
${vip(architecture, net.vip)}  # The router of the installed blades. The laptop never announces it unless dhcp.announceGateway is on.
  # gateway: 10.20.30.1
  # DNS servers, search domains and time servers of the installed blades. Not this laptop: it leaves.
  dns: []
  searchDomains: []
  ntp: []
${ranges}  dhcp:
    # full: this laptop gives addresses. proxy: the site's own DHCP server does, and the laptop adds the boot part.
    mode: full
    # On: DHCP clients are told the router (or DNS servers) too, not only the installed systems.
    announceGateway: false
    announceDns: false
    # For machines that are not in the plan. Without a pool they are only recorded.
    # pool: { first: 10.20.30.200, last: 10.20.30.219 }
    # Networks whose relay (ip helper) forwards DHCP to this laptop:
    #   - { subnet: 10.20.31.0/24, gateway: 10.20.31.1 }
    relayed: []
    # Saves every network boot 13 seconds: iPXE stops waiting for IPv6. It announces no router and no prefix.
    routerAdvertisement: true
`;

const machine = ({ random }: NewPlan, net: Net): string => `
# The virtual machine on this laptop, as a chassis of one slot.
chassis:
  - name: laptop
    slots: 1
    firstIp: ${net.firstIp}

blades:
  - slot: laptop/1
    # Made up for this machine; no adapter anywhere has it.
    macs: ["${machineMac(random)}"]
`;

const rack = (net: Net): string => `
# The rule of the addresses: slot 1 of the first chassis has firstIp, the next slot step more, the next chassis perChassis more.
addressing:
  firstIp: ${net.firstIp}
  step: 1
  perChassis: ${chassisSlots}

# Where blades sit. A slot's name is chassis/number, counted from 1, as on the sticker. A chassis may have a model, labels for all its blades,
# and a firstIp and step of its own.
chassis:
  - name: c1
    slots: ${chassisSlots}

# Whether control-plane blades may share a chassis, and so a power feed and a switch: anywhere, or one-per-chassis.
placement:
  controlPlane: anywhere

# One entry per blade: where it sits and the MAC address of the port that it boots from. All other fields may be left out:
#   - slot: c1/1
#     macs: ["d0:00:67:13:0d:00"]   # several ports: the first one carries the address
#     role: control-plane           # or worker, where the architecture leaves it open
#     hostname: master              # without it c1-1
#     ip: 10.20.30.40               # instead of the rule
#     labels: { example.org/cabinet: A7 }
#     disk: { serial: S4EMNX0R123456 }
#     loader: undionly
blades: []
`;

const rest = (virtual: boolean): string => `
# Who may log in to the blades.
access:
  # The lines of your .pub files, one per entry:
  #   - ssh-ed25519 AAAA… you@laptop
  sshKeys: []
  # Debug only: a shell at the console without a password.
  autologin: ${virtual}
  # Serial consoles that kernel messages also go to, for blades that you watch over their BMC, such as "ttyS0,115200".
  consoles: []

# The disk that the OS is written to: serial, wwn, model, transport, minGiB and maxGiB must all match, as far as they are given.
# pick: only (several that fit are asked about), smallest or largest.
disk:
  pick: only

# How firmware is brought to the installer: auto suits nearly every blade; undionly and pxelinux are for firmware that hangs in it.
loader: auto

# Whether the OS updates itself after the installation.
updates:
  automatic: false
`;

/** The text of a new plan. A bundle and blades are left to choose, unless the plan is for practice or of one machine. */
export function newPlanText(plan: NewPlan): string {
  const net = plan.virtual ? virtualNet : exampleNet;
  const isMachine = plan.architecture === 'laptop';
  const around = isMachine && !plan.virtual ? networkInside : network(plan, net);
  return [head(plan), around, isMachine ? machine(plan, net) : rack(net), rest(plan.virtual)].join('');
}

// A virtual rack's wire: free ports of this laptop's loopback, as the appliance and as the rack have to know them.

import type { Ports } from '../../boot/wiring.ts';
import { freePort } from '../../platform/free-port.ts';
import type { RackOptions } from '../../simulator/rack.ts';
import type { Wire } from '../appliance.ts';
import { laptop } from './rack.ts';

/** Where the simulated wire delivers broadcasts. */
const wireAddress = '127.0.0.1';

async function freePorts(): Promise<Ports> {
  const [dhcpServer, proxy, tftp, ntp, http, dhcpClient] = await Promise.all([
    ...(['udp', 'udp', 'udp', 'udp', 'tcp'] as const).map((protocol) => freePort(protocol, laptop)),
    freePort('udp', wireAddress),
  ]);
  return { dhcpServer: dhcpServer!, proxy: proxy!, tftp: tftp!, ntp: ntp!, http: http!, dhcpClient: dhcpClient! };
}

export interface VirtualWire {
  readonly appliance: Required<Wire> & { readonly ports: Ports };
  readonly rack: Pick<RackOptions, 'wire' | 'ports'>;
}

/** Ports that nobody holds at this moment, on an appliance and a rack that are meant for each other. */
export async function virtualWire(): Promise<VirtualWire> {
  const ports = await freePorts();
  return {
    appliance: { ports, simulatedWire: { broadcastAddress: wireAddress } },
    rack: { ports, wire: { address: wireAddress, port: ports.dhcpClient, server: { address: laptop, port: ports.dhcpServer } } },
  };
}

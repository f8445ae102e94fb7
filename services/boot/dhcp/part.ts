// The DHCP service as a part of the appliance: its two sockets, 67 and 4011, on the chosen network device only.

import { probeAddress } from '../../platform/address-probe.ts';
import { type Part, untilAborted } from '../../platform/part.ts';
import type { UdpSocket } from '../../platform/udp.ts';
import { listenUdp } from '../listen.ts';
import type { Ports, Wiring } from '../wiring.ts';
import { DhcpMemory } from './memory.ts';
import { DhcpServer } from './server.ts';

export interface DhcpOptions {
  readonly ports: Pick<Ports, 'dhcpServer' | 'dhcpClient' | 'proxy'>;
  /** The network device served on (Linux): nothing is heard or said on any other. */
  readonly device?: string;
  /** Without a device, the address to listen on: Windows hears broadcasts on an adapter's own address, macOS on 0.0.0.0 only. */
  readonly address: string;
  /** 255.255.255.255 unless the wire is simulated. */
  readonly broadcastAddress?: string;
  /** Made by whoever tells it of the other services' events (`memory.onWireEvent`); a new one otherwise. */
  readonly memory?: DhcpMemory;
}

/** Runs until told to stop; rejects with a Refusal when a port cannot be had. */
export const dhcpPart = (wiring: Wiring, options: DhcpOptions): Part => ({
  name: 'DHCP',
  async run(signal, onReady) {
    const { device, ports } = options;
    const server = new DhcpServer({
      wiring,
      memory: options.memory ?? new DhcpMemory(() => wiring.clock.monotonic()),
      site: { ports, broadcastAddress: options.broadcastAddress ?? '255.255.255.255', probes: device !== undefined },
      ...(device !== undefined && {
        probe: (address: string, except: string) => probeAddress({ device, address, except, clock: wiring.clock, signal }),
      }),
    });
    const opened: UdpSocket[] = [];
    try {
      for (const door of ['server', 'proxy'] as const) {
        const socket = await listenUdp({
          port: door === 'server' ? ports.dhcpServer : ports.proxy,
          address: device === undefined ? options.address : '0.0.0.0',
          broadcast: true,
          ...(device !== undefined && { device }),
        });
        opened.push(socket);
        const send = socket.send.bind(socket);
        socket.onMessage((bytes, from) => server.hear(bytes, from, door, send));
      }
      onReady?.();
      await untilAborted(signal);
    } finally {
      await Promise.all(opened.map((socket) => socket.close()));
    }
  },
});

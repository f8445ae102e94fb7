// The TFTP service as a part of the appliance: one port to ask at, on the chosen network device only, and a thread that sends.

import { deviceOf, mtuOf } from '../../platform/interfaces.ts';
import { type Part, untilAborted } from '../../platform/part.ts';
import { startThread } from '../../platform/thread.ts';
import { dataHead } from '../../protocol/tftp/index.ts';
import { listenUdp } from '../listen.ts';
import type { Ports, Wiring } from '../wiring.ts';
import { type TftpService, tftpService } from './service.ts';
import type { Order, Setup, Told } from './transfers.ts';

export interface TftpPartOptions {
  /** The network device served on (Linux): nothing is heard or said on any other. */
  readonly device?: string;
  /** The serving address. */
  readonly address: string;
  readonly ports: Pick<Ports, 'tftp'>;
}

/** What IPv4 and UDP add to a packet. */
const packetHead = 20 + 8;
/** Ethernet's; what is not told must not be fragmented: some ROMs cannot put the pieces together. */
const usualMtu = 1500;
/** More gains nothing on a rack's own network, and is more than firmware's receive ring takes. */
const largestWindow = 64;

/** Runs until told to stop; a transfer that runs then is cut off. Rejects with a Refusal when the port cannot be had. */
export const tftpPart = (wiring: Wiring, { device, address, ports }: TftpPartOptions): Part => ({
  name: 'TFTP',
  async run(signal, onReady) {
    const onDevice = device === undefined ? {} : { device };
    const socket = await listenUdp({ address, port: ports.tftp, ...onDevice });
    const mtu = (await mtuOf(device ?? (await deviceOf(address)))) ?? usualMtu;
    const setup: Setup = { address, ...onDevice, limits: { blockSize: mtu - packetHead - dataHead, windowSize: largestWindow } };
    let service: TftpService;
    const thread = startThread<Order, Told>(new URL('./thread.ts', import.meta.url), setup, (told) => service.told(told));
    service = tftpService({ wiring, order: thread.order, send: socket.send });
    socket.onMessage((bytes, from) => service.hear(bytes, from));
    try {
      onReady?.();
      await Promise.race([untilAborted(signal), thread.ended]);
    } finally {
      await Promise.all([socket.close(), thread.stop()]);
    }
  },
});

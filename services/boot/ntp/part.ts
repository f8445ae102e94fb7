// The NTP service as a part of the appliance: a loop around `answer`, on the chosen network device only.

import { clockState } from '../../platform/clock-state.ts';
import { type Part, untilAborted } from '../../platform/part.ts';
import type { Endpoint } from '../../platform/udp.ts';
import { decode, encode } from '../../protocol/ntp/index.ts';
import { askerAt } from '../asker.ts';
import { BoundedMap } from '../dhcp/bounded-map.ts';
import { listenUdp } from '../listen.ts';
import type { Ports, Wiring } from '../wiring.ts';
import { answer } from './answer.ts';

export interface NtpPartOptions {
  /** The network device served on (Linux): nothing is heard or said on any other. */
  readonly device?: string;
  /** The serving address. */
  readonly address: string;
  readonly ports: Pick<Ports, 'ntp'>;
}

/** A client that steps its clock asks several times within seconds, and goes on asking for ever: it is told of once in this time. */
const tellMilliseconds = 60_000;
const mostRemembered = 4096;

/** Runs until told to stop; rejects with a Refusal when the port cannot be had. Answers whoever has an address of this plan. */
export const ntpPart = (wiring: Wiring, { device, address, ports }: NtpPartOptions): Part => ({
  name: 'NTP',
  async run(signal, onReady) {
    const { clock, table } = wiring;
    const socket = await listenUdp({ address, port: ports.ntp, ...(device === undefined ? {} : { device }) });
    const kernel = await clockState();
    const began = clock.monotonic();
    const tell = telling(wiring);
    socket.onMessage((bytes, from: Endpoint) => {
      const received = clock.now();
      const asker = askerAt(from.address, table());
      if (!asker.known) return;
      const state = kernel();
      const servingSeconds = (clock.monotonic() - began) / 1000;
      const decided = answer(decode(bytes), { received, servingSeconds, ...(state ? { clock: state } : {}) });
      if (decided.kind === 'silence') return;
      socket.send(encode(decided.packet), from);
      tell(from.address, asker.blade?.slot);
    });
    try {
      onReady?.();
      await untilAborted(signal);
    } finally {
      await socket.close();
    }
  },
});

function telling({ emit, clock }: Pick<Wiring, 'emit' | 'clock'>): (address: string, slot: string | undefined) => void {
  const told = new BoundedMap<string, number>(mostRemembered);
  return (address, slot) => {
    const last = told.get(address);
    if (last !== undefined && clock.monotonic() - last < tellMilliseconds) return;
    told.set(address, clock.monotonic());
    emit({ type: 'time-asked', address, ...(slot === undefined ? {} : { slot }) });
  };
}

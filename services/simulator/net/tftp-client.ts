// A file by TFTP as firmware takes it: its own options, its size probe, and patience with a bad cable.

import type { Endpoint, UdpSocket } from '../../platform/udp.ts';
import { decode, encode, errorCode, isMalformed, type Packet } from '../../protocol/tftp/index.ts';
import type { Machine } from '../machine.ts';
import { type Fetched, file } from './fetch.ts';
import { openPort } from './port.ts';
import { textKeeper } from './text-keeper.ts';
import { beginReading, nudge, type Reading, read } from './tftp-reader.ts';

/** How a program reads by TFTP. */
export interface TftpManner {
  /** First asks for the size only and breaks off with this error, which is normal. */
  readonly probe?: { readonly options: readonly (readonly [string, string])[]; readonly error: Packet };
  readonly options: readonly (readonly [string, string])[];
}

const broken = (code: number, message: string): Packet => ({ kind: 'error', code, message });

/** EDK2: size probe, ERROR 8, then a window of 4. */
export const edk2Reads: TftpManner = {
  probe: {
    options: [
      ['tsize', '0'],
      ['blksize', '1468'],
      ['windowsize', '4'],
    ],
    error: broken(errorCode.optionsRefused, 'User aborted the transfer'),
  },
  options: [
    ['blksize', '1468'],
    ['windowsize', '4'],
  ],
};

/** Intel's ROMs: size probe, then blocks that fit an Ethernet frame with room. */
export const biosReads: TftpManner = {
  probe: { options: [['tsize', '0']], error: broken(errorCode.undefined, 'TFTP Aborted') },
  options: [['blksize', '1456']],
};

export const ipxeReads: TftpManner = {
  options: [
    ['blksize', '1432'],
    ['tsize', '0'],
  ],
};

export const pxelinuxReads: TftpManner = {
  options: [
    ['tsize', '0'],
    ['blksize', '1408'],
  ],
};

export interface TftpAsk {
  /** The server's address; its port comes from the machine's ports. */
  readonly server: string;
  /** The blade's address. */
  readonly from: string;
  readonly file: string;
  readonly manner: TftpManner;
}

/** Firmware asks again after this long, and gives up after so many times. */
const WAIT_MILLISECONDS = 2_000;
const TRIES = 8;

const request = (file: string, options: readonly (readonly [string, string])[]): Packet => ({
  kind: 'read',
  file,
  mode: 'octet',
  options: new Map(options),
});

/** A socket on the blade's address that speaks to whoever answers first, and to nobody else. */
interface Peer {
  send(packet: Packet): void;
  onPacket(handler: (packet: Packet) => void): void;
  close(): Promise<void>;
}

function peer(machine: Machine, socket: UdpSocket, server: Endpoint): Peer {
  let far: Endpoint = server;
  let answered = false;
  const send = (packet: Packet, to: Endpoint) => machine.cable(() => socket.send(encode(packet), to));
  return {
    send: (packet) => send(packet, far),
    onPacket: (handler) =>
      socket.onMessage((bytes, from) =>
        machine.cable(() => {
          const packet = decode(bytes);
          if (isMalformed(packet)) return;
          // RFC 1350 section 4: a packet of another transfer gets an error and disturbs nothing.
          if (from.address !== far.address || (answered && from.port !== far.port))
            return send(broken(errorCode.unknownTransfer, 'Unknown transfer ID'), from);
          answered = true;
          far = from;
          handler(packet);
        }),
      ),
    close: () => socket.close(),
  };
}

type Answer = { readonly reply?: Packet; readonly result?: Fetched };

/** One side of a conversation. */
interface Side {
  readonly first: Packet;
  answer(packet: Packet): Answer;
  /** What to say when nothing came for a while. */
  again(): Packet;
}

/** Until there is a result; undefined when the far side stays silent or the power goes. */
async function converse({ pace, power }: Machine, line: Peer, side: Side): Promise<Fetched | undefined> {
  const done = new AbortController();
  let result: Fetched | undefined;
  let heard = false;
  line.onPacket((packet) => {
    const said = side.answer(packet);
    if (said.reply) line.send(said.reply);
    heard = true;
    result ??= said.result;
    if (result) done.abort();
  });
  line.send(side.first);
  const over = AbortSignal.any([done.signal, power]);
  for (let tries = 0; !over.aborted && tries < TRIES; ) {
    await pace.clock.sleep(pace.patience(WAIT_MILLISECONDS), over);
    tries = heard ? 0 : tries + 1;
    if (!heard && !over.aborted) line.send(side.again());
    heard = false;
  }
  return result;
}

/** The size is known, or the server has none to tell: either way the probe is over. */
const probing = (first: Packet, error: Packet): Side => ({
  first,
  again: () => first,
  answer: (packet) =>
    packet.kind === 'error'
      ? { result: { kind: 'broken', reason: `TFTP error ${packet.code}: ${packet.message}` } }
      : { reply: error, result: file(0, undefined) },
});

function taking(machine: Machine, first: Packet): Side {
  let reading: Reading = beginReading;
  let begun = false;
  const keeper = textKeeper();
  return {
    first,
    again: () => {
      if (!begun) return first;
      const step = nudge(reading);
      reading = step.reading;
      return step.reply;
    },
    answer: (packet) => {
      begun = true;
      const step = read(reading, packet);
      reading = step.reading;
      machine.state.receivedBytes += step.content?.length ?? 0;
      if (step.content) keeper.add(step.content);
      const reply = step.reply ? { reply: step.reply } : {};
      if (step.failed) return { ...reply, result: { kind: 'broken', reason: step.failed } };
      return reading.ended ? { ...reply, result: file(reading.size, keeper.text()) } : reply;
    },
  };
}

/** One conversation on a port of its own. The port stays open a little longer: the last acknowledgement may be lost, and asked for again. */
async function once(machine: Machine, { from, server }: TftpAsk, side: Side): Promise<Fetched> {
  const { pace, power, ports } = machine;
  const socket = await openPort({ address: from, port: 0 }).catch((cause: Error) => cause);
  if (socket instanceof Error) return { kind: 'broken', reason: `cannot ask from ${from}: ${socket.message}` };
  const line = peer(machine, socket, { address: server, port: ports.tftp });
  try {
    return (await converse(machine, line, side)) ?? { kind: 'broken', reason: 'TFTP timeout' };
  } finally {
    void pace.clock.sleep(pace.patience(WAIT_MILLISECONDS), power).then(() => line.close());
  }
}

/** The file; never throws for what the far side does. */
export async function tftpGet(machine: Machine, ask: TftpAsk): Promise<Fetched> {
  const { probe, options } = ask.manner;
  if (probe) {
    const found = await once(machine, ask, probing(request(ask.file, probe.options), probe.error));
    if (found.kind !== 'file') return found;
  }
  return once(machine, ask, taking(machine, request(ask.file, options)));
}

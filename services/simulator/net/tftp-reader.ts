// The receiving side of one TFTP transfer, packet by packet: what arrived, what to answer. RFC 1350, 2347, 7440.

import { defaultBlockSize, type Options, type Packet } from '../../protocol/tftp/index.ts';

export interface Reading {
  readonly blockSize: number;
  readonly windowSize: number;
  /** What the server said the whole is (tsize). */
  readonly announced?: number;
  /** Number of the block that comes next, from 1, not wrapped. */
  readonly expected: number;
  /** Blocks of the current window that arrived. */
  readonly inWindow: number;
  /** This gap in the window was complained of already: once is enough, the server starts over from there. */
  readonly complained: boolean;
  readonly size: number;
  readonly ended: boolean;
}

export const beginReading: Reading = {
  blockSize: defaultBlockSize,
  windowSize: 1,
  expected: 1,
  inWindow: 0,
  complained: false,
  size: 0,
  ended: false,
};

export interface ReadStep {
  readonly reading: Reading;
  readonly reply?: Packet;
  /** Content that is new. */
  readonly content?: Uint8Array;
  readonly failed?: string;
}

const acknowledge = (block: number): Packet => ({ kind: 'acknowledgement', block: block & 0xffff });

const numberOf = (options: Options, name: string): number | undefined => (options.has(name) ? Number(options.get(name)) : undefined);

/** A repeated option acknowledgement means that ours was lost. */
function agreed(reading: Reading, options: Options): ReadStep {
  if (reading.expected !== 1) return { reading };
  const announced = numberOf(options, 'tsize');
  const sizes = {
    blockSize: numberOf(options, 'blksize') ?? defaultBlockSize,
    windowSize: numberOf(options, 'windowsize') ?? 1,
    ...(announced === undefined ? {} : { announced }),
  };
  return { reading: { ...reading, ...sizes }, reply: acknowledge(0) };
}

/** The block that was due; acknowledged at the end of its window or of the file. */
function inOrder(reading: Reading, content: Uint8Array): ReadStep {
  const ended = content.length < reading.blockSize;
  const full = reading.inWindow + 1 === reading.windowSize;
  const size = reading.size + content.length;
  const inWindow = full ? 0 : reading.inWindow + 1;
  const after = { ...reading, expected: reading.expected + 1, inWindow, complained: false, size, ended };
  if (ended && reading.announced !== undefined && reading.announced !== size)
    return { reading: after, failed: `${size} bytes came of ${reading.announced}` };
  return { reading: after, content, ...(ended || full ? { reply: acknowledge(reading.expected) } : {}) };
}

/** Behind a gap, or again: the last block in order is acknowledged, so that the server goes on from there (RFC 7440 section 4). */
function outOfOrder(reading: Reading, block: number): ReadStep {
  const again = block === ((reading.expected - 1) & 0xffff);
  if (!again && reading.complained) return { reading };
  return { reading: { ...reading, inWindow: 0, complained: !again }, reply: acknowledge(reading.expected - 1) };
}

/** Nothing came for a while: what to say again. The server starts a new window behind the block named here. */
export const nudge = (reading: Reading): ReadStep & { readonly reply: Packet } => ({
  reading: { ...reading, inWindow: 0, complained: false },
  reply: acknowledge(reading.expected - 1),
});

/** What this packet from the server changes, and what to answer. */
export function read(reading: Reading, packet: Packet): ReadStep {
  switch (packet.kind) {
    case 'option-acknowledgement':
      return agreed(reading, packet.options);
    case 'data':
      return !reading.ended && packet.block === (reading.expected & 0xffff)
        ? inOrder(reading, packet.bytes)
        : outOfOrder(reading, packet.block);
    case 'error':
      return { reading, failed: `TFTP error ${packet.code}: ${packet.message}` };
    default:
      return { reading };
  }
}

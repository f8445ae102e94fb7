import { describe, expect, it } from 'vitest';
import type { Packet } from '../../protocol/tftp/index.ts';
import { beginReading, nudge, type Reading, type ReadStep, read } from './tftp-reader.ts';

const agreement = (options: Record<string, string>): Packet => ({
  kind: 'option-acknowledgement',
  options: new Map(Object.entries(options)),
});
const data = (block: number, size: number): Packet => ({ kind: 'data', block, bytes: new Uint8Array(size) });

/** Every step of a transfer in which these packets arrive. */
function steps(...packets: Packet[]): ReadStep[] {
  let reading: Reading = beginReading;
  return packets.map((packet) => {
    const step = read(reading, packet);
    reading = step.reading;
    return step;
  });
}

const replies = (...packets: Packet[]) =>
  steps(...packets).map(({ reply }) => (reply?.kind === 'acknowledgement' ? reply.block : undefined));
const windowOf4 = agreement({ blksize: '8', windowsize: '4' });

describe('reading a file by TFTP', () => {
  it('acknowledges each block, and ends with a short one', () => {
    const taken = steps(data(1, 512), data(2, 512), data(3, 0));
    expect(taken.map(({ reply }) => reply)).toEqual([1, 2, 3].map((block) => ({ kind: 'acknowledgement', block })));
    expect(taken.at(-1)?.reading).toMatchObject({ ended: true, size: 1024 });
  });

  it('acknowledges the last block of a window, and the last of the file', () => {
    expect(replies(windowOf4, data(1, 8), data(2, 8), data(3, 8), data(4, 8), data(5, 8), data(6, 1))).toEqual([
      0,
      undefined,
      undefined,
      undefined,
      4,
      undefined,
      6,
    ]);
  });

  it('asks once for what a window lost, and for nothing twice', () => {
    expect(replies(windowOf4, data(1, 8), data(3, 8), data(4, 8), data(2, 8), data(3, 8))).toEqual([
      0,
      undefined,
      1,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('says again what was not heard', () => {
    const [step] = steps(windowOf4, data(1, 8)).slice(-1);
    expect(nudge(step!.reading)).toMatchObject({ reply: { block: 1 }, reading: { inWindow: 0 } });
    expect(replies(data(1, 512), data(1, 512))).toEqual([1, 1]);
    expect(replies(windowOf4, windowOf4)).toEqual([0, 0]);
    expect(replies(data(1, 3), data(1, 3))).toEqual([1, 1]);
  });

  it('counts blocks on behind 65535', () => {
    const full: Reading = { ...beginReading, expected: 65_536, blockSize: 8 };
    expect(read(full, data(0, 8))).toMatchObject({ reply: { block: 0 }, reading: { expected: 65_537 } });
  });

  it('fails on an error, and on a length that is not the announced one', () => {
    expect(steps({ kind: 'error', code: 1, message: 'File not found' })[0]?.failed).toBe('TFTP error 1: File not found');
    expect(steps(agreement({ tsize: '3' }), data(1, 2)).at(-1)?.failed).toBe('2 bytes came of 3');
    expect(steps(agreement({ tsize: '2' }), data(1, 2)).at(-1)?.failed).toBeUndefined();
  });
});

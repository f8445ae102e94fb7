import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Packet } from '../../protocol/tftp/index.ts';
import { patient } from './patience.ts';
import { askedAgain, begin, bytesAcknowledged, type Course, heard, type Step, waited } from './transfer.ts';

const ack = (block: number): Packet => ({ kind: 'acknowledgement', block: block & 0xffff });
const error = (code: number, message = 'User aborted the transfer'): Packet => ({ kind: 'error', code, message });
const course = (changes: Partial<Course> = {}): Course => ({ blocks: 10, windowSize: 1, options: true, ...changes });
const started = (changes: Partial<Course> = {}, timeoutSeconds?: number) => begin(course(changes), patient(0, timeoutSeconds));
const hearing = (step: Step, ...packets: Packet[]): Step => packets.reduce((last, packet) => heard(last.state, packet, 1), step);

describe('a transfer', () => {
  it('offers the options first, then sends block by block to the end', () => {
    let step = started({ blocks: 3 });
    const sent = [step.send];
    for (const block of [0, 1, 2]) {
      step = hearing(step, ack(block));
      sent.push(step.send);
    }
    expect(sent).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
    expect(hearing(step, ack(3))).toMatchObject({ ended: { outcome: 'done' } });
  });

  it('begins with the first block when no options were asked', () => {
    expect(started({ options: false }).send).toEqual([1, 1]);
  });

  it('sends windows, the last one as long as what is left', () => {
    const step = started({ windowSize: 4 });
    expect(hearing(step, ack(0)).send).toEqual([1, 4]);
    expect(hearing(step, ack(0), ack(4)).send).toEqual([5, 8]);
    expect(hearing(step, ack(0), ack(4), ack(8)).send).toEqual([9, 10]);
    expect(hearing(step, ack(0), ack(4), ack(8), ack(10)).ended).toEqual({ outcome: 'done' });
  });

  it('goes on after the block that got through when the rest of a window was lost', () => {
    expect(hearing(started({ windowSize: 4 }), ack(0), ack(2)).send).toEqual([3, 6]);
  });

  it('believes a repeated acknowledgement in windows once, and only for the window after it', () => {
    const lost = hearing(started({ windowSize: 4 }), ack(0), ack(0));
    expect(lost.send).toEqual([1, 4]);
    expect(hearing(lost, ack(0)).send).toBeUndefined();
    const partly = hearing(lost, ack(2));
    expect(partly.send).toEqual([3, 6]);
    expect(hearing(partly, ack(2)).send).toBeUndefined();
  });

  it('is no sorcerer’s apprentice: a repeated acknowledgement of a single block sends nothing', () => {
    const step = hearing(started(), ack(0), ack(1), ack(2));
    expect(step.send).toEqual([3, 3]);
    for (const late of [0, 1, 2, 2]) expect(hearing(step, ack(late)).send).toBeUndefined();
  });

  it('passes over acknowledgements of what was never sent', () => {
    const step = hearing(started(), ack(0));
    for (const wild of [2, 9, 30_000, 65_535]) expect(hearing(step, ack(wild))).toEqual({ state: step.state });
  });

  it('passes over packets that belong to no answer', () => {
    const step = hearing(started(), ack(0));
    expect(heard(step.state, { malformed: 'opcode 9' }, 1)).toEqual({ state: step.state });
    expect(hearing(step, { kind: 'data', block: 1, bytes: new Uint8Array() })).toEqual({ state: step.state });
  });

  it('goes on past block 65535', () => {
    let step = hearing(started({ blocks: 70_000 }), ack(0));
    for (let block = 1; block < 70_000; block += 1) step = hearing(step, ack(block));
    expect(step.send).toEqual([70_000, 70_000]);
    expect(hearing(step, ack(70_000)).ended).toEqual({ outcome: 'done' });
  });

  it('counts the bytes that certainly arrived', () => {
    const step = hearing(started(), ack(0));
    expect(bytesAcknowledged(started().state, 512, 4700)).toBe(0);
    expect(bytesAcknowledged(hearing(step, ack(1)).state, 512, 4700)).toBe(512);
    expect(bytesAcknowledged({ ...step.state, acknowledged: 10 }, 512, 4700)).toBe(4700);
  });
});

describe('a client that goes away', () => {
  it.each([
    ['UEFI firmware after its size probe', 8],
    ['iPXE and PXELINUX after theirs', 0],
  ])('%s got what it came for', (_, code) => {
    expect(hearing(started(), error(code)).ended).toEqual({ outcome: 'probe' });
  });

  it('in the middle has aborted, and its words are kept', () => {
    expect(hearing(started(), ack(0), error(0, 'TFTP Aborted')).ended).toEqual({
      outcome: 'aborted',
      reason: 'the client sent error 0 "TFTP Aborted"',
    });
  });

  it('with a disk error instead of the options has aborted too', () => {
    expect(hearing(started(), error(3, 'Disk full')).ended).toMatchObject({ outcome: 'aborted' });
  });
});

/** When the outstanding packets are sent again, and the end, if nothing more is heard. */
function silence(step: Step): { resent: number[]; ended: Step['ended']; at: number } {
  const resent: number[] = [];
  let { state } = step;
  for (let now = 0; now < 2_000_000; now += 10) {
    const next = waited(state, now);
    state = next.state;
    if (next.send) resent.push(now);
    if (next.ended) return { resent, ended: next.ended, at: now };
  }
  return expect.unreachable('it never gave up');
}

describe('silence', () => {
  it('is answered after 1, 2, 4 and 8 s, and given up in the end', () => {
    const { resent, ended, at } = silence(started());
    expect(resent).toEqual([1000, 3000, 7000, 15_000, 23_000]);
    expect(ended).toEqual({ outcome: 'timeout', reason: 'the client never acknowledged the options' });
    expect(at).toBe(31_000);
  });

  it('of a client that chose its interval is answered in that interval', () => {
    expect(silence(started({}, 6)).resent).toEqual([6000, 12_000, 18_000, 24_000]);
    expect(silence(started({}, 255)).resent).toEqual([255_000, 510_000, 765_000]);
  });

  it('is answered sooner where round trips were short, but not at once', () => {
    let { state } = started();
    for (let block = 0; block < 5; block += 1) state = heard(state, ack(block), block * 2).state;
    expect(waited(state, 8 + 240).send).toBeUndefined();
    expect(waited(state, 8 + 250).send).toEqual([5, 5]);
  });

  it('sends the whole window again', () => {
    expect(waited(hearing(started({ windowSize: 4 }), ack(0)).state, 5000).send).toEqual([1, 4]);
  });

  it('after the last block says so, for the client may well have it', () => {
    const last = hearing(started({ blocks: 1 }), ack(0));
    expect(silence(last).ended?.reason).toBe('the client never acknowledged the last block');
  });
});

describe('a request that comes again', () => {
  it('is answered again while nothing is acknowledged', () => {
    expect(askedAgain(started().state).send).toEqual([0, 0]);
    expect(askedAgain(started({ options: false, windowSize: 2 }).state).send).toEqual([1, 2]);
  });
  it('is a late copy afterwards', () => {
    expect(askedAgain(hearing(started(), ack(0)).state).send).toBeUndefined();
    expect(askedAgain(hearing(started({ options: false }), ack(1)).state).send).toBeUndefined();
  });
});

it('brings every block through a wire that loses, doubles and reorders, and sends no more than the wire makes it', () => {
  const fate = fc.constantFrom('through', 'through', 'through', 'through', 'through', 'lost', 'double', 'late');
  const shape = fc.record({ blocks: fc.integer({ min: 1, max: 60 }), windowSize: fc.integer({ min: 1, max: 8 }), options: fc.boolean() });
  fc.assert(
    fc.property(shape, fc.infiniteStream(fate), (shaped, fates) => {
      const { ended, got, sent } = overBadWire(shaped, fates);
      expect(ended).toBe('done');
      expect(got).toBe(shaped.blocks);
      expect(sent).toBeLessThan(12 * (shaped.blocks + 10));
    }),
    { numRuns: 300 },
  );
});

/** Of each direction. A block and its acknowledgement may be lost in turn; a wire on which they never meet for half a minute is cut, and giving up is right. */
const mostLostInARow = 1;

/** A client of RFC 1350 and 7440 at the far end: counts blocks in order, acknowledges windows, repeats itself on a gap. */
function overBadWire(shape: Course, fates: Iterator<string>) {
  let now = 0;
  let step = begin(shape, patient(now));
  let [got, since, sent] = [shape.options ? -1 : 0, 0, 0];
  const toClient: number[] = [];
  const toServer: number[] = [];
  const lostInARow = new Map<number[], number>();
  const pass = (queue: number[], block: number) => {
    const { value } = fates.next();
    const lost = value === 'lost' ? (lostInARow.get(queue) ?? 0) + 1 : 0;
    lostInARow.set(queue, lost);
    if (lost > 0 && lost <= mostLostInARow) return;
    if (value === 'late') queue.splice(Math.max(0, queue.length - 2), 0, block);
    else queue.push(...(value === 'double' ? [block, block] : [block]));
  };
  const client = (block: number) => {
    if (block === got + 1) {
      [got, since] = [block, since + 1];
      if (block === 0 || since >= shape.windowSize || block === shape.blocks) {
        since = 0;
        pass(toServer, block);
      }
    } else if (got >= 0) {
      since = 0;
      pass(toServer, got);
    }
  };
  const carryOut = () => {
    const [first, last] = step.send ?? [0, -1];
    for (let block = first; block <= last; block += 1) {
      sent += 1;
      pass(toClient, block);
    }
  };
  carryOut();
  for (let turns = 0; turns < 20_000 && !step.ended; turns += 1) {
    now += toClient.length + toServer.length > 0 ? 1 : 100;
    const block = toServer.shift();
    if (toClient.length > 0) client(toClient.shift()!);
    step = block === undefined ? waited(step.state, now) : heard(step.state, ack(block), now);
    carryOut();
  }
  // The last acknowledgement may be lost for good: then the client has it all, and the server cannot know.
  const lastUnheard = step.ended?.outcome === 'timeout' && got === shape.blocks;
  return { ended: lastUnheard ? 'done' : step.ended?.outcome, got, sent };
}

import { describe, expect, it } from 'vitest';
import { type Packet, timestamp } from '../../protocol/ntp/index.ts';
import { type Answer, answer, type Moment } from './answer.ts';

const request: Packet = {
  leap: 3,
  version: 4,
  mode: 3,
  stratum: 0,
  poll: 6,
  precision: -20,
  rootDelay: 1,
  rootDispersion: 1,
  referenceId: 'XYZZ',
  reference: 1n,
  origin: 2n,
  receive: 3n,
  transmit: 0x0123456789abcdefn,
};
const justStarted: Moment = { received: Date.UTC(2026, 10, 21), servingSeconds: 0 };
const reply = (decided: Answer) => (decided.kind === 'reply' ? decided.packet : expect.unreachable(decided.reason));
const asked = (moment: Partial<Moment>) => reply(answer(request, { ...justStarted, ...moment }));
const hour = 3600;

describe('the answer to a client that asks for the time', () => {
  it('gives its question back to the bit, and the time it came', () => {
    const now = timestamp(justStarted.received);
    expect(asked({})).toMatchObject({ mode: 4, version: 4, poll: 6, origin: 0x0123456789abcdefn, receive: now, transmit: now });
  });

  it.each([3, 4])('speaks its version %i', (version) => {
    expect(reply(answer({ ...request, version }, justStarted)).version).toBe(version);
  });

  it('says that nobody sets this clock, and how far it may have drifted', () => {
    expect(asked({})).toMatchObject({ stratum: 10, referenceId: 'LOCL', leap: 0 });
    expect(asked({}).rootDispersion).toBeCloseTo(0.001, 4);
    expect(asked({ servingSeconds: 10 * hour }).rootDispersion).toBeCloseTo(0.541, 3);
  });

  it('is still believed by ntpd, whose limit is 1.5 s, after a week', () => {
    expect(asked({ servingSeconds: 7 * 24 * hour }).rootDispersion).toBe(1);
  });

  it('of a clock that is set tells its error, and claims less than a server of the site does', () => {
    const set = asked({ clock: { synchronised: true, maximumErrorSeconds: 0.25, leap: 1 }, servingSeconds: hour });
    expect(set).toMatchObject({ stratum: 9, leap: 1 });
    expect(set.rootDispersion).toBeCloseTo(0.251, 3);
  });

  it('of a clock that lost its source is that of a clock nobody sets', () => {
    expect(asked({ clock: { synchronised: false, maximumErrorSeconds: 16, leap: 0 } })).toMatchObject({ stratum: 10, referenceId: 'LOCL' });
  });
});

describe('silence', () => {
  it.each([0, 1, 2, 4, 5, 6, 7])('is the answer to mode %i', (mode) => {
    expect(answer({ ...request, mode }, justStarted).kind).toBe('silence');
  });
  it.each([0, 1, 2, 5, 7])('is the answer to version %i', (version) => {
    expect(answer({ ...request, version }, justStarted).kind).toBe('silence');
  });
  it('is the answer to what is no NTP', () => {
    expect(answer({ malformed: '3 bytes long' }, justStarted)).toEqual({ kind: 'silence', reason: '3 bytes long' });
  });
});

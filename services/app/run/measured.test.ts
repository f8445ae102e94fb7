import { describe, expect, it } from 'vitest';
import type { Event, Happening } from '../../domain/blade/events.ts';
import { activity, mostActivity } from './activity.ts';
import { mostSamples, throughput } from './throughput.ts';

const tick = (at: number): Event => ({ type: 'tick', seq: 0, at });
const moved = (transfer: string, sentBytes: number, type: 'transfer-progress' | 'transfer-ended' = 'transfer-progress'): Event =>
  ({
    type,
    transfer,
    sentBytes,
    slot: 'c1/1',
    protocol: 'http',
    address: '10.0.0.1',
    file: 'f',
    kind: 'image',
    totalBytes: 1e9,
    outcome: 'done',
    seconds: 1,
    seq: 1,
    at: 0,
  }) as Event;

describe('throughput', () => {
  it('is the bytes of all transfers in each second', () => {
    const rates = throughput(0);
    for (const event of [
      moved('a', 100),
      moved('b', 50),
      tick(1000),
      moved('a', 300),
      moved('b', 80, 'transfer-ended'),
      tick(3000),
      tick(4000),
    ])
      rates.heard(event);
    expect(rates.samples()).toEqual([
      { at: 1000, bytesPerSecond: 150 },
      { at: 3000, bytesPerSecond: 115 },
      { at: 4000, bytesPerSecond: 0 },
    ]);
    expect(rates.after(1000).map(({ at }) => at)).toEqual([3000, 4000]);
    expect(rates.rate()).toBeCloseTo(265 / 3);
  });

  it('counts a transfer of the same name from its beginning once the first has ended', () => {
    const rates = throughput(0);
    for (const event of [moved('a', 100, 'transfer-ended'), moved('a', 70), tick(1000)]) rates.heard(event);
    expect(rates.samples()).toEqual([{ at: 1000, bytesPerSecond: 170 }]);
  });

  it('keeps ten minutes, and takes no second that a clock set back', () => {
    const rates = throughput(0);
    for (let at = 1; at <= mostSamples + 50; at += 1) rates.heard(tick(at * 1000));
    rates.heard(tick(500));
    expect(rates.samples()).toHaveLength(mostSamples);
    expect(rates.samples().at(-1)!.at).toBe((mostSamples + 50) * 1000);
  });
});

describe('activity', () => {
  const event = (seq: number, happening: Happening = { type: 'agent-log', slot: 'c1/1', text: '' }): Event => ({
    ...happening,
    seq,
    at: seq,
  });
  const numbers = (events: readonly Event[]) => events.map(({ seq }) => seq);

  it('is what came after a number, oldest first', () => {
    const kept = activity([event(1), event(2)]);
    kept.heard(event(3));
    expect(numbers(kept.after(0))).toEqual([1, 2, 3]);
    expect(numbers(kept.after(2))).toEqual([3]);
    expect(kept.after(3)).toEqual([]);
  });

  it('of a flood is its end', () => {
    const kept = activity([]);
    for (let seq = 1; seq <= 10_000; seq += 1) kept.heard(event(seq));
    expect(numbers(kept.after(0))).toEqual(Array.from({ length: mostActivity }, (_, index) => 10_000 - mostActivity + 1 + index));
    expect(numbers(kept.after(9_990))).toHaveLength(10);
  });

  it('leaves out what fills bars', () => {
    const kept = activity([event(1, { type: 'install-progress', slot: 'c1/1', step: 'writing', percent: 1, bytes: 1 })]);
    kept.heard(tick(5));
    expect(kept.after(0)).toEqual([]);
  });
});

// Which blades the list shows, and in which order.

import { describe, expect, it } from 'vitest';
import { problem } from '../../../services/domain/problem.ts';
import { matches } from './filter.ts';
import { columns, orderOf } from './order.ts';
import { sampleBlade } from './sample.ts';

const all = { text: '', states: [] };
const one = sampleBlade({
  slot: 'c1/2',
  address: '10.0.0.9',
  hostname: 'web-2',
  stage: 'installing',
  since: 300,
  progress: { step: 'writing', percent: 40, bytes: 4 },
});
const two = sampleBlade({ slot: 'c1/10', address: '10.0.0.10', hostname: 'web-10', stage: 'kernel', since: 100 });
const three = sampleBlade({
  slot: 'c1/3',
  address: '10.0.0.3',
  stage: 'booted',
  since: 200,
  hardware: { product: 'X', serial: 'CZ3001', memoryBytes: 1, disks: [] },
});
const stuck = sampleBlade({ slot: 'c2/1', stage: 'installing', since: 50, problem: problem('install-stalled') });

describe('the order of the list', () => {
  it.each([
    ['slot', ['c1/2', 'c1/3', 'c1/10']],
    ['address', ['c1/3', 'c1/2', 'c1/10']],
    ['stage', ['c1/10', 'c1/2', 'c1/3']],
    ['since', ['c1/2', 'c1/3', 'c1/10']],
  ] as const)('by %s follows its sense', (by, slots) => {
    expect(orderOf([one, two, three], all, { by, down: false })).toEqual(slots);
    expect(orderOf([one, two, three], all, { by, down: true })).toEqual([...slots].reverse());
  });

  it('puts what needs a person first by state', () =>
    expect(orderOf([three, two, stuck], all, { by: 'state', down: false })[0]).toBe('c2/1'));

  it('leaves equal ones as the plan has them, in either direction', () => {
    const same = ['c3/1', 'c3/2', 'c3/3'].map((slot) => sampleBlade({ slot }));
    for (const by of Object.keys(columns) as (keyof typeof columns)[])
      if (by !== 'slot') expect(orderOf(same, all, { by, down: true })).toEqual(['c3/1', 'c3/2', 'c3/3']);
  });
});

describe('the filter', () => {
  it.each(['c1/1', 'D0:00', 'd0006713', 'd0-00-67', 'blade-1', '10.0.0.1', 'blade 10.0'])('finds a blade by %s', (text) =>
    expect(matches(sampleBlade(), { text, states: [] })).toBe(true),
  );
  it('finds a blade by its serial', () => expect(matches(three, { text: 'cz3001', states: [] })).toBe(true));
  it('takes all words', () => expect(matches(one, { text: 'web nothing', states: [] })).toBe(false));
  it('takes any of the chosen states', () => {
    expect(matches(stuck, { text: '', states: ['silent', 'failed'] })).toBe(true);
    expect(matches(stuck, { text: '', states: ['working'] })).toBe(false);
  });
});

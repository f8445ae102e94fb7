// What has to be known first is told, and nothing where all is well.

import { describe, expect, it } from 'vitest';
import { sampleInput, troubledInput } from '../sample.ts';
import { openPoints } from './first.ts';
import { tellingOf } from './telling.ts';
import { verdictOf } from './verdict.ts';

const points = (input: Parameters<typeof tellingOf>[0]) => openPoints(tellingOf(input)).join('\n');

describe('what to know first', () => {
  it('is nothing where everything was tested and sealed', () => {
    for (const architecture of ['small', 'production'] as const) expect(points(sampleInput(architecture))).toBe('');
  });

  it('names what was left open, overridden and failed', () => {
    const told = points(troubledInput({ simulated: true }));
    for (const expected of [
      'practice on virtual blades',
      'The acceptance test failed: Nodes.',
      'Not checked: Clocks.',
      'Not ready when this was written: left/5.',
      'right/2 was left out: its second fan is broken',
      'without the laptop was not tested',
      'on the console although no trusted key signed it',
      'The run was not sealed when this was written',
      'Add-ons that are not ready: metrics-server.',
      '10.20.30.47',
    ])
      expect(told).toContain(expected);
  });

  it('warns of doors that stand open, and of clocks that nobody keeps', () => {
    const told = points(sampleInput('development'));
    expect(told).toContain('without a password');
    expect(told).toContain('No SSH key');
    expect(told).toContain('no time server');
  });

  it('says that certificates end within a month, and not before', () => {
    const input = sampleInput('small');
    const ends = Math.min(...input.run.cluster.certificates.map(({ expires }) => expires));
    const days = (left: number) => points({ ...input, writtenAt: ends - left * 86_400_000 - 1000 });
    expect(days(31)).toBe('');
    expect(days(30)).toContain('The first certificate ends on 2027-11-20');
  });

  it('does not ask a cluster inside the laptop to stand without it', () => {
    expect(points(sampleInput('laptop'))).not.toContain('without the laptop');
  });
});

describe('the verdict', () => {
  it('takes the newest result of each check, and what was not run again as it was', () => {
    const { passed, outcomes, isMixed } = verdictOf(tellingOf(troubledInput()));
    expect({ passed, isMixed, of: outcomes.length }).toEqual({ passed: false, isMixed: true, of: 12 });
    expect(outcomes.filter(({ result }) => result !== 'passed').map(({ check, result }) => [check, result])).toEqual([
      ['nodes', 'failed'],
      ['clocks', 'skipped'],
    ]);
  });

  it('is none once a blade came or went, and the test without the laptop counts no more', () => {
    const { run, ...input } = sampleInput('small');
    const { acceptances, unplug } = run.cluster;
    const stale = { acceptances: acceptances.map((one) => ({ ...one, stale: true })), unplug: { ...unplug!, stale: true } };
    const after = { ...input, run: { ...run, cluster: { ...run.cluster, ...stale } } };
    expect(verdictOf(tellingOf(after))).toMatchObject({ passed: undefined, outcomes: verdictOf(tellingOf({ ...input, run })).outcomes });
    expect(points(after)).toContain('on the cluster as it is now');
    expect(points(after)).toContain('without the laptop was not tested');
  });

  it('is none before a test came to its end', () => {
    const input = sampleInput('small');
    const run = { ...input.run, cluster: { ...input.run.cluster, acceptances: [] } };
    expect(verdictOf(tellingOf({ ...input, run })).passed).toBeUndefined();
  });
});

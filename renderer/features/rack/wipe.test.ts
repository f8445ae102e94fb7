// Leave to wipe is typed, never clicked.

import { describe, expect, it } from 'vitest';
import { sampleBlade } from './sample.ts';
import { isAllowed, lossesOf, wipePhrase } from './wipe.ts';

const disk = (blank: boolean) => ({ name: 'sda', model: 'M', serial: 'S', sizeBytes: 1, blank, contents: 'gpt' });
const withDisks = (slot: string, ...blank: boolean[]) =>
  sampleBlade({ slot, hardware: { product: '', serial: '', memoryBytes: 1, disks: blank.map(disk) } });

describe('leave to wipe', () => {
  it('is asked for blades that may lose something', () => {
    const losses = lossesOf([withDisks('c1/1', true), withDisks('c1/2', true, false), sampleBlade({ slot: 'c1/3' })]);
    expect(losses.map(({ slot, disks }) => [slot, disks?.length])).toEqual([
      ['c1/2', 1],
      ['c1/3', undefined],
    ]);
    expect(wipePhrase(losses)).toBe('wipe 2');
  });

  it('is given by the very words', () => {
    const [one, two] = [
      lossesOf([sampleBlade({ slot: 'c1/3' })]),
      lossesOf([sampleBlade({ slot: 'c1/3' }), sampleBlade({ slot: 'c1/4' })]),
    ];
    expect([isAllowed(' C1/3 ', one), isAllowed('c1/4', one), isAllowed('', one)]).toEqual([true, false, false]);
    expect([isAllowed('WIPE  2', two), isAllowed('c1/3', two), isAllowed('wipe 3', two)]).toEqual([true, false, false]);
  });

  it('cannot be given where nothing is lost', () => expect(isAllowed('wipe 0', [])).toBe(false));
});

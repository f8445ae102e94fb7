// What a wipe would cost.

import { describe, expect, it } from 'vitest';
import { sampleBlade } from './sample.ts';
import { lossesOf } from './wipe.ts';

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
  });
});

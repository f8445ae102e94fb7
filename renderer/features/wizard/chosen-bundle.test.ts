import { expect, it } from 'vitest';
import type { BundleListed } from '../../../services/contract/index.ts';
import { problem } from '../../../services/domain/problem.ts';
import { chosenBundle } from './chosen-bundle.ts';

const bundle = (directory: string, created: string, isGood = true) =>
  ({ name: 'lab', directory, created, problems: isGood ? [] : [problem('bundle-part-twice', { part: 'x' })] }) as unknown as BundleListed;

it('is the newest good one of that name', () => {
  const bundles = [bundle('a', '2026-01-01'), bundle('b', '2026-03-01'), bundle('c', '2026-04-01', false)];
  expect(chosenBundle(bundles, 'lab')?.directory).toBe('b');
  expect(chosenBundle([bundles[2]!], 'lab')?.directory).toBe('c');
  expect(chosenBundle(bundles, 'other')).toBeUndefined();
  expect(chosenBundle(undefined, 'lab')).toBeUndefined();
});

import { expect, it } from 'vitest';
import type { BundleListed } from '../../../services/contract/index.ts';
import { problem } from '../../../services/domain/problem.ts';
import { chosenBundle, writtenFor } from './chosen-bundle.ts';

const bundle = (directory: string, created: string, isGood = true) =>
  ({
    name: 'lab',
    version: created,
    directory,
    created,
    problems: isGood ? [] : [problem('bundle-part-twice', { part: 'x' })],
  }) as unknown as BundleListed;

it('is the newest good one of that name', () => {
  const bundles = [bundle('a', '2026-01-01'), bundle('b', '2026-03-01'), bundle('c', '2026-04-01', false)];
  expect(chosenBundle(bundles, 'lab')?.directory).toBe('b');
  expect(chosenBundle([bundles[2]!], 'lab')?.directory).toBe('c');
  expect(chosenBundle(bundles, 'other')).toBeUndefined();
  expect(chosenBundle(undefined, 'lab')).toBeUndefined();
});

it('is the very version that the plan writes, which names the newest by its name alone', () => {
  const bundles = [bundle('a', '2026-01-01'), bundle('b', '2026-03-01')];
  expect(bundles.map((one) => writtenFor(one, bundles))).toEqual(['lab-2026-01-01', 'lab']);
  for (const one of bundles) expect(chosenBundle(bundles, writtenFor(one, bundles))).toBe(one);
});

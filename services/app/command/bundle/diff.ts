// `rackstrap bundle diff`: what a new bundle brings, and how much of it has to be copied where the old one is.

import { type BundleDifference, diffBundles } from '../../../bundle/index.ts';
import { bytesInWords } from '../../../domain/blade/words.ts';
import type { Part } from '../../../domain/bundle.ts';
import type { Output } from '../../output.ts';
import { counted } from '../../plan-check.ts';
import type { CommandOptions } from '../serving.ts';
import { bundleGiven } from './given.ts';
import { columns } from './telling.ts';

const told = ({ version = '', size }: Part): string => [version, bytesInWords(size)].filter(Boolean).join(', ');

function lines({ added, removed, changed, same, bytesToCopy }: BundleDifference): string[] {
  const rows = [
    ...added.map((part) => ['added', part.path, told(part)]),
    ...removed.map((part) => ['removed', part.path, told(part)]),
    ...changed.map(({ before, after }) => ['changed', after.path, `${told(before)} → ${told(after)}`]),
  ];
  return [
    ...columns(rows),
    `${counted(same, 'part')} the same. An import copies ${bytesInWords(bytesToCopy)} where the first is imported already.`,
  ];
}

/** Exit 0, whether they differ or not; nothing is hashed. Throws a Refusal for what is no bundle. */
export async function diff(before: string, after: string, options: CommandOptions, output: Output): Promise<number> {
  const [one, other] = await Promise.all([bundleGiven(before, options), bundleGiven(after, options)]);
  const difference = diffBundles(one.manifest, other.manifest);
  output.line(options.json === true ? JSON.stringify(difference) : lines(difference).join('\n'));
  return 0;
}

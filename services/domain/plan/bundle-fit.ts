// What a plan needs and its bundle lacks, as far as the list of parts tells. The documents themselves are looked at when they are rendered.

import type { Part } from '../bundle.ts';
import { type LoaderWish, loadersLacking } from '../loaders.ts';
import { at, type Problem, problem } from '../problem.ts';
import type { Loose } from './loose.ts';
import type { Plan } from './plan.ts';
import { entriesOf } from './rules/entries.ts';

/** As much of a bundle as is known before it is opened. */
export interface PartsAtHand {
  readonly name: string;
  readonly parts: readonly { readonly path: string; readonly kind: string }[];
}

/** Without one of each nothing can be installed. */
const needed = ['kernel', 'initrd', 'image'] as const satisfies readonly Part['kind'][];

/** The plan's own loader where a blade has none of its own, and while there is no blade yet. */
function wishes(plan: Loose<Plan>): LoaderWish[] {
  const own = plan.loader ?? 'auto';
  const blades = entriesOf(plan.blades, 'blades');
  if (blades.length === 0) return [{ loader: own, where: 'loader' }];
  return blades.map(({ value: { loader }, where }) => (loader ? { loader, where: `${where}.loader` } : { loader: own, where: 'loader' }));
}

/** `os-part-absent`, `loader-absent`, `firmware-without-loader`. */
export function bundleLacks(plan: Loose<Plan>, { name, parts }: PartsAtHand): Problem[] {
  const absent = needed.filter((kind) => !parts.some((part) => part.kind === kind));
  return [
    ...absent.map((part) => at('bundle', problem('os-part-absent', { bundle: name, part }))),
    ...loadersLacking(wishes(plan), new Set(parts.map(({ path }) => path))),
  ];
}

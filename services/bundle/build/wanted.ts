// What several sources want, as one list: a part that two of them name is one part, for both their purposes.

import type { Part } from '../../domain/bundle.ts';
import { type Problem, problem, Refusal } from '../../domain/problem.ts';
import type { Wanted } from './source.ts';

const originOf = ({ part: { image, source = '' } }: Wanted): string => image?.digest ?? source;

const together = (one: Wanted, other: Wanted): Wanted => {
  const satisfies = [...new Set([...(one.part.satisfies ?? []), ...(other.part.satisfies ?? [])])];
  return { ...one, part: { ...one.part, ...(satisfies.length > 0 ? { satisfies } : {}) } };
};

const contradiction = ([one, ...others]: readonly Wanted[]): Problem[] => {
  const other = others.find((each) => originOf(each) !== originOf(one!));
  return other ? [problem('build-part-twice', { part: one!.part.path, one: originOf(one!), other: originOf(other) })] : [];
};

/** By path, in the order they were named first. Throws a Refusal of every path that two different things are to have. */
export function merged(wanted: readonly Wanted[]): Wanted[] {
  const groups = [...Map.groupBy(wanted, ({ part }) => part.path).values()];
  const problems = groups.flatMap(contradiction);
  if (problems.length > 0) throw new Refusal(...problems);
  return groups.map((group) => group.reduce(together));
}

/**
 * The part of an earlier bundle that this one would be once more: an image is known by its digest before anything of it is fetched.
 * What else is wanted again is found by its digest or its address, and proved again.
 */
export const sameImage = ({ part }: Wanted, earlier: readonly Part[]): Part | undefined =>
  part.image &&
  earlier.find(
    ({ path, image }) => path === part.path && image?.digest === part.image?.digest && image?.reference === part.image?.reference,
  );

/** Whether an earlier bundle has this part, as far as that can be told before it is fetched. */
export const isThereAlready = (one: Wanted, earlier: readonly Part[]): boolean =>
  sameImage(one, earlier) !== undefined ||
  (one.part.image === undefined &&
    earlier.some(({ path, source, version }) => path === one.part.path && source === one.part.source && version === one.part.version));

/** What a manifest tells everybody of where its part came from: not the password that was asked with. */
export function told({ source, ...part }: Wanted['part']): Wanted['part'] {
  if (source === undefined) return part;
  const isAddress = /^https?:/i.test(source) && URL.canParse(source);
  return { ...part, source: isAddress ? Object.assign(new URL(source), { username: '', password: '' }).href : source };
}

// Lists of a plan that may be half readable: what is there, with its place, and what is there twice.

import { at, type Problem } from '../../problem.ts';

/** Something the plan says, and where it says it. */
export interface Entry<Value> {
  readonly value: Value;
  readonly where: string;
}

/** The readable items of the list at `where`, each with its own path. */
export const entriesOf = <Value>(list: readonly (Value | null)[] | null | undefined, where: string): Entry<NonNullable<Value>>[] =>
  (list ?? []).flatMap((value, index) => (value == null ? [] : [{ value, where: `${where}[${index}]` }]));

/** One entry, or none when the value is not there. */
export const entry = <Value>(value: Value | null | undefined, where: string): Entry<NonNullable<Value>>[] =>
  value == null ? [] : [{ value, where }];

/** A range of the cluster's own addresses is one network or a list of them: each with its own path. */
export const ranges = (value: string | readonly (string | null)[] | null | undefined, where: string): Entry<string>[] =>
  typeof value === 'string' ? [{ value, where }] : entriesOf(value, where);

/** A problem for every entry whose value an earlier one has already, told with the earlier one's place. */
export function repeats<Value>(
  entries: readonly Entry<Value>[],
  tell: (value: Value, earlier: string, where: string) => Problem,
): Problem[] {
  const first = new Map<Value, string>();
  return entries.flatMap(({ value, where }) => {
    const earlier = first.get(value);
    if (earlier === undefined) first.set(value, where);
    return earlier === undefined ? [] : [at(where, tell(value, earlier, where))];
  });
}

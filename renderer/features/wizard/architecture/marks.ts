// Which marks an architecture is drawn with: central blades and workers, as many as a small drawing has room for.

import { type Counts, mayFailOf } from '../../../../services/domain/architecture/index.ts';

/** Marks of one row, and how many blades are left out of it. */
export interface Row {
  readonly marks: number;
  readonly more: number;
}

/** Marks side by side; in the last place `+57` stands when there are more. */
export const rowWidth = 7;
/** Two rows of central blades: nine of `small`. */
export const mostCentral = 2 * rowWidth;

export const rowOf = (count: number, most = rowWidth): Row =>
  count <= most ? { marks: count, more: 0 } : { marks: most - 1, more: count - most + 1 };

/** Whether each member of etcd is up when as many as may fail have failed: the ones at the end are down. */
export const membersUp = (members: number): readonly boolean[] =>
  Array.from({ length: members }, (_, index) => index < members - mayFailOf(members));

/** Places of `count` marks in rows, centred: column from the row's own left, in marks. */
export function places(count: number): readonly { readonly row: number; readonly column: number; readonly inRow: number }[] {
  const rows = Math.ceil(count / rowWidth);
  const each = rows === 0 ? 0 : Math.ceil(count / rows);
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / each);
    return { row, column: index % each, inRow: Math.min(each, count - row * each) };
  });
}

export const totalOf = ({ controlPlane, workers }: Counts): number => controlPlane + workers;

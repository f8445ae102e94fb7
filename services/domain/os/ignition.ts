// Which specification of Ignition configs a release takes, and which one is written for it.

import { compareVersions } from '../version.ts';
import type { OsFamilyName } from './names.ts';

/** The first Ignition that takes each specification, newest first: coreos/ignition, docs/specs.md. Each takes all the older ones of 3.x too. */
const takenFrom: readonly (readonly [ignition: string, specification: string])[] = [
  ['2.26.0', '3.6.0'],
  ['2.20.0', '3.5.0'],
  ['2.15.0', '3.4.0'],
  ['2.11.0', '3.3.0'],
  ['2.7.0', '3.2.0'],
  ['2.3.0', '3.1.0'],
  ['2.0.0', '3.0.0'],
];

/** The highest specification that this Ignition takes; undefined for one before 2.0, whose configs are of another kind. */
export const highestSpecification = (ignition: string): string | undefined =>
  takenFrom.find(([from]) => compareVersions(ignition, from) >= 0)?.[1];

/**
 * What documents of each family are written in: the lowest that has everything they use, since it is taken by the most releases.
 * Container Linux has an Ignition of before 2.0.
 */
export const writtenSpecification = {
  flatcar: '3.3.0',
  'fedora-coreos': '3.3.0',
  'container-linux': undefined,
  lab: '3.3.0',
} as const satisfies Readonly<Record<OsFamilyName, string | undefined>>;

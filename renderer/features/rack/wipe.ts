// What a wipe would cost, from what each blade told of its disks.

import type { BladeView } from '../../../services/contract/index.ts';

type HardwareDisk = NonNullable<BladeView['hardware']>['disks'][number];

export interface Loss {
  readonly slot: string;
  /** Disks that hold something; undefined while its disks were not seen. */
  readonly disks: readonly HardwareDisk[] | undefined;
}

/** Only what may lose something: a blade whose disks are all blank is left out. */
export const lossesOf = (blades: readonly BladeView[]): readonly Loss[] =>
  blades
    .map(({ slot, hardware }) => ({ slot, disks: hardware?.disks.filter(({ blank }) => !blank) }))
    .filter(({ disks }) => disks === undefined || disks.length > 0);

export const slotsOf = (losses: readonly Loss[]): readonly string[] => losses.map(({ slot }) => slot);

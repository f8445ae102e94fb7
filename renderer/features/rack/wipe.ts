// What a wipe would cost, from what each blade told of its disks; and what has to be typed to allow it.

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

/** The slot's own name; for several their number, so that nobody types a list with gloves. */
export const wipePhrase = (losses: readonly Loss[]): string => (losses.length === 1 ? losses[0]!.slot : `wipe ${losses.length}`);

/** In any case and with any spaces: the hand is to think, not to fail. */
export const isAllowed = (typed: string, losses: readonly Loss[]): boolean =>
  losses.length > 0 && typed.trim().toLowerCase().replace(/\s+/g, ' ') === wipePhrase(losses).toLowerCase();

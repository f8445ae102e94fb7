// Which blades are looked at: by the state they are in, and by any of the names a person may have for one.

import type { BladeView } from '../../../services/contract/index.ts';
import { type BladeState, stateOf } from '../../../services/domain/blade/state.ts';

export interface Filter {
  /** Words that all have to be found; of a MAC with colons, with dashes, or without. */
  readonly text: string;
  /** None chosen means all. */
  readonly states: readonly BladeState[];
}

export const isFiltering = ({ text, states }: Filter): boolean => text.trim() !== '' || states.length > 0;

const bare = (mac: string) => mac.replaceAll(':', '');

function namesOf({ slot, hostname, address, macs, hardware }: BladeView): string {
  const spellings = macs.flatMap((mac) => [mac, mac.replaceAll(':', '-'), bare(mac)]);
  return [slot, hostname, address, ...spellings, hardware?.serial ?? ''].join(' ').toLowerCase();
}

const isNamed = (blade: BladeView, text: string): boolean => {
  const names = namesOf(blade);
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => names.includes(word));
};

export const matches = (blade: BladeView, { text, states }: Filter): boolean =>
  (states.length === 0 || states.includes(stateOf(blade))) && (text.trim() === '' || isNamed(blade, text.trim()));

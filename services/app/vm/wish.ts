// What the run wants of its machine now: a decision about what is known, without looking or doing.

import { type Blade, permissionOf } from '../../domain/blade/blade.ts';
import type { BootFrom, Status } from '../../vm/index.ts';

/** To be switched on; off before that, where it runs. */
export interface Wish {
  readonly boot: BootFrom;
  /** The arming that a network boot is for: it is given one by itself. */
  readonly purpose?: string;
}

const lastPurpose = (status: Status): string | undefined => (status.state === 'none' ? undefined : status.settings.last?.purpose);
const isOff = ({ state }: Status): boolean => state === 'none' || state === 'off';

/**
 * Each arming is one network boot, also when an earlier start of the appliance was stopped before it. Otherwise a machine of this run is switched
 * on once, when the appliance begins; somebody who stops it later meant that.
 */
export function wishFor(blade: Blade, status: Status, run: string, isBeginning: boolean): Wish | undefined {
  const purpose = permissionOf(blade) === 'armed' ? `${run} ${blade.arming!.number}` : undefined;
  if (purpose !== undefined && lastPurpose(status) !== purpose) return { boot: 'network', purpose };
  if (!isBeginning || !isOff(status) || blade.arming === undefined || blade.stage === 'sealed') return undefined;
  return purpose === undefined ? { boot: 'disk' } : { boot: 'network', purpose };
}

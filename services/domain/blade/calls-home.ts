// What a blade's own systems report: the agent in RAM up to the reboot, the installed system after it.

import { type Arming, type Blade, inBoot, permissionOf, reach, takeSecrets } from './blade.ts';
import { becomes, type Handler, stays } from './outcome.ts';

const isOfPermittedBoot = (arming: Arming | undefined, bootId: string): arming is Arming =>
  arming?.state === 'used' && arming.bootId === bootId;

/** A failure before the go is over as soon as the agent goes on; one after it stays until the next arming. */
const goesOn = (arming: Arming | undefined): Arming | undefined =>
  arming?.state === 'armed' && arming.failure ? { ...arming, failure: undefined } : arming;

/** Any call of the live system proves what its config proves, also when that was fetched before the appliance came up. */
const alive = (blade: Blade, at: number): Blade => ({ ...reach(blade, 'config', at), arming: goesOn(blade.arming) });

const liveCall = (blade: Blade, at: number): Blade => ({ ...alive(blade, at), moved: at });

/** What was for the boot that got the go is for no other. */
const heardIn = (blade: Blade, bootId: string): Blade => (blade.arming?.bootId === bootId ? blade : takeSecrets(blade));

export const agentStarted: Handler<'agent-started'> = (blade, { at, bootId, clockOffsetSeconds }) =>
  becomes({ ...liveCall(inBoot(heardIn(blade, bootId), at, { bootId }), at), clockOffsetSeconds });

export const inventoryTold: Handler<'inventory'> = (blade, { at, inventory }) =>
  becomes({ ...liveCall(inBoot(heardIn(blade, inventory.bootId), at, { held: undefined }), at), inventory });

/** From here on the permission is gone; only another arming by a technician gives a new one. */
export const installPermitted: Handler<'install-permitted'> = (blade, { at, bootId, disk, diskSerial }) => {
  if (!blade.arming || permissionOf(blade) !== 'armed') return stays(blade, 'a go without an unused arming; nothing was permitted');
  const arming: Arming = { ...blade.arming, state: 'used', bootId, disk: { name: disk, serial: diskSerial }, failure: undefined };
  return becomes(reach({ ...inBoot(blade, at, { bootId, held: undefined }), arming, progress: undefined }, 'installing', at));
};

export const installHeld: Handler<'install-held'> = (blade, { at, problem }) => becomes(inBoot(liveCall(blade, at), at, { held: problem }));

/** The same figures again are no progress: a disk that hangs must not look busy. Whatever its agent does after the go, it does with the config in its hands. */
export const installProgress: Handler<'install-progress'> = (blade, { at, step, percent, bytes }) => {
  if (step === 'writing' && blade.stage !== 'installing') return stays(blade, 'says that it writes, without a go of this arming');
  const same = blade.progress?.step === step && blade.progress.percent === percent && blade.progress.bytes === bytes;
  const now = { ...takeSecrets(alive(blade, at)), progress: { step, percent, bytes, totalBytes: undefined } };
  return becomes(same ? now : { ...now, moved: at });
};

export const installDone: Handler<'install-done'> = (blade, { at, bootId }) => {
  if (!isOfPermittedBoot(blade.arming, bootId)) return stays(blade, 'says that its disk is written, in a boot that had no go');
  const arming = { ...blade.arming, written: true, failure: undefined, secretsTaken: true };
  return becomes(reach({ ...blade, arming, progress: undefined, diskBoots: {} }, 'rebooting', at));
};

export const installFailed: Handler<'install-failed'> = (blade, { at, bootId, reason }) => {
  if (!blade.arming) return stays(blade, 'says that its install failed, without an arming');
  if (blade.arming.state === 'used' && !isOfPermittedBoot(blade.arming, bootId))
    return stays(blade, 'says that an install failed that had no go');
  return becomes({
    ...blade,
    arming: { ...blade.arming, failure: reason, secretsTaken: blade.arming.state === 'used' },
    progress: undefined,
    moved: at,
  });
};

/** The agent also reboots after a refused go: only a written disk makes this the way to `booted`. */
export const rebootTold: Handler<'rebooting'> = (blade, { at, bootId }) =>
  isOfPermittedBoot(blade.arming, bootId) && blade.arming.written
    ? becomes({ ...blade, moved: at })
    : stays(blade, 'reboots without having written its disk');

/** The installed system's own call is the strongest evidence there is; it also proves a write whose report was lost. */
export const bootedTold: Handler<'booted'> = (blade, { at }) => {
  if (blade.arming?.state !== 'used') return stays(blade, 'an installed system called that this arming did not install');
  const arming = { ...blade.arming, written: true, failure: undefined, secretsTaken: true };
  return becomes(reach({ ...blade, arming, progress: undefined, fruitless: undefined }, 'booted', at));
};

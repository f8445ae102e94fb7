// What a technician's decisions do to a blade.

import { type Arming, type Blade, newLife, reach, takeSecrets } from './blade.ts';
import { becomes, type Handler, stays } from './outcome.ts';

const unused = (number: number): Arming => ({
  number,
  state: 'armed',
  bootId: undefined,
  disk: undefined,
  written: false,
  failure: undefined,
  secretsTaken: false,
});

/** A new arming is a new life. It takes an excluded blade in again. */
export const armed: Handler<'armed'> = (blade, { at, arming }) => {
  if (blade.arming && blade.arming.number >= arming) return stays(blade, `is already armed as number ${blade.arming.number}`);
  return becomes({ ...blade, ...newLife, since: at, moved: at, excluded: undefined, arming: unused(arming) });
};

/** A disk that is being written cannot be taken back. */
export const disarmed: Handler<'disarmed'> = (blade) => {
  if (blade.arming?.state !== 'armed') return stays(blade, 'has no unused arming to take back');
  return becomes({ ...blade, arming: { ...blade.arming, state: 'withdrawn' } });
};

/** Good for its own arming only; it may be recorded just before that. */
export const consentRecorded: Handler<'consent-recorded'> = (blade, { at, arming, by }) => {
  if (blade.arming && arming < blade.arming.number) return stays(blade, `consent for arming ${arming}, which is over`);
  return becomes({ ...blade, consent: { arming, by }, boot: blade.boot && { ...blade.boot, held: undefined }, moved: at });
};

export const excluded: Handler<'excluded'> = (blade, { reason }) => {
  const late = blade.arming?.state === 'used' && !blade.arming.written;
  const left = { ...blade, excluded: reason };
  return late ? stays(left, 'is left out, but its disk may be half written') : becomes(left);
};

/** While the appliance was away nobody listened: its transfers are gone, and every deadline starts anew. */
export const applianceStarted: Handler<'appliance-started'> = (blade, { at }) => becomes({ ...blade, transfers: {}, moved: at });

export const diagnosed: Handler<'diagnosed'> = (blade, { problem }) => becomes({ ...blade, problem });

/** Whatever leave to install there still was is gone, and with it what only an installation is given; what is on the disk stays there. */
const toItsDisk = (blade: Blade): Blade =>
  blade.arming && !blade.arming.written ? { ...blade, arming: { ...blade.arming, state: 'withdrawn' } } : blade;

/** The run is over for every blade that came as far as it can; nothing installs it again. */
export const sealed: Handler<'sealed'> = (blade, { at }) =>
  blade.stage === 'ready'
    ? becomes(reach(toItsDisk(blade), 'sealed', at))
    : stays(toItsDisk(blade), `is sealed at the stage ${blade.stage}`);

export const rolledBack: Handler<'rolled-back'> = (blade) => becomes(toItsDisk(blade));

export const diagnosisCleared: Handler<'diagnosis-cleared'> = (blade) => becomes({ ...blade, problem: undefined });

export const secretsWithheld: Handler<'secrets-withheld'> = (blade) => becomes(takeSecrets(blade));

// What a technician does at the machine right now, as one of a few things hands can do.

import type { BladeView } from '../../../services/contract/index.ts';
import type { Stage } from '../../../services/domain/blade/stages.ts';
import { type BladeState, stateOf } from '../../../services/domain/blade/state.ts';
import type { ProblemCode } from '../../../services/domain/problem.ts';

export const hints = [
  'arm', // nothing yet: it may not be installed
  'switchOn', // switch it on and let it boot from the network
  'leave', // leave it on, it goes on by itself
  'hands-off', // its disk is being written
  'restarts', // it restarts by itself
  'decide', // nothing at the machine; decide here
  'again', // switch it off and on, to the network again
  'retryFirst', // retry here, then switch it off and on
  'bootOrder', // its disk belongs first
  'networkFirst', // the network belongs first, once
  'secureBoot', // into its set-up
  'lamp', // look at the lamp of its disk
  'read', // connect a screen and read it, and leave the machine alone
  'screen', // connect a screen and read it
  'cable', // cable and switch port
  'other', // another machine is in the way
  'aside', // left out
] as const;

export type Hint = (typeof hints)[number];

const byProblem: Partial<Record<ProblemCode, Hint>> = {
  'blade-silent': 'switchOn',
  'blade-runs-old-system': 'networkFirst',
  'blade-not-armed': 'arm',
  'not-armed': 'arm',
  'address-taken': 'other',
  'other-dhcp-server': 'other',
  'address-refused': 'other',
  'offer-without-request': 'cable',
  'loader-not-finished': 'cable',
  'boot-file-stalled': 'cable',
  'boot-file-not-finished': 'cable',
  'image-stalled': 'cable',
  'secure-boot-suspected': 'secureBoot',
  'install-failed': 'retryFirst',
  'install-interrupted': 'retryFirst',
  'already-permitted': 'retryFirst',
  'install-stalled': 'lamp',
  'installed-not-booted': 'bootOrder',
  'disk-does-not-boot': 'bootOrder',
  'request-refused': 'again',
  'address-without-file': 'again',
  'loader-loop': 'again',
  'inventory-missing': 'leave',
  'images-not-in': 'read',
  'kubeadm-failing': 'read',
  'node-not-seen': 'read',
  'cluster-step-stalled': 'read',
  'node-not-ready': 'read',
  'node-gone': 'leave',
};

const byStage: Partial<Record<Stage, Hint>> = { waiting: 'switchOn', installing: 'hands-off', rebooting: 'restarts' };
const byState: Partial<Record<BladeState, Hint>> = { excluded: 'aside', done: 'leave', held: 'decide' };

/** A problem whose words do not say what hands can do is read from the machine's own screen. */
export function powerHint(blade: Pick<BladeView, 'stage' | 'problem' | 'excluded' | 'permission'>): Hint {
  const state = stateOf(blade);
  if (state === 'excluded') return 'aside';
  const found = blade.problem && byProblem[blade.problem.code];
  if (found) return found;
  if (state === 'failed' || state === 'silent') return 'screen';
  if (blade.stage === 'waiting' && blade.permission !== 'armed') return 'arm';
  return byState[state] ?? byStage[blade.stage] ?? 'leave';
}

// Which decisions make sense for a blade in its state; the most likely one first.

import type { BladeView } from '../../../services/contract/index.ts';
import { stateOf } from '../../../services/domain/blade/state.ts';
import type { Question } from './view-store.ts';

/** `isVirtual`: its power is ours to switch. */
export function decisionsFor(blade: BladeView, isVirtual: boolean): readonly Question[] {
  const state = stateOf(blade);
  const isArmed = blade.permission === 'armed';
  const isOver = state === 'failed' || state === 'excluded';
  const isNode = blade.node !== undefined;
  const isSealed = blade.stage === 'sealed';
  const mayHoldData = blade.hardware === undefined || blade.hardware.disks.some(({ blank }) => !blank);
  const offered: readonly (readonly [Question, boolean])[] = [
    ['consent', isArmed && mayHoldData && blade.consentBy === undefined],
    ['retry', !isNode && !isSealed && (isOver || (!isArmed && state !== 'working' && state !== 'done'))],
    ['exclude', !isNode && !isSealed && state !== 'excluded'],
    ['disarm', isArmed],
    ['powerOn', isVirtual],
    ['powerOff', isVirtual],
    // To install it anew is possible, but never the first thing at hand.
    ['retry', !isNode && !isSealed && state === 'done'],
    // A node has to leave the cluster before its blade is installed again.
    ['reinstall', isNode && !isSealed],
    ['replace', isNode && !isSealed],
    ['remove', isNode && !isSealed],
  ];
  return offered.filter(([, isOffered]) => isOffered).map(([what]) => what);
}

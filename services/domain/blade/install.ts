// Whether a blade that asks may write its disk now: the one place where permission to install is given.

import type { InstallSize } from '../os/install-size.ts';
import type { DiskRule } from '../plan/v1.ts';
import { at, type Problem, problem } from '../problem.ts';
import type { Arming, Blade } from './blade.ts';
import { chooseDisk, diskInWords } from './disk.ts';
import type { Disk } from './events.ts';

const mebibyte = 2 ** 20;
/** What the live system itself needs beside the image that it keeps in RAM while it writes. */
export const liveSystemMebibytes = 512;

/** What is said of a disk that has nothing on it. */
export const nothingWiped = 'nothing; it was blank';

export type InstallDecision =
  /** It may write this disk, once; `wiped` says in words what is lost. Journal that durably before the answer leaves. */
  | { readonly kind: 'permit'; readonly disk: Disk; readonly wiped: string }
  /** The boot that got the go asks again (the answer was lost): the same disk. */
  | { readonly kind: 'again'; readonly disk: Pick<Disk, 'name' | 'serial'> }
  /** Not now; it asks again. */
  | { readonly kind: 'hold'; readonly problem: Problem }
  /** Never on this arming. */
  | { readonly kind: 'refuse'; readonly problem: Problem };

export interface InstallQuestion {
  /** A machine that is not in the plan has no blade, so nothing can ever be permitted to it. */
  readonly blade: Blade;
  readonly rule: DiskRule;
  /** Of the live system that asks. */
  readonly bootId: string;
  readonly size: InstallSize;
  /** The run is paused: nothing new is written. */
  readonly paused?: boolean;
}

const refuse = (found: Problem): InstallDecision => ({ kind: 'refuse', problem: found });
const hold = (found: Problem): InstallDecision => ({ kind: 'hold', problem: found });

/** A used arming answers only the boot that used it, and only until that boot said how it ended. */
function onUsedArming({ slot }: Blade, arming: Arming, bootId: string): InstallDecision {
  if (arming.written) return refuse(problem('already-installed', { slot }));
  if (arming.bootId !== bootId || !arming.disk) return refuse(problem('already-permitted', { slot }));
  return arming.failure === undefined ? { kind: 'again', disk: arming.disk } : hold(problem('install-failed', { reason: arming.failure }));
}

const hasConsent = ({ consent, arming }: Blade) => consent !== undefined && consent.arming === arming?.number;

function forDisk(blade: Blade, disk: Disk): InstallDecision {
  if (disk.blank) return { kind: 'permit', disk, wiped: nothingWiped };
  const contents = disk.contents || 'data of an unknown kind';
  if (hasConsent(blade)) return { kind: 'permit', disk, wiped: contents };
  return hold(problem('consent-needed', { slot: blade.slot, disk: diskInWords(disk), contents }));
}

/** An inventory of an earlier boot says nothing: disks are exchanged and their names move while a blade is off. */
function onUnusedArming({ blade, rule, bootId, size, paused }: InstallQuestion): InstallDecision {
  const { inventory } = blade;
  if (paused) return hold(problem('run-paused'));
  if (!bootId || inventory?.bootId !== bootId) return hold(problem('inventory-missing'));
  const needs = Math.ceil(size.imageBytes / mebibyte) + liveSystemMebibytes;
  const has = Math.floor(inventory.memoryBytes / mebibyte);
  if (has < needs) return hold(problem('memory-too-small', { has, needs }));
  const chosen = chooseDisk(rule, inventory.disks, size.diskBytes);
  return chosen.ok ? forDisk(blade, chosen.value) : hold(chosen.problems[0]!);
}

function decide(question: InstallQuestion): InstallDecision {
  const { blade, bootId } = question;
  const { arming, excluded, slot } = blade;
  if (excluded) return refuse(problem('slot-excluded', { slot, reason: excluded }));
  if (!arming || arming.state === 'withdrawn') return refuse(problem('not-armed', { slot }));
  return arming.state === 'used' ? onUsedArming(blade, arming, bootId) : onUnusedArming(question);
}

/** The answer to a live system that asks to write its disk. Every problem in it is placed at the slot. */
export function decideInstall(question: InstallQuestion): InstallDecision {
  const decision = decide(question);
  return 'problem' in decision ? { ...decision, problem: at(question.blade.slot, decision.problem) } : decision;
}

// Which slots may be armed, and what will happen to each.

import type { BladeView } from '../../../../services/contract/index.ts';
import { compareStages } from '../../../../services/domain/blade/stages.ts';

export const slotStates = [
  'free', // it may be armed
  'armed', // it may be installed once, and was not yet
  'busy', // its arming is used: it installs, or has installed and restarts
  'home', // its installed system called home
  'excluded', // left out of the run
] as const;
export type SlotState = (typeof slotStates)[number];

/** A slot whose arming was used can be armed anew on the rack's page (retry), not by the way here. */
export function slotState({
  excluded,
  permission,
  stage,
  arming,
}: Pick<BladeView, 'excluded' | 'permission' | 'stage' | 'arming'>): SlotState {
  if (excluded !== undefined) return 'excluded';
  if (permission === 'armed') return 'armed';
  if (compareStages(stage, 'booted') >= 0) return 'home';
  return arming !== undefined && compareStages(stage, 'installing') >= 0 ? 'busy' : 'free';
}

/** There is something to be decided about it here. */
export const isOpen = (state: SlotState): boolean => state === 'free' || state === 'armed';

type Blades = Readonly<Record<string, BladeView>>;

/** Armed, and nothing heard of the blade yet. */
export const unheardOf = (slots: readonly string[], blades: Blades): string[] =>
  slots.filter((slot) => blades[slot] && slotState(blades[slot]) === 'armed' && blades[slot].stage === 'waiting');

/** Its agent waits until somebody has said what may become of the data on its disk. */
export const askConsent = (slots: readonly string[], blades: Blades): string[] =>
  slots.filter((slot) => blades[slot]?.problem?.code === 'consent-needed' && slotState(blades[slot]) === 'armed');

type Disks = Pick<BladeView, 'hardware'>;

/** Its agent has seen a disk that is not blank. */
export const hasData = ({ hardware }: Disks): boolean => hardware?.disks.some(({ blank }) => !blank) ?? false;

export const filters = ['all', 'free', 'armed', 'data'] as const;
export type Filter = (typeof filters)[number];

const passes: Readonly<Record<Filter, (blade: BladeView) => boolean>> = {
  all: () => true,
  free: (blade) => slotState(blade) === 'free',
  armed: (blade) => slotState(blade) === 'armed',
  data: hasData,
};

/** The slots that are shown, in the plan's order. */
export const shownSlots = (slots: readonly string[], blades: Blades, filter: Filter, chassis: string): string[] =>
  slots.filter((slot) => blades[slot] && passes[filter](blades[slot]) && (chassis === '' || slot.startsWith(`${chassis}/`)));

export interface Decision {
  /** Slots that would be armed now. */
  readonly arm: readonly string[];
  /** Those of them whose disk may be wiped. */
  readonly wipe: readonly string[];
  /** Armed slots that are marked: they can be disarmed, and a wipe can be allowed there yet. */
  readonly armed: readonly string[];
}

/** What the marked slots and the typed consents come to, by the state the blades are in now. */
export function decisionOf(
  slots: readonly string[],
  blades: Blades,
  marked: ReadonlySet<string>,
  consented: ReadonlySet<string>,
): Decision {
  const inState = (state: SlotState) => slots.filter((slot) => marked.has(slot) && blades[slot] && slotState(blades[slot]) === state);
  const arm = inState('free');
  return { arm, wipe: arm.filter((slot) => consented.has(slot)), armed: inState('armed') };
}

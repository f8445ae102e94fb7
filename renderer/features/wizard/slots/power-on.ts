// "The next blade I switch on goes here": machines heard for the first time take the empty slots in order.

import type { SightingView } from '../../../../services/contract/index.ts';
import type { PlanStore } from '../../../stores/plan.ts';
import type { SiteStore } from '../../../stores/site.ts';
import { addPort, emptied, put } from './blade-edits.ts';
import { currentRack } from './current-rack.ts';
import { emptyFrom } from './geometry.ts';
import { arrived, seated } from './wire.ts';
import type { Notice } from './words.ts';

export interface PowerOnState {
  /** The slot that waits for the next machine; undefined while this is off. */
  readonly target: string | undefined;
  /** Machines that were heard before: none of them is the one that is switched on now. */
  readonly heard: ReadonlySet<string>;
  /** What was put since it was switched on, the last at the end. */
  readonly seatings: readonly { readonly slot: string; readonly mac: string }[];
}

export interface PowerOnActions {
  /** Begins at the slot of the keyboard, or the next empty one. */
  startPowerOn(): void;
  stopPowerOn(): void;
  /** Another slot waits instead. */
  waitAt(slot: string): void;
  /** The last one was no other blade but one more port of the blade before: goes there, and its slot waits again. */
  secondPort(): void;
}

export const poweredOff: PowerOnState = { target: undefined, heard: new Set(), seatings: [] };

type Shown = PowerOnState & {
  readonly focus: string;
  readonly anchor: string;
  readonly selected: ReadonlySet<string>;
  readonly notice: Notice | undefined;
};

export function powerOn(plan: PlanStore, site: SiteStore, set: (state: Partial<Shown>) => void, get: () => Shown): PowerOnActions {
  const rack = () => currentRack(plan.getState());
  const sightings = () => site.getState().site?.sightings ?? [];
  let stop = () => {};

  const wait = (target: string | undefined) =>
    set({ target, ...(target && { focus: target, anchor: target, selected: new Set([target]) }) });

  function end(): void {
    stop();
    stop = () => {};
    set(poweredOff);
  }

  function heardNow(now: readonly SightingView[]): void {
    const { target, heard, seatings } = get();
    const fresh = arrived(now, heard);
    if (target === undefined || fresh.length === 0) return;
    const { fillings, target: next } = seated(rack(), target, fresh);
    const puts = fillings.map(({ slot, macs }) => ({ slot, mac: macs[0]! }));
    set({ heard: new Set([...heard, ...fresh.map(({ mac }) => mac)]), seatings: [...seatings, ...puts] });
    const last = puts.at(-1);
    if (!last) return;
    plan.getState().edit(...put(rack(), fillings));
    set({ notice: { key: 'wrote', params: last } });
    if (next) wait(next);
    else end();
  }

  return {
    startPowerOn() {
      const target = emptyFrom(rack(), get().focus) ?? emptyFrom(rack(), rack().order[0] ?? '');
      if (!target) return set({ notice: { key: 'noEmptySlot' } });
      end();
      set({ heard: new Set(sightings().map(({ mac }) => mac)), seatings: [] });
      wait(target);
      stop = site.subscribe((state) => heardNow(state.site?.sightings ?? []));
    },
    stopPowerOn: end,
    waitAt(slot) {
      if (rack().cells[slot]?.blade === undefined) wait(slot);
      else set({ notice: { key: 'taken', params: { slot } } });
    },
    secondPort() {
      const [before, last] = get().seatings.slice(-2);
      if (!before || !last) return;
      plan.getState().edit(...addPort(rack(), before.slot, last.mac), ...emptied(rack(), [last.slot]));
      set({ seatings: get().seatings.slice(0, -1), notice: { key: 'wrote', params: { mac: last.mac, slot: before.slot } } });
      wait(last.slot);
    },
  };
}

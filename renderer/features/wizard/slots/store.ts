// What is chosen and being done in the drawing of the rack; what is in its slots is the plan's.

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PlanStore } from '../../../stores/plan.ts';
import type { SiteStore } from '../../../stores/site.ts';
import { emptied, painted, put, takeOut } from './blade-edits.ts';
import { copied, downFrom, macsOnSticker, pastedIn } from './clipboard.ts';
import { currentRack } from './current-rack.ts';
import { between, inOrder, type Move, moved } from './geometry.ts';
import type { Brush } from './keys.ts';
import { type PowerOnActions, type PowerOnState, poweredOff, powerOn } from './power-on.ts';
import type { Notice } from './words.ts';

export type PanelName = 'blade' | 'wire' | 'chassis';

export interface SlotsState extends PowerOnState {
  /** Where the keyboard is; '' before the first slot was drawn. */
  readonly focus: string;
  /** The other end of a range. */
  readonly anchor: string;
  readonly selected: ReadonlySet<string>;
  /** The slot whose MAC address is typed, and what it began with; undefined begins with what is there. */
  readonly editing: { readonly slot: string; readonly typed: string | undefined } | undefined;
  /** Counts how often the drawing has asked for the keyboard. */
  readonly grabs: number;
  readonly brush: Brush | undefined;
  readonly panel: PanelName;
  /** Index of the chassis that is looked at. */
  readonly chassis: number;
  readonly dialog: 'fill' | undefined;
  /** A pasted list that is more than a column of MAC addresses. */
  readonly list: string | undefined;
  /** The slot over which a dragged machine is. */
  readonly over: string | undefined;
  /** What has just happened, for eyes and screen readers. */
  readonly notice: Notice | undefined;
}

export interface SlotsActions extends PowerOnActions {
  /** `only` this slot, everything up to it, this one too, or this one more or less. */
  choose(slot: string, how: 'only' | 'extend' | 'add' | 'toggle'): void;
  move(move: Move, extend: boolean): void;
  chooseChassis(): void;
  edit(typed?: string): void;
  giveUp(): void;
  /** What was typed or scanned goes into the slot, and the keyboard `on` to the next; false when it is no MAC address. */
  write(text: string, then: 'on' | 'back' | 'stay'): boolean;
  hold(brush: Brush | undefined): void;
  /** The chosen slots get the role of the brush. */
  paint(brush?: Brush): void;
  empty(): void;
  /** After the rack has become another: the keyboard is at a slot that is there. */
  settle(order: readonly string[]): void;
  /** The step is left: the keyboard is elsewhere, nothing is half done. */
  leave(): void;
  copy(): string;
  paste(text: string): void;
  /** A machine from the wire, or a blade without a slot, goes into this slot. */
  place(mac: string, slot?: string): void;
  dragOver(slot: string | undefined): void;
  placeStray(blade: number): void;
  dropStray(blade: number): void;
  show(panel: PanelName, chassis?: number): void;
  ask(dialog: 'fill' | undefined): void;
  importList(text: string | undefined): void;
  tell(notice: Notice | undefined): void;
}

export type SlotsStore = StoreApi<SlotsState & SlotsActions>;

const only = (slot: string) => ({ focus: slot, anchor: slot, selected: new Set([slot]) });

const toggled = (selected: ReadonlySet<string>, slot: string): ReadonlySet<string> =>
  selected.has(slot) ? new Set([...selected].filter((one) => one !== slot)) : new Set([...selected, slot]);

export function createSlotsStore(plan: PlanStore, site: SiteStore): SlotsStore {
  return createStore<SlotsState & SlotsActions>()((set, get) => {
    const rack = () => currentRack(plan.getState());
    const edit = plan.getState().edit;
    /** The slot that the keyboard is at, or the first when that one has gone. */
    const here = () => (rack().cells[get().focus] ? get().focus : (rack().order[0] ?? ''));
    const chosen = () => {
      const slots = inOrder(rack(), get().selected);
      return slots.length > 0 ? slots : [here()];
    };
    const grab = () => set({ grabs: get().grabs + 1 });
    const tell = (key: Notice['key'], params?: Notice['params']) => set({ notice: { key, ...(params && { params }) } });

    return {
      ...only(''),
      ...poweredOff,
      editing: undefined,
      grabs: 0,
      brush: undefined,
      panel: 'blade',
      chassis: 0,
      dialog: undefined,
      list: undefined,
      over: undefined,
      notice: undefined,
      ...powerOn(plan, site, set, get),
      choose(slot, how) {
        const { selected, anchor } = get();
        const chosen = {
          only: () => only(slot),
          extend: () => ({ focus: slot, selected: new Set(between(rack(), anchor, slot)) }),
          add: () => ({ focus: slot, selected: new Set([...selected, slot]) }),
          toggle: () => ({ focus: slot, anchor: slot, selected: toggled(selected, slot) }),
        };
        set({ ...chosen[how](), editing: undefined });
        grab();
      },
      move(move, extend) {
        if (rack().order.length > 0) get().choose(moved(rack(), here(), move), extend ? 'extend' : 'only');
      },
      chooseChassis() {
        const slots = [moved(rack(), here(), 'home'), moved(rack(), here(), 'end')] as const;
        set({ anchor: slots[0], selected: new Set(between(rack(), ...slots)) });
      },
      edit(typed) {
        const slot = here();
        if (slot) set({ ...only(slot), editing: { slot, typed }, notice: undefined });
      },
      giveUp() {
        set({ editing: undefined, brush: undefined, ...only(here()) });
        grab();
      },
      settle(order) {
        if (!order.includes(get().focus)) set({ ...only(order[0] ?? ''), editing: undefined });
      },
      leave() {
        get().stopPowerOn();
        set({ editing: undefined, brush: undefined, grabs: 0, notice: undefined });
      },
      write(text, then) {
        const slot = get().editing?.slot ?? here();
        const macs = macsOnSticker(text);
        if (text.trim() !== '' && macs.length === 0) return false;
        const edits = put(rack(), [{ slot, macs }]);
        set({ ...only(then === 'stay' ? slot : moved(rack(), slot, then)), editing: undefined });
        grab();
        if (edits.length > 0) edit(...edits);
        if (macs.length > 0) tell('wrote', { mac: macs.join(' '), slot });
        return true;
      },
      hold: (brush) => set({ brush, editing: undefined }),
      paint(brush = get().brush) {
        if (!brush) return;
        const { plan: loose } = plan.getState();
        const role = brush === 'none' ? undefined : brush;
        const edits = painted(rack(), chosen(), role, (blade) => loose.blades?.[blade]?.role);
        if (edits.length > 0) edit(...edits);
        tell(edits.length > 0 ? 'painted' : 'nothingToPaint', { count: edits.length });
      },
      empty() {
        const edits = emptied(rack(), chosen());
        if (edits.length === 0) return;
        edit(...edits);
        tell('emptied', { count: edits.length });
      },
      copy: () => copied(rack(), chosen()),
      paste(text) {
        const pasted = pastedIn(text);
        if (pasted.kind === 'list') return set({ list: text });
        if (pasted.kind === 'nothing' || !here()) return tell('nothingToPaste');
        const { fillings, left } = downFrom(rack(), chosen()[0]!, pasted.lines);
        const edits = put(rack(), fillings);
        if (edits.length > 0) edit(...edits);
        if (fillings.length > 0) set({ selected: new Set(fillings.map(({ slot }) => slot)) });
        tell(left > 0 ? 'pastedWithRest' : 'pasted', { count: fillings.length, left });
      },
      place(mac, slot = here()) {
        if (!slot) return;
        edit(...put(rack(), [{ slot, macs: [mac] }]));
        set({ ...only(slot), over: undefined });
        tell('wrote', { mac, slot });
      },
      dragOver: (over) => over !== get().over && set({ over }),
      placeStray(blade) {
        const slot = here();
        if (rack().cells[slot]?.blade !== undefined) return tell('taken', { slot });
        if (slot) edit({ where: `blades[${blade}].slot`, value: slot });
      },
      dropStray: (blade) => edit(...takeOut([blade])),
      show: (panel, chassis = get().chassis) => set({ panel, chassis }),
      ask: (dialog) => set({ dialog }),
      importList: (list) => set({ list }),
      tell: (notice) => set({ notice }),
    };
  });
}

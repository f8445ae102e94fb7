// How a technician looks at the rack: as drawing or list, what is filtered and sorted, which blades are marked, and which question is open.

import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { BladeState } from '../../../services/domain/blade/state.ts';
import type { Filter } from './filter.ts';
import type { Column, Sort } from './order.ts';

/** Why a node is taken out of the cluster. */
export type Removal = 'reinstall' | 'replace' | 'remove';
export type Question = 'retry' | 'exclude' | 'disarm' | 'consent' | 'stop' | 'powerOn' | 'powerOff' | Removal;

export interface ViewState extends Filter {
  readonly view: 'drawing' | 'list';
  readonly sort: Sort;
  /** Slots marked in the list. */
  readonly marked: readonly string[];
  /** What is asked before something is done, and to which slots. */
  readonly question: { readonly what: Question; readonly slots: readonly string[] } | undefined;
}

export interface ViewActions {
  show(view: ViewState['view']): void;
  write(text: string): void;
  toggleState(state: BladeState): void;
  clearFilter(): void;
  /** By another column, or by the same one the other way round. */
  sortBy(column: Column): void;
  mark(slots: readonly string[], on: boolean): void;
  ask(what: Question, slots?: readonly string[]): void;
  answered(): void;
}

const toggled = <Item>(items: readonly Item[], item: Item): readonly Item[] =>
  items.includes(item) ? items.filter((one) => one !== item) : [...items, item];

export const createViewStore = () =>
  createStore<ViewState & ViewActions>()((set) => ({
    view: 'drawing',
    text: '',
    states: [],
    sort: { by: 'slot', down: false },
    marked: [],
    question: undefined,
    show: (view) => set({ view }),
    write: (text) => set({ text }),
    toggleState: (state) => set(({ states }) => ({ states: toggled(states, state) })),
    clearFilter: () => set({ text: '', states: [] }),
    sortBy: (by) => set(({ sort }) => ({ sort: { by, down: sort.by === by && !sort.down } })),
    mark: (slots, on) =>
      set(({ marked }) => {
        const others = marked.filter((slot) => !slots.includes(slot));
        return { marked: on ? [...others, ...slots] : others };
      }),
    ask: (what, slots = []) => set({ question: { what, slots } }),
    answered: () => set({ question: undefined }),
  }));

export const viewStore = createViewStore();
export const useView = <Value>(select: (state: ViewState & ViewActions) => Value): Value => useStore(viewStore, select);

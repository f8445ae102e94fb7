// The list that is being taken in: its text, what the technician says of it, and what would become of the plan.

import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { decodeList } from '../../../services/domain/exchange/decode.ts';
import { type Merge, type MergeHow, mergeMachines, missingChassis } from '../../../services/domain/exchange/merge.ts';
import type { Meaning } from '../../../services/domain/exchange/table/meanings.ts';
import { type List, understand } from '../../../services/domain/exchange/understand.ts';
import type { Loose } from '../../../services/domain/plan/loose.ts';
import type { Plan } from '../../../services/domain/plan/plan.ts';
import type { Problem } from '../../../services/domain/problem.ts';

export interface ImportState {
  readonly text: string;
  /** Empty for what was pasted. */
  readonly file: string;
  /** What the file's bytes were already complained of for. */
  readonly troubles: readonly Problem[];
  /** By the number of the column; the others are guessed. */
  readonly columns: readonly (Meaning | undefined)[];
  readonly how: MergeHow;
  /** The chassis of slot numbers that name none. */
  readonly chassis: string | undefined;
  readonly addChassis: boolean;
}

export interface ImportActions {
  paste(text: string): void;
  choose(file: string, bytes: Uint8Array): void;
  mean(column: number, meaning: Meaning): void;
  say(answers: Partial<Pick<ImportState, 'how' | 'chassis' | 'addChassis'>>): void;
  clear(): void;
}

const nothing: ImportState = { text: '', file: '', troubles: [], columns: [], how: 'add', chassis: undefined, addChassis: false };

export function createImportStore(): StoreApi<ImportState & ImportActions> {
  return createStore<ImportState & ImportActions>()((set, get) => {
    /** Of another list nothing that was said of the columns holds. */
    const begin = (text: string, file: string, troubles: readonly Problem[]) => set({ text, file, troubles, columns: [] });
    return {
      ...nothing,
      paste: (text) => (get().file === '' ? set({ text, troubles: [] }) : begin(text, '', [])),
      choose(file, bytes) {
        const read = decodeList(bytes, file);
        begin(read.ok ? read.value.text : '', file, read.ok ? read.value.problems : read.problems);
      },
      mean: (column, meaning) =>
        set(({ columns }) => ({
          columns: Array.from({ length: Math.max(columns.length, column + 1) }, (_, index) =>
            index === column ? meaning : columns[index],
          ),
        })),
      say: set,
      clear: () => set(nothing),
    };
  });
}

export const importStore = createImportStore();
export const useImport = <Value>(select: (state: ImportState & ImportActions) => Value): Value => useStore(importStore, select);

/** A list understood. */
export interface Understanding {
  readonly list: List;
  readonly problems: readonly Problem[];
}

/** Undefined while there is no text. */
export function understandingOf({
  text,
  file,
  columns,
  troubles,
}: Pick<ImportState, 'text' | 'file' | 'columns' | 'troubles'>): Understanding | undefined {
  if (text.trim() === '') return undefined;
  const list = understand(text, { columns, ...(file && { file }) });
  return { list, problems: [...troubles, ...list.problems] };
}

export interface Outcome extends Merge {
  /** Whether the technician has to say which chassis numbers are of. */
  readonly chassisAsked: boolean;
  readonly missing: readonly { readonly name: string; readonly slots: number }[];
}

/** What would become of the plan. */
export function outcomeOf(
  plan: Loose<Plan>,
  { list }: Understanding,
  { how, chassis, addChassis, file }: Pick<ImportState, 'how' | 'chassis' | 'addChassis' | 'file'>,
): Outcome {
  const numbers = list.machines.some(({ slot, number }) => slot === undefined && number !== undefined);
  const merge = mergeMachines(plan, list.machines, how, { addChassis, ...(file && { file }), ...(chassis !== undefined && { chassis }) });
  return { ...merge, chassisAsked: numbers && (plan.chassis?.length ?? 0) > 1, missing: missingChassis(plan, list.machines) };
}

// What a technician likes on this laptop: language and light. Kept in this browser only.

import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Language, languages } from '../../services/domain/language.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export interface SettingsState {
  readonly language: Language;
  readonly theme: Theme;
}

export interface SettingsActions {
  choose(settings: Partial<SettingsState>): void;
}

export type SettingsStore = StoreApi<SettingsState & SettingsActions>;

const key = 'rackstrap';

/** The first of the languages the browser asks for that the page has. */
const spoken = (wanted: readonly string[]): Language =>
  wanted.map((one) => languages.find((known) => known.split('-')[0] === one.split('-')[0])).find((found) => found !== undefined) ?? 'en';

function kept(storage: Storage): Partial<SettingsState> {
  try {
    const { language, theme } = JSON.parse(storage.getItem(key) ?? '{}');
    return { ...(languages.includes(language) ? { language } : {}), ...(themes.includes(theme) ? { theme } : {}) };
  } catch {
    return {};
  }
}

export function createSettingsStore(storage: Storage, wanted: readonly string[]): SettingsStore {
  return createStore<SettingsState & SettingsActions>()((set, get) => ({
    language: spoken(wanted),
    theme: 'system',
    ...kept(storage),
    choose(settings) {
      set(settings);
      const { language, theme } = get();
      storage.setItem(key, JSON.stringify({ language, theme }));
    },
  }));
}

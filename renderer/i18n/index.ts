// The page's words: every feature brings its own in both languages, and a missing one is a type error.

import i18next from 'i18next';
import { useSyncExternalStore } from 'react';
import type { Language } from '../../services/domain/language.ts';

type Entries = Readonly<Record<string, string>>;
type Base<Key> = Key extends `${infer Name}_one` | `${infer Name}_other` ? Name : Key;

/** The words of one feature; `{{name}}` in them is a parameter, `key_one` and `key_other` are chosen by the parameter `count`. */
export interface Words<En extends Entries = Entries> {
  readonly namespace: string;
  readonly en: En;
  readonly 'zh-CN': { readonly [Key in keyof En]: string };
}

export type WordKey<W> = W extends Words<infer En> ? Base<keyof En & string> : never;
export type Say<W> = (key: WordKey<W>, params?: Readonly<Record<string, string | number>>) => string;

/** Every feature's words, for the check that nothing is missing in them. */
export const allWords: Words[] = [];

/** A technician's own names and addresses are shown as they are: React escapes what it draws. */
void i18next.init({
  lng: 'en',
  fallbackLng: false,
  interpolation: { escapeValue: false },
  resources: {},
  initAsync: false,
  showSupportNotice: false,
} as never);

export function words<const En extends Entries>(namespace: string, en: En, zh: { readonly [Key in keyof En]: string }): Words<En> {
  i18next.addResourceBundle('en', namespace, en);
  i18next.addResourceBundle('zh-CN', namespace, zh);
  const made = { namespace, en, 'zh-CN': zh };
  allWords.push(made as unknown as Words);
  return made;
}

function followLanguage(listener: () => void): () => void {
  i18next.on('languageChanged', listener);
  return () => i18next.off('languageChanged', listener);
}

/** One per language and feature: a rack of slots asks for them hundreds of times in a scroll. */
const sayings = new Map<string, Say<Words>>();

function sayingOf(language: string, namespace: string): Say<Words> {
  const key = `${language} ${namespace}`;
  const made = sayings.get(key) ?? (i18next.getFixedT(language, namespace) as unknown as Say<Words>);
  sayings.set(key, made);
  return made;
}

/** How a component says its feature's words: drawn again when the language changes. */
export function useWords<En extends Entries>({ namespace }: Words<En>): Say<Words<En>> {
  const language = useSyncExternalStore(followLanguage, () => i18next.language);
  return sayingOf(language, namespace) as Say<Words<En>>;
}

export function speak(language: Language): void {
  void i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

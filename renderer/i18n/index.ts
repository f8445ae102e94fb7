// The page's words: every feature brings its own in both languages, and a missing one is a type error.

import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
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
void i18next.use(initReactI18next).init({
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

/** How a component says its feature's words: drawn again when the language changes. */
export function useWords<En extends Entries>({ namespace }: Words<En>): Say<Words<En>> {
  const { t } = useTranslation(namespace);
  return (key, params) => t(key as string, params as never) as unknown as string;
}

export function speak(language: Language): void {
  void i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

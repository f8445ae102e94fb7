// The page's words are the same in both languages: none missing, none empty, the same parameters in each.

import { expect, it } from 'vitest';
import { allWords } from './index.ts';

/** Every file of words, so that none can be forgotten here. */
const files = import.meta.glob(['../**/*words.ts', '../**/*-words.ts', '!../**/*.test.ts'], { eager: true });

const params = (text: string) => [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name]) => name).sort();
/** `key_one` of a language without number may do without its number. */
const named = (text: string) => params(text).filter((name) => name !== 'count');

it('are found', () => {
  expect(Object.keys(files).length).toBeGreaterThan(10);
  expect(new Set(allWords.map(({ namespace }) => namespace)).size, 'a namespace is taken once').toBe(allWords.length);
});

it.each(allWords.map((words) => [words.namespace, words] as const))('of %s are whole in both languages', (_, { en, 'zh-CN': zh }) => {
  expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
  for (const [key, text] of Object.entries(en)) {
    const chinese = zh[key as keyof typeof zh]!;
    expect(text.trim(), key).not.toBe('');
    expect(chinese.trim(), key).not.toBe('');
    expect(named(chinese), key).toEqual(named(text));
  }
});

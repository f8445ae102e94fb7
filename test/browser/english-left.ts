// Words of the page that were not translated: what stands on a Chinese screen, or is read aloud, in English.

/// <reference types="vite/client" />
import type { Page } from 'playwright-core';
import { allWords } from '../../renderer/i18n/index.ts';

import.meta.glob('../../renderer/**/*words.ts', { eager: true });

/** Everything that is shown or read aloud, but for what people and machines have written: code, typed text, names of the plan. */
const spoken = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const foreign = 'code, pre, textarea, svg, script, style, [translate=no], [lang=en]';
    const found = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node: Node | null = walker.currentNode; node; node = walker.nextNode()) {
      const element = node instanceof Element ? node : node.parentElement;
      if (!element || element.closest(foreign)) continue;
      if (!element.checkVisibility()) continue;
      if (node instanceof Element)
        for (const attribute of ['aria-label', 'title', 'placeholder', 'alt']) found.add(node.getAttribute(attribute)?.trim() ?? '');
      else found.add(node.textContent?.trim() ?? '');
    }
    return [...found].filter((text) => /[A-Za-z]{2}/.test(text));
  });

const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** English words that have other words in Chinese; a parameter stands for anything. */
const translated = new Map<string, RegExp>();
for (const { en, 'zh-CN': zh } of allWords)
  for (const [key, text] of Object.entries(en)) {
    const fixed = text.replace(/\{\{\s*\w+\s*\}\}/g, '');
    if (zh[key as keyof typeof zh] === text || !/[A-Za-z]{2}/.test(fixed)) continue;
    translated.set(
      text,
      new RegExp(
        `^${text
          .split(/\{\{\s*\w+\s*\}\}/)
          .map(literally)
          .join('.+')}$`,
        's',
      ),
    );
  }
const patterns = [...translated.values()];

/** Four words and more, one after the other; or one capital word that is all there is, as component libraries name their parts. */
const sentence = /([A-Za-z]{2,}[ ,;.–-]+){3,}[A-Za-z]{2,}/;
const part = /^([A-Z][a-z]{3,}( [a-z]+)*|success|warning|danger|error|info)$/;

/** `names` are what may be so: names of things, and what machines and libraries say of themselves. */
export async function englishLeft(page: Page, names: readonly RegExp[] = []): Promise<string[]> {
  const texts = await spoken(page);
  const isWord = (text: string) => patterns.some((pattern) => pattern.test(text)) || sentence.test(text) || part.test(text);
  return texts.filter((text) => isWord(text) && !names.some((name) => name.test(text)));
}

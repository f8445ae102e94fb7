// Each event in a technician's words: the evidence that console and command line show beside a stage.

import type { Language } from '../language.ts';
import type { EventWords } from './event-words.ts';
import type { Event } from './events.ts';
import { english } from './words-en.ts';
import { simplifiedChinese } from './words-zh-cn.ts';

export { bytesInWords } from './event-words.ts';

const told: Readonly<Record<Language, EventWords>> = { en: english, 'zh-CN': simplifiedChinese };

/** What happened, as one line without the slot and the time, which stand beside it. */
export const describeEvent = (event: Event, language: Language = 'en'): string =>
  (told[language][event.type] as (event: Event) => string)(event);

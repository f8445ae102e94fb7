// The words of the report, by language.

import type { Language } from '../../../domain/language.ts';
import { english } from './words-en.ts';
import { simplifiedChinese } from './words-zh-cn.ts';

/** The same shape, whatever the words are. */
type Widened<Words> = Words extends string
  ? string
  : Words extends (...params: infer Params) => string
    ? (...params: Params) => string
    : { readonly [Name in keyof Words]: Widened<Words[Name]> };

export type ReportWords = Widened<typeof english>;

export const reportWords: Readonly<Record<Language, ReportWords>> = { en: english, 'zh-CN': simplifiedChinese };

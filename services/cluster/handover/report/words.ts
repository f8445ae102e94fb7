// The words of the report, by language.

import type { Language } from '../../../domain/language.ts';
import type { ReportWords } from './report-words.ts';
import { english } from './words-en.ts';
import { simplifiedChinese } from './words-zh-cn.ts';

export const reportWords: Readonly<Record<Language, ReportWords>> = { en: english, 'zh-CN': simplifiedChinese };

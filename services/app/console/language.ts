// The language that a page asks to be told in.

import { type Language, languages } from '../../domain/language.ts';

/** English for whatever is not one of ours. */
export const languageOf = (asked: unknown): Language => languages.find((one) => one === asked) ?? 'en';

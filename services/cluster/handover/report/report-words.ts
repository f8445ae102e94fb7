// What every language has to say in the report: the shape of the English words, whatever the words are.

import type { english } from './words-en.ts';

type Widened<Words> = Words extends string
  ? string
  : Words extends (...params: infer Params) => string
    ? (...params: Params) => string
    : { readonly [Name in keyof Words]: Widened<Words[Name]> };

export type ReportWords = Widened<typeof english>;

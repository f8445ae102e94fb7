// A problem's words in a language: made from its code and what its words are filled with.

import type { Language } from './language.ts';
import { filled, type Problem } from './problem.ts';
import { zhCn } from './problems/zh-cn.ts';

/** What happened and what to do. Parameters that are words themselves stay as they are. */
export function problemIn({ code, what, todo, params = {} }: Pick<Problem, 'code' | 'what' | 'todo' | 'params'>, language: Language) {
  const words = language === 'zh-CN' ? zhCn[code] : undefined;
  return words ? { what: filled(words[0], params), todo: filled(words[1], params) } : { what, todo };
}

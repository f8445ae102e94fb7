import { describe, expect, it } from 'vitest';
import { problem, problemCodes, wordsOf } from './problem.ts';
import { problemIn } from './problem-words.ts';
import { zhCn } from './problems/zh-cn.ts';

const marks = (texts: readonly string[]) => [...new Set(texts.join(' ').match(/\{\w+\}/g) ?? [])].toSorted();

describe('a problem in Chinese', () => {
  it('is made from its code and what its words are filled with', () => {
    const found = problem('plan-slot-beyond', { chassis: 'c1', slots: 16, number: 17 });
    expect(problemIn(found, 'zh-CN')).toEqual({ what: '机箱 c1 有 16 个槽位；没有 17 号槽位。', todo: '请改正槽位，或改正槽位数量。' });
    expect(problemIn(found, 'en')).toEqual({ what: found.what, todo: found.todo });
  });

  it.each(problemCodes)('has words for %s, filled with the same things', (code) => {
    expect(marks(zhCn[code] ?? [])).toEqual(marks(wordsOf(code)));
    expect(zhCn[code]).toBeDefined();
  });
});

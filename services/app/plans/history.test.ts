import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedFrom, type History, noHistory, stepBack, stepForward } from './history.ts';

const changedThrough = (...texts: string[]): History => texts.reduce(changedFrom, noHistory);

describe('history', () => {
  it('has nothing at first', () => {
    expect(stepBack(noHistory, 'a')).toBeUndefined();
    expect(stepForward(noHistory, 'a')).toBeUndefined();
  });
  it('goes back as many steps as there were changes, and forward again', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 20 }), (texts) => {
        const last = texts.at(-1)!;
        let [now, history] = [last, changedThrough(...texts.slice(0, -1))];
        for (const walk of [stepBack, stepForward] as const) {
          for (let step = walk(history, now); step; step = walk(history, now)) ({ text: now, history } = step);
          expect(now).toBe(walk === stepBack ? texts[0] : last);
        }
      }),
    );
  });
  it('forgets what was taken back as soon as something else is done', () => {
    const back = stepBack(changedThrough('a'), 'b')!;
    expect(stepForward(changedFrom(back.history, 'a'), 'c')).toBeUndefined();
  });
  it('keeps the newest 200 steps, fewer of large texts, and always the last one', () => {
    const many = changedThrough(...Array.from({ length: 250 }, (_, index) => `${index}`));
    expect(many.undo).toHaveLength(200);
    expect(many.undo.at(-1)).toBe('249');
    const large = 'x'.repeat(5 * 1024 * 1024);
    expect(changedThrough(large, large, large, large).undo).toHaveLength(3);
    expect(changedThrough('a', large.repeat(4)).undo).toHaveLength(1);
  });
});

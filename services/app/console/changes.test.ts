import { expect, it, vi } from 'vitest';
import { paced } from './changes.ts';

/** A clock that stands until it is told to go on. */
function standing() {
  const sleepers: (() => void)[] = [];
  return {
    clock: { sleep: () => new Promise<void>((wake) => sleepers.push(wake)) },
    async pass() {
      for (const wake of sleepers.splice(0)) wake();
      await new Promise(setImmediate);
    },
  };
}

it('works at once, then once for all wishes of a rest, then at once again', async () => {
  const { clock, pass } = standing();
  const work = vi.fn();
  const wish = paced(work, 200, clock, new AbortController().signal);
  wish();
  expect(work).toHaveBeenCalledTimes(1);
  for (let times = 0; times < 100; times += 1) wish();
  expect(work).toHaveBeenCalledTimes(1);
  await pass();
  expect(work).toHaveBeenCalledTimes(2);
  await pass();
  expect(work).toHaveBeenCalledTimes(2);
  wish();
  expect(work).toHaveBeenCalledTimes(3);
});

it('works no more for a page that is gone', async () => {
  const { clock, pass } = standing();
  const closed = new AbortController();
  const work = vi.fn();
  const wish = paced(work, 200, clock, closed.signal);
  wish();
  wish();
  closed.abort();
  await pass();
  wish();
  expect(work).toHaveBeenCalledTimes(1);
});

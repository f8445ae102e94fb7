import { expect, test, vi } from 'vitest';
import { type Part, together, untilAborted } from './part.ts';

const patient = (name: string): Part & { stopped: boolean } => {
  const part = {
    name,
    stopped: false,
    async run(signal: AbortSignal, onReady?: () => void) {
      onReady?.();
      await untilAborted(signal);
      part.stopped = true;
    },
  };
  return part;
};

test('parts that run together are ready when the last one is, and stop together', async () => {
  const [one, other] = [patient('one'), patient('other')];
  const stop = new AbortController();
  const ready = vi.fn();
  const running = together('all', [one, other]).run(stop.signal, ready);
  expect(ready).toHaveBeenCalledOnce();
  stop.abort();
  await running;
  expect([one.stopped, other.stopped]).toEqual([true, true]);
});

test('a part that cannot go on stops the others, and its reason is the reason', async () => {
  const one = patient('one');
  const broken: Part = { name: 'broken', run: () => Promise.reject(new Error('port 67 is taken')) };
  await expect(together('all', [one, broken]).run(new AbortController().signal)).rejects.toThrow('port 67 is taken');
  expect(one.stopped).toBe(true);
});

test('parts are not ready while one of them is not', async () => {
  const slow: Part = { name: 'slow', run: (signal) => untilAborted(signal) };
  const stop = new AbortController();
  const ready = vi.fn();
  const running = together('all', [patient('one'), slow]).run(stop.signal, ready);
  stop.abort();
  await running;
  expect(ready).not.toHaveBeenCalled();
});

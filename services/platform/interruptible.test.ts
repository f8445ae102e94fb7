import { expect, test } from 'vitest';
import { interruptible } from './interruptible.ts';
import { type Part, started, untilAborted } from './part.ts';

/** Counts its starts and whether it runs; it answers once `opened` is kept. */
function counting(opened: Promise<void> = Promise.resolve()): Part & { starts: number; runs: boolean } {
  const part = {
    name: 'counting',
    starts: 0,
    runs: false,
    async run(signal: AbortSignal, onReady?: () => void) {
      part.starts += 1;
      await opened;
      part.runs = true;
      onReady?.();
      await untilAborted(signal);
      part.runs = false;
    },
  };
  return part;
}

const aTurn = () => new Promise((resolve) => setImmediate(resolve));

test('it is silent while the work runs and comes back afterwards', async () => {
  const inner = counting();
  const { part, without } = interruptible(inner);
  const running = await started(part);
  expect(await without(async () => inner.runs)).toBe(false);
  await aTurn();
  expect(inner).toMatchObject({ runs: true, starts: 2 });
  await running.stop();
  expect(inner.runs).toBe(false);
});

test('it comes back after work that failed, and the failure is told', async () => {
  const inner = counting();
  const { part, without } = interruptible(inner);
  const running = await started(part);
  await expect(without(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await aTurn();
  expect(inner.runs).toBe(true);
  await running.stop();
});

test('two works wait for each other', async () => {
  const inner = counting();
  const { part, without } = interruptible(inner);
  const running = await started(part);
  const order: string[] = [];
  const work = (name: string) => async () => {
    order.push(`${name} begins`);
    await aTurn();
    expect(inner.runs).toBe(false);
    order.push(`${name} ends`);
  };
  await Promise.all([without(work('one')), without(work('two'))]);
  expect(order).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
  await aTurn();
  expect(inner.runs).toBe(true);
  await running.stop();
});

test('stopped during the work, it stays silent', async () => {
  const inner = counting();
  const { part, without } = interruptible(inner);
  const running = await started(part);
  await without(async () => void running.stop());
  await running.ended;
  expect(inner).toMatchObject({ runs: false, starts: 1 });
});

test('what is just starting is waited for and stopped before the work begins', async () => {
  const { promise: opened, resolve: open } = Promise.withResolvers<void>();
  const inner = counting(opened);
  const { part, without } = interruptible(inner);
  const running = started(part);
  let begun = false;
  const work = without(async () => {
    begun = true;
    await aTurn();
    return inner.runs;
  });
  await aTurn();
  expect([inner.starts, begun]).toEqual([1, false]);
  open();
  expect(await work).toBe(false);
  await aTurn();
  expect(inner).toMatchObject({ runs: true, starts: 2 });
  await (await running).stop();
});

test('told to stop while it is starting, it ends', async () => {
  const { promise: opened, resolve: open } = Promise.withResolvers<void>();
  const inner = counting(opened);
  const stopping = new AbortController();
  const ended = interruptible(inner).part.run(stopping.signal);
  await aTurn();
  stopping.abort();
  open();
  await ended;
  expect(inner).toMatchObject({ runs: false, starts: 1 });
});

test('run during the work, it starts afterwards', async () => {
  const inner = counting();
  const { part, without } = interruptible(inner);
  const { promise: ending, resolve: end } = Promise.withResolvers<void>();
  const work = without(() => ending);
  const running = started(part);
  await aTurn();
  expect(inner.starts).toBe(0);
  end();
  await work;
  await (await running).stop();
  expect(inner).toMatchObject({ runs: false, starts: 1 });
});

test('when it cannot start, the work is done and whoever runs it hears the reason', async () => {
  const { promise: opened, reject } = Promise.withResolvers<void>();
  const { part, without } = interruptible(counting(opened));
  const running = part.run(new AbortController().signal);
  const work = without(async () => 'done');
  reject(new Error('broken'));
  await expect(running).rejects.toThrow('broken');
  expect(await work).toBe('done');
});

test('without being run there is nothing to stop', async () => {
  const inner = counting();
  expect(await interruptible(inner).without(async () => 'done')).toBe('done');
  expect(inner.starts).toBe(0);
});

test('a part that fails ends the whole', async () => {
  const { part } = interruptible({
    name: 'failing',
    run: () => Promise.reject(new Error('broken')),
  });
  await expect(part.run(new AbortController().signal)).rejects.toThrow('broken');
});

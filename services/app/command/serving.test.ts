import { expect, onTestFinished, test, vi } from 'vitest';
import { cleaningUp } from './serving.ts';

test('a signal stops the work first, and the program when that has cleaned up', async () => {
  const done: unknown[] = [];
  const kill = vi.spyOn(process, 'kill').mockImplementation((_, signal) => {
    done.push(signal);
    return true;
  });
  onTestFinished(() => kill.mockRestore());
  const work = cleaningUp(async (signal) => {
    process.emit('SIGTERM', 'SIGTERM');
    expect(signal.aborted).toBe(true);
    done.push('cleaned up');
    signal.throwIfAborted();
  });
  await expect(work).rejects.toThrow('abort');
  expect(done).toEqual(['cleaned up', 'SIGTERM']);
});

test('what nobody stops leaves no listener behind', async () => {
  const before = process.listenerCount('SIGINT');
  expect(await cleaningUp(async () => process.listenerCount('SIGINT'))).toBe(before + 1);
  expect(process.listenerCount('SIGINT')).toBe(before);
});

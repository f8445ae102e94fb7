import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Lock, takeLock } from './lock.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rackstrap-lock-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const lockFile = () => join(directory, 'plan.lock');

/** A process that holds the lock until it is killed. */
async function holdingProcess(): Promise<ChildProcess> {
  const program = `
    import { takeLock } from ${JSON.stringify(new URL('./lock.ts', import.meta.url).href)};
    globalThis.lock = takeLock(${JSON.stringify(lockFile())});
    console.log('heldBy' in lock ? 'refused' : 'holding');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = await once(child.stdout!, 'data');
  expect(String(said)).toBe('holding\n');
  return child;
}

it('is held once in one process, and free again after its release', () => {
  const first = takeLock(lockFile()) as Lock;
  expect(takeLock(lockFile())).toEqual({ heldBy: `process ${process.pid}` });
  first.release();
  (takeLock(lockFile()) as Lock).release();
});

it('names the process that holds it, and is free at once when that was killed', { timeout: 60_000 }, async () => {
  const child = await holdingProcess();
  expect(takeLock(lockFile())).toEqual({ heldBy: `process ${child.pid}` });
  child.kill('SIGKILL');
  await once(child, 'exit');
  (takeLock(lockFile()) as Lock).release();
});

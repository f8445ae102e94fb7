// A program that goes on when this one ends: its words go to a file.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';

export interface Detached {
  readonly pid: number;
  /** Its exit code or signal, as long as this program is there to hear of it. */
  readonly ended: Promise<number | string>;
}

export interface DetachedOptions {
  /** Both of its streams are added to this file. */
  readonly log: string;
  /** The whole of it: nothing of our own is handed on. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Starts `file` without a shell and with nothing to read. Rejects with Node's error when the system would not run it. */
export async function startDetached(file: string, words: readonly string[], { log, environment }: DetachedOptions): Promise<Detached> {
  const output = openSync(log, 'a', 0o600);
  try {
    const child = spawn(file, words, { detached: true, stdio: ['ignore', output, output], env: environment, windowsHide: true });
    const ended = new Promise<number | string>((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal ?? 'unknown')));
    await once(child, 'spawn');
    child.unref();
    return { pid: child.pid!, ended };
  } finally {
    closeSync(output);
  }
}

/** Whether a process of this number is there. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Ends a process at once; one that is not there has ended already. */
export function endNow(pid: number): void {
  if (isRunning(pid)) process.kill(pid, 'SIGKILL');
}

// The appliance as a child process with its virtual rack, and a state directory that is taken away afterwards.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const cli = new URL('../../services/cli.ts', import.meta.url).pathname;

export interface Practice {
  /** The address to open, token included. */
  readonly url: string;
  readonly directory: string;
  readonly pid: number;
  readonly planDirectory: string;
  /** The same state again, as after a kill -9. */
  restart(): Promise<Practice>;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

async function addressOf(child: ChildProcess): Promise<string> {
  for await (const line of createInterface(child.stdout!)) {
    const [, url] = /^Console: (http:\S+)$/.exec(line) ?? [];
    if (url) return url;
  }
  throw new Error('the console did not start');
}

/** `around` is what the appliance is started by: `unshare --mount`. */
export async function openPractice(
  directory = mkdtempSync(join(tmpdir(), 'rackstrap-browser-')),
  words: readonly string[] = [],
  around: readonly string[] = [],
): Promise<Practice> {
  const [program = process.execPath, ...rest] = [
    ...around,
    process.execPath,
    cli,
    'serve',
    '--virtual-rack',
    '--state',
    directory,
    ...words,
  ];
  const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  const url = await addressOf(child);
  child.stdout!.resume();
  const end = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  const close = async () => {
    await end();
    rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  return {
    url,
    directory,
    pid: child.pid!,
    planDirectory: join(directory, 'plans'),
    async restart() {
      await end();
      return openPractice(directory, words, around);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

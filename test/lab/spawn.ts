// Runs other programs: one to its end with its words in a log, or one beside us that is ended with us.

import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

/** How much of a log a failure shows. */
const tailLines = 25;

/** The last lines of a file; nothing when it is not there. */
export function tail(file: string, lines = tailLines): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } catch {
    return '';
  }
}

/** Resolves when the program ends with 0. @throws Error with the end of its log */
export async function spawnLogged(command: string, words: readonly string[], options: { log: string; minutes: number }): Promise<void> {
  const log = openSync(options.log, 'a');
  const child = spawn(command, words, { stdio: ['ignore', log, log], timeout: options.minutes * 60_000 });
  closeSync(log);
  const code = await ended(child);
  if (code !== 0) throw new Error(`${command} ${words.join(' ')} ended with ${code}; the end of its log:\n${tail(options.log)}`);
}

/** Exit code or signal, once it has ended. */
export const ended = (child: ChildProcess): Promise<number | string> =>
  new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });

/** Before a command: the kernel ends it when this program ends, however it ends. Nothing emulated runs on without anybody watching. */
export const endsWithUs = ['setpriv', '--pdeathsig', 'KILL'] as const;

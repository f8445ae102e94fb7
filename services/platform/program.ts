// Another program, run to its end: its words, how it ended, and nothing of it left running.

import { execFile } from 'node:child_process';
import { chmod, copyFile } from 'node:fs/promises';
import { arch, platform } from 'node:process';
import { fileTrouble } from './files.ts';

export interface Ended {
  /** `not started`: the system would not run it, and `stderr` says why. */
  readonly outcome: 'done' | 'failed' | 'too long' | 'not started';
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly longestMilliseconds: number;
  /** The whole of it: nothing of our own is handed on. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What a program may print to either stream; one that prints more is ended. */
const mostOutput = 1024 * 1024;

/** What this laptop is, as Node calls it. */
export const thisMachine = { platform, cpu: arch } as const;

/** A copy that can be run; replaces what was there. Rejects with Node's error. */
export async function copyProgram(file: string, path: string): Promise<void> {
  await copyFile(file, path);
  await chmod(path, 0o755);
}

const tooMuch = ({ code }: { readonly code?: unknown }): boolean => code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER';

/** Runs `file` to its end, without a shell and with nothing to read. Never rejects for what the program does; a surprise of the system is thrown. */
export const runProgram = (file: string, words: readonly string[], { longestMilliseconds, environment }: RunOptions): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const options = { timeout: longestMilliseconds, killSignal: 'SIGKILL', maxBuffer: mostOutput, env: environment } as const;
    const child = execFile(file, words, options, (error, stdout, stderr) => {
      if (!error) return resolve({ outcome: 'done', stdout, stderr });
      if (error.killed) return resolve({ outcome: 'too long', stdout, stderr });
      if (typeof error.code === 'number' || error.signal || tooMuch(error)) return resolve({ outcome: 'failed', stdout, stderr });
      try {
        resolve({ outcome: 'not started', stdout: '', stderr: fileTrouble(error) });
      } catch (surprise) {
        reject(surprise);
      }
    });
    child.stdin?.end();
  });

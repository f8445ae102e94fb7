// The appliance as a process of its own: its lines, its end, and ways to end it.

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Wire } from '../../services/app/appliance.ts';

/** What befalls a child at the event with these fields, the `times`-th one of its life, or so long after it. */
export interface Mishap {
  /** It ends like kill -9 unless said otherwise; with `disk full` no file can be written any more, until prlimit allows it again. */
  readonly is?: 'kill' | 'disk full';
  readonly at: Readonly<Record<string, unknown>>;
  readonly times?: number;
  readonly afterMilliseconds?: number;
}

/** What serve-virtual.ts is given. */
export interface Child {
  readonly words: string[];
  readonly wire: Wire;
  readonly mishap?: Mishap;
}

/** A line of `--json`, or `{ text }` of any other. */
// biome-ignore lint/suspicious/noExplicitAny: whatever the command says, for a test to look at
export type Line = any;

export interface Process {
  readonly pid: number;
  readonly lines: Line[];
  /** Everything on standard error so far. */
  errors(): string;
  /** Resolves with the first line that fits, said already or still to come; rejects when the process ends without one. */
  line(what: string, fits: (line: Line) => boolean): Promise<Line>;
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

const servingScript = fileURLToPath(new URL('./serve-virtual.ts', import.meta.url));
export const cliScript = fileURLToPath(new URL('../../services/cli.ts', import.meta.url));

function parsed(text: string): Line {
  try {
    return JSON.parse(text);
  } catch {
    return { text };
  }
}

/** Halves what a start costs: a run of these tests starts some fifty. */
const compiled = fileURLToPath(new URL('../../node_modules/.cache/compiled', import.meta.url));

/** Starts `node` with these words. */
export function startNode(...words: string[]): Process {
  const child = spawn(process.execPath, words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { NODE_COMPILE_CACHE: compiled, ...process.env },
  });
  const lines: Line[] = [];
  const listeners = new Set<() => void>();
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  createInterface(child.stdout).on('line', (text) => {
    lines.push(parsed(text));
    for (const listener of listeners) listener();
  });
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal }));
  return {
    pid: child.pid!,
    lines,
    errors: () => errors,
    line(what, fits) {
      const { promise, resolve, reject } = Promise.withResolvers<Line>();
      const look = () => {
        const found = lines.find(fits);
        if (found !== undefined) resolve(found);
      };
      look();
      listeners.add(look);
      void ended.then(() =>
        reject(
          new Error(
            `ended without ${what}:\n${lines
              .slice(-5)
              .map((line) => JSON.stringify(line))
              .join('\n')}\n${errors}`,
          ),
        ),
      );
      return promise.finally(() => listeners.delete(look));
    },
    kill: (signal) => void child.kill(signal),
    ended,
  };
}

/** `rackstrap …` as people type it. */
export const rackstrap = (...words: string[]): Process => startNode(cliScript, ...words);

/** A command of `rackstrap` on a virtual wire; `options` are those of `node`. */
export const startVirtual = (child: Child, ...options: string[]): Process => startNode(...options, servingScript, JSON.stringify(child));

/** No file of this process may be written beyond `bytes`: to SQLite that is a full disk. */
export function limitFiles(pid: number, bytes: number | 'unlimited'): void {
  const { status, stderr } = spawnSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`prlimit: ${stderr}`);
}

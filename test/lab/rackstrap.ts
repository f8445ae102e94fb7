// Runs Rackstrap as a user would, in the switch's namespace, and hears what it says line by line.

import { type ChildProcess, spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Happening } from '../../services/domain/blade/events.ts';
import type { Stage } from '../../services/domain/blade/stages.ts';
import type { Problem } from '../../services/domain/problem.ts';
import { cli } from './cli.ts';
import { ended, endsWithUs } from './spawn.ts';

/** A line of `rackstrap provision --json`. */
export type Told =
  | { readonly type: 'listening' }
  | { readonly type: 'event'; readonly at: number; readonly event: Happening; readonly words: string }
  | { readonly type: 'stage'; readonly slot: string; readonly stage: Stage; readonly at: number }
  | { readonly type: 'problem'; readonly slot: string; readonly problem: Problem }
  | { readonly type: 'result'; readonly ok: boolean; readonly problems: readonly (Problem & { readonly slot?: string })[] };

export interface Rackstrap {
  /** Exit code or signal. */
  readonly ended: Promise<number | string>;
  /** As Ctrl-C does. */
  stop(): Promise<void>;
}

/** @param log where the words for people go (standard error) */
export function startRackstrap(
  words: readonly string[],
  options: { inside: readonly string[]; log: string; onLine: (line: string) => void },
): Rackstrap {
  const [command = '', ...before] = [...options.inside, ...endsWithUs];
  const log = openSync(options.log, 'a');
  const child: ChildProcess = spawn(command, [...before, process.execPath, cli, ...words], { stdio: ['ignore', 'pipe', log] });
  createInterface({ input: child.stdout! }).on('line', options.onLine);
  const end = ended(child);
  return {
    ended: end,
    stop: async () => {
      child.kill('SIGINT');
      await end;
    },
  };
}

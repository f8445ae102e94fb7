// Runs a command of Rackstrap to its end, as a person types it.

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const cli = join(import.meta.dirname, '../../services/cli.ts');

/** What it prints at most: progress goes to standard error as well. */
const mostBytes = 16 * 1024 * 1024;

/** What it printed. @throws Error with its words when it fails */
export async function rackstrap(...words: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [cli, ...words], { maxBuffer: mostBytes });
  return stdout;
}

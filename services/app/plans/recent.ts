// The plan files that were opened from elsewhere, so that the next start shows them again.

import { dirname } from 'node:path';
import { fileTrouble, makeDirectory, readAtMost, writeWhole } from '../../platform/files.ts';

/** What fits a screen; older ones are found on their stick again. */
const mostRecent = 20;
const largestFile = 256 * 1024;

export interface Recent {
  /** Real paths, the newest first. */
  readonly paths: () => Promise<readonly string[]>;
  readonly remember: (path: string) => Promise<void>;
}

/** Without a list, or with one that cannot be read, it begins anew: nothing depends on it. */
async function readList(file: string): Promise<string[]> {
  try {
    const { recent } = JSON.parse(new TextDecoder().decode(await readAtMost(file, largestFile))) as { recent: unknown };
    return Array.isArray(recent) ? recent.filter((path) => typeof path === 'string').slice(0, mostRecent) : [];
  } catch {
    return [];
  }
}

/** A full disk keeps the list from being written, not the plan from being opened. */
function writeList(file: string, recent: readonly string[]): void {
  try {
    makeDirectory(dirname(file));
    writeWhole(file, `${JSON.stringify({ recent }, undefined, 2)}\n`, 0o600);
  } catch (error) {
    fileTrouble(error);
  }
}

export const recentPlans = (file: string): Recent => ({
  paths: () => readList(file),
  remember: async (path) => {
    const known = await readList(file);
    if (known[0] !== path) writeList(file, [path, ...known.filter((other) => other !== path)].slice(0, mostRecent));
  },
});

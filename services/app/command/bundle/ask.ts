// Asks whoever sits at the terminal.

import { createInterface } from 'node:readline/promises';

/** Whether a person answers `yes`; undefined where nobody can be asked. */
export async function askedYes(question: string): Promise<boolean | undefined> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await terminal.question(`${question} [yes/no] `)).trim().toLowerCase() === 'yes';
  } finally {
    terminal.close();
  }
}

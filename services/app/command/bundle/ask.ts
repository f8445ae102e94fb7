// Asks whoever sits at the terminal.

import { createInterface } from 'node:readline/promises';

/** Whether a person answers `yes`; ending the input or Ctrl-C is a no. Undefined where nobody can be asked. */
export async function askedYes(question: string): Promise<boolean | undefined> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const closed = new AbortController();
  terminal.once('close', () => closed.abort());
  try {
    return (await terminal.question(`${question} [yes/no] `, { signal: closed.signal })).trim().toLowerCase() === 'yes';
  } catch (reason) {
    if (closed.signal.aborted) return false;
    throw reason;
  } finally {
    terminal.close();
  }
}

// A lock that dies with its holder: the operating system takes it back even after kill -9, so none is ever stale.

import { readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync, sqliteTrouble } from './sqlite.ts';

export interface Lock {
  release(): void;
}

/**
 * Takes the lock at `file`, or says who has it: `process 812`.
 * SQLite's exclusive lock, because Node has none of its own (no flock, no O_EXLOCK); the process number beside it is only for people.
 */
export function takeLock(file: string): Lock | { readonly heldBy: string } {
  const database = new DatabaseSync(file);
  try {
    database.exec('BEGIN EXCLUSIVE');
    writeFileSync(`${file}.pid`, `${process.pid}\n`);
    return { release: () => database.close() };
  } catch (reason) {
    database.close();
    if (sqliteTrouble(reason)?.kind === 'busy') return { heldBy: holder(file) };
    throw reason;
  }
}

function holder(file: string): string {
  try {
    return `process ${readFileSync(`${file}.pid`, 'utf8').trim()}`;
  } catch {
    return 'another process';
  }
}

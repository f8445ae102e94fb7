// SQLite as Node brings it, and its error codes by name.

import { DatabaseSync } from 'node:sqlite';

export { DatabaseSync };

/** Primary result codes (https://sqlite.org/rescode.html) of what a disk or another process can cause. */
const byPrimaryCode: Readonly<Record<number, SqliteTrouble>> = {
  5: 'busy', // SQLITE_BUSY
  8: 'unwritable', // SQLITE_READONLY
  10: 'unwritable', // SQLITE_IOERR
  11: 'damaged', // SQLITE_CORRUPT
  13: 'unwritable', // SQLITE_FULL
  14: 'unwritable', // SQLITE_CANTOPEN
  26: 'damaged', // SQLITE_NOTADB
};

export type SqliteTrouble = 'busy' | 'unwritable' | 'damaged';

/** What the disk or another process did, with SQLite's words for it; undefined when the error is a surprise. */
export function sqliteTrouble(error: unknown): { kind: SqliteTrouble; reason: string } | undefined {
  const { errcode, errstr } = error as { errcode?: number; errstr?: string };
  const kind = errcode === undefined ? undefined : byPrimaryCode[errcode & 0xff];
  return kind && { kind, reason: errstr ?? `SQLite error ${errcode}` };
}

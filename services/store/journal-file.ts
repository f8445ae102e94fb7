// The journal on disk: one SQLite file with a write-ahead log, one row per event, and which slots each is about.

import { type Event, type Happening, slotsOf } from '../domain/blade/events.ts';
import { problem, Refusal } from '../domain/problem.ts';
import { DatabaseSync, sqliteTrouble } from '../platform/sqlite.ts';

/** What is written of an event: its happening as JSON, beside its place and time. */
export interface Entry {
  readonly seq: number;
  readonly at: number;
  readonly happening: Happening;
}

export interface JournalFile {
  /** Place and time of the last event in the file; zeros when there is none. */
  readonly last: { readonly seq: number; readonly at: number };
  /** All of them or none. `durable`: on the disk itself when this returns, not only with the operating system. Throws a Refusal (`journal-full`). */
  write(entries: readonly Entry[], durable: boolean): void;
  /** The first `limit` events after `seq`. */
  read(seq: number, limit: number): Event[];
  /** The last `limit` events about this slot before `seq`, oldest first. */
  readAbout(slot: string, seq: number, limit: number): Event[];
  close(): void;
}

/** Kept in the file's user_version, so that an older program does not misread a newer journal. */
const formatVersion = 2;

/** Format 1 was the events alone; format 2 has an index from slot to events, so that a million of them answer at once. */
const schema: Readonly<Record<number, string>> = {
  1: 'CREATE TABLE IF NOT EXISTS event (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, happening TEXT NOT NULL) STRICT',
  2: `CREATE TABLE about (slot TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (slot, seq)) STRICT, WITHOUT ROWID;
    INSERT OR IGNORE INTO about
      SELECT json_extract(happening, '$.slot'), seq FROM event
        WHERE json_type(happening, '$.slots') IS NULL AND json_extract(happening, '$.slot') IS NOT NULL
      UNION ALL SELECT slots.value, seq FROM event, json_each(happening, '$.slots') AS slots`,
};

/**
 * NORMAL: a commit is with the operating system and survives kill -9, not a power cut (https://sqlite.org/pragma.html#pragma_synchronous).
 * FULL adds the fsync; it also covers every commit before it. macOS needs fullfsync for one that means it.
 */
const settings = 'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA fullfsync = ON';

function refusal(file: string, error: unknown): unknown {
  const trouble = sqliteTrouble(error);
  if (!trouble) return error;
  return new Refusal(problem(trouble.kind === 'damaged' ? 'journal-damaged' : 'journal-full', { file, reason: trouble.reason }));
}

function refusing<Value>(file: string, work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    throw refusal(file, error);
  }
}

function prepare(file: string, database: DatabaseSync): void {
  const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number };
  if (version > formatVersion) throw new Refusal(problem('journal-too-new', { file }));
  database.exec(settings);
  for (let format = version + 1; format <= formatVersion; format += 1)
    database.exec(`BEGIN; ${schema[format]}; PRAGMA user_version = ${format}; COMMIT`);
}

function open(file: string): DatabaseSync {
  const database = refusing(file, () => new DatabaseSync(file));
  try {
    refusing(file, () => prepare(file, database));
    return database;
  } catch (reason) {
    database.close();
    throw reason;
  }
}

interface Row {
  readonly seq: number;
  readonly at: number;
  readonly happening: string;
}

const eventOf = ({ seq, at, happening }: Row): Event => ({ ...(JSON.parse(happening) as Happening), seq, at });

/** Opens the journal at `file`, or makes it. Throws a Refusal (`journal-full`, `journal-damaged`, `journal-too-new`). */
export function openJournalFile(file: string): JournalFile {
  const database = open(file);
  const insert = database.prepare('INSERT INTO event (seq, at, happening) VALUES (?, ?, ?)');
  const select = database.prepare('SELECT seq, at, happening FROM event WHERE seq > ? ORDER BY seq LIMIT ?');
  const insertAbout = database.prepare('INSERT OR IGNORE INTO about (slot, seq) VALUES (?, ?)');
  const selectAbout = database.prepare(
    'SELECT seq, at, happening FROM about JOIN event USING (seq) WHERE slot = ? AND seq < ? ORDER BY seq DESC LIMIT ?',
  );
  const last = database.prepare('SELECT max(seq) AS seq, max(at) AS at FROM event').get() as { seq: number | null; at: number | null };

  function commit(entries: readonly Entry[]): void {
    database.exec('BEGIN IMMEDIATE');
    try {
      for (const { seq, at, happening } of entries) {
        insert.run(seq, at, JSON.stringify(happening));
        for (const slot of slotsOf(happening)) insertAbout.run(slot, seq);
      }
      database.exec('COMMIT');
    } catch (reason) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw reason;
    }
  }

  return {
    last: { seq: last.seq ?? 0, at: last.at ?? 0 },
    write(entries, durable) {
      refusing(file, () => {
        if (durable) database.exec('PRAGMA synchronous = FULL');
        try {
          commit(entries);
        } finally {
          if (durable) database.exec('PRAGMA synchronous = NORMAL');
        }
      });
    },
    read: (seq, limit) => refusing(file, () => (select.all(seq, limit) as unknown as Row[]).map(eventOf)),
    readAbout: (slot, seq, limit) => refusing(file, () => (selectAbout.all(slot, seq, limit) as unknown as Row[]).map(eventOf).reverse()),
    close: () => database.close(),
  };
}

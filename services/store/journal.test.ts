import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Event, Happening } from '../domain/blade/events.ts';
import { Refusal } from '../domain/problem.ts';
import { systemClock } from '../platform/clock.ts';
import { DatabaseSync } from '../platform/sqlite.ts';
import { openJournal } from './journal.ts';
import { openJournalFile } from './journal-file.ts';

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rackstrap-journal-'));
  file = join(directory, 'journal.sqlite');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** A clock turned by hand: `pass` lets time go by and wakes who sleeps. */
function handClock(start = 1_000_000) {
  let now = start;
  let sleepers: { until: number; wake: () => void }[] = [];
  return {
    now: () => now,
    monotonic: () => now,
    sleep: (milliseconds: number, signal?: AbortSignal) =>
      new Promise<void>((wake) => {
        sleepers.push({ until: now + milliseconds, wake });
        signal?.addEventListener('abort', () => wake());
      }),
    set: (to: number) => {
      now = to;
    },
    async pass(milliseconds: number) {
      now += milliseconds;
      const due = sleepers.filter(({ until }) => until <= now);
      sleepers = sleepers.filter(({ until }) => until > now);
      for (const { wake } of due) wake();
      await new Promise((done) => setImmediate(done));
    },
  };
}

/** For tests that start processes: the machine may have other work. */
const patience = { timeout: 120_000 };

const heard = (mac = 'd0:00:67:13:0d:00'): Happening => ({ type: 'dhcp-heard', mac, message: 'discover', client: 'pxe' });
const permitted: Happening = { type: 'install-permitted', slot: 'c1/1', bootId: 'b', disk: 'vda', diskSerial: 's', wiped: '' };
const progress = (transfer: string, sentBytes: number): Happening => ({
  type: 'transfer-progress',
  transfer,
  protocol: 'http',
  address: '10.20.30.40',
  file: 'os/image',
  kind: 'image',
  sentBytes,
  totalBytes: 1000,
});
const seqs = (events: Iterable<Event>) => [...events].map(({ seq }) => seq);
/** What another process would find on the disk now. */
function onDisk(): number[] {
  const database = new DatabaseSync(file, { readOnly: true });
  const rows = database.prepare('SELECT seq FROM event ORDER BY seq').all() as { seq: number }[];
  database.close();
  return rows.map(({ seq }) => seq);
}

describe('the order of events', () => {
  it('counts from 1 without gaps, and goes on after a restart', () => {
    const first = openJournal(file, systemClock);
    expect([first.append(heard()).seq, first.appendDurably(permitted).seq, first.append(heard()).seq]).toEqual([1, 2, 3]);
    first.close();
    const second = openJournal(file, systemClock);
    expect(second.append({ type: 'appliance-started' }).seq).toBe(4);
    expect(seqs(second.replay())).toEqual([1, 2, 3, 4]);
    second.close();
  });
  it('never goes back in time, though the clock does, over a restart too', () => {
    const clock = handClock(5000);
    const first = openJournal(file, clock);
    expect(first.append(heard()).at).toBe(5000);
    clock.set(1000);
    expect(first.append(heard()).at).toBe(5000);
    first.close();
    const second = openJournal(file, clock);
    expect(second.append(heard()).at).toBe(5000);
    clock.set(6000);
    expect(second.append(heard()).at).toBe(6000);
    second.close();
  });
  it('gives back what was put in', () => {
    const journal = openJournal(file, handClock(7));
    const event = journal.appendDurably(permitted);
    expect(event).toEqual({ ...permitted, seq: 1, at: 7 });
    expect([...journal.replay()]).toEqual([event]);
    journal.close();
  });
});

describe('chatter', () => {
  it('is on disk after 20 ms, in one commit', async () => {
    const clock = handClock();
    const journal = openJournal(file, clock);
    journal.append(heard());
    journal.append(heard());
    expect(onDisk()).toEqual([]);
    await clock.pass(20);
    expect(onDisk()).toEqual([1, 2]);
    journal.close();
  });
  it('is on disk at once when much has come, and when something durable follows', () => {
    const journal = openJournal(file, handClock());
    for (let count = 0; count < 499; count++) journal.append(heard());
    expect(onDisk()).toHaveLength(0);
    journal.append(heard());
    expect(onDisk()).toHaveLength(500);
    journal.append(heard());
    journal.appendDurably(permitted);
    expect(onDisk()).toHaveLength(502);
    journal.close();
  });
  it('a tick is passed on and never written', () => {
    const journal = openJournal(file, handClock());
    const told: Event[] = [];
    journal.subscribe((event) => told.push(event));
    journal.append(heard());
    expect(journal.append({ type: 'tick' })).toMatchObject({ type: 'tick', seq: 1 });
    expect(told.map(({ type }) => type)).toEqual(['dhcp-heard', 'tick']);
    journal.close();
    expect(onDisk()).toEqual([1]);
  });
  it('progress is written once per transfer and second, and told every time', async () => {
    const clock = handClock(1_000_000);
    const journal = openJournal(file, clock);
    const told: Event[] = [];
    journal.subscribe((event) => told.push(event));
    for (const bytes of [1, 2, 3]) journal.append(progress('a', bytes));
    journal.append(progress('b', 1));
    await clock.pass(1000);
    for (const bytes of [4, 5]) journal.append(progress('a', bytes));
    expect(told).toHaveLength(6);
    const written = [...journal.replay()];
    expect(seqs(written)).toEqual([1, 2, 3]);
    expect(written.map((event) => event.type === 'transfer-progress' && [event.transfer, event.sentBytes])).toEqual([
      ['a', 1],
      ['b', 1],
      ['a', 4],
    ]);
    journal.close();
  });
});

describe('reading', () => {
  it('goes on from any number, over what is written and what is not yet', () => {
    const journal = openJournal(file, handClock());
    for (let count = 0; count < 10; count++) journal.append(heard());
    journal.flush();
    for (let count = 0; count < 5; count++) journal.append(heard());
    expect(seqs(journal.since(0, 3))).toEqual([1, 2, 3]);
    expect(seqs(journal.since(8, 4))).toEqual([9, 10, 11, 12]);
    expect(seqs(journal.since(13, 100))).toEqual([14, 15]);
    expect(journal.since(15, 100)).toEqual([]);
    journal.close();
  });
  it('replays thousands of events page by page, and while more come', () => {
    const journal = openJournal(file, handClock());
    for (let count = 0; count < 3500; count++) journal.append(heard());
    const replayed: number[] = [];
    for (const { seq } of journal.replay()) {
      if (seq === 2000) journal.append(heard());
      replayed.push(seq);
    }
    expect(replayed).toEqual(Array.from({ length: 3501 }, (_, index) => index + 1));
    journal.close();
  });
  it('tells each event to every listener until it stops listening', () => {
    const journal = openJournal(file, handClock());
    const told: number[] = [];
    const stop = journal.subscribe(({ seq }) => told.push(seq));
    journal.append(heard());
    journal.appendDurably(permitted);
    stop();
    journal.append(heard());
    expect(told).toEqual([1, 2]);
    journal.close();
  });
});

describe('what is about one slot', () => {
  const log = (slot: string): Happening => ({ type: 'agent-log', slot, text: 'a line' });
  const armed: Happening = { type: 'armed', slots: ['c1/1', 'c1/2'], arming: 1 };

  it('is read from the newest back, over what is written and what is not yet', async () => {
    const clock = handClock();
    const journal = openJournal(file, clock);
    for (const slot of ['c1/1', 'c1/2', 'c1/1']) journal.append(log(slot));
    journal.appendDurably(armed);
    journal.append(log('c1/1'));
    journal.append(heard());
    const about = (slot: string, before: number, limit: number) => seqs(journal.about(slot, before, limit));
    for (const written of [false, true]) {
      if (written) journal.flush();
      expect(about('c1/1', 99, 10)).toEqual([1, 3, 4, 5]);
      expect(about('c1/1', 99, 2)).toEqual([4, 5]);
      expect(about('c1/1', 4, 2)).toEqual([1, 3]);
      expect(about('c1/2', 99, 10)).toEqual([2, 4]);
      expect(about('c9/9', 99, 10)).toEqual([]);
    }
    journal.close();
  });

  it('is found in a journal of the first format too, once it is opened', () => {
    const before = new DatabaseSync(file);
    before.exec(
      'CREATE TABLE event (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, happening TEXT NOT NULL) STRICT; PRAGMA user_version = 1',
    );
    const insert = before.prepare('INSERT INTO event VALUES (?, 1, ?)');
    for (const [place, happening] of [log('c1/1'), armed, heard(), log('c1/2')].entries()) insert.run(place + 1, JSON.stringify(happening));
    before.close();
    for (let times = 0; times < 2; times += 1) {
      const journal = openJournal(file, systemClock);
      expect(seqs(journal.about('c1/1', 99, 10))).toEqual([1, 2]);
      expect(seqs(journal.about('c1/2', 99, 10))).toEqual([2, 4]);
      expect(seqs(journal.replay())).toEqual([1, 2, 3, 4]);
      journal.close();
    }
  });

  it('is there at once among a million events', patience, () => {
    const journal = openJournalFile(file);
    const entries = (from: number) =>
      Array.from({ length: 50_000 }, (_, index) => ({ seq: from + index, at: 1, happening: log(`c1/${(from + index) % 512}`) }));
    for (let from = 1; from <= 1_000_000; from += 50_000) journal.write(entries(from), false);
    const started = performance.now();
    for (let asked = 0; asked < 100; asked += 1) expect(journal.readAbout(`c1/${asked}`, 500_000, 200)).toHaveLength(200);
    // A scan of the whole journal would take a hundred times as long.
    expect(performance.now() - started).toBeLessThan(5_000);
    journal.close();
  });
});

describe('a journal that cannot be opened', () => {
  const refused = () => {
    try {
      openJournal(file, systemClock).close();
    } catch (reason) {
      if (reason instanceof Refusal) return reason.problems[0]!.code;
      throw reason;
    }
    return 'opened';
  };
  it('because it is something else', () => {
    writeFileSync(file, 'not a journal at all, but long enough to be looked at by SQLite as a file of its own');
    expect(refused()).toBe('journal-damaged');
  });
  it('because a newer program wrote it', () => {
    openJournal(file, systemClock).close();
    const database = new DatabaseSync(file);
    database.exec('PRAGMA user_version = 99');
    database.close();
    expect(refused()).toBe('journal-too-new');
  });
  it('because its directory is not there', () => {
    file = join(directory, 'none', 'journal.sqlite');
    expect(refused()).toBe('journal-full');
  });
});

/** Appends chatter and durable events by turns for ever; says the number of each durable one once it may count on it. */
const acknowledging = (journalFile: string) => `
  import { writeSync } from 'node:fs';
  import { openJournal } from ${JSON.stringify(new URL('./journal.ts', import.meta.url).href)};
  import { systemClock } from ${JSON.stringify(new URL('../platform/clock.ts', import.meta.url).href)};
  const journal = openJournal(${JSON.stringify(journalFile)}, systemClock);
  const turn = () => {
    for (let count = 0; count < 7; count++) journal.append(${JSON.stringify(heard())});
    writeSync(1, journal.appendDurably(${JSON.stringify(permitted)}).seq + '\\n');
    setImmediate(turn);
  };
  turn();`;

it('kill -9 at any moment loses nothing that was acknowledged, and leaves no gap', patience, async () => {
  let acknowledged = 0;
  for (let round = 0; round < 12; round++) {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', acknowledging(file)], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (bytes) => {
      said += bytes;
    });
    await once(child.stdout, 'data');
    await new Promise((done) => setTimeout(done, 5 + round * 17));
    child.kill('SIGKILL');
    await once(child, 'close');
    const lines = said.split('\n').slice(0, -1).map(Number);
    expect(lines[0]).toBeGreaterThan(acknowledged);
    acknowledged = lines.at(-1)!;
    const journal = openJournal(file, systemClock);
    const events = [...journal.replay()];
    journal.close();
    expect(seqs(events)).toEqual(events.map((_, index) => index + 1));
    expect(events.length).toBeGreaterThanOrEqual(acknowledged);
    expect(lines.filter((seq) => events[seq - 1]?.type !== 'install-permitted')).toEqual([]);
  }
});

/** A program whose files may not grow beyond a limit until somebody says otherwise: what a full disk is to a journal. */
const onFullDisk = (journalFile: string) => `
  import { execFileSync } from 'node:child_process';
  import { openJournal } from ${JSON.stringify(new URL('./journal.ts', import.meta.url).href)};
  import { systemClock } from ${JSON.stringify(new URL('../platform/clock.ts', import.meta.url).href)};
  const journal = openJournal(${JSON.stringify(journalFile)}, systemClock);
  const heard = ${JSON.stringify(heard())};
  const permitted = ${JSON.stringify(permitted)};
  const told = [];
  journal.subscribe(({ seq }) => told.push(seq));
  const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
  const tryDurably = () => { try { return journal.appendDurably(permitted).seq; } catch (reason) { return reason.problems[0].code; } };

  let before = 0;
  while (typeof tryDurably() === 'number' && before < 100000) before++;
  const refused = tryDurably();
  const toldThen = told.length;
  for (let count = 0; count < 45000; count++) journal.append(heard);
  await sleep(50);
  const waiting = journal.since(toldThen, 1e6).length;
  const trouble = journal.trouble()?.code;
  execFileSync('prlimit', ['--pid', String(process.pid), '--fsize=unlimited:unlimited']);
  await sleep(1500);
  const clear = journal.trouble() === undefined;
  const after = tryDurably();
  const gapless = told.every((seq, index) => seq === index + 1);
  journal.close();
  console.log(JSON.stringify({ before, refused, toldThen, waiting, trouble, clear, after, last: told.at(-1), gapless }));`;

// prlimit and ulimit are Linux'.
it.skipIf(process.platform !== 'linux')(
  'a full disk: what is durable is refused and nothing has happened, chatter waits within bounds, and all goes on when there is space',
  async () => {
    const command = `ulimit -S -f 256; exec "$0" --input-type=module --eval "$1"`;
    const child = spawn('bash', ['-c', command, process.execPath, onFullDisk(file)], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (bytes) => {
      said += bytes;
    });
    await once(child, 'close');
    const { before, refused, toldThen, waiting, trouble, clear, after, last, gapless } = JSON.parse(said);
    expect(before).toBeGreaterThan(10);
    expect({ refused, toldThen, trouble, clear, gapless }).toEqual({
      refused: 'journal-full',
      toldThen: before,
      trouble: 'journal-full',
      clear: true,
      gapless: true,
    });
    expect(waiting).toBeLessThanOrEqual(20_000);
    expect(waiting).toBeGreaterThan(15_000);
    expect(after).toBe(before + 45_000 + 1);
    expect(after).toBe(last);
    const journal = openJournal(file, systemClock);
    const kept = seqs(journal.replay());
    journal.close();
    expect(kept.filter((seq) => seq <= before)).toHaveLength(before);
    expect(kept).toHaveLength(before + waiting + 1);
    expect(kept.at(-1)).toBe(after);
  },
);

it('several happenings are taken in together, after what was said before, and are with the operating system at once', () => {
  const journal = openJournal(file, systemClock);
  journal.append(heard());
  expect(seqs(journal.appendTogether([permitted, heard()], { durable: false }))).toEqual([2, 3]);
  const beside = openJournalFile(file);
  expect(seqs(beside.read(0, 10))).toEqual([1, 2, 3]);
  beside.close();
  expect(journal.append(heard()).seq).toBe(4);
  journal.close();
});

it('the journal is one file when it is closed', () => {
  const journal = openJournal(file, systemClock);
  journal.appendDurably(permitted);
  journal.close();
  expect(statSync(file).size).toBeGreaterThan(0);
  expect(readFileSync(file).subarray(0, 15).toString()).toBe('SQLite format 3');
  expect(() => statSync(`${file}-wal`)).toThrow();
});

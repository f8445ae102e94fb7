// The journal of a run: every happening gets its place in it; what matters is on disk before it counts, chatter follows in batches.

import { type Event, type Happening, slotsOf } from '../domain/blade/events.ts';
import { type Problem, Refusal } from '../domain/problem.ts';
import type { Clock } from '../platform/clock.ts';
import { isChatter, makeThinning } from './chatter.ts';
import { type Entry, openJournalFile } from './journal-file.ts';

export interface Journal {
  /**
   * Takes a happening in; it is with the operating system at most 20 ms later. Never fails: while the disk is full it is kept in memory.
   * A tick, and progress of a transfer beyond one per second, is passed on with the last number and not written.
   */
  append(happening: Happening): Event;
  /**
   * On the disk, with everything before it, when this returns. Throws a Refusal (`journal-full`), and then nothing has happened:
   * no number is taken and nobody is told. Synchronous on purpose: no other decision can come between it and the caller's next line.
   */
  appendDurably(happening: Happening): Event;
  /** Like `appendDurably`, all of them or none. Not `durable`: with the operating system, so that it survives kill -9 but not a power cut. */
  appendTogether(happenings: readonly Happening[], options: { readonly durable: boolean }): Event[];
  /** Hands everything taken in to the operating system: it survives kill -9. Throws a Refusal (`journal-full`); nothing is lost by that. */
  flush(): void;
  /** Every event from the first. */
  replay(): Iterable<Event>;
  /** The first `limit` events after number `seq`, written or not yet. */
  since(seq: number, limit: number): Event[];
  /** The last `limit` events about this slot before `seq`, written or not yet, oldest first. */
  about(slot: string, seq: number, limit: number): Event[];
  /** Tells every event from now on; returns how to stop. */
  subscribe(listener: (event: Event) => void): () => void;
  /** Why chatter waits in memory now; undefined when all is well. */
  trouble(): Problem | undefined;
  /** Flushes and closes. Throws as `flush` does, closed all the same. */
  close(): void;
}

/** How much chatter kill -9 may cost, against one commit per event. */
const batchMilliseconds = 20;
/** A commit of this many takes about a millisecond: the services on the same thread do not feel it. */
const largestBatch = 500;
/** After a failed write the disk is asked again this often. */
const retryMilliseconds = 1000;
/** About 10 MB of memory: minutes of a busy rack. Beyond it the oldest chatter goes, and its numbers are missing in the journal for ever. */
const mostWaiting = 20_000;
/** Let go of in one stroke when too much waits: forgetting one by one would move the whole list each time. */
const forgottenAtOnce = 2_000;
/** Rows read at once in a replay. */
const page = 1_000;

const eventOf = ({ happening, seq, at }: Entry): Event => ({ ...happening, seq, at });

/** Opens the journal at `file`, or makes it. Throws a Refusal (`journal-full`, `journal-damaged`, `journal-too-new`). */
export function openJournal(file: string, clock: Clock): Journal {
  const disk = openJournalFile(file);
  const worthARow = makeThinning();
  const listeners = new Set<(event: Event) => void>();
  const closed = new AbortController();
  let last = disk.last;
  let waiting: Entry[] = [];
  let batchDue = false;
  let trouble: Problem | undefined;

  /** Never before the last event, even when the laptop's clock is set back. */
  const next = (happening: Happening, further = 0): Entry => ({
    happening,
    seq: last.seq + 1 + further,
    at: Math.max(last.at, Math.floor(clock.now())),
  });

  function write(more: readonly Entry[], durable: boolean): void {
    try {
      disk.write([...waiting, ...more], durable);
      waiting = [];
      trouble = undefined;
    } catch (reason) {
      if (reason instanceof Refusal) trouble = reason.problems[0];
      throw reason;
    }
  }

  function take(entry: Entry): Event {
    last = entry;
    const event = eventOf(entry);
    for (const listener of listeners) listener(event);
    return event;
  }

  function flush(): void {
    if (waiting.length > 0) write([], false);
  }

  /** A refusal is remembered as `trouble` and tried again; only a surprise goes further. */
  function flushOrWait(): void {
    try {
      flush();
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason;
      callForBatch();
    }
  }

  function callForBatch(): void {
    if (batchDue) return;
    batchDue = true;
    void clock.sleep(trouble ? retryMilliseconds : batchMilliseconds, closed.signal).then(() => {
      batchDue = false;
      if (!closed.signal.aborted) flushOrWait();
    });
  }

  function wait(entry: Entry): void {
    waiting.push(entry);
    if (waiting.length > mostWaiting) waiting = waiting.filter(({ happening }, index) => index >= forgottenAtOnce || !isChatter(happening));
    if (waiting.length >= largestBatch && !trouble) flushOrWait();
    else callForBatch();
  }

  function appendTogether(happenings: readonly Happening[], { durable }: { readonly durable: boolean }): Event[] {
    const entries = happenings.map(next);
    write(entries, durable);
    return entries.map(take);
  }

  function since(seq: number, limit: number): Event[] {
    const written = disk.read(seq, limit);
    const unwritten = waiting.filter((entry) => entry.seq > seq).slice(0, limit - written.length);
    return [...written, ...unwritten.map(eventOf)];
  }

  function about(slot: string, seq: number, limit: number): Event[] {
    const unwritten = waiting.filter((entry) => entry.seq < seq && slotsOf(entry.happening).includes(slot));
    const newest = unwritten.slice(-limit).map(eventOf);
    return [...disk.readAbout(slot, seq, limit - newest.length), ...newest];
  }

  return {
    append(happening) {
      const entry = next(happening);
      if (!worthARow(happening, entry.at)) return take({ ...entry, seq: last.seq });
      wait(entry);
      return take(entry);
    },
    appendDurably: (happening) => appendTogether([happening], { durable: true })[0]!,
    appendTogether,
    flush,
    *replay() {
      for (let events = since(0, page); events.length > 0; events = since(events.at(-1)!.seq, page)) yield* events;
    },
    since,
    about,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    trouble: () => trouble,
    close() {
      closed.abort();
      try {
        flush();
      } finally {
        disk.close();
      }
    },
  };
}

// The runs this laptop keeps: a directory for each, with its journal, what it is a run of, and the key that its tokens come from.

import type { Event } from '../domain/blade/events.ts';
import { failed, ok, type Problem, problem, Refusal, type Result } from '../domain/problem.ts';
import type { Clock } from '../platform/clock.ts';
import { fileTrouble, isThere, makeDirectory, makeDirectoryWhole, namesIn, readFileNow, writeWhole } from '../platform/files.ts';
import { type Lock, takeLock } from '../platform/lock.ts';
import { hmacToken, randomKey } from '../platform/random.ts';
import { sqliteTrouble } from '../platform/sqlite.ts';
import { type Journal, openJournal } from './journal.ts';

export interface RunOptions {
  readonly stateDirectory: string;
  /** Name and SHA-256 of a valid plan. */
  readonly plan: string;
  readonly planSha256: string;
  /** Name of the bundle, and the SHA-256 of its manifest, by which it is found again among others of that name. */
  readonly bundle: string;
  readonly bundleSha256?: string;
  readonly clock: Clock;
  /** Why the run may not be opened, by what its journal holds, which is nothing for a new one. Then nothing is made or written. */
  readonly refuse?: (journal: Iterable<Event>) => readonly Problem[];
}

/** What a run is of, as `run.json` keeps it. Times are RFC 3339. */
export interface RunRecord {
  readonly plan: string;
  readonly planSha256: string;
  readonly bundle: string;
  readonly bundleSha256?: string;
  readonly opened: string;
  readonly sealed?: string;
  readonly rolledBack?: string;
}

/** How a run ends for good: all done, or given up. */
export type RunEnd = 'sealed' | 'rolledBack';

export interface OpenRun {
  /** `three-nodes-1`: the plan's name and a number that counts up. */
  readonly name: string;
  readonly directory: string;
  /** Closing it lets go of the run, so that another appliance may go on with it. */
  readonly journal: Journal;
  /** It was begun before, and this appliance goes on with it. */
  readonly resumed: boolean;
  /** The bearer token of one system of a blade in one arming; the same after a restart, of no use in another run. */
  readonly tokenFor: (slot: string, arming: number, system: 'live' | 'installed') => string;
  /** Ends the run for good: the next one of this plan is a new one. Again is well, too. */
  end(how: RunEnd): void;
}

/** 256 bits: as long as the tokens made with it, and never to be guessed. */
const keyBytes = 32;

const recordFile = (directory: string) => `${directory}/run.json`;
const writeRecord = (directory: string, record: RunRecord) => writeWhole(recordFile(directory), recordText(record), 0o600);
const recordText = (record: RunRecord) => `${JSON.stringify(record, undefined, 2)}\n`;

/** Throws a Refusal (`run-unreadable`): the run may be sealed or not, and guessing wrong could install a blade twice. */
function readRecord(directory: string): RunRecord {
  const refuse = (reason: string) => new Refusal(problem('run-unreadable', { run: directory, reason }));
  try {
    const record = JSON.parse(new TextDecoder().decode(readFileNow(recordFile(directory)))) as RunRecord;
    if (typeof record?.planSha256 === 'string') return record;
  } catch (error) {
    throw refuse(error instanceof SyntaxError ? 'run.json is not JSON' : `run.json: ${fileTrouble(error)}`);
  }
  throw refuse('run.json does not say which plan it is of');
}

const isOver = ({ sealed, rolledBack }: RunRecord): boolean => sealed !== undefined || rolledBack !== undefined;

/** The number of every run of this plan. */
const numbersOf = (runs: string, plan: string): number[] =>
  namesIn(runs).flatMap((name) => {
    const [number = ''] = name.startsWith(`${plan}-`) ? [name.slice(plan.length + 1)] : [];
    return /^[1-9]\d*$/.test(number) ? [Number(number)] : [];
  });

interface Found {
  readonly directory: string;
  readonly record: RunRecord;
  readonly resumed: boolean;
}

/** Throws a Refusal with what `refuse` found. */
function refuseIf(problems: readonly Problem[] = []): void {
  if (problems.length > 0) throw new Refusal(...problems);
}

const whatItIsOf = ({ plan, planSha256, bundle, bundleSha256 }: RunOptions) => ({
  plan,
  planSha256,
  bundle,
  ...(bundleSha256 ? { bundleSha256 } : {}),
});

interface Last {
  /** 0 when there is none. */
  readonly number: number;
  readonly directory: string;
  readonly record?: RunRecord;
}

/** Throws as `readRecord` does. */
function lastIn(runs: string, plan: string): Last {
  const number = Math.max(0, ...numbersOf(runs, plan));
  const directory = `${runs}/${plan}-${number}`;
  return { number, directory, ...(number > 0 ? { record: readRecord(directory) } : {}) };
}

/** The last run of the plan unless it is over, else a new one: its key and record are there before its name is. */
function findOrMake(runs: string, options: RunOptions): Found {
  const { plan, clock, refuse } = options;
  const last = lastIn(runs, plan);
  if (last.record && !isOver(last.record)) return { directory: last.directory, record: last.record, resumed: true };
  refuseIf(refuse?.([]));
  const directory = `${runs}/${plan}-${last.number + 1}`;
  const record = { ...whatItIsOf(options), opened: new Date(clock.now()).toISOString() };
  makeDirectoryWhole(directory, { key: randomKey(keyBytes), 'run.json': recordText(record) });
  return { directory, record, resumed: false };
}

function readKey(directory: string): Uint8Array {
  const key = readFileNow(`${directory}/key`);
  if (key.length !== keyBytes) throw new Refusal(problem('run-unreadable', { run: directory, reason: 'its key is damaged' }));
  return key;
}

/** Its end was cut off before its record had it. */
const hasEnded = ({ replay }: Journal): boolean => {
  for (const { type } of replay()) if (type === 'sealed' || type === 'rolled-back') return true;
  return false;
};

/** The journal begins with what the run is of, and says so again when plan or bundle have changed since; what is over stays of what it was. */
function sayWhatItIsOf(journal: Journal, { record, directory }: Found, options: RunOptions): void {
  const { plan, planSha256, bundle, bundleSha256 } = options;
  const same = record.planSha256 === planSha256 && record.bundle === bundle && record.bundleSha256 === bundleSha256;
  if (same ? journal.since(0, 1).length > 0 : hasEnded(journal)) return;
  journal.appendDurably({ type: 'run-opened', plan, planSha256, bundle });
  if (!same) writeRecord(directory, { ...record, ...whatItIsOf(options) });
}

function hold(runs: string, options: RunOptions, lock: Lock): OpenRun {
  const found = findOrMake(runs, options);
  const { directory, resumed } = found;
  const key = readKey(directory);
  const journal = openJournal(`${directory}/journal.sqlite`, options.clock);
  try {
    if (resumed) refuseIf(options.refuse?.(journal.replay()));
    sayWhatItIsOf(journal, found, options);
  } catch (reason) {
    journal.close();
    throw reason;
  }
  const close = () => {
    try {
      journal.close();
    } finally {
      lock.release();
    }
  };
  return {
    name: directory.slice(runs.length + 1),
    directory,
    journal: { ...journal, close },
    resumed,
    tokenFor: (slot, arming, system) => hmacToken(key, `${slot}\n${arming}\n${system}`),
    end(how) {
      const record = readRecord(directory);
      if (!isOver(record)) writeRecord(directory, { ...record, [how]: new Date(options.clock.now()).toISOString() });
    },
  };
}

function takeAndHold(runs: string, options: RunOptions): Result<OpenRun> {
  makeDirectory(runs);
  const lock = takeLock(`${runs}/${options.plan}.lock`);
  if ('heldBy' in lock) return failed(problem('appliance-already-running', { plan: options.plan, holder: lock.heldBy }));
  try {
    return ok(hold(runs, options, lock));
  } catch (reason) {
    lock.release();
    throw reason;
  }
}

/**
 * Opens the run of a plan that is not over, or makes its next one; held by this process until its journal is closed.
 * Fails with `appliance-already-running`, `state-unwritable`, `run-unreadable`, `journal-full`, `journal-damaged`, `journal-too-new`, or what
 * `refuse` finds.
 */
export function openRun(options: RunOptions): Result<OpenRun> {
  try {
    return takeAndHold(`${options.stateDirectory}/runs`, options);
  } catch (error) {
    if (error instanceof Refusal) return failed(...error.problems);
    const reason = sqliteTrouble(error)?.reason ?? fileTrouble(error);
    return failed(problem('state-unwritable', { directory: options.stateDirectory, reason }));
  }
}

/** The last run of this plan, where it was sealed: its name, and what it was of. Throws a Refusal (`run-unreadable`). */
export function sealedRun(stateDirectory: string, plan: string): { readonly name: string; readonly record: RunRecord } | undefined {
  const runs = `${stateDirectory}/runs`;
  if (!isThere(runs)) return undefined;
  const { number, record } = lastIn(runs, plan);
  return record?.sealed === undefined ? undefined : { name: `${plan}-${number}`, record };
}

/** What the runs that are not over are of: those that go on at the next start. One whose record cannot be read is a Refusal that is thrown. */
export function unsealedRuns(stateDirectory: string): RunRecord[] {
  const runs = `${stateDirectory}/runs`;
  const names = isThere(runs)
    ? namesIn(runs)
        .toSorted()
        .filter((name) => isThere(recordFile(`${runs}/${name}`)))
    : [];
  return names.map((name) => readRecord(`${runs}/${name}`)).filter((record) => !isOver(record));
}

// Long work on bundles: begun by a page, going on without it, one at a time for each bundle, its outcome kept until somebody has read it.

import { randomUUID } from 'node:crypto';
import type { Progress } from '../../bundle/index.ts';
import type { JobKind, JobOutcome, JobView } from '../../contract/index.ts';
import { problem, Refusal, refusalIn } from '../../domain/problem.ts';
import type { Clock } from '../../platform/clock.ts';
import { paceOf, secondsLeft } from './pace.ts';

/** What the work came to; expected failures are a Refusal that is thrown. */
export type Done = Pick<JobOutcome, 'problems' | 'directory' | 'bytesKept'>;

/** A bundle by where it lies and by what it is: the same one on a stick and on the laptop is one bundle. */
type WhichBundle = Pick<BundleAtWork, 'directory' | 'id'>;
const isSame = (one: WhichBundle, other: WhichBundle): boolean => one.directory === other.directory || one.id === other.id;

export interface BundleAtWork {
  readonly directory: string;
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly bytes: number;
  readonly parts: number;
}

export interface Work {
  readonly kind: JobKind;
  /** The bundle that is worked on, and what tells it from every other one. */
  readonly bundle: BundleAtWork;
  run(signal: AbortSignal, onProgress: (progress: Progress) => void): Promise<Done>;
}

export interface Jobs {
  /** Begins the work and gives its name. Throws a Refusal (`bundle-at-work`). */
  start(work: Work): string;
  /** Resolves when it has ended. Throws a Refusal (`work-unknown`). */
  cancel(job: string): Promise<void>;
  /** Throws a Refusal (`work-unknown`). */
  forget(job: string): void;
  /** Throws a Refusal (`bundle-at-work`) while something works on this bundle. */
  refuseAtWork(bundle: WhichBundle): void;
  views(): readonly JobView[];
  /** Called when anything of them may have changed; returns how to stop. */
  follow(heard: () => void): () => void;
  /** Cancels all work and waits for its end. */
  close(): Promise<void>;
}

/** Outcomes that nobody read; of more the oldest go. */
const mostOutcomes = 20;

interface Kept {
  view: JobView;
  readonly bundle: Work['bundle'];
  readonly stopping: AbortController;
  readonly ended: Promise<void>;
}

/** How work ended that threw: for an expected reason, because it was cancelled, or by a surprise, which also goes to the terminal. */
function endOf(reason: unknown, { aborted }: AbortSignal): Omit<JobOutcome, 'at'> {
  if (aborted) return { is: 'cancelled', problems: [] };
  const refusal = refusalIn(reason);
  if (!refusal) console.error(reason);
  return { is: 'failed', problems: [...(refusal?.problems ?? [problem('call-failed')])] };
}

export function openJobs(clock: Pick<Clock, 'now' | 'monotonic'>): Jobs {
  const kept = new Map<string, Kept>();
  const followers = new Set<() => void>();
  const changed = () => {
    for (const follower of followers) follower();
  };
  const change = (id: string, more: Partial<JobView>) => {
    const job = kept.get(id);
    if (job) job.view = { ...job.view, ...more };
    changed();
  };
  const known = (id: string): Kept => {
    const job = kept.get(id);
    if (!job) throw new Refusal(problem('work-unknown'));
    return job;
  };
  const isRunning = ({ view }: Kept) => view.outcome === undefined;

  function refuseAtWork(bundle: WhichBundle): void {
    const busy = [...kept.values()].find((job) => isRunning(job) && isSame(job.bundle, bundle));
    if (busy) throw new Refusal(problem('bundle-at-work', { bundle: busy.view.name }));
  }

  async function work(id: string, { run }: Work, signal: AbortSignal): Promise<void> {
    const pace = paceOf();
    const onProgress = (progress: Progress) => {
      pace.at(clock.monotonic(), progress.bytes);
      const bytesPerSecond = pace.rate();
      const left = secondsLeft(progress.totalBytes - progress.bytes, bytesPerSecond);
      const measured = {
        ...(bytesPerSecond === undefined ? {} : { bytesPerSecond }),
        ...(left === undefined ? {} : { secondsLeft: left }),
      };
      const { part, partsDone, parts, bytes, totalBytes } = progress;
      change(id, { progress: { part, partsDone, parts, bytes, totalBytes, ...measured } });
    };
    try {
      signal.throwIfAborted();
      const done = await run(signal, onProgress);
      change(id, { outcome: { is: 'done', at: clock.now(), ...done } });
    } catch (reason) {
      change(id, { outcome: { ...endOf(reason, signal), at: clock.now() } });
    }
  }

  /** Earlier outcomes about the same bundle are news no more. */
  function makeRoom(bundle: Work['bundle']): void {
    const ended = [...kept].filter(([, job]) => !isRunning(job));
    const tooMany = ended.length - mostOutcomes + 1;
    for (const [index, [id, job]] of ended.entries()) if (index < tooMany || isSame(job.bundle, bundle)) kept.delete(id);
  }

  return {
    refuseAtWork,
    start(asked) {
      refuseAtWork(asked.bundle);
      makeRoom(asked.bundle);
      const { directory, name, version, bytes: totalBytes, parts } = asked.bundle;
      const id = randomUUID();
      const stopping = new AbortController();
      const view = {
        id,
        kind: asked.kind,
        directory,
        name,
        version,
        since: clock.now(),
        progress: { bytes: 0, totalBytes, partsDone: 0, parts },
      };
      const begun = Promise.resolve().then(() => work(id, asked, stopping.signal));
      kept.set(id, { view, bundle: asked.bundle, stopping, ended: begun });
      changed();
      return id;
    },
    async cancel(id) {
      const { stopping, ended } = known(id);
      stopping.abort();
      await ended;
    },
    forget(id) {
      if (isRunning(known(id))) throw new Refusal(problem('work-unknown'));
      kept.delete(id);
      changed();
    },
    views: () => [...kept.values()].map(({ view }) => view),
    follow(heard) {
      followers.add(heard);
      return () => void followers.delete(heard);
    },
    async close() {
      for (const { stopping } of kept.values()) stopping.abort();
      await Promise.all([...kept.values()].map(({ ended }) => ended));
    },
  };
}

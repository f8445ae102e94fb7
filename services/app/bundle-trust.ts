// Whether a run may serve from a bundle: a trusted key signed it, or somebody accepted it as it is, now or earlier in this run.

import { type Bundle, type Trust, trustOf, trustStore } from '../bundle/index.ts';
import type { DecisionEvent, Event } from '../domain/blade/events.ts';
import { type Problem, problem, warning } from '../domain/problem.ts';
import type { RunStore } from './run-store.ts';

/** Somebody takes a bundle that no trusted key signed. */
export interface Acceptance {
  readonly how: 'command-line' | 'console';
  /** Of the bundle that was seen; without it the one that is there is meant. */
  readonly manifestSha256?: string;
}

type TrustEvent = Extract<DecisionEvent, { readonly type: 'bundle-trusted' | 'bundle-accepted' }>;

export interface Admission {
  /** Why nothing of the bundle may be served in the run of this journal; empty when it may. */
  refuse(journal: Iterable<Event>): readonly Problem[];
  /** Says in the run's journal why it may, once. Throws a Refusal (`journal-full`). */
  record(store: Pick<RunStore, 'run' | 'durably'>): void;
  /** What everybody at this run should see while it goes on. */
  readonly warnings: readonly Problem[];
}

type Judged = Pick<Bundle, 'directory' | 'manifestSha256' | 'signatures'>;

/** What the journal is to hold; none where nobody has decided at this start. */
function eventOf({ manifestSha256 }: Judged, trust: Trust, accept: Acceptance | undefined): TrustEvent | undefined {
  if (trust.is === 'trusted') return { type: 'bundle-trusted', manifestSha256, words: trust.key.words, comment: trust.key.comment };
  if (!accept || (accept.manifestSha256 ?? manifestSha256) !== manifestSha256) return undefined;
  const words = trust.is === 'unknown-key' ? trust.words : [];
  return { type: 'bundle-accepted', manifestSha256, trust: trust.is, words, how: accept.how };
}

function whyNot({ directory }: Judged, trust: Trust, accept: Acceptance | undefined): Problem {
  if (accept) return problem('bundle-not-as-seen', { bundle: directory });
  return trust.is === 'unknown-key'
    ? problem('bundle-key-unknown', { bundle: directory, words: trust.words.join(' / ') })
    : problem('bundle-unsigned', { bundle: directory });
}

/** Whether somebody accepted this very manifest earlier in this run. */
function accepted(journal: Iterable<Event>, { manifestSha256 }: Judged): boolean {
  for (const event of journal) if (event.type === 'bundle-accepted' && event.manifestSha256 === manifestSha256) return true;
  return false;
}

export function admission(bundle: Judged, trust: Trust, accept?: Acceptance): Admission {
  const event = eventOf(bundle, trust, accept);
  return {
    refuse: (journal) => (event || accepted(journal, bundle) ? [] : [whyNot(bundle, trust, accept)]),
    record({ run, durably }) {
      if (!event) return;
      const known = event.type === 'bundle-trusted' ? run().trustedBundles : run().acceptedBundles;
      if (!known.has(event.manifestSha256)) durably(event);
    },
    warnings: trust.is === 'trusted' ? [] : [warning(problem('bundle-taken-untrusted', { bundle: bundle.directory }))],
  };
}

export interface Judgement {
  readonly admission: Admission;
  /** Files among the trusted keys that are none; nothing is refused for them. */
  readonly problems: readonly Problem[];
}

/** By the keys of this state directory. */
export async function admit(bundle: Bundle, stateDirectory: string, accept?: Acceptance): Promise<Judgement> {
  const { keys, problems } = await trustStore(stateDirectory).list();
  return { admission: admission(bundle, trustOf(bundle, keys), accept), problems: problems.map(warning) };
}

// What every part of the report is told from: the input, and what follows from it more than once.

import type { Architecture, Survival } from '../../../domain/architecture/index.ts';
import { architectures, survivalOf } from '../../../domain/architecture/index.ts';
import type { Blade } from '../../../domain/blade/blade.ts';
import type { Event } from '../../../domain/blade/events.ts';
import type { EventOf } from '../../../domain/blade/outcome.ts';
import { bladeAt } from '../../../domain/blade/run.ts';
import type { AcceptanceProgress } from '../../../domain/cluster/progress.ts';
import { type PlannedBlade, plannedBlades } from '../../../domain/plan/plan.ts';
import { countsOf } from '../../../domain/plan/roles.ts';
import type { ReportInput } from '../input.ts';
import { type Install, installsOf } from './installs.ts';
import type { ReportWords } from './report-words.ts';
import { reportWords } from './words.ts';

/** A blade of the plan, and what became of it. */
export interface Row {
  readonly planned: PlannedBlade;
  readonly blade: Blade;
}

export interface Telling extends ReportInput {
  readonly say: ReportWords;
  readonly architecture: Architecture;
  readonly survival: Survival;
  /** Its nodes are blades of a rack; else it lives in the laptop itself, and leaves with it. */
  readonly isOnRack: boolean;
  readonly rows: readonly Row[];
  readonly installs: readonly Install[];
  /** The tests that came to an end, newest last. */
  readonly tests: readonly AcceptanceProgress[];
  readonly opened: EventOf<'run-opened'> | undefined;
  readonly signature: EventOf<'bundle-trusted'> | EventOf<'bundle-accepted'> | undefined;
  readonly adopted: EventOf<'cluster-adopted'> | undefined;
  readonly sealed: EventOf<'sealed'> | undefined;
}

/** The last event of this type that fits. */
function lastOf<Type extends Event['type']>(
  events: Iterable<Event>,
  type: Type,
  fits: (event: EventOf<Type>) => boolean = () => true,
): EventOf<Type> | undefined {
  let found: EventOf<Type> | undefined;
  for (const event of events) if (event.type === type && fits(event as EventOf<Type>)) found = event as EventOf<Type>;
  return found;
}

/** A trusted key is the stronger word: a bundle that was accepted first may have been signed for this laptop later. */
function signatureOf({ events, manifestSha256 }: ReportInput): Telling['signature'] {
  const isOurs = (event: { readonly manifestSha256: string }) => event.manifestSha256 === manifestSha256;
  return lastOf(events, 'bundle-trusted', isOurs) ?? lastOf(events, 'bundle-accepted', isOurs);
}

export function tellingOf(input: ReportInput): Telling {
  const { plan, run, events, language } = input;
  const architecture = architectures[plan.architecture];
  return {
    ...input,
    say: reportWords[language],
    architecture,
    isOnRack: plan.architecture !== 'laptop',
    survival: survivalOf(architecture, countsOf(plan), language),
    rows: plannedBlades(plan).flatMap((planned) => {
      const blade = bladeAt(run, planned.slot);
      return blade ? [{ planned, blade }] : [];
    }),
    installs: installsOf(events),
    tests: run.cluster.acceptances.filter(({ endedAt }) => endedAt !== undefined),
    opened: lastOf(events, 'run-opened'),
    signature: signatureOf(input),
    adopted: lastOf(events, 'cluster-adopted'),
    sealed: lastOf(events, 'sealed'),
  };
}

// What the journal is told of one add-on: each change once, and a reason that keeps changing not at every change.

import type { ClusterEvent } from '../../domain/cluster/events.ts';
import type { AddonProgress } from '../../domain/cluster/progress.ts';
import type { Clock } from '../../platform/clock.ts';

type Step = AddonProgress['step'];
export type Tell = (step: Step, error?: string) => void;

/** A pod that is started again and again waits for another thing each time. Milliseconds. */
const retellMilliseconds = 60_000;

/** `told` is what the journal holds already. */
export function teller(addon: string, told: AddonProgress | undefined, emit: (event: ClusterEvent) => void, clock: Clock): Tell {
  let last: { readonly step: Step; readonly error: string | undefined; readonly at: number } | undefined = told && {
    ...told,
    at: -Infinity,
  };
  return (step, error) => {
    if (last?.step === step && (last.error === error || clock.monotonic() - last.at < retellMilliseconds)) return;
    last = { step, error, at: clock.monotonic() };
    emit({ type: 'addon-step', addon, step, ...(error === undefined ? {} : { error }) });
  };
}

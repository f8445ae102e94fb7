// The laptop's clock against its bundle: no clock that is right can be before the moment the bundle was built.

import { type Problem, problem } from './problem.ts';

/** Two clocks that are both set by hand: as much as Kerberos and most certificate tools forgive. A wrong time zone is far beyond it. */
export const clockSlackSeconds = 300;

/** `clock-before-bundle` when `now` (milliseconds since 1970) is further before `created` (RFC 3339) than two good clocks differ. */
export function clockBeforeBundle(created: string, now: number): Problem | undefined {
  if (now >= Date.parse(created) - clockSlackSeconds * 1000) return undefined;
  return problem('clock-before-bundle', { now: new Date(now).toISOString(), created });
}

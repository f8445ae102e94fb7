// Every add-on of the plan is up and answers.

import { type Problem, problem } from '../../domain/problem.ts';
import type { AddonSeen, Check } from './env.ts';
import { settled } from './findings.ts';

/** They were Ready when they were applied; after the loss of a node their pods come up elsewhere, five minutes after it was missed. */
const addonMilliseconds = 900_000;

function problemsOf(addon: string, seen: readonly AddonSeen[]): Problem[] {
  const found = seen.find((one) => one.addon === addon);
  if (!found) return [problem('check-addon-missing', { addon })];
  return found.waiting === undefined ? [] : [problem('check-addon-unready', { addon, reason: found.waiting })];
}

export const addons: Check = (env) =>
  settled(env, addonMilliseconds, async () => {
    const seen = await env.addons();
    const planned = env.plan.kubernetes?.addons ?? [];
    const others = seen.flatMap(({ addon }) => (planned.includes(addon) ? [] : [addon]));
    return {
      facts: seen.map(({ addon, waiting }) => `${addon} ${waiting === undefined ? 'ready' : waiting}`),
      problems: [...planned, ...others].flatMap((addon) => problemsOf(addon, seen)),
    };
  });

// `rackstrap plan check`: all problems of a plan at once, by itself and with a bundle, for people or as JSON.

import { systemClock } from '../../platform/clock.ts';
import type { Output } from '../output.ts';
import { planCheck, printPlanCheck } from '../plan-check.ts';
import { type CommandOptions, stateOf } from './serving.ts';

/** Exit 0 when the plan can be used: warnings do not count. */
export async function checkPlan(file: string, options: CommandOptions, output: Output): Promise<number> {
  const { bundle, json } = options;
  const against = typeof bundle === 'string' ? { named: bundle, stateDirectory: stateOf(options), now: systemClock.now() } : undefined;
  const found = await planCheck(file, against);
  output.line(printPlanCheck(found, { json: json === true }));
  return found.ok ? 0 : 1;
}

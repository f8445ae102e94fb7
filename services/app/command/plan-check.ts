// `rackstrap plan check`: all problems of a plan at once, for people or as JSON.

import type { Output } from '../output.ts';
import { planCheck, printPlanCheck } from '../plan-check.ts';

/** Exit 0 when the plan can be used: warnings do not count. */
export async function checkPlan(file: string, { json }: { json: boolean }, output: Output): Promise<number> {
  const found = await planCheck(file);
  output.line(printPlanCheck(found, { json }));
  return found.ok ? 0 : 1;
}

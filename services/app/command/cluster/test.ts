// `rackstrap cluster test`: the acceptance test, or some checks of it.

import { type CheckName, checkNames } from '../../../domain/cluster/checks.ts';
import { problem, Refusal } from '../../../domain/problem.ts';
import { byCommand } from '../../deciders.ts';
import type { Output } from '../../output.ts';
import type { CommandOptions } from '../serving.ts';
import { withCluster } from './with-cluster.ts';

/** Undefined for the usual ones. Throws a Refusal (`option-malformed`). */
function checksOf(options: CommandOptions): readonly CheckName[] | undefined {
  const named = options.check as readonly string[] | undefined;
  const unknown = named?.find((name) => !checkNames.some((check) => check === name));
  if (unknown !== undefined)
    throw new Refusal(problem('option-malformed', { option: '--check', given: unknown, expected: `one of ${checkNames.join(', ')}` }));
  const cut = options['cut-leader'] === true;
  if (!named && !cut) return undefined;
  return checkNames.filter((check) => (check === 'vip' ? cut || named?.includes(check) : !named || named.includes(check)));
}

/** Exit 0 when it was passed. */
export function testCluster(plan: string, options: CommandOptions, output: Output): Promise<number> {
  const checks = checksOf(options);
  return withCluster(plan, options, output, async ({ run, desk, answering }) => {
    await answering();
    if (await desk.test(byCommand, checks).ended) return [];
    const failed =
      run.store
        .run()
        .cluster.acceptances.at(-1)
        ?.outcomes.filter(({ result }) => result !== 'passed') ?? [];
    return [problem('cluster-not-accepted', { checks: failed.map(({ check }) => check).join(', ') })];
  });
}

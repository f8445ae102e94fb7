// `rackstrap cluster unplug`: the proof that the cluster stands without this laptop.

import type { UnplugProgress } from '../../../domain/cluster/progress.ts';
import { type Problem, problem } from '../../../domain/problem.ts';
import { byCommand } from '../../deciders.ts';
import type { Output } from '../../output.ts';
import type { CommandOptions } from '../serving.ts';
import { withCluster } from './with-cluster.ts';

/** Why the test without the laptop, which has ended, was not passed. */
export function notUnplugged(ended: UnplugProgress | undefined): Problem {
  const { traces = [], reason } = ended ?? {};
  return problem('cluster-not-unplugged', { reason: reason ?? (traces.length > 0 ? traces.join(', ') : 'the acceptance test failed') });
}

/** Exit 0 when it was passed. */
export const unplugCluster = (plan: string, options: CommandOptions, output: Output): Promise<number> =>
  withCluster(plan, options, output, async ({ run, desk, answering }) => {
    await answering();
    return (await desk.unplug(byCommand).ended) ? [] : [notUnplugged(run.store.run().cluster.unplug)];
  });

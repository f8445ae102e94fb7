// `rackstrap cluster hand-over`: kubeconfig and report, into a directory.

import { byCommand } from '../../deciders.ts';
import type { Output } from '../../output.ts';
import type { CommandOptions } from '../serving.ts';
import { handOverGiven } from './given.ts';
import { withCluster } from './with-cluster.ts';

/** The cluster need not answer: what is handed over is made of the run's secrets and its journal. */
export function handOverCluster(plan: string, options: CommandOptions, output: Output): Promise<number> {
  const to = handOverGiven(options);
  return withCluster(plan, options, output, async ({ desk }) => {
    await desk.handOver(to, byCommand);
    return [];
  });
}

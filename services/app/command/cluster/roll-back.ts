// `rackstrap cluster rollback`: the run is given up; what is not installed keeps its disk as it is and boots from it.

import { byCommand } from '../../deciders.ts';
import type { Output } from '../../output.ts';
import type { CommandOptions } from '../serving.ts';
import { withCluster } from './with-cluster.ts';

export const rollBackRun = (plan: string, options: CommandOptions, output: Output): Promise<number> =>
  withCluster(plan, options, output, async ({ desk }) => {
    desk.rollBack(options['discard-cluster'] === true, byCommand);
    return [];
  });

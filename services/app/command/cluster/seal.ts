// `rackstrap cluster seal`: the run is over, nothing is installed any more, and its secrets are wiped.

import { byCommand } from '../../deciders.ts';
import type { Output } from '../../output.ts';
import type { CommandOptions } from '../serving.ts';
import { withCluster } from './with-cluster.ts';

/** With --incomplete a cluster that does not answer is sealed as well. */
export const sealCluster = (plan: string, options: CommandOptions, output: Output): Promise<number> =>
  withCluster(plan, options, output, async ({ desk, answering }) => {
    const incomplete = options.incomplete === true;
    if (!incomplete) await answering();
    await desk.seal(incomplete, byCommand);
    return [];
  });

// One thing that the API servers are asked to do: flags, what they have to see of the node, and the files that have to lie there.

import type { SystemFile } from '../system/parts.ts';
import type { Argument, HostVolume } from './documents.ts';

export interface ApiServerPart {
  readonly arguments: readonly Argument[];
  readonly volumes: readonly HostVolume[];
  /** On every control-plane blade before kubeadm runs there. */
  readonly files: readonly SystemFile[];
}

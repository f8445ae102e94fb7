// What becomes of a blade as a node: what kubeadm on it reports, and what the API of the cluster tells of it.

import { type Blade, reach } from './blade.ts';
import { becomes, type Handler, stays } from './outcome.ts';
import { compareStages } from './stages.ts';

/** Its installed system was heard in this arming; one that this run never armed came with the cluster that it goes on with. */
const isUp = ({ stage, arming }: Blade): boolean => arming === undefined || compareStages(stage, 'booted') >= 0;

/** Waiting for its turn is not joining; kubeadm at work is. */
export const clusterStepTold: Handler<'cluster-step'> = (blade, { at, verb, step, attempt, detail }) => {
  if (!isUp(blade)) return stays(blade, 'reports of kubeadm before its installed system was up');
  const now = { ...blade, moved: at, clusterStep: { verb, step, attempt, detail, at } };
  return becomes(step === 'waiting' ? now : reach(now, 'joining', at));
};

/** The node's own kubelet says that it is ready; a blade that is none of this run's keeps its stage. */
export const nodeSeen: Handler<'node-seen'> = (blade, { at, ready, reason, version, address }) => {
  const since = blade.node?.ready === ready ? blade.node.since : at;
  const seen = { ...blade, node: { ready, reason, version, address, since } };
  if (!isUp(blade)) return stays(seen, 'is a node, but its installed system was never heard in this arming');
  return becomes({ ...reach(seen, ready ? 'ready' : 'joining', at), moved: at });
};

const noNode = (blade: Blade) => becomes({ ...blade, node: undefined });
export const nodeLost: Handler<'node-lost'> = noNode;
export const nodeRemoved: Handler<'node-removed'> = noNode;

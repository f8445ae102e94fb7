// What becomes of a blade as a node: what its own system reports on the way there, and what the API of the cluster tells of it.

import { type Blade, newLife, reach, takeSecrets } from './blade.ts';
import { becomes, type EventOf, type Handler, stays } from './outcome.ts';
import { compareStages } from './stages.ts';

/** Its installed system was heard in this arming; one that this run never armed came with the cluster that it goes on with. */
const isUp = ({ stage, arming }: Blade): boolean => arming === undefined || compareStages(stage, 'booted') >= 0;

const isSameStep = ({ broughtIn }: Blade, { step, done, of }: EventOf<'node-step'>): boolean =>
  broughtIn?.step === step && broughtIn.done === done && broughtIn.of === of;

/** The same figures again are no progress, whatever it says about why. */
export const nodeStepTold: Handler<'node-step'> = (blade, event) => {
  const { step, done, of, error, at } = event;
  const now = { ...blade, broughtIn: { step, done, of, error } };
  return becomes(isSameStep(blade, event) ? now : { ...now, moved: at });
};

/** On a slow way an earlier word comes after the last one. */
const isOvertaken = ({ clusterStep }: Blade, { step, attempt }: EventOf<'cluster-step'>): boolean =>
  clusterStep?.step === 'done' && step !== 'done' && attempt <= clusterStep.attempt;

/** Waiting for its turn is not joining; kubeadm at work is. */
export const clusterStepTold: Handler<'cluster-step'> = (blade, event) => {
  const { at, verb, step, attempt, detail } = event;
  if (!isUp(blade)) return stays(blade, 'reports of kubeadm before its installed system was up');
  if (isOvertaken(blade, event)) return stays(blade, `says ${step} of attempt ${attempt} of kubeadm, which is through`);
  const failure = step === 'failed' ? (detail ?? 'no reason given') : attempt > 1 ? blade.clusterStep?.failure : undefined;
  const now = { ...blade, moved: at, clusterStep: { verb, step, attempt, detail, failure, at } };
  return becomes(step === 'waiting' ? now : reach(now, 'joining', at));
};

/** The node's own kubelet says that it is ready; a blade that is none of this run's keeps its stage. */
export const nodeSeen: Handler<'node-seen'> = (blade, { at, ready, reason, version, address }) => {
  const since = blade.node?.ready === ready ? blade.node.since : at;
  const seen = { ...blade, node: { ready, reason, version, address, since } };
  if (!isUp(blade)) return stays(seen, 'is a node, but its installed system was never heard in this arming');
  return becomes({ ...reach(seen, ready ? 'ready' : 'joining', at), moved: at });
};

/** Somebody took it out behind our back: its stage stays, and stands there without a node. */
export const nodeLost: Handler<'node-lost'> = (blade, { at }) => becomes({ ...blade, node: undefined, moved: at });

/**
 * Taken out by this run: a blade like one of which nothing was heard, that boots from its disk until it is armed again. One that is to stay out is
 * missed by nobody.
 */
export const nodeRemoved: Handler<'node-removed'> = (blade, { at, by, why }) => {
  const excluded = why === 'remove' ? `taken out of the cluster by ${by}` : blade.excluded;
  return becomes({ ...takeSecrets(blade), ...newLife, excluded, since: at, moved: at });
};

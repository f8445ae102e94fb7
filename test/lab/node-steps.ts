// What has to be in every blade before it can become a node, and whether its reports say that all of it is.

import type { Event } from '../../services/domain/blade/events.ts';

export type Role = 'control-plane' | 'worker';

const ofEveryNode = ['kube-proxy', 'coredns', 'pause', 'flannel', 'flannel-cni-plugin', 'agnhost'];
const ofControlPlane = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd'];

/** How many images a node of the lab's plan, which has no VIP, runs. */
export const imagesOf = (role: Role): number => ofEveryNode.length + (role === 'control-plane' ? ofControlPlane.length : 0);

type Step = Extract<Event, { readonly type: 'node-step' }>;

const isStep = (event: Event): event is Step => event.type === 'node-step';

/** The last word is that all are in: a report that says less before it is what a restart looks like. */
export const hasAll = ({ step, done, of }: Pick<Step, 'step' | 'done' | 'of'>, role: Role): boolean =>
  step === 'images' && done === of && of === imagesOf(role);

/** Why a blade of this role is not ready to become a node, by the events about it; undefined when it is. */
export function lackingIn(events: readonly Event[], role: Role): string | undefined {
  const steps = events.filter(isStep);
  const images = steps.findLast(({ step }) => step === 'images');
  if (!steps.some(({ step, done, of }) => step === 'cni-plugins' && done === of)) return 'did not report its CNI plugins';
  if (images === undefined) return 'did not report any container image';
  if (hasAll(images, role)) return undefined;
  return `reported ${images.done} of ${images.of} container images, and ${imagesOf(role)} are wanted${images.error ? `: ${images.error}` : ''}`;
}

// What keeps a pod from running, in the words of who knows: the scheduler, the kubelet, or the program's own last line.

import type { ClusterApi } from '../api.ts';
import { type Conditioned, conditionOf, isReady } from '../conditions.ts';
import { podPath } from '../paths.ts';

interface ContainerStatus {
  readonly name: string;
  readonly image: string;
  readonly ready: boolean;
  readonly state?: {
    readonly waiting?: { readonly reason?: string; readonly message?: string };
    readonly running?: object;
    readonly terminated?: { readonly exitCode: number; readonly reason?: string };
  };
}

export interface Pod extends Conditioned {
  readonly metadata: { readonly name: string; readonly namespace: string; readonly deletionTimestamp?: string };
  readonly spec: { readonly nodeName?: string };
  readonly status?: Conditioned['status'] & {
    readonly phase?: string;
    readonly reason?: string;
    readonly message?: string;
    readonly initContainerStatuses?: readonly ContainerStatus[];
    readonly containerStatuses?: readonly ContainerStatus[];
  };
}

/** Why something is not up yet. */
export interface Waiting {
  readonly words: string;
  /** It does not pass by waiting: somebody has to do something. */
  readonly stuck: boolean;
  /** It was there, and somebody took it away. */
  readonly isGone?: true;
}

interface Found extends Waiting {
  /** Its log may say more. */
  readonly logOf?: string;
  /** Events may say more. */
  readonly unclear?: boolean;
}

/** What every container goes through. */
const onItsWay = ['ContainerCreating', 'PodInitializing'];
const isAboutImage = (reason: string): boolean => /Image/.test(reason);

const stuck = (words: string): Found => ({ words, stuck: true });

function ofContainer({ name, image, ready, state }: ContainerStatus): Found[] {
  const { waiting, terminated } = state ?? {};
  if (terminated && terminated.exitCode !== 0) return [{ ...stuck(`${name} ended with ${terminated.exitCode}`), logOf: name }];
  if (waiting?.reason === 'CrashLoopBackOff') return [{ ...stuck(`${name} CrashLoopBackOff`), logOf: name }];
  if (waiting?.reason !== undefined && !onItsWay.includes(waiting.reason)) {
    const about = isAboutImage(waiting.reason) ? ` ${image}` : '';
    return [stuck(`${waiting.reason}${about}${waiting.message ? `: ${waiting.message}` : ''}`)];
  }
  if (waiting) return [{ words: waiting.reason ?? 'waiting', stuck: false, unclear: true }];
  return state?.running && !ready ? [{ words: `${name} runs and is not ready`, stuck: false, unclear: true }] : [];
}

/** Nothing for a pod that is up, done, or on its way out. */
function waitingOf({ metadata, status = {} }: Pod): Found | undefined {
  if (metadata.deletionTimestamp !== undefined || status.phase === 'Succeeded' || isReady({ status })) return undefined;
  const scheduled = conditionOf({ status }, 'PodScheduled');
  if (scheduled?.status === 'False') return stuck(`Pending: ${scheduled.message ?? scheduled.reason ?? ''}`);
  if (status.phase === 'Failed') return stuck(status.message ?? status.reason ?? 'Failed');
  const [first] = [...(status.initContainerStatuses ?? []).filter(({ ready }) => !ready), ...(status.containerStatuses ?? [])].flatMap(
    ofContainer,
  );
  return first ?? { words: status.phase ?? 'Pending', stuck: false, unclear: true };
}

/** Enough for the line that says why, where a program's last lines are empty. */
const logLines = 5;

/** The last line that its program wrote, before it was started anew where it was. */
async function lastLine(api: ClusterApi, { metadata: { name, namespace } }: Pod, container: string): Promise<string> {
  for (const previous of [true, false]) {
    const query = new URLSearchParams({ container, tailLines: String(logLines), previous: String(previous) });
    const { status, body } = await api.ask(`${podPath(namespace, name)}/log?${query}`);
    const line = status === 200 ? body.trimEnd().split('\n').at(-1) : '';
    if (line) return line;
  }
  return '';
}

interface Event {
  readonly message?: string;
  readonly lastTimestamp?: string | null;
  readonly eventTime?: string | null;
}

/** The newest warning about an object; undefined when there is none. */
export async function lastWarning(api: ClusterApi, kind: string, { name, namespace }: Pod['metadata']): Promise<string | undefined> {
  const fieldSelector = `involvedObject.kind=${kind},involvedObject.name=${name},type=Warning`;
  const events = await api.list<Event>(`/api/v1/namespaces/${namespace}/events?${new URLSearchParams({ fieldSelector })}`);
  const timeOf = ({ lastTimestamp, eventTime }: Event) => lastTimestamp ?? eventTime ?? '';
  return events.toSorted((one, other) => timeOf(one).localeCompare(timeOf(other))).at(-1)?.message;
}

async function explained(api: ClusterApi, pod: Pod, { words, stuck: isStuck, logOf, unclear }: Found): Promise<Waiting> {
  const more = logOf ? await lastLine(api, pod, logOf) : unclear ? await lastWarning(api, 'Pod', pod.metadata) : '';
  const node = pod.spec.nodeName === undefined ? '' : ` on ${pod.spec.nodeName}`;
  return { words: `pod ${pod.metadata.name}${node}: ${words}${more ? `: ${more}` : ''}`, stuck: isStuck };
}

/** Of these pods what keeps one of them from running, one that waiting does not help before others; undefined when all of them run. */
export async function podsWaiting(api: ClusterApi, pods: readonly Pod[]): Promise<Waiting | undefined> {
  const found = pods.flatMap((pod) => {
    const waiting = waitingOf(pod);
    return waiting ? [{ pod, waiting }] : [];
  });
  const worst = found.find(({ waiting }) => waiting.stuck) ?? found[0];
  return worst && explained(api, worst.pod, worst.waiting);
}

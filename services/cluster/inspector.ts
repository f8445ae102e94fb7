// Somebody of ours on a node of the new cluster: reads its files and restarts it, by pods that run one command each.

import { familyOf } from '../domain/network/address.ts';
import { type Pod, podsWaiting } from './addons/pods.ts';
import { ApiTrouble, type ClusterApi, type ClusterObject } from './api.ts';
import { checkNamespace, checkPodPath, everywhere, openNamespace } from './check-namespace.ts';
import { type Conditioned, isReady } from './conditions.ts';
import { type Asking, seenWithin } from './waiting.ts';

export interface Inspector {
  /**
   * What the command printed, at most a MiB, by a shell of the image as root in the node's own namespaces of processes and network; the node's files
   * are below /host. Rejects with an InspectorTrouble when it fails or does not end.
   */
  shell(command: string): Promise<string>;
  /** Files of the node's own that name this address, as paths on the node, at most a hundred. Rejects with an InspectorTrouble when it searched nothing. */
  tracesOf(address: string): Promise<string[]>;
  /** The node has started anew and is Ready when this resolves; rejects with an InspectorTrouble when that takes longer than half an hour. */
  restart(): Promise<void>;
  /** Its pods are gone. The namespace stays: `cleanUp` removes it. */
  remove(): Promise<void>;
}

/** Why an inspector cannot say what it was sent for, in words that name the node. */
export class InspectorTrouble extends Error {
  constructor(node: string, words: string) {
    super(`${node}: ${words}`);
    this.name = 'InspectorTrouble';
  }
}

/** A pod takes minutes to start on an emulated node, and a search reads every file on a slow disk. */
const commandMilliseconds = 900_000;
/** The kubelet ends it then, when nobody waits for it any more. */
const commandSeconds = commandMilliseconds / 1000;
/** From the word to restart until the node is Ready: an emulated blade takes ten minutes. */
const restartMilliseconds = 1_800_000;
const largestOutput = 1024 * 1024;

/**
 * Nothing of it listens: a shell with all rights on the node must not be asked by anybody but the API server, so each command is a pod of its own,
 * and what it printed is its log.
 */
const inspectorPod = (name: string, node: string, image: string, command: string): ClusterObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: checkNamespace },
  spec: {
    ...everywhere,
    nodeName: node,
    hostPID: true,
    hostNetwork: true,
    restartPolicy: 'Never',
    activeDeadlineSeconds: commandSeconds,
    terminationGracePeriodSeconds: 1,
    containers: [
      {
        name: 'inspector',
        image,
        imagePullPolicy: 'Never',
        command: ['/bin/sh', '-c', command],
        securityContext: { privileged: true },
        volumeMounts: [{ name: 'host', mountPath: '/host', mountPropagation: 'HostToContainer' }],
      },
    ],
    volumes: [{ name: 'host', hostPath: { path: '/' } }],
  },
});

/**
 * Where configuration of a node lies; what is not there is passed over, and so is what other file systems are mounted on. Those of the second line are
 * where Fedora CoreOS has its links from /opt, /root, /home and /usr/local lead to: find follows none.
 */
const searched = [
  ...['etc', 'opt', 'root', 'home', 'oem', 'boot', 'usr/local', 'var/lib'],
  ...['var/opt', 'var/roothome', 'var/home', 'var/usrlocal'],
];
/** What runs in containers, and what the cluster itself keeps. */
const notSearched = ['var/lib/containerd', 'var/lib/docker', 'var/lib/etcd', 'var/lib/kubelet/pods'];
/** Files that are written for people or programs to read at their start are smaller. */
const largestFileKib = 4096;
const mostTraces = 100;
const searchSeconds = 600;
/** The last line of a search that came to its end. */
const searchedAll = 'searched all';
/** Before it, when the search saw the node's own name in its own /etc, where it has to be: else it searched nothing. */
const sawItsName = 'saw its name';

/** The address and no longer one: neither `10.20.30.24` nor `110.20.30.2` is `10.20.30.2`. */
function addressPattern(address: string): string {
  const own = familyOf(address) === 'ipv4' ? '0-9' : '0-9A-Fa-f:';
  return `(^|[^.${own}])${address.replaceAll('.', '\\.')}($|[^${own}])`;
}

const within = (path: string): string => `/host/${path}`;

/** Prints the paths of files below `directories` that have what this looks for. */
function search(directories: readonly string[], pattern: string): string {
  const pruned = notSearched.map((path) => `-path ${within(path)}`).join(' -o ');
  const files = `-type f -size -${largestFileKib}k`;
  return `find ${directories.map(within).join(' ')} -xdev '(' ${pruned} ')' -prune -o ${files} -exec grep -lE '${pattern}' '{}' + 2>/dev/null`;
}

/**
 * `timeout` ends with 124 or more when it had to end what it ran; that nothing was found is no failure. The node's name is what it is in its API: letters,
 * digits, hyphens and dots.
 */
export function searchCommand(address: string, node: string): string {
  const itself = `[ -n "$(${search(['etc'], node.replaceAll('.', '\\.'))})" ] && echo ${sawItsName}`;
  return `timeout ${searchSeconds} ${search(searched, addressPattern(address))}; [ $? -lt 124 ] && { ${itself}; echo ${searchedAll}; }`;
}

/** The words say what is wrong with the search. */
function pathsIn(output: string): readonly string[] | { readonly words: string } {
  const lines = output.trimEnd().split('\n');
  if (lines.pop() !== searchedAll) return { words: 'the search through its files was cut short' };
  if (lines.pop() !== sawItsName) return { words: "the search through its files did not even find the node's own name in /etc" };
  return lines.slice(0, mostTraces).map((line) => line.slice('/host'.length));
}

interface Node extends Conditioned {
  readonly status?: Conditioned['status'] & { readonly nodeInfo?: { readonly bootID?: string } };
}

const nodeAt = (api: ClusterApi, name: string) => api.get<Node>(`/api/v1/nodes/${name}`);

/** A new one for each start of a machine: the kernel's. */
const startOf = (node: Node | undefined): string | undefined => node?.status?.nodeInfo?.bootID;

const ends = ['Succeeded', 'Failed'];
const hasEnded = (pod: Pod | undefined): boolean => pod === undefined || ends.includes(pod.status?.phase ?? '');

/**
 * For the node of this name. Nothing of it is in the cluster before it is asked for something.
 * `image`: what `checkImage` of the bundle says. Each method rejects with an ApiTrouble, too.
 */
export function inspectorOn(
  api: ClusterApi,
  node: string,
  { image, ...world }: Omit<Asking, 'api'> & { readonly image: string },
): Inspector {
  const asking: Asking = { ...world, api };
  const names: string[] = [];

  async function start(command: string): Promise<string> {
    const name = `inspector-${node}-${names.length + 1}`;
    names.push(name);
    await openNamespace(asking);
    await api.remove(checkPodPath(name));
    await seenWithin(
      asking,
      commandMilliseconds,
      () => api.get(checkPodPath(name)),
      (pod) => pod === undefined,
    );
    await api.apply(inspectorPod(name, node, image, command));
    return name;
  }

  /** Of a pod that did not come to its end: what keeps it from running. */
  async function whyNot(pod: Pod | undefined): Promise<string> {
    return (pod && (await podsWaiting(api, [pod]))?.words) ?? 'the inspector ended without a word';
  }

  async function shell(command: string): Promise<string> {
    const name = await start(command);
    const pod = await seenWithin(asking, commandMilliseconds, () => api.get<Pod>(checkPodPath(name)), hasEnded);
    if (!hasEnded(pod)) throw new InspectorTrouble(node, await whyNot(pod));
    const { status, body } = await api.ask(`${checkPodPath(name)}/log?limitBytes=${largestOutput}`);
    if (pod?.status?.phase !== 'Succeeded') throw new InspectorTrouble(node, status === 200 && body ? body.trim() : await whyNot(pod));
    if (status !== 200) throw new ApiTrouble(status, body);
    return body;
  }

  async function restart(): Promise<void> {
    const before = startOf(await nodeAt(api, node));
    await start('nsenter -t 1 -m -- systemctl --no-block reboot');
    const isUp = (now: Node | undefined) => isReady(now) && startOf(now) !== before;
    const last = await seenWithin(asking, restartMilliseconds, () => nodeAt(api, node), isUp);
    if (!isUp(last)) throw new InspectorTrouble(node, `was told to restart and is not back after ${restartMilliseconds / 60_000} minutes`);
  }

  return {
    shell,
    restart,
    async tracesOf(address) {
      const found = pathsIn(await shell(searchCommand(address, node)));
      if ('words' in found) throw new InspectorTrouble(node, found.words);
      return [...found];
    },
    async remove() {
      for (const name of names.splice(0)) await api.remove(checkPodPath(name));
    },
  };
}

// A cluster made of a few objects, for the tests beside this file: what is asked of it is noted in order.

import type { ApiAnswer, AskOptions, ClusterApi, ClusterObject } from '../api.ts';
import type { Ran } from '../client/commands.ts';
import type { Running } from '../etcd.ts';
import type { Pod } from './pods.ts';

export interface StagedMember {
  readonly name: string;
  readonly healthy?: boolean;
  readonly learner?: boolean;
}

export interface Staged {
  /** Node → Ready. */
  readonly nodes: Readonly<Record<string, boolean>>;
  readonly members: readonly StagedMember[];
  readonly pods?: readonly Pod[];
  /** Status of each eviction in turn, the last one for ever; 201 when it is not given, and then the pod goes. */
  readonly evictions?: readonly number[];
  /** What etcdctl says when it does not remove a member. */
  readonly refuses?: string;
}

const ready = (is: boolean) => [{ type: 'Ready', status: is ? 'True' : 'False' }];
const ran = (stdout: string, succeeded = true, stderr = ''): Ran => ({ succeeded, stdout, stderr });
const urlOf = (name: string) => `https://${name}:2379`;

/** An API of these objects, etcdctl in its pods, and what was done to them. */
export function stagedCluster({ nodes, members, pods = [], evictions = [201], refuses }: Staged) {
  const done: string[] = [];
  const left = { nodes: new Map(Object.entries(nodes)), members: [...members], pods: [...pods] };
  let evicted = 0;

  const etcdPods = (): Pod[] =>
    members.map(({ name, healthy = true }) => ({
      metadata: { name: `etcd-${name}`, namespace: 'kube-system' },
      spec: { nodeName: name },
      status: { conditions: ready(healthy) },
    }));
  function evict(path: string): ApiAnswer {
    const [, namespace, name] = /namespaces\/([^/]+)\/pods\/([^/]+)\/eviction/.exec(path)!;
    const status = evictions[Math.min(evicted++, evictions.length - 1)]!;
    done.push(`evict ${namespace}/${name} ${status}`);
    if (status === 201) left.pods = left.pods.filter(({ metadata }) => metadata.name !== name);
    return { status, body: '' };
  }
  const api: ClusterApi & Running = {
    server: () => 'https://10.20.30.9:6443',
    async ask(path: string, { method = 'GET', body = '' }: AskOptions = {}) {
      if (path.endsWith('/eviction')) return evict(path);
      done.push(`${method} ${path} ${body}`.trim());
      return { status: 200, body: '' };
    },
    async get<Found>(path: string) {
      const is = left.nodes.get(path.split('/').at(-1)!);
      return (is === undefined ? undefined : { status: { conditions: ready(is) } }) as Found | undefined;
    },
    async list<Found>(path: string) {
      if (path === '/api/v1/nodes')
        return [...left.nodes].map(([name, is]) => ({ metadata: { name }, status: { conditions: ready(is) } })) as Found[];
      return (path.includes('component') ? etcdPods() : left.pods) as Found[];
    },
    async apply({ kind, metadata }: ClusterObject) {
      done.push(`apply ${kind} ${metadata.name}`);
    },
    run: (where) => run(where),
    async remove(path) {
      done.push(`remove ${path}`);
      left.nodes.delete(path.split('/').at(-1)!);
    },
  };
  const run: Running['run'] = async ({ pod, command }) => {
    const words = command.filter((word) => !word.startsWith('--')).slice(1);
    if (words[1] === 'list') {
      const told = left.members.map(({ name, learner = false }) => ({
        ID: `id-${name}`,
        name,
        peerURLs: [`https://${name}:2380`],
        clientURLs: [urlOf(name)],
        isLearner: learner,
      }));
      return ran(JSON.stringify({ members: told }));
    }
    if (words[0] === 'endpoint') {
      const all = left.members.map(({ name, healthy = true }) => ({ endpoint: urlOf(name), health: healthy }));
      return ran(
        JSON.stringify(all),
        all.every(({ health }) => health),
        'Error: unhealthy cluster',
      );
    }
    done.push(`${pod}: etcdctl ${words.join(' ')}`);
    if (refuses) return ran('', false, refuses);
    left.members = left.members.filter(({ name }) => `id-${name}` !== words[2]);
    return ran('');
  };
  return { api, done, left };
}

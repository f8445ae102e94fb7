// The part of the notation that tells how blades become nodes: what their own systems report, and what the API of the cluster shows.
//
//   images 3 9 [why]                     so many of so many images are in, and why it does not go on
//   kubeadm join running 2 [words]       waiting, running, failed or done; the attempt; what it says
//   node ready · node not-ready [why]    as the API shows it
//   lost · removed reinstall             the API knows it no more; it was taken out

import type { Happening } from '../../services/domain/blade/events.ts';

const version = 'v1.37.1';
const address = '10.20.30.40';
const server = 'https://10.20.30.9:6443';

type Words = readonly string[];

/** The rest of the line, where there is any. */
const inWords = <Name extends string>(name: Name, words: Words) =>
  (words.length > 0 ? { [name]: words.join(' ') } : {}) as Partial<Record<Name, string>>;

function brought(step: 'images' | 'cni-plugins') {
  return (slot: string, [done, of, ...error]: Words) =>
    ({ type: 'node-step', slot, step, done: Number(done), of: Number(of), ...inWords('error', error) }) as Happening;
}

function kubeadm(slot: string, [verb = 'join', step = 'waiting', attempt = '1', ...detail]: Words): Happening {
  return { type: 'cluster-step', slot, verb, step, attempt: Number(attempt), ...inWords('detail', detail) } as Happening;
}

const node = (slot: string, [ready, ...reason]: Words): Happening => ({
  type: 'node-seen',
  slot,
  ready: ready === 'ready',
  ...inWords('reason', reason),
  version,
  address,
});

/** What each of these words means. */
export const toldOfNodes: Readonly<Record<string, (slot: string, words: Words) => Happening>> = {
  images: brought('images'),
  plugins: brought('cni-plugins'),
  kubeadm,
  node,
  lost: (slot) => ({ type: 'node-lost', slot }),
  removed: (slot, [why]) => ({
    type: 'node-removed',
    slot,
    node: slot.replace('/', '-'),
    by: 'technician',
    why: why as 'reinstall' | 'replace' | 'remove',
  }),
  answered: () => ({ type: 'cluster-answered', server, version }),
  'api-silent': (_, words) => ({ type: 'cluster-silent', reason: words.join(' ') }),
  renewed: () => ({ type: 'token-renewed', until: 0 }),
  sealed: () => ({ type: 'sealed', by: 'technician' }),
};

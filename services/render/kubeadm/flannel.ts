// flannel's own manifest fitted to a plan: its network is that of the pods, its way that of the plan, and its interface the node's own.

import { type Document, Scalar } from 'yaml';
import { cidrText, type Family, familyOf } from '../../domain/network/address.ts';
import { podRanges } from '../../domain/plan/cluster-ranges.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import type { PodNetwork } from './cni.ts';
import { configMapWith, type Daemon, daemonThat, fittedManifest, listIn, podSpec, textsOf, understood } from './manifest.ts';

/** Settings of the net-conf.json that mean the same whatever the network is. */
const kept = ['EnableNFTables'];
/** Those that follow from the plan. The limits of subnets are none of flannel's: kube-controller-manager gives each node its part. */
const decided = ['Network', 'IPv6Network', 'EnableIPv4', 'EnableIPv6', 'Backend'];
const backends = ['vxlan', 'host-gw'];

interface NetConf {
  readonly Backend: { readonly Type: string };
  readonly [key: string]: unknown;
}

function readNetConf(text: string): NetConf {
  const read = JSON.parse(text) as Partial<NetConf> | null;
  const conf = understood(typeof read === 'object' && read, 'its net-conf.json is no group of settings');
  const strange = Object.keys(conf).filter((key) => ![...kept, ...decided].includes(key));
  understood(strange.length === 0, `its net-conf.json has ${strange.join(', ')}`);
  return { ...conf, Backend: understood(conf.Backend, 'its net-conf.json has no Backend') };
}

/** What else the manifest says of its backend stays where the plan takes the same one. */
function backendFor(own: NetConf['Backend'], { kubernetes }: Plan): NetConf['Backend'] {
  const wanted = kubernetes?.flannel?.backend;
  if (wanted) return own.Type === wanted ? own : { Type: wanted };
  understood(backends.includes(own.Type), `its backend is ${own.Type}`);
  return own;
}

/** The ranges by family as flannel names them; of IPv4 it has to be told when there is none, of IPv6 when there is one. */
function networksOf(plan: Plan): Record<string, string | boolean> {
  const ranges = new Map<Family, string>(podRanges(plan).map(({ value }) => [familyOf(value.address), cidrText(value)]));
  const [four, six] = [ranges.get('ipv4'), ranges.get('ipv6')];
  return { ...(four ? { Network: four } : { EnableIPv4: false }), ...(six ? { EnableIPv6: true, IPv6Network: six } : {}) };
}

const netConf = 'net-conf.json';

function fitNetwork(documents: readonly Document[], plan: Plan): void {
  const path = ['data', netConf];
  const map = configMapWith(documents, netConf);
  const own = readNetConf(String(map.getIn(path)));
  const others = Object.fromEntries(Object.entries(own).filter(([key]) => kept.includes(key)));
  const conf = { ...networksOf(plan), ...others, Backend: backendFor(own.Backend, plan) };
  const text = new Scalar(`${JSON.stringify(conf, undefined, 2)}\n`);
  text.type = Scalar.BLOCK_LITERAL;
  map.setIn(path, text);
}

/**
 * flannel takes the interface of the default route and ends where there is none; blades of an isolated network have none, and others may have it
 * on another NIC. The node's own address names the interface on every blade, whatever the kernel calls it.
 */
function fitInterface({ container, document }: Daemon): void {
  const flags = listIn(container, 'args', document);
  understood(textsOf(flags).includes('--kube-subnet-mgr'), 'it does not ask Kubernetes for its subnets');
  if (textsOf(flags).some((word) => word.startsWith('--iface'))) return;
  flags.add(document.createNode('--iface=$(NODE_IP)'));
  const environment = listIn(container, 'env', document);
  environment.add(document.createNode({ name: 'NODE_IP', valueFrom: { fieldRef: { fieldPath: 'status.hostIP' } } }));
}

/** As kube-proxy does: a node whose taint drives pods out (NoExecute) needs its network all the same. */
const everyTaint = [{ operator: 'Exists' }];

export const flannel: PodNetwork = {
  fitted: (manifest, plan) =>
    fittedManifest('flannel', manifest, (documents) => {
      fitNetwork(documents, plan);
      const daemon = daemonThat(documents, 'flanneld', (one) => textsOf(one.get('command')).some((word) => word.endsWith('/flanneld')));
      fitInterface(daemon);
      daemon.document.setIn([...podSpec, 'tolerations'], daemon.document.createNode(everyTaint));
    }),
};

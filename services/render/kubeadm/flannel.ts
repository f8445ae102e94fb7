// flannel's own manifest fitted to a plan: its network is that of the pods, its way that of the plan, and its interface the node's own.

import { type Document, isMap, isScalar, isSeq, parseAllDocuments, Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import { cidrText, type Family, familyOf } from '../../domain/network/address.ts';
import { podRanges } from '../../domain/plan/cluster-ranges.ts';
import type { Plan } from '../../domain/plan/plan.ts';
import { failed, ok, problem, type Result } from '../../domain/problem.ts';
import type { PodNetwork } from './cni.ts';

/** Ends the fitting with a reason in words; nowhere else. */
class NotUnderstood extends Error {}

function understood<Value>(value: Value | null | undefined | false, reason: string): Value {
  if (value === null || value === undefined || value === false) throw new NotUnderstood(reason);
  return value;
}

/** The one among these; none and several are both not what is known. */
function only<Value>(found: readonly Value[], what: string): Value {
  return understood(found.length === 1 && found[0], `it has ${found.length} ${what}, not one`);
}

const ofKind = (documents: readonly Document[], kind: string): Document[] => documents.filter((one) => one.get('kind') === kind);

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

function fitNetwork(documents: readonly Document[], plan: Plan): void {
  const path = ['data', 'net-conf.json'];
  const map = only(
    ofKind(documents, 'ConfigMap').filter((one) => one.hasIn(path)),
    'ConfigMaps with a net-conf.json',
  );
  const own = readNetConf(String(map.getIn(path)));
  const others = Object.fromEntries(Object.entries(own).filter(([key]) => kept.includes(key)));
  const conf = { ...networksOf(plan), ...others, Backend: backendFor(own.Backend, plan) };
  const text = new Scalar(`${JSON.stringify(conf, undefined, 2)}\n`);
  text.type = Scalar.BLOCK_LITERAL;
  map.setIn(path, text);
}

const textsOf = (list: unknown): string[] => (isSeq(list) ? list.items.map((item) => String(isScalar(item) ? item.value : item)) : []);

const isDaemon = (container: unknown): container is YAMLMap =>
  isMap(container) && textsOf(container.get('command')).some((word) => word.endsWith('/flanneld'));

/** A list inside the daemon set; made when it is not there. */
function listIn(map: YAMLMap, name: string, document: Document): YAMLSeq {
  if (!map.has(name)) map.set(name, document.createNode([]));
  const list = map.get(name);
  return understood(isSeq(list) && list, `its ${name} is no list`);
}

/**
 * flannel takes the interface of the default route and ends where there is none; blades of an isolated network have none, and others may have it
 * on another NIC. The node's own address names the interface on every blade, whatever the kernel calls it.
 */
function fitInterface(daemon: YAMLMap, document: Document): void {
  const flags = listIn(daemon, 'args', document);
  understood(textsOf(flags).includes('--kube-subnet-mgr'), 'it does not ask Kubernetes for its subnets');
  if (textsOf(flags).some((word) => word.startsWith('--iface'))) return;
  flags.add(document.createNode('--iface=$(NODE_IP)'));
  const environment = listIn(daemon, 'env', document);
  environment.add(document.createNode({ name: 'NODE_IP', valueFrom: { fieldRef: { fieldPath: 'status.hostIP' } } }));
}

/** As kube-proxy does: a node whose taint drives pods out (NoExecute) needs its network all the same. */
const everyTaint = [{ operator: 'Exists' }];

function fitDaemonSet(documents: readonly Document[]): void {
  const spec = ['spec', 'template', 'spec'];
  const daemonsOf = (one: Document): YAMLMap[] => {
    const containers = one.getIn([...spec, 'containers']);
    return isSeq(containers) ? containers.items.filter(isDaemon) : [];
  };
  const document = only(
    ofKind(documents, 'DaemonSet').filter((one) => daemonsOf(one).length > 0),
    'DaemonSets that run flanneld',
  );
  fitInterface(only(daemonsOf(document), 'containers that run flanneld'), document);
  document.setIn([...spec, 'tolerations'], document.createNode(everyTaint));
}

function read(manifest: string): Document[] {
  const documents = parseAllDocuments(manifest);
  const [wrong] = 'empty' in documents ? [] : documents.flatMap(({ errors }) => errors);
  understood(!wrong, wrong?.message ?? '');
  return [...documents].filter(({ contents }) => contents !== null);
}

/** Its comments, its order and all that is not touched stay: lists are indented as flannel does. */
function fittedManifest(manifest: string, plan: Plan): string {
  const documents = read(manifest);
  fitNetwork(documents, plan);
  fitDaemonSet(documents);
  return documents
    .map((one) => one.toString({ directives: false, lineWidth: 0, indentSeq: false, flowCollectionPadding: false }))
    .join('---\n');
}

export const flannel: PodNetwork = {
  replacesProxy: false,
  fitted(manifest, plan): Result<string> {
    try {
      return ok(fittedManifest(manifest, plan));
    } catch (reason) {
      if (!(reason instanceof NotUnderstood || reason instanceof SyntaxError)) throw reason;
      return failed(problem('cni-manifest-unknown', { cni: 'flannel', reason: reason.message }));
    }
  },
};

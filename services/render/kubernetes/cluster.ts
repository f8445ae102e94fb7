// What makes an installed blade a node of the cluster: kubeadm's documents, the secrets of its role, and the program that runs kubeadm.

import { apiPort, endpointOf, hostAndPort } from '../../domain/kubernetes/endpoint.ts';
import type { SecretFile } from '../../domain/kubernetes/secrets.ts';
import { vipNeed } from '../../domain/needs.ts';
import type { PlannedBlade } from '../../domain/plan/plan.ts';
import { orRefuse } from '../../domain/problem.ts';
import {
  type Cluster,
  clusterOf,
  type KubeadmNode,
  kubeadmConfigPath,
  kubeadmNode,
  vipInterfaceMark,
  vipManifestPath,
} from '../kubeadm/index.ts';
import type { CarriedOs, Home, Site } from '../site.ts';
import { environmentFile } from '../system/environment.ts';
import { modes, type SystemFile, type SystemParts } from '../system/parts.ts';
import { containerdSocket } from './containerd.ts';
import type { ClusterKeys } from './keys.ts';

/** There until the blade is a node and the laptop knows, or was told for an hour without hearing. */
export const clusterSettings = '/etc/rackstrap/cluster.env';
const UNIT = 'rackstrap-cluster.service';
const VIP_UNIT = 'rackstrap-vip.service';
const kubernetesDirectory = '/etc/kubernetes';
/** A reset takes away what lies in place; from here it is put there for every attempt. */
const keptDirectory = '/etc/rackstrap/kubernetes';
const vipDirectory = '/etc/rackstrap-vip';

const unit = (program: string, programs: string): string => `[Unit]
Description=Rackstrap: makes this blade a node of the cluster
Wants=network-online.target
After=network-online.target containerd.service ${VIP_UNIT}
ConditionPathExists=${clusterSettings}
StartLimitIntervalSec=0

[Service]
Type=exec
Environment=PATH=${programs}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
ExecStart=${program} ${clusterSettings}
Restart=on-failure
RestartSec=15

[Install]
WantedBy=multi-user.target
`;

const vipUnit = (program: string): string => `[Unit]
Description=Rackstrap: the address of the control plane on the interface of this boot
Wants=network-online.target
After=network-online.target
Before=kubelet.service

[Service]
Type=oneshot
ExecStart=${program}

[Install]
WantedBy=multi-user.target
`;

const kept = ({ path, mode, text }: SecretFile): SystemFile => ({ path: path.replace(kubernetesDirectory, keptDirectory), mode, text });

/** Of the control-plane blades before this one in the plan: each joins when these answer, so that etcd takes in one member at a time. */
const before = (blade: PlannedBlade, { blades }: Cluster): string =>
  blade.role === 'control-plane'
    ? blades
        .slice(
          0,
          blades.findIndex(({ slot }) => slot === blade.slot),
        )
        .filter(({ role }) => role === 'control-plane')
        .map(({ address }) => hostAndPort(address, apiPort))
        .join(' ')
    : '';

function vipParts({ vip }: KubeadmNode, { address }: PlannedBlade, site: Site, programs: string): SystemParts {
  if (!vip) return {};
  const program = `${programs}/rackstrap-vip`;
  const settings = environmentFile({ ADDRESS: address, MARK: vipInterfaceMark, MANIFEST: vipManifestPath });
  return {
    files: [
      { path: program, mode: modes.program, text: site.programs.vip },
      { path: `${vipDirectory}/settings.env`, mode: modes.readable, text: settings },
      { path: `${vipDirectory}/lasting.yaml`, mode: modes.secret, text: vip.lasting },
    ],
    units: [{ name: VIP_UNIT, enabled: true, contents: vipUnit(program) }],
  };
}

const during = ({ verb, vip }: KubeadmNode): SystemFile[] =>
  vip && verb === 'init' ? [{ path: `${vipDirectory}/during.yaml`, mode: modes.secret, text: vip.during }] : [];

/** The image of the program that moves the address; empty in a bundle without one, which the fit report refuses where a plan needs it. */
const vipImageOf = ({ manifest }: Site, arch: PlannedBlade['arch']): string =>
  manifest.parts.find((part) => part.satisfies?.includes(vipNeed) && part.image && (part.arch === arch || part.arch === 'any'))?.image
    ?.reference ?? '';

/** Throws a Refusal (`kubernetes-too-old`, `kubernetes-too-new`), which the fit report told of before. */
const clusterFor = (blade: PlannedBlade, site: Site, os: CarriedOs, keys: ClusterKeys): Cluster =>
  orRefuse(
    clusterOf({
      plan: site.plan,
      version: site.manifest.kubernetes!.version,
      family: os.family,
      bootstrap: keys.bootstrap,
      authorityHash: keys.authorityHash,
      keyAlgorithm: keys.keyAlgorithm,
      encryptionKey: keys.encryptionKey,
      vipImage: vipImageOf(site, blade.arch),
      begun: keys.begun,
    }),
  );

function runningParts(
  blade: PlannedBlade,
  home: Home,
  site: Site,
  os: CarriedOs,
  cluster: Cluster,
  node: KubeadmNode,
  images: string,
): SystemParts {
  const { programs } = os.family;
  const program = `${programs}/rackstrap-cluster`;
  const settings = environmentFile({
    HOME_URL: home.url,
    TOKEN: home.token,
    UNIT,
    VERB: node.verb,
    CONFIG: kubeadmConfigPath,
    KEPT: keptDirectory,
    BEGUN: '/etc/rackstrap/kubeadm.begun',
    ENDPOINT: endpointOf(cluster.plan, cluster.blades),
    BEFORE: before(blade, cluster),
    IMAGES: images,
    CONTAINERD: containerdSocket,
    VIP_PROGRAM: node.vip ? `${programs}/rackstrap-vip` : '',
    VIP_DURING: `${vipDirectory}/during.yaml`,
  });
  return {
    files: [
      { path: program, mode: modes.program, text: site.programs.cluster },
      { path: clusterSettings, mode: modes.secret, text: settings },
    ],
    units: [{ name: UNIT, enabled: true, contents: unit(program, programs) }],
  };
}

/** `images`: the settings that are there until all container images of this blade are in. */
export function clusterParts(
  blade: PlannedBlade,
  home: Home,
  site: Site,
  os: CarriedOs,
  { keys, images }: { keys: ClusterKeys; images: string },
): SystemParts[] {
  const cluster = clusterFor(blade, site, os, keys);
  const node = kubeadmNode(blade, cluster);
  return [
    { files: [...node.files, ...keys.filesFor(blade.role).map(kept), ...during(node)] },
    vipParts(node, blade, site, os.family.programs),
    runningParts(blade, home, site, os, cluster, node, images),
  ];
}

// Everything a cluster is brought up from: the programs of one Kubernetes, every image that its kubeadm, its network and its add-ons name.

import type { Arch } from '../../domain/bundle.ts';
import { agnhostImage } from '../../domain/kubernetes/images.ts';
import { defaultSandbox } from '../../domain/kubernetes/support.ts';
import { acceptanceNeed, addonNeed, cniNeed, kubernetesNeed, vipNeed } from '../../domain/needs.ts';
import type { Problem } from '../../domain/problem.ts';
import { type Addon, readAddon } from './addons.ts';
import { allOrRefusals } from './all.ts';
import { kubeadmImages, type Machine } from './kubeadm.ts';
import { imageParts, type Pulling, type WantedImage } from './registry/parts.ts';
import { runNames } from './registry/reference.ts';
import { kubernetes } from './releases/kubernetes.ts';
import type { Fetch, Source, Wanted } from './source.ts';

/** The part of a specification that is about the cluster. */
export interface ClusterOptions extends Pulling {
  readonly kubernetes: {
    /** `1.37.1` */
    readonly version: string;
    /** Instead of the project's own server. */
    readonly base?: string;
    /** What kubeadm lists, where it cannot be asked here. */
    readonly images?: readonly string[];
  };
  /** Version of containerd in the installed system: the image it starts pods with comes too. */
  readonly containerd?: string;
  readonly flannel?: { readonly version: string; readonly manifest?: string; readonly sha256?: string };
  /** By their names, instead of flannel or beside it: a plan chooses. */
  readonly otherNetworks?: readonly Omit<Addon, 'need'>[];
  readonly kubeVip?: { readonly version: string };
  /** Version of what the acceptance test runs in pods. */
  readonly agnhost: string;
  readonly addons: readonly Omit<Addon, 'need'>[];
  /** Images that nothing here names: pulled together with the others, so that one tag is one image. */
  readonly others: readonly WantedImage[];
  readonly machine: Machine;
  /** Told what will not work offline although everything is there. */
  readonly warn: (found: Problem) => void;
}

const licence = 'Apache-2.0';

/** flannel's releases carry their manifest; `version` as in `0.28.9`. */
const flannelAddon = ({ version, manifest, sha256 }: NonNullable<ClusterOptions['flannel']>): Addon => ({
  name: 'kube-flannel',
  manifest: manifest ?? `https://github.com/flannel-io/flannel/releases/download/v${version}/kube-flannel.yml`,
  version,
  licence,
  need: cniNeed('flannel'),
  ...(sha256 ? { sha256 } : {}),
});

function addonsOf({ flannel, otherNetworks = [], addons }: ClusterOptions): Addon[] {
  const networks = otherNetworks.map((network) => ({ ...network, need: cniNeed(network.name) }));
  const own = addons.map((addon) => ({ ...addon, need: addonNeed(addon.name) }));
  return [...(flannel ? [flannelAddon(flannel)] : []), ...networks, ...own];
}

/** Where an image is the whole of it: its manifest is written for each blade. */
const kubeVipImage = ({ version }: { version: string }): WantedImage => ({
  image: `ghcr.io/kube-vip/kube-vip:v${version}`,
  satisfies: [vipNeed],
});

const isKubeadm = ({ part }: Wanted): boolean => part.path.endsWith('/kubeadm');

/** The kubeadm that this machine can run, of the same version, whether or not it is for one of the blades. */
async function ownKubeadm(fetch: Fetch, { kubernetes: { version, base } }: ClusterOptions, arch: Arch): Promise<string> {
  const wanted = await kubernetes({ version, arches: [arch], ...(base ? { base } : {}) })(fetch);
  return (await wanted.find(isKubeadm)!.bring(fetch)).file;
}

const listedBy = (fetch: Fetch, options: ClusterOptions): Promise<readonly string[]> => {
  const { images, version } = options.kubernetes;
  if (images) return Promise.resolve(images);
  return kubeadmImages(fetch, { version, machine: options.machine, kubeadm: (arch) => ownKubeadm(fetch, options, arch) });
};

/** Kubernetes' programs; kubeadm tells which images it is going to run. */
async function programs(
  fetch: Fetch,
  { kubernetes: { version, base }, arches }: ClusterOptions,
  listed: readonly string[],
): Promise<Wanted[]> {
  const wanted = await kubernetes({ version, arches, ...(base ? { base } : {}) })(fetch);
  const images = runNames(listed);
  return wanted.map((one) => (isKubeadm(one) ? { ...one, part: { ...one.part, images } } : one));
}

/** Every part of the cluster: programs, manifests, and each image once for each architecture with all it is for. */
export const clusterParts =
  (options: ClusterOptions): Source =>
  async (fetch) => {
    const listed = await listedBy(fetch, options);
    const [own, addons] = await Promise.all([
      programs(fetch, options, listed),
      allOrRefusals(addonsOf(options).map((addon) => readAddon(fetch, addon))),
    ]);
    for (const found of addons.flatMap(({ warnings }) => warnings)) options.warn(found);
    const sandbox = options.containerd === undefined ? undefined : defaultSandbox(options.containerd);
    const images: WantedImage[] = [
      ...[...listed, ...(sandbox ? [sandbox] : [])].map((image) => ({ image, satisfies: [kubernetesNeed] })),
      { image: agnhostImage(options.agnhost), satisfies: [acceptanceNeed] },
      ...(options.kubeVip ? [kubeVipImage(options.kubeVip)] : []),
      ...addons.flatMap((addon) => addon.images),
      ...options.others,
    ];
    return [...own, ...addons.flatMap(({ wanted }) => wanted), ...(await imageParts(fetch, images, options))];
  };

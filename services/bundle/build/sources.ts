// From a specification to its sources: which release servers, registries and directories a bundle comes from.

import type { Arch, Manifest } from '../../domain/bundle.ts';
import { agnhostVersion } from '../../domain/kubernetes/images.ts';
import { type Problem, problem, Refusal } from '../../domain/problem.ts';
import { bare } from '../../domain/version.ts';
import type { Clock } from '../../platform/clock.ts';
import { fileUrl, wholePath } from '../../platform/paths.ts';
import type { Addon } from './addons.ts';
import { allOrRefusals } from './all.ts';
import type { Recipe } from './build.ts';
import { type ClusterOptions, clusterParts } from './cluster.ts';
import type { Machine } from './kubeadm.ts';
import type { Logins } from './registry/access.ts';
import { imageParts, type Pulling } from './registry/parts.ts';
import {
  cniPlugins,
  containerLinux,
  fedoraCoreos,
  flatcar,
  ipxeArchive,
  labSystem,
  loaderDirectories,
  type OsSource,
} from './releases/index.ts';
import type { Fetch, Source, Wanted } from './source.ts';
import type { BundleSpec } from './spec.ts';

/** What a specification does not say because it is about the machine that builds. */
export interface Bench {
  /** Of the specification's file: relative paths in it begin there. */
  readonly directory: string;
  /** Instead of the specification's own. */
  readonly arches?: readonly Arch[] | undefined;
  readonly logins: Logins;
  readonly machine: Machine;
  readonly clock: Pick<Clock, 'now'>;
  readonly warn: (found: Problem) => void;
}

type Site = Bench & { readonly arches: readonly Arch[] };

const isUrl = (place: string): boolean => /^[a-z]+:\/\//i.test(place);

/** A directory as the address that is asked like any other. */
export const addressOf = (place: string, directory?: string): string =>
  isUrl(place) ? place.replace(/\/+$/, '') : fileUrl(place, directory);

const basedOn = (from: string | undefined, { directory }: Site) => (from === undefined ? {} : { base: addressOf(from, directory) });

function osSource({ os }: BundleSpec, site: Site): OsSource {
  const { arches, clock, directory } = site;
  const { fingerprint, url } = os.key ?? {};
  const key = { ...(fingerprint ? { fingerprint } : {}), ...(url ? { url: addressOf(url, directory) } : {}) };
  const common = { arches, clock, key, version: os.version ?? 'current' };
  if (os.family === 'container-linux') return containerLinux({ ...common, from: addressOf(os.from!, directory) });
  if (os.family === 'lab') return labSystem({ version: common.version, arches, from: addressOf(os.from!, directory) });
  if (os.family === 'flatcar') return flatcar({ ...common, channel: os.channel ?? 'stable', ...basedOn(os.from, site) });
  return fedoraCoreos({ ...common, stream: os.stream ?? 'stable', image: os.image ?? false, ...basedOn(os.from, site) });
}

/** A manifest on this machine is read as a file, everything else as an address. */
const manifestAt = (place: string, { directory }: Site): string => (isUrl(place) ? place : wholePath(place, directory));

function clusterOptions(
  spec: BundleSpec,
  kubernetes: NonNullable<BundleSpec['kubernetes']>,
  pulling: Pulling,
  site: Site,
): Omit<ClusterOptions, 'others'> {
  const { cni, vip, acceptance, addons } = spec;
  return {
    ...pulling,
    kubernetes: {
      version: bare(kubernetes.version),
      ...basedOn(kubernetes.from, site),
      ...(kubernetes.images ? { images: kubernetes.images } : {}),
    },
    ...networksOf(cni, site),
    agnhost: acceptance?.agnhost ?? agnhostVersion,
    ...(vip ? { kubeVip: { version: bare(vip.kubeVip) } } : {}),
    addons: addons.map((addon) => appliedOf(addon.name, addon, site)),
    machine: site.machine,
    warn: site.warn,
  };
}

type Applied = Omit<BundleSpec['addons'][number], 'name'>;

const appliedOf = (name: string, { manifest, sha256, version, licence, images }: Applied, site: Site): Omit<Addon, 'need'> => ({
  name,
  manifest: manifestAt(manifest, site),
  ...(sha256 ? { sha256 } : {}),
  ...(version ? { version } : {}),
  ...(licence ? { licence } : {}),
  ...(images ? { images } : {}),
});

/** The pod networks of a specification, flannel's by its release. */
function networksOf(cni: BundleSpec['cni'], site: Site): Pick<ClusterOptions, 'flannel' | 'otherNetworks'> {
  const { flannel, manifest, sha256, cilium, calico } = cni ?? {};
  const own = { ...(manifest ? { manifest: manifestAt(manifest, site) } : {}), ...(sha256 ? { sha256 } : {}) };
  return {
    ...(flannel ? { flannel: { version: bare(flannel), ...own } } : {}),
    otherNetworks: Object.entries({ cilium, calico }).flatMap(([name, one]) => (one ? [appliedOf(name, one, site)] : [])),
  };
}

const networkNames = ({ flannel, cilium, calico }: NonNullable<BundleSpec['cni']>): string[] =>
  Object.entries({ flannel, cilium, calico }).flatMap(([name, one]) => (one ? [name] : []));

/** Kubernetes with all it brings up; the image that the system's containerd starts pods with depends on the system. */
function clusterSource(spec: BundleSpec, os: Manifest['os'], site: Site): Source {
  const pulling = { arches: site.arches, access: spec.registries, logins: site.logins };
  const others = spec.images.map((image) => ({ image, satisfies: [] }));
  if (!spec.kubernetes) return (fetch) => imageParts(fetch, others, pulling);
  const options = clusterOptions(spec, spec.kubernetes, pulling, site);
  return clusterParts({ ...options, others, ...(os.containerd ? { containerd: os.containerd } : {}) });
}

/** What depends on nothing else. */
function otherSources({ cni, loaders }: BundleSpec, site: Site): Source[] {
  const { arches, directory } = site;
  return [
    ...(cni ? [cniPlugins({ version: bare(cni.plugins), arches, cnis: networkNames(cni), ...basedOn(cni.from, site) })] : []),
    ...(loaders ? [loaderSource(loaders, site)] : []),
  ];

  function loaderSource({ ipxe, sha256, from, directories }: NonNullable<BundleSpec['loaders']>, at: Site): Source {
    const own = directories && loaderDirectories({ directories: directories.map((one) => wholePath(one, directory)) });
    const archive = ipxe && ipxeArchive({ version: bare(ipxe), ...(sha256 ? { sha256 } : {}), ...basedOn(from, at) });
    return (fetch) => firstOfEach([archive, own], fetch);
  }
}

const allOf = async (sources: readonly Source[], fetch: Fetch): Promise<Wanted[]> =>
  (await allOrRefusals(sources.map((source) => source(fetch)))).flat();

/** Each loader from the first that has it. */
async function firstOfEach(sources: readonly (Source | undefined | '')[], fetch: Fetch): Promise<Wanted[]> {
  const wanted = await allOf(
    sources.filter((source): source is Source => typeof source === 'function'),
    fetch,
  );
  return [...Map.groupBy(wanted, ({ part }) => part.path).values()].map(([first]) => first!);
}

/** Licences as the specification tells them. Throws a Refusal of those that are for no part. */
function licensed(wanted: readonly Wanted[], { licences }: BundleSpec): Wanted[] {
  const paths = new Set(wanted.map(({ part }) => part.path));
  const unknown = Object.keys(licences).filter((path) => !paths.has(path));
  if (unknown.length > 0) throw new Refusal(...unknown.map((path) => problem('spec-licence-unknown', { path })));
  return wanted.map((one) => {
    const licence = licences[one.part.path];
    return licence === undefined ? one : { ...one, part: { ...one.part, licence } };
  });
}

/** What to build, and from where. */
export function recipeOf(spec: BundleSpec, bench: Bench): Recipe {
  const site: Site = { ...bench, arches: bench.arches ?? spec.arch };
  return {
    name: spec.name,
    version: spec.version,
    ...(spec.kubernetes ? { kubernetes: { version: bare(spec.kubernetes.version) } } : {}),
    async gather(fetch) {
      const system = osSource(spec, site)(fetch);
      const cluster = system.then(
        ({ os }) => clusterSource(spec, os, site)(fetch),
        () => [],
      );
      const others = otherSources(spec, site).map((source) => source(fetch));
      const lists = await allOrRefusals([system.then(({ wanted }) => wanted), cluster, ...others]);
      return { os: (await system).os, wanted: licensed(lists.flat(), spec) };
    },
  };
}

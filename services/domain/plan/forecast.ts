// How much will be sent and how long it takes, before anything is: an estimate from the bundle's sizes and from what is assumed of the rack.

import type { Arch, Part } from '../bundle.ts';

export type SizedPart = Pick<Part, 'path' | 'size' | 'satisfies'> & { readonly kind: string; readonly arch: string };

/** What nobody has measured yet. */
export const assumed = {
  /** Mbit/s, where the system does not tell the adapter's speed: the slowest port of a server bought in the last fifteen years. */
  linkMbps: 1000,
  /** Of a link's speed what arrives as files: frames, IP, TCP and a switch that carries other things too. */
  usableShare: 0.85,
  /** Seconds of self-test before a blade asks the network, or its disk. Small ones need one minute, big servers ten. */
  selfTestSeconds: 180,
  /** Seconds from the kernel's first instruction until the system works: the live one before it writes, the installed one before it calls home. */
  systemSeconds: 60,
  /** MiB/s to the disk while the image is unpacked: a disk of a few years, or one core that unpacks. */
  writeMebibytes: 150,
  /** How much larger a packed image is on the disk. Images of this kind are mostly empty space: 0.5 GiB become 4 to 9. */
  unpacking: 10,
  /** The same of a live root file system that a blade installs from. It is packed from little more than what is in use. */
  rootfsUnpacking: 3,
  /** The same of the layers of container images. Their packed form is kept beside the unpacked one. */
  layersUnpacking: 3,
} as const;

export interface Forecast {
  readonly blades: number;
  /** Bytes to each blade. */
  readonly perBlade: {
    readonly loader: number;
    readonly system: number;
    readonly image: number;
    /** Programs and images of the cluster. */
    readonly cluster: number;
    readonly all: number;
  };
  /** Bytes to all of them. */
  readonly bytes: number;
  /** Bytes that each blade writes to its disk. */
  readonly written: number;
  readonly linkMbps: number;
  /** The speed is the adapter's own; else it is assumed. */
  readonly linkKnown: boolean;
  /** Of all blades switched on together; those that are switched on later add their own delay. */
  readonly seconds: {
    readonly selfTests: number;
    readonly sending: number;
    readonly systems: number;
    readonly writing: number;
    readonly all: number;
  };
}

const mebibyte = 2 ** 20;
const bitsPerByte = 8;

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

const packed = /\.(bz2|gz|xz|zst)$/;

/** Parts for one processor; without `arch` for the one most racks have, where the bundle carries several. */
function forOneProcessor(parts: readonly SizedPart[], arch?: Arch): readonly SizedPart[] {
  const kernels = parts.filter(({ kind }) => kind === 'kernel');
  const own = arch ?? (kernels.find((part) => part.arch === 'amd64') ?? kernels[0])?.arch;
  return parts.filter((part) => part.arch === own || part.arch === 'any' || part.kind === 'loader');
}

const sizesOf = (parts: readonly SizedPart[], kind: Part['kind']) => parts.filter((part) => part.kind === kind).map(({ size }) => size);

const clusterKinds: readonly string[] = ['binary', 'cni-plugins', 'container-image'] satisfies Part['kind'][];

/** What each blade fetches for the cluster; nothing where no need is given. */
const clusterParts = (parts: readonly SizedPart[], needs: readonly string[]) =>
  needs.length === 0
    ? []
    : parts.filter(({ kind, satisfies = needs }) => clusterKinds.includes(kind) && satisfies.some((need) => needs.includes(need)));

/** Of several forms of the image the packed one is carried, of several loaders a blade takes one. */
function bytesPerBlade(parts: readonly SizedPart[], needs: readonly string[]): Forecast['perBlade'] {
  const loader = Math.max(0, ...sizesOf(parts, 'loader'));
  const system = Math.max(0, ...sizesOf(parts, 'kernel')) + sum(sizesOf(parts, 'initrd')) + sum(sizesOf(parts, 'rootfs'));
  const images = sizesOf(parts, 'image');
  const image = images.length > 0 ? Math.min(...images) : 0;
  const cluster = sum(clusterParts(parts, needs).map(({ size }) => size));
  return { loader, system, image, cluster, all: loader + system + image + cluster };
}

function systemOnDisk(parts: readonly SizedPart[], image: number): number {
  const carried = parts.find(({ kind, size }) => kind === 'image' && size === image);
  if (!carried) return sum(sizesOf(parts, 'rootfs')) * assumed.rootfsUnpacking;
  return packed.test(carried.path) ? image * assumed.unpacking : image;
}

const clusterOnDisk = (parts: readonly SizedPart[], needs: readonly string[]): number =>
  sum(clusterParts(parts, needs).map(({ kind, size }) => (kind === 'container-image' ? size * (1 + assumed.layersUnpacking) : size)));

/** What a plan is installed from, and for whom. */
export interface Demand {
  readonly parts: readonly SizedPart[];
  /** Of the plan's cluster (domain/needs.ts): parts for them are fetched and kept by every blade. */
  readonly needs?: readonly string[];
  readonly arch?: Arch;
}

/** Bytes that each blade writes to its disk; undefined when the bundle has nothing to install. */
export function bytesOnDisk({ parts: all, needs = [], arch }: Demand): number | undefined {
  const parts = forOneProcessor(all, arch);
  const isThere = (...kinds: Part['kind'][]) => parts.some(({ kind }) => (kinds as readonly string[]).includes(kind));
  if (!isThere('kernel') || !isThere('image', 'rootfs')) return undefined;
  return systemOnDisk(parts, bytesPerBlade(parts, needs).image) + clusterOnDisk(parts, needs);
}

/**
 * What installing `blades` blades takes with a bundle of these parts; bytes, and seconds rounded up. `linkMbps` is the adapter's speed where it
 * is known. Undefined when the bundle lacks a kernel, or what is installed: then nothing can be.
 */
export function forecastPlan(plan: Demand & { readonly blades: number; readonly linkMbps?: number | undefined }): Forecast | undefined {
  const written = bytesOnDisk(plan);
  if (written === undefined) return undefined;
  const { blades, linkMbps = assumed.linkMbps, needs = [] } = plan;
  const perBlade = bytesPerBlade(forOneProcessor(plan.parts, plan.arch), needs);
  const bytes = perBlade.all * blades;
  const bytesPerSecond = (linkMbps * 1e6 * assumed.usableShare) / bitsPerByte;
  const seconds = {
    selfTests: 2 * assumed.selfTestSeconds,
    sending: Math.ceil(bytes / bytesPerSecond),
    systems: 2 * assumed.systemSeconds,
    writing: Math.ceil(written / (assumed.writeMebibytes * mebibyte)),
  };
  const all = sum(Object.values(seconds));
  return { blades, perBlade, bytes, written, linkMbps, linkKnown: plan.linkMbps !== undefined, seconds: { ...seconds, all } };
}

// How much will be sent and how long it takes, before anything is: an estimate from the bundle's sizes and from what is assumed of the rack.

import type { Part } from '../bundle.ts';

type SizedPart = Pick<Part, 'path' | 'kind' | 'size'> & { readonly arch: string };

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
} as const;

export interface Forecast {
  readonly blades: number;
  /** Bytes to each blade. */
  readonly perBlade: { readonly loader: number; readonly system: number; readonly image: number; readonly all: number };
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

const packed = /\.(bz2|gz|xz|zst)$/;
const mebibyte = 2 ** 20;
const bitsPerByte = 8;

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

/** Parts for the processor most racks have, where the bundle carries several. */
function forOneProcessor(parts: readonly SizedPart[]): readonly SizedPart[] {
  const kernels = parts.filter(({ kind }) => kind === 'kernel');
  const arch = (kernels.find((part) => part.arch === 'amd64') ?? kernels[0])?.arch;
  return parts.filter((part) => part.arch === arch || part.arch === 'any' || part.kind === 'loader');
}

/** Of several forms of the image the packed one is carried, of several loaders a blade takes one. */
function bytesPerBlade(parts: readonly SizedPart[]): Forecast['perBlade'] {
  const sizes = (kind: Part['kind']) => parts.filter((part) => part.kind === kind).map(({ size }) => size);
  const loader = Math.max(0, ...sizes('loader'));
  const system = Math.max(0, ...sizes('kernel')) + sum(sizes('initrd'));
  const image = Math.min(...sizes('image'));
  return { loader, system, image, all: loader + system + image };
}

function writtenBytes(parts: readonly SizedPart[], image: number): number {
  const carried = parts.find(({ kind, size }) => kind === 'image' && size === image);
  return packed.test(carried?.path ?? '') ? image * assumed.unpacking : image;
}

/**
 * What installing `blades` blades takes with a bundle of these parts; bytes, and seconds rounded up. `linkMbps` is the adapter's speed where it
 * is known. Undefined when the bundle lacks a kernel or an image: then nothing can be installed.
 */
export function forecastPlan(plan: {
  readonly parts: readonly SizedPart[];
  readonly blades: number;
  readonly linkMbps?: number | undefined;
}): Forecast | undefined {
  const parts = forOneProcessor(plan.parts);
  if (!['kernel', 'image'].every((kind) => parts.some((part) => part.kind === kind))) return undefined;
  const { blades, linkMbps = assumed.linkMbps } = plan;
  const perBlade = bytesPerBlade(parts);
  const bytes = perBlade.all * blades;
  const written = writtenBytes(parts, perBlade.image);
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

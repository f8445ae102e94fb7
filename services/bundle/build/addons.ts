// Manifests of add-ons and of the pod network: fetched, proved where somebody wrote their SHA-256, and read for the images they name.

import { type Problem, problem, Refusal } from '../../domain/problem.ts';
import { fileTrouble, readAtMost, writeWhole } from '../../platform/files.ts';
import { sha256OfBytes } from '../../platform/sha256.ts';
import { type ImageUse, imagesIn } from './manifest-images.ts';
import type { WantedImage } from './registry/parts.ts';
import { isFloating, parseReference, runNames } from './registry/reference.ts';
import type { Fetch, Wanted } from './source.ts';

/** One thing that is applied to the cluster. */
export interface Addon {
  /** Of its file in the bundle. */
  readonly name: string;
  /** An address, or a path on this machine. */
  readonly manifest: string;
  /** Of the manifest, where its author publishes it or somebody has read it. */
  readonly sha256?: string;
  readonly version?: string;
  readonly licence?: string;
  /** Images that its manifest does not name as such: those an operator starts. */
  readonly images?: readonly string[];
  readonly need: string;
}

export interface ReadAddon {
  readonly wanted: readonly Wanted[];
  readonly images: readonly WantedImage[];
  /** What will not work offline although everything is there. */
  readonly warnings: readonly Problem[];
}

/** The largest in common use (those with many resource definitions) have about 2 MiB. */
const largestManifest = 16 * 1024 * 1024;

const isAddress = (source: string): boolean => /^https?:\/\//i.test(source);
const isChart = (source: string): boolean => /^oci:\/\/|\.tgz([?#]|$)/i.test(source);
const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

async function contentOf(fetch: Fetch, addon: string, source: string): Promise<Uint8Array> {
  if (isChart(source)) throw new Refusal(problem('addon-helm', { addon }));
  if (isAddress(source)) return (await fetch.small(source, { most: largestManifest })).bytes;
  const unreadable = (reason: string) => new Refusal(problem('addon-unreadable', { addon, source, reason }));
  const bytes = await readAtMost(source, largestManifest).catch((error) => {
    throw unreadable(fileTrouble(error));
  });
  if (!bytes) throw unreadable('it is too large');
  return bytes;
}

function usesIn(bytes: Uint8Array, addon: string, source: string): readonly ImageUse[] {
  const read = isGzip(bytes) ? ({ kind: 'template' } as const) : imagesIn(new TextDecoder().decode(bytes));
  if (read.kind === 'template') throw new Refusal(problem('addon-helm', { addon }));
  if (read.kind === 'unreadable') throw new Refusal(problem('addon-yaml', { addon, source, reason: read.reason }));
  return read.uses;
}

/** One warning for each image: an unfixed version is asked for anew at every start of what a controller starts, which is what `Always` does as well. */
function offlineTrouble(addon: string, { image, alwaysPulled }: ImageUse): Problem[] {
  const reference = parseReference(image);
  if (reference && isFloating(reference)) return [problem('addon-image-floating', { addon, image })];
  return alwaysPulled ? [problem('addon-pull-always', { addon, image })] : [];
}

function warningsOf({ name, images = [] }: Addon, uses: readonly ImageUse[]): Problem[] {
  if (uses.length + images.length === 0) return [problem('addon-without-images', { addon: name })];
  const listed = images.map((image) => ({ image, alwaysPulled: false }));
  const found = [...uses, ...listed].flatMap((use) => offlineTrouble(name, use));
  return [...new Map(found.map((one) => [one.what, { ...one, level: 'warning' as const }])).values()];
}

function manifestPart(
  { name, version, licence, sha256, need }: Addon,
  source: string,
  bytes: Uint8Array,
  images: readonly string[],
): Wanted {
  const told = { ...(version ? { version } : {}), ...(licence ? { licence } : {}) };
  return {
    part: { path: `manifests/${name}.yaml`, kind: 'manifest', arch: 'any', ...told, source, satisfies: [need], images: [...images] },
    expectedBytes: bytes.length,
    bring: async ({ scratch }) => {
      const file = scratch(`manifest-${name}.yaml`);
      writeWhole(file, bytes);
      return { file, provenance: { by: sha256 ? 'sha256' : 'none' } };
    },
  };
}

/** Reads an add-on: its manifest as a part, and every image that it or the specification names. Rejects with a Refusal. */
export async function readAddon(fetch: Fetch, addon: Addon): Promise<ReadAddon> {
  const { name, manifest: source, sha256, images: listed = [], need } = addon;
  const bytes = await contentOf(fetch, name, source);
  const found = sha256OfBytes(bytes);
  if (sha256 !== undefined && sha256 !== found)
    throw new Refusal(problem('addon-sha256', { addon: name, source, found, expected: sha256 }));
  const uses = usesIn(bytes, name, source);
  const images = runNames([...uses.map(({ image }) => image), ...listed]);
  return {
    wanted: [manifestPart(addon, source, bytes, images)],
    images: images.map((image) => ({ image, satisfies: [need] })),
    warnings: warningsOf(addon, uses),
  };
}

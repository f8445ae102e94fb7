// Container images as parts of a bundle: each image once for each architecture, whatever number of needs ask for it.

import type { Arch } from '../../../domain/bundle.ts';
import { isThere } from '../../../platform/files.ts';
import { sha256OfBytes } from '../../../platform/sha256.ts';
import { allOrRefusals } from '../all.ts';
import type { Fetch, Wanted } from '../source.ts';
import { endpointsOf, type Logins, type RegistriesAccess } from './access.ts';
import { archiveBytes, indexOf, isArchiveOf, writeArchive } from './archive.ts';
import { findImages, type Image } from './image.ts';
import { type Reference, referencesOf } from './reference.ts';

/** An image by any of its names, and what of a plan it is for. */
export interface WantedImage {
  readonly image: string;
  readonly satisfies: readonly string[];
}

export interface Pulling {
  readonly arches: readonly Arch[];
  readonly access: RegistriesAccess;
  readonly logins: Logins;
}

/** An image and all it is wanted for. */
interface Need {
  readonly reference: Reference;
  readonly satisfies: readonly string[];
}

/** One need for each image, in the order they were first asked for. */
function united(wanted: readonly WantedImage[]): Need[] {
  const references = referencesOf(wanted.map(({ image }) => image));
  const needs = references.map((reference, index) => ({ reference, satisfies: wanted[index]!.satisfies }));
  return [...Map.groupBy(needs, ({ reference }) => reference.name).values()].map((same) => ({
    reference: same[0]!.reference,
    satisfies: [...new Set(same.flatMap(({ satisfies }) => satisfies))],
  }));
}

const utf8 = new TextEncoder();

/** Of a digest, in a file name: enough to tell two apart. */
const shortDigest = 12;
/** With its directory and `.tar` a path stays within what a manifest takes (domain/bundle.ts). */
const longestName = 100;

const fileName = (name: string, { tag, digest }: Reference): string =>
  `${name}_${digest === undefined ? tag : `sha256-${digest.slice('sha256:'.length).slice(0, shortDigest)}`}`;

/** `etcd_3.7.0-0`; of images that share it, the whole name: `ghcr.io_example_etcd_3.7.0-0`. */
function namesOf(references: readonly Reference[]): Map<Reference, string> {
  const short = (reference: Reference) => fileName(reference.repository.slice(reference.repository.lastIndexOf('/') + 1), reference);
  const whole = (reference: Reference) =>
    fileName(`${reference.host}/${reference.repository}`.replaceAll(/[^A-Za-z0-9._-]/g, '_'), reference);
  const shared = Map.groupBy(references, short);
  const fitting = (name: string, reference: Reference) =>
    name.length <= longestName ? name : `sha256-${sha256OfBytes(utf8.encode(reference.name))}`;
  return new Map(
    references.map((reference) => [
      reference,
      fitting(shared.get(short(reference))!.length > 1 ? whole(reference) : short(reference), reference),
    ]),
  );
}

/** An archive that was packed before a build broke off is not packed again, if nobody changed it since. */
async function packed(image: Image, fetch: Fetch): Promise<string> {
  const path = fetch.scratch(`image-${sha256OfBytes(utf8.encode(indexOf(image)))}.tar`);
  if (isThere(path) && (await isArchiveOf(image, path))) return path;
  const files = await allOrRefusals(image.layers.map(async (layer) => [layer.digest, await image.layer(fetch, layer)] as const));
  await writeArchive(image, new Map(files), path);
  return path;
}

const wantedPart = (image: Image, name: string, satisfies: readonly string[]): Wanted['part'] => ({
  path: `images/${image.arch}/${name}.tar`,
  kind: 'container-image',
  arch: image.arch,
  ...(image.reference.tag === undefined ? {} : { version: image.reference.tag }),
  ...(image.licence ? { licence: image.licence } : {}),
  source: `docker://${image.from}@${image.manifest.digest}`,
  ...(satisfies.length > 0 ? { satisfies: [...satisfies] } : {}),
  image: { reference: image.reference.name, digest: image.manifest.digest },
});

/** The parts of these images, their manifests read and their tags turned into digests. Rejects with one Refusal of all that cannot be had. */
export async function imageParts(fetch: Fetch, wanted: readonly WantedImage[], { arches, access, logins }: Pulling): Promise<Wanted[]> {
  const needs = united(wanted);
  const names = namesOf(needs.map(({ reference }) => reference));
  const found = await allOrRefusals(
    needs.map(async ({ reference, satisfies }) => {
      const images = await findImages(fetch, reference, arches, endpointsOf(reference.host, access, logins));
      return images.map((image) => ({ image, satisfies }));
    }),
  );
  return found.flat().map(({ image, satisfies }) => ({
    part: wantedPart(image, names.get(image.reference)!, satisfies),
    expectedBytes: archiveBytes(image),
    isIn: (file) => isArchiveOf(image, file),
    bring: async (now) => ({ file: await packed(image, now), provenance: { by: 'digest' } }),
  }));
}

// What a registry says an image consists of: OCI and Docker schema 2 manifests, the lists of them, and an image's configuration.

import { z } from 'zod';
import type { Arch } from '../../../domain/bundle.ts';

const docker = 'application/vnd.docker.distribution.manifest';
const oci = 'application/vnd.oci.image';

export const manifestTypes = [`${oci}.manifest.v1+json`, `${docker}.v2+json`];
const listTypes = [`${oci}.index.v1+json`, `${docker}.list.v2+json`];
/** What a registry may answer with: all that can be put into an OCI layout as it is. */
export const acceptedTypes = [...listTypes, ...manifestTypes].join(', ');

export const indexType = listTypes[0]!;
export const isList = (mediaType: string): boolean => listTypes.includes(mediaType);

/** Schema 1 names its layers by sums that only Docker computes, and no current registry keeps it. */
export const isSchema1 = (mediaType: string): boolean => mediaType.startsWith(`${docker}.v1`);

const selfTold = z.object({ mediaType: z.string() });

/** What a document is: as it says, as its sender says, or as it looks. */
export function typeOfContent(content: unknown, sender: string): string {
  const told = selfTold.safeParse(content).data?.mediaType ?? sender;
  if (told === '' || told === 'application/octet-stream' || told === 'application/json') {
    if (imageList.safeParse(content).success) return indexType;
    if (imageManifest.safeParse(content).success) return manifestTypes[0]!;
  }
  return told;
}

const configTypes = [`${oci}.config.v1+json`, 'application/vnd.docker.container.image.v1+json'];
/** As containerd unpacks them. */
const layerForm = /^application\/vnd\.(oci\.image\.layer\.v1\.tar(\+gzip|\+zstd)?|docker\.image\.rootfs\.diff\.tar(\.gzip|\.zstd)?)$/;
/** May not be passed on by whoever holds them: layers of Windows, mostly. */
const foreignForm = /nondistributable|rootfs\.foreign/;

const platform = z.object({ architecture: z.string(), os: z.string(), variant: z.string().optional() });

const descriptor = z.object({
  mediaType: z.string(),
  digest: z.string().regex(/^sha256:[0-9a-f]{64}$/, 'only sha256 is understood'),
  size: z.int().min(0),
  platform: platform.optional(),
  annotations: z.record(z.string(), z.string()).nullish(),
  urls: z.array(z.string()).nullish(),
});
export type Descriptor = z.output<typeof descriptor>;

export const imageList = z.object({ manifests: z.array(descriptor) });
export type ImageList = z.output<typeof imageList>;

export const imageManifest = z.object({
  config: descriptor,
  layers: z.array(descriptor),
  annotations: z.record(z.string(), z.string()).nullish(),
});
export type ImageManifest = z.output<typeof imageManifest>;

export const imageConfig = z.object({
  architecture: z.string(),
  os: z.string(),
  config: z.object({ Labels: z.record(z.string(), z.string()).nullish() }).nullish(),
});
export type ImageConfig = z.output<typeof imageConfig>;

/** Of what every blade of the architecture can run; `v3` of amd64 would stop at the first instruction it lacks. */
const variants: Readonly<Record<Arch, readonly (string | undefined)[]>> = {
  amd64: [undefined, '', 'v1'],
  arm64: ['v8', undefined, ''],
};

/** A proof about another image, not one to run. */
const isAttestation = ({ annotations }: Descriptor): boolean => annotations?.['vnd.docker.reference.type'] === 'attestation-manifest';

const images = ({ manifests }: ImageList) => manifests.filter((one) => manifestTypes.includes(one.mediaType) && !isAttestation(one));

/** The image of a list for Linux on `arch`; undefined when it has none. */
export function chosen(list: ImageList, arch: Arch): Descriptor | undefined {
  const fitting = images(list).filter((one) => one.platform?.os === 'linux' && one.platform.architecture === arch);
  for (const variant of variants[arch]) {
    const found = fitting.find((one) => one.platform?.variant === variant);
    if (found) return found;
  }
  return undefined;
}

/** `linux/amd64, linux/arm/v7`: for which platforms a list has images. */
export const platformsIn = (list: ImageList): string =>
  images(list)
    .map(({ platform: of }) => (of ? [of.os, of.architecture, of.variant].filter(Boolean).join('/') : 'unknown'))
    .join(', ');

/** Why this manifest is no image that can be carried and run; undefined when it is one. */
export function unusable({ config, layers }: ImageManifest): 'not-an-image' | 'foreign' | 'layer' | undefined {
  if (!configTypes.includes(config.mediaType)) return 'not-an-image';
  if (layers.some(({ mediaType, urls }) => foreignForm.test(mediaType) || (urls?.length ?? 0) > 0)) return 'foreign';
  return layers.every(({ mediaType }) => layerForm.test(mediaType)) ? undefined : 'layer';
}

const licenceKey = 'org.opencontainers.image.licenses';

/** What its maker says of its licence, an SPDX expression as a rule. */
export const licenceOf = (manifest: ImageManifest, { config }: ImageConfig): string | undefined =>
  config?.Labels?.[licenceKey]?.trim() || manifest.annotations?.[licenceKey]?.trim() || undefined;

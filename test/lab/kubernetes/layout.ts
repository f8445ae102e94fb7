// Container images in one OCI image layout: their layers packed once, whichever of them have them, and each image by its own name.

import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Layer, type PackedLayer, packLayer } from './layer.ts';

/** As `config` of an OCI image. */
export interface Settings {
  readonly Entrypoint?: readonly string[];
  readonly Cmd?: readonly string[];
  readonly Env?: readonly string[];
  readonly User?: string;
  readonly WorkingDir?: string;
  readonly Labels?: Readonly<Record<string, string>>;
}

export interface Image {
  /** The name that it is run by: `registry.k8s.io/pause:3.10.2`. */
  readonly reference: string;
  /** From the lowest up. */
  readonly layers: readonly Layer[];
  readonly settings: Settings;
}

const oci = 'application/vnd.oci.image';

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

function putDocument(blobs: string, mediaType: string, content: object): Descriptor {
  const bytes = Buffer.from(JSON.stringify(content));
  const digest = createHash('sha256').update(bytes).digest('hex');
  writeFileSync(join(blobs, digest), bytes);
  return { mediaType, digest: `sha256:${digest}`, size: bytes.length };
}

function putImage(blobs: string, { settings }: Image, layers: readonly PackedLayer[], arch: string): Descriptor {
  const rootfs = { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) };
  const config = putDocument(blobs, `${oci}.config.v1+json`, { architecture: arch, os: 'linux', config: settings, rootfs });
  const named = layers.map(({ digest, size }) => ({ mediaType: `${oci}.layer.v1.tar+gzip`, digest, size }));
  const mediaType = `${oci}.manifest.v1+json`;
  return putDocument(blobs, mediaType, { schemaVersion: 2, mediaType, config, layers: named });
}

/** Writes all images into `directory`. @throws Error with the end of the log */
export async function writeLayout(images: readonly Image[], directory: string, arch: string): Promise<void> {
  const blobs = join(directory, 'blobs/sha256');
  mkdirSync(blobs, { recursive: true });
  const packed = new Map<Layer, PackedLayer>();
  for (const layer of new Set(images.flatMap(({ layers }) => layers)))
    packed.set(layer, await packLayer(layer, blobs, join(directory, 'pack.log')));
  const manifests = images.map((image) => {
    const layers = image.layers.map((layer) => packed.get(layer)!);
    return { ...putImage(blobs, image, layers, arch), annotations: { 'org.opencontainers.image.ref.name': image.reference } };
  });
  writeFileSync(join(directory, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests }));
  writeFileSync(join(directory, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
}

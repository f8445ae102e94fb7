// An image as one file: an OCI image layout in a tar, the same bytes whenever it is packed.

import { Header } from 'tar';
import { fileSize } from '../../../platform/files.ts';
import { type Content, writeJoined } from '../../../platform/join-files.ts';
import { sha256OfBytes, sha256OfFile } from '../../../platform/sha256.ts';
import type { Image } from './image.ts';
import { indexType } from './manifest.ts';

/** One file in the tar: bytes, or a file on this disk of known size. */
interface Entry {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  readonly content: Content;
}

/** tar counts in blocks, and two empty ones end it. */
const blockBytes = 512;
const endBytes = 2 * blockBytes;
const mode = 0o644;

const utf8 = new TextEncoder();
const padded = (size: number): number => Math.ceil(size / blockBytes) * blockBytes;
const blobPath = (digest: string): string => `blobs/${digest.replace(':', '/')}`;

function headerOf({ path, size }: Pick<Entry, 'path' | 'size'>): Uint8Array {
  const block = Buffer.alloc(blockBytes);
  new Header({ path, size, mode, type: 'File', uid: 0, gid: 0, mtime: new Date(0) }).encode(block);
  return block;
}

/** https://specs.opencontainers.org/image-spec/image-layout/; containerd takes the image's name from the first annotation. */
export function indexOf({ reference, arch, manifest }: Image): string {
  const annotations = {
    'io.containerd.image.name': reference.name,
    'org.opencontainers.image.ref.name': reference.digest ?? reference.tag!,
  };
  const { mediaType, digest, bytes } = manifest;
  const entry = { mediaType, digest, size: bytes.length, annotations, platform: { architecture: arch, os: 'linux' } };
  return JSON.stringify({ schemaVersion: 2, mediaType: indexType, manifests: [entry] });
}

const bytesEntry = (path: string, bytes: Uint8Array): Entry => ({
  path,
  size: bytes.length,
  sha256: sha256OfBytes(bytes),
  content: bytes,
});

/** `fileOf` tells where a layer lies; for the size alone nobody has to know. */
function entriesOf(image: Image, fileOf: (digest: string) => string): Entry[] {
  const { manifest, config, layers } = image;
  const once = new Map(layers.map(({ digest, size }) => [digest, size]));
  return [
    bytesEntry('oci-layout', utf8.encode('{"imageLayoutVersion":"1.0.0"}')),
    bytesEntry('index.json', utf8.encode(indexOf(image))),
    bytesEntry(blobPath(manifest.digest), manifest.bytes),
    bytesEntry(blobPath(config.digest), config.bytes),
    ...[...once].map(([digest, size]) => ({
      path: blobPath(digest),
      size,
      sha256: digest.slice('sha256:'.length),
      content: { file: fileOf(digest), size },
    })),
  ];
}

/** Bytes of the archive, before anything of its layers is fetched. */
export const archiveBytes = (image: Image): number =>
  entriesOf(image, () => '').reduce((sum, { size }) => sum + blockBytes + padded(size), endBytes);

const spaceBehind = ({ size }: Entry): Uint8Array => new Uint8Array(padded(size) - size);

/** What the archive is made of, one behind the other. */
const stretchesOf = (image: Image): { readonly size: number; readonly sha256: string }[] => {
  const known = (bytes: Uint8Array) => ({ size: bytes.length, sha256: sha256OfBytes(bytes) });
  const entries = entriesOf(image, () => '').flatMap((entry) => [known(headerOf(entry)), entry, known(spaceBehind(entry))]);
  return [...entries, known(new Uint8Array(endBytes))].filter(({ size }) => size > 0);
};

/** Whether this file is the archive of that image, to the last byte: what somebody only calls so is not. Rejects with Node's error. */
export async function isArchiveOf(image: Image, path: string): Promise<boolean> {
  if ((await fileSize(path)) !== archiveBytes(image)) return false;
  let start = 0;
  for (const { size, sha256 } of stretchesOf(image)) {
    if ((await sha256OfFile(path, { stretch: { start, length: size } })) !== sha256) return false;
    start += size;
  }
  return true;
}

/** Writes the archive to `path`, whole or not at all; layers go into it as they were pulled. Rejects with Node's error. */
export async function writeArchive(image: Image, layerFiles: ReadonlyMap<string, string>, path: string): Promise<void> {
  const entries = entriesOf(image, (digest) => layerFiles.get(digest)!);
  const pieces = entries.flatMap((entry) => [headerOf(entry), entry.content, spaceBehind(entry)]);
  await writeJoined(path, [...pieces, new Uint8Array(endBytes)]);
}

// One layer of a container image: a tar that has the same bytes whenever it is packed, and its gzip.

import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  createReadStream,
  linkSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { spawnLogged } from '../spawn.ts';

/** One thing in a layer, by its path in the image. */
export type Entry = { readonly path: string } & (
  | { readonly program: string /** As setcap writes them: `cap_net_bind_service=+ep`. */; readonly capabilities?: string }
  | { readonly text: string }
  /** To another path in the image. */
  | { readonly link: string }
);

/** Entries, or everything below a directory. */
export type Layer = readonly Entry[] | { readonly tree: string };

export interface PackedLayer {
  /** `sha256:…` of the gzip, by which registries know it. */
  readonly digest: string;
  readonly size: number;
  /** `sha256:…` of the tar in it. */
  readonly diffId: string;
}

/** GNU tar's words for an archive without the time, the people and the order of this machine; a program's capabilities go along. */
const reproducible = [
  ...['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner', '--format=posix'],
  ...['--pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime', '--xattrs', '--xattrs-include=security.capability'],
];

/** A hundred megabytes on a machine that others use as well. */
const packMinutes = 15;

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

interface Bench {
  readonly directory: string;
  readonly log: string;
}

async function lay(entry: Entry, tree: string, { log }: Bench): Promise<void> {
  const path = join(tree, entry.path);
  mkdirSync(dirname(path), { recursive: true, mode: 0o755 });
  if ('text' in entry) return writeFileSync(path, entry.text, { mode: 0o644 });
  if ('link' in entry) return symlinkSync(entry.link, path);
  if (entry.capabilities === undefined) return linkSync(entry.program, path);
  copyFileSync(entry.program, path);
  await spawnLogged('setcap', [entry.capabilities, path], { log, minutes: 1 });
}

async function treeOf(layer: Layer, bench: Bench): Promise<string> {
  if ('tree' in layer) return layer.tree;
  const tree = mkdtempSync(join(bench.directory, 'tree-'));
  for (const entry of layer) await lay(entry, tree, bench);
  return tree;
}

/** Packs a layer among the blobs of an OCI layout. @throws Error with the end of the log */
export async function packLayer(layer: Layer, blobs: string, log: string): Promise<PackedLayer> {
  const bench = { directory: mkdtempSync(join(blobs, '../packing-')), log };
  try {
    const tree = await treeOf(layer, bench);
    // The root of the image is this directory, and not every program in it is root.
    chmodSync(tree, 0o755);
    const tar = join(bench.directory, 'layer.tar');
    const pack = ['-n', '19', 'tar', ...reproducible, '--create', '--file', tar, '--directory', tree, '--transform=s,^\\./,,', '.'];
    await spawnLogged('nice', pack, { log, minutes: packMinutes });
    const diffId = `sha256:${await sha256Of(tar)}`;
    await spawnLogged('nice', ['-n', '19', 'gzip', '--no-name', '--fast', tar], { log, minutes: packMinutes });
    const digest = await sha256Of(`${tar}.gz`);
    renameSync(`${tar}.gz`, join(blobs, digest));
    return { digest: `sha256:${digest}`, size: statSync(join(blobs, digest)).size, diffId };
  } finally {
    rmSync(bench.directory, { recursive: true, force: true });
  }
}

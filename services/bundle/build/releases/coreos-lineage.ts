// Releases laid out as CoreOS began it, `<base>/<board>/<version>/<file>` with a signature beside each file: Container Linux, and Flatcar after it.

import type { Arch } from '../../../domain/bundle.ts';
import { type OsFacts, type OsFileNames, osPath } from '../../../domain/os/facts.ts';
import { allOrRefusals } from '../all.ts';
import type { Fetch, Wanted } from '../source.ts';
import { keyPart, type OsOptions, type ReleaseKey, signedPart } from './release.ts';

export interface Lineage {
  readonly facts: OsFacts;
  readonly base: string;
  readonly version: string;
  readonly key: ReleaseKey;
}

/** Below it lie the files of one version. */
export const releaseDirectory = (base: string, arch: Arch, version: string): string => `${base}/${arch}-usr/${version}`;

/** Usual sizes in bytes, for the progress before a server tells its own. */
const usual = { kernel: 60e6, initrd: 450e6, image: 550e6 };

/** All of a release is one work of many licences, listed inside. */
const licence = 'various';

const filesOf = ({ kernel, initrds, images }: OsFileNames) => [
  { kind: 'kernel' as const, name: kernel },
  ...initrds.map((name) => ({ kind: 'initrd' as const, name })),
  ...images.map((name) => ({ kind: 'image' as const, name })),
];

/** Kernel, live system and image for each architecture, and the key that they are signed with. */
export async function lineageParts(fetch: Fetch, release: Lineage, { arches, clock }: OsOptions): Promise<Wanted[]> {
  const { facts, base, version, key } = release;
  const ofArch = (arch: Arch) =>
    filesOf(facts.names(version, arch)).map(({ kind, name }) => {
      const source = `${releaseDirectory(base, arch, version)}/${name}`;
      const part = { path: osPath(arch, name), kind, arch, version, licence, source };
      return signedPart(fetch, { part, signatureUrl: `${source}.sig`, expectedBytes: usual[kind] }, key, clock);
    });
  return [...(await allOrRefusals(arches.flatMap(ofArch))), keyPart(key)];
}

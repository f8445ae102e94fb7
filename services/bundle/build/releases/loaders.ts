// The programs that firmware starts first: out of iPXE's release archive, or from directories such as those of Debian's packages.

import { problem, Refusal } from '../../../domain/problem.ts';
import { fileSize, isThere, writeWhole } from '../../../platform/files.ts';
import type { Source, Wanted } from '../source.ts';
import { membersOf } from './archive-members.ts';
import { type LoaderFile, loaderFiles } from './loader-files.ts';
import { baseOf } from './text.ts';

export interface IpxeArchiveOptions {
  /** `2.0.0` */
  readonly version: string;
  /** Of the archive; known here for some versions. Without one nothing proves it. */
  readonly sha256?: string;
  /** Instead of the project's own place; below it `v<version>/ipxeboot.tar.gz`. */
  readonly base?: string;
}

/** Version → SHA-256 of `ipxeboot.tar.gz`. The project publishes none; these are of what three others fetched and pinned, read in 2026. */
const knownArchives: Readonly<Record<string, string>> = {
  '2.0.0': '01a526d4cc791fc30362259c609d6c506cc64a7bdff51b9a5eb788354e17eee1',
};

/** The part of each loader that is there, from where it was found. */
type Found = Omit<LoaderFile, 'names'> & { readonly name: string };

function foundIn(has: (name: string) => boolean, from: string): Found[] {
  const found = loaderFiles.flatMap(({ part, names }) => {
    const name = names.find(has);
    return name === undefined ? [] : [{ part, name }];
  });
  if (found.length === 0) throw new Refusal(problem('loaders-none', { from }));
  return found;
}

/** iPXE's own release: for BIOS and UEFI, x64, arm64 and 32-bit, and the set that is signed for Secure Boot. */
export const ipxeArchive =
  ({ version, sha256 = knownArchives[version], base = 'https://github.com/ipxe/ipxe/releases/download' }: IpxeArchiveOptions): Source =>
  async (fetch) => {
    const url = `${baseOf(base)}/v${version}/ipxeboot.tar.gz`;
    const archive = await fetch.file(url, sha256 === undefined ? {} : { sha256 });
    const members = await membersOf(archive, new Set(loaderFiles.flatMap(({ names }) => names)), url);
    const provenance = { by: sha256 === undefined ? 'none' : 'sha256' } as const;
    return foundIn((name) => members.has(name), url).map(({ part, name }): Wanted => {
      const bytes = members.get(name)!;
      return {
        part: { ...part, version, source: `${url}#${name}` },
        expectedBytes: bytes.length,
        async bring(from) {
          const file = from.scratch(`ipxe-${part.path.replaceAll('/', '-')}`);
          writeWhole(file, bytes);
          return { file, provenance };
        },
      };
    });
  };

export interface LoaderDirectoriesOptions {
  /** Searched in this order. Debian's packages ipxe, pxelinux and syslinux-common fill /usr/lib/{ipxe,PXELINUX,syslinux/modules/bios}. */
  readonly directories: readonly string[];
  /** Of what lies there, where somebody knows. */
  readonly version?: string;
}

/** Whatever loaders lie in these directories of this machine. Nothing proves them but whoever put them there. */
export const loaderDirectories =
  ({ directories, version }: LoaderDirectoriesOptions): Source =>
  async () => {
    const placeOf = (name: string) => directories.map((directory) => `${directory}/${name}`).find(isThere);
    const found = foundIn((name) => placeOf(name) !== undefined, directories.join(', '));
    return Promise.all(
      found.map(async ({ part, name }): Promise<Wanted> => {
        const file = placeOf(name)!;
        return {
          part: { ...part, ...(version ? { version } : {}), source: file },
          expectedBytes: await fileSize(file),
          bring: async () => ({ file, provenance: { by: 'none' } }),
        };
      }),
    );
  };

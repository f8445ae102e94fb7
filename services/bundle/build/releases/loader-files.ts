// Which files of iPXE's and SYSLINUX's own distributions are which loaders of a bundle.

import type { Part } from '../../../domain/bundle.ts';
import { menuNeed } from '../../../domain/needs.ts';
import type { NewPart } from '../../write.ts';

export interface LoaderFile {
  readonly part: Omit<NewPart, 'provenance'>;
  /** What it may be called there, best first: in iPXE's archive, then in Debian's directories. */
  readonly names: readonly string[];
}

const ipxeLicence = 'GPL-2.0-or-later';
/** rhboot/shim and ipxe/shim, COPYRIGHT. */
const shimLicence = 'BSD-2-Clause';

function loader(
  name: string,
  arch: Part['arch'],
  names: readonly string[],
  licence = ipxeLicence,
  satisfies?: readonly string[],
): LoaderFile {
  const part = { path: `loaders/${name}`, kind: 'loader', arch, licence, ...(satisfies ? { satisfies: [...satisfies] } : {}) } as const;
  return { part, names };
}

/** For firmware of one architecture; Debian keeps those for x64 without a directory. */
const efi = (directory: string, arch: Part['arch'], flat: boolean): LoaderFile[] =>
  ['snponly.efi', 'ipxe.efi'].map((name) => loader(`${directory}/${name}`, arch, [`${directory}/${name}`, ...(flat ? [name] : [])]));

/**
 * Signed for Secure Boot: the shim that firmware trusts starts the loader whose name is its own without `-shim`, from the same directory. In the
 * archive both shims are links to one file (ipxe/ipxe, RELEASE.md of 2.0.0).
 */
const signed = (directory: string, arch: Part['arch'], shim: string): LoaderFile[] =>
  ['snponly', 'ipxe'].flatMap((name) => [
    loader(`${directory}/${name}-shim.efi`, arch, [`${directory}/${shim}`, `${directory}/${name}-shim.efi`], shimLicence),
    loader(`${directory}/${name}.efi`, arch, [`${directory}/${name}.efi`]),
  ]);

export const loaderFiles: readonly LoaderFile[] = [
  loader('undionly.kpxe', 'any', ['x86_64/undionly.kpxe', 'undionly.kpxe']),
  ...efi('x86_64', 'amd64', true),
  ...efi('arm64', 'arm64', false),
  loader('i386/ipxe.efi', 'i386', ['i386/ipxe.efi']),
  ...signed('x86_64-sb', 'amd64', 'shimx64.efi'),
  ...signed('arm64-sb', 'arm64', 'shimaa64.efi'),
  loader('ipxe.lkrn', 'any', ['ipxe.lkrn'], ipxeLicence, [menuNeed]),
  loader('pxelinux.0', 'any', ['pxelinux.0']),
  loader('ldlinux.c32', 'any', ['ldlinux.c32']),
];

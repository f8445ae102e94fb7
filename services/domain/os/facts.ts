// What both the build of a bundle and the documents for blades have to know of an operating system's releases.

import type { Arch } from '../bundle.ts';
import type { OsFamilyName } from './names.ts';

/** The files of one release for one architecture, as its release server names them. */
export interface OsFileNames {
  readonly kernel: string;
  /** In the order the kernel unpacks them. */
  readonly initrds: readonly string[];
  /** Of the live system, where its initrd does not hold it. */
  readonly rootfs?: string;
  /** Forms of the disk image that its installer takes, best first. */
  readonly images: readonly string[];
}

/** Versions of programs in the installed system that other parts have to fit. */
export interface OsPrograms {
  readonly ignition?: string;
  readonly containerd?: string;
}

export interface OsFacts {
  readonly family: OsFamilyName;
  /** As people call it. */
  readonly title: string;
  names(version: string, arch: Arch): OsFileNames;
  /** The least disk it is installed to: its partitions, and room to start. */
  readonly leastDiskBytes: number;
  /** Fingerprint of the primary OpenPGP key that this release is signed with, upper-case hexadecimal; undefined when it is not known. */
  signingKey(version: string): string | undefined;
  /** What is known of this release without looking into it. */
  programs(version: string): OsPrograms;
}

/** Where a file of a release lies in a bundle. */
export const osPath = (arch: Arch, name: string): string => `os/${arch}/${name}`;

/** Where the key of a family's releases lies in a bundle. */
export const signingKeyPath = (family: OsFamilyName): string => `keys/${family}.asc`;

/** The same files by their paths in a bundle. */
export function osPaths(facts: OsFacts, version: string, arch: Arch): OsFileNames {
  const { kernel, initrds, rootfs, images } = facts.names(version, arch);
  const path = (name: string) => osPath(arch, name);
  return { kernel: path(kernel), initrds: initrds.map(path), ...(rootfs ? { rootfs: path(rootfs) } : {}), images: images.map(path) };
}

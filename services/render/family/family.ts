// What differs between operating systems: names in the bundle, kernel arguments, the installer, where programs may go.

import type { Manifest } from '../../domain/bundle.ts';
import type { IgnitionParts } from '../ignition/config.ts';

/** Paths of an OS's parts in a bundle. */
export interface OsFiles {
  readonly kernel: string;
  /** In the order the kernel unpacks them. */
  readonly initrds: readonly string[];
  /** Forms of the disk image that its installer takes; the first one the bundle has is used. */
  readonly images: readonly string[];
}

/** What the kernel line of the live system is made from. */
export interface LiveBoot {
  readonly configUrl: string;
  /** The booted NIC with hyphens, or the loader's own expression for it. */
  readonly bootNic: string;
  readonly consoles: readonly string[];
  readonly autologin: boolean;
}

/** The NICs of one blade on the provisioning net. */
export interface BladeNics {
  readonly slot: string;
  /** Lower case with colons; the first carries the address. */
  readonly macs: readonly string[];
}

/** The network of one installed blade, without any DHCP. */
export interface StaticNetwork extends BladeNics {
  /** `10.20.30.40/24` */
  readonly address: string;
  readonly gateway?: string;
  readonly dns: readonly string[];
  readonly searchDomains: readonly string[];
  readonly ntp: readonly string[];
}

export interface OsFamily {
  readonly name: Manifest['os']['family'];
  files(version: string): OsFiles;
  /** The highest Ignition spec every release of this family takes. */
  readonly ignitionVersion: '3.3.0' | '3.4.0';
  /** A directory the system lets us put programs in, and keeps. */
  readonly programs: string;
  liveArguments(live: LiveBoot): string[];
  /** A shell script called with the target device, the image and the installed system's Ignition config; its exit code is the result. */
  readonly installer: string;
  /** Where the installer leaves that config on the disk, so that it can be removed once it has been applied. */
  readonly installedConfig: { readonly filesystemLabel: string; readonly file: string };
  liveNetwork(nics: BladeNics): IgnitionParts;
  installedNetwork(network: StaticNetwork): IgnitionParts;
  updates(automatic: boolean): IgnitionParts;
}

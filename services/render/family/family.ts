// What differs between operating systems: how they are configured, kernel arguments, the installer, where programs and settings go.

import type { ProxyMode } from '../../domain/kubernetes/versions.ts';
import type { OsFamilyName } from '../../domain/os/names.ts';
import type { ConfigWriter, SystemParts } from '../system/parts.ts';

/** What the kernel line of the live system is made from. */
export interface LiveBoot {
  readonly configUrl: string;
  /** Of the live system's own root, where its initrd does not hold it. */
  readonly rootfsUrl?: string;
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
  /** Networks that no router leads to, and that are sent out of this NIC all the same: `10.96.0.0/16`. */
  readonly onLink: readonly string[];
  readonly dns: readonly string[];
  readonly searchDomains: readonly string[];
  readonly ntp: readonly string[];
}

/** How a family's network service is told; in what it returns for the installed system the first file is the one with the address. */
export interface FamilyNetwork {
  live(nics: BladeNics): SystemParts;
  installed(network: StaticNetwork): SystemParts;
  /** Hands off the interfaces of pods. */
  readonly pods: SystemParts;
}

/** Where and how a family runs containers and the kubelet. */
export interface NodeSystem {
  /** Has the service read its settings from /etc/containerd/config.toml. */
  readonly containerd: SystemParts;
  /** Labels containers for SELinux, as the distribution's own settings do. */
  readonly selinux: boolean;
  /** The kubelet's own choice lies below /usr, which cannot be written. */
  readonly volumePlugins: string;
  /** How kube-proxy has to be run where the kernel is too old for what Kubernetes itself prefers. */
  readonly proxyMode?: ProxyMode;
  /** What the root file system holds while the first boot fetches, where it is grown to the disk only afterwards. */
  readonly firstBootBytes?: number;
}

export interface OsFamily {
  readonly name: OsFamilyName;
  readonly writer: ConfigWriter;
  /** A directory the system lets us put programs in, and keeps. */
  readonly programs: string;
  liveArguments(live: LiveBoot): string[];
  /** The live system gives a shell on its consoles by a kernel argument; else by units. */
  readonly autologinArgument: boolean;
  /**
   * A shell script called with the target device, the image (empty where the live system brings its own) and the installed system's config;
   * its exit code is the result.
   */
  readonly installer: string;
  /**
   * Where the installer leaves that config on the disk, so that it can be removed once it has been applied: by the first boot, or, where it is read at
   * every boot and brings back what was removed, when nothing of it is needed any more.
   */
  readonly installedConfig: { readonly filesystemLabel: string; readonly file: string; readonly readAtEveryBoot?: true };
  readonly network: FamilyNetwork;
  updates(automatic: boolean): SystemParts;
  readonly node: NodeSystem;
}

/** `console=` of each; the last one is the kernel's main one. */
export const consoleArguments = (consoles: readonly string[]): string[] => consoles.map((console) => `console=${console}`);

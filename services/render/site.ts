// What all blades of a run share: the plan, the system of each architecture, and the URLs of its parts on the laptop.

import { digestName, fileNameOf } from '../domain/boot-table.ts';
import type { Arch, Manifest, Part } from '../domain/bundle.ts';
import { anatomyOf } from '../domain/plan/bundle-fit/system.ts';
import type { Plan } from '../domain/plan/plan.ts';
import { families } from './family/families.ts';
import type { OsFamily } from './family/family.ts';
import type { ClusterKeys } from './kubernetes/keys.ts';

/** The operating system of the bundle for one architecture, complete. */
export interface CarriedOs {
  readonly family: OsFamily;
  readonly kernel: Part;
  /** In the order the kernel unpacks them. */
  readonly initrds: readonly Part[];
  /** Of the live system, where its initrd does not hold it. */
  readonly rootfs: Part | undefined;
  /** Undefined where the live system brings what it installs. */
  readonly image: Part | undefined;
}

/** Where a blade's system calls home, and its token for that. */
export interface Home {
  readonly url: string;
  readonly token: string;
}

/** A system to load, and the arguments of its kernel. */
export interface BootedSystem {
  readonly os: CarriedOs;
  readonly kernelArguments: readonly string[];
}

/** Programs of ours that run on blades, as text. */
export interface BladePrograms {
  /** The live system's: installs the blade. */
  readonly agent: string;
  /** The installed system's: calls home. */
  readonly home: string;
  /** The installed system's: brings in the container images. */
  readonly images: string;
  /** The installed system's: makes it a node. */
  readonly cluster: string;
  /** The installed system's: puts the pod that moves the control plane's address in its place. */
  readonly vip: string;
}

export interface Site {
  readonly plan: Plan;
  readonly manifest: Manifest;
  /** `http://10.20.30.242`, no slash at the end. */
  readonly httpBase: string;
  /** None for an architecture of which the bundle lacks part: nothing can be installed there. */
  readonly systems: Readonly<Partial<Record<Arch, CarriedOs>>>;
  readonly programs: BladePrograms;
  /** Undefined where the run has no cluster. */
  readonly keys: ClusterKeys | undefined;
}

/** By its digest: what a blade gets is what its documents were written for, whatever the laptop carries by then. */
export const fileUrl = ({ httpBase }: Pick<Site, 'httpBase'>, part: Part): string =>
  `${httpBase}/files/${digestName(part.path, part.sha256)}`;

/** The name a loader gives a file, and the installer tells its form by. */
export const fileName = ({ path }: Part): string => fileNameOf(path);

/** The system of one architecture in a bundle; undefined when a part of it is missing. */
export function carriedOs(manifest: Manifest, arch: Arch): CarriedOs | undefined {
  const { live, bringsImage } = anatomyOf(manifest);
  const ofKind = (kind: Part['kind']) => manifest.parts.filter((part) => part.kind === kind && part.arch === arch);
  const needed = bringsImage ? live : [...live, 'image' as const];
  const [kernel] = ofKind('kernel');
  if (!kernel || needed.some((kind) => ofKind(kind).length === 0)) return undefined;
  const [rootfs] = ofKind('rootfs');
  const image = bringsImage ? undefined : ofKind('image')[0];
  return { family: families[manifest.os.family], kernel, initrds: ofKind('initrd'), rootfs, image };
}

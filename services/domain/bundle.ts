// The bundle's manifest: what is carried offline, part by part, where it came from and what of a plan it is for.

import { z } from 'zod';
import { sha256Hex } from './digest.ts';
import { osFamilyNames } from './os/names.ts';

/** Relative, with slashes, no `..`, short enough for any TFTP client: what a part is asked by. */
export const partPath = z
  .string()
  .max(120)
  .regex(/^(?!\/)(?!.*(^|\/)\.{1,2}(\/|$))(?!.*\/$)(?!.*\/\/)[A-Za-z0-9._+@/-]+$/, 'write a relative path inside the bundle');

/** Processor architectures of blades, by their Go names, as Kubernetes and Flatcar call them. */
export const arches = ['amd64', 'arm64'] as const;
export type Arch = (typeof arches)[number];

export const partKinds = [
  'loader',
  'kernel',
  'initrd',
  /** Of the live system, fetched by its initramfs. */
  'rootfs',
  /** What an installer writes to a disk. */
  'image',
  /** A public key that releases are signed with. */
  'signing-key',
  /** A program that is put on a node as it is. */
  'binary',
  /** A `.tar.gz` of CNI plugins. */
  'cni-plugins',
  /** An OCI archive of one image for one architecture. */
  'container-image',
  /** Kubernetes YAML of an add-on or a CNI. */
  'manifest',
  'other',
] as const;
export type PartKind = (typeof partKinds)[number];

/** How a part was proved to be what its source published, when the bundle was built. */
const provenance = z.strictObject({
  /** `openpgp`: a signature by `key`; `sha256`: a checksum its source publishes, or one that is pinned; `digest`: named by its own digest; `none`: nothing is published. */
  by: z.enum(['openpgp', 'sha256', 'digest', 'none']),
  /** Fingerprint of the primary OpenPGP key, upper-case hexadecimal. */
  key: z.string().exactOptional(),
  /** Of the subkey that made the signature, when it is another one. */
  subkey: z.string().exactOptional(),
  /** When the source signed it, RFC 3339. */
  signed: z.iso.datetime().exactOptional(),
  /** When the key that signed it expired, where that was before the bundle was built: what it signed until then stays good. */
  keyExpired: z.iso.datetime().exactOptional(),
});

const part = z.strictObject({
  /** What documents, menus and people call it. On the disk it lies under its digest. */
  path: partPath,
  size: z.int().min(0),
  sha256: sha256Hex,
  kind: z.enum(partKinds),
  arch: z.enum([...arches, 'i386', 'any']),
  version: z.string().min(1).exactOptional(),
  /** An SPDX expression, or a few words where there is none. */
  licence: z.string().min(1).exactOptional(),
  /** Where it was fetched from. */
  source: z.string().min(1).exactOptional(),
  provenance: provenance.exactOptional(),
  /** Needs of a plan that this part helps to meet: `os`, `kubernetes`, `cni/flannel`, `vip`, `addon/metrics-server`, … (domain/needs.ts). */
  satisfies: z.array(z.string().regex(/^[a-z0-9-]+(\/[a-z0-9.-]+)?$/)).exactOptional(),
  /** Of a container image: the name it is run by, and the digest it was pulled by. */
  image: z.strictObject({ reference: z.string().min(1), digest: z.string().regex(/^sha256:[0-9a-f]{64}$/) }).exactOptional(),
  /** Of a manifest, and of kubeadm: the images that it names, as they are run by. What it names has to be carried. */
  images: z.array(z.string().min(1)).exactOptional(),
});

export const manifestV1 = z.strictObject({
  apiVersion: z.literal('rackstrap/bundle/v1'),
  name: z.string().regex(/^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$/, 'write lower-case letters, digits, dots and hyphens, at most 63'),
  version: z
    .string()
    .regex(/^[A-Za-z0-9]([A-Za-z0-9._+-]{0,61}[A-Za-z0-9])?$/, 'write letters, digits, dots, hyphens and plus signs, at most 63'),
  /** RFC 3339; no laptop's clock may be before it. */
  created: z.iso.datetime(),
  /** What built it: `rackstrap 0.1.0`. */
  tool: z.string().min(1),
  os: z.strictObject({
    family: z.enum(osFamilyNames),
    version: z.string().min(1),
    /** Versions of programs in the installed system that other parts have to fit, where its release tells them. */
    ignition: z.string().exactOptional(),
    containerd: z.string().exactOptional(),
  }),
  /** Without it the bundle installs the operating system only. */
  kubernetes: z.strictObject({ /** `1.37.1` */ version: z.string().regex(/^\d+\.\d+\.\d+$/) }).exactOptional(),
  parts: z.array(part),
});

export type Manifest = z.output<typeof manifestV1>;
export type Part = Manifest['parts'][number];

/** The architectures of blades that can be installed from it. */
export const archesOf = ({ parts }: Pick<Manifest, 'parts'>): Arch[] =>
  arches.filter((arch) => parts.some((one) => one.kind === 'kernel' && one.arch === arch));

type Named = Pick<Manifest, 'name' | 'version'>;

/** `site-2026.11`: what its directory on the laptop is called, and what people type. */
export const bundleId = ({ name, version }: Named): string => `${name}-${version}`;

/** Whether a plan or a person that writes this means it: its name alone is any version of it. */
export const isMeant = (written: string | null | undefined, bundle: Named): boolean =>
  written === bundle.name || written === bundleId(bundle);

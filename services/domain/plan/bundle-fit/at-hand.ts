// A bundle as far as its fit to a plan needs it: a manifest has all of this, and so has a bundle in the console's list.

import type { Arch, Manifest, Part } from '../../bundle.ts';
import type { Loose } from '../loose.ts';
import type { Plan } from '../plan.ts';
import { entriesOf } from '../rules/entries.ts';

/** What is not told is not judged. */
export interface PartAtHand extends Partial<Pick<Part, 'size' | 'version' | 'satisfies' | 'provenance' | 'images'>> {
  readonly path: string;
  readonly kind: string;
  readonly arch: string;
  readonly image?: { readonly reference: string };
}

export interface PartsAtHand {
  readonly name: string;
  /** RFC 3339. */
  readonly created?: string;
  readonly os?: { readonly family: string; readonly version: string; readonly ignition?: string; readonly containerd?: string };
  readonly kubernetes?: NonNullable<Manifest['kubernetes']>;
  readonly parts: readonly PartAtHand[];
}

/** The plan, the bundle, and the architectures of the blades: what every rule of the fit looks at. */
export interface Fitting {
  readonly plan: Loose<Plan>;
  readonly bundle: PartsAtHand;
  readonly arches: readonly ArchAsked[];
}

/** An architecture that some blade has, and where the plan says so: the bundle itself for the plan's usual one. */
export interface ArchAsked {
  readonly arch: Arch;
  readonly where: string;
}

/** Every architecture of the plan's blades once; while there is no blade, the plan's own. */
export function archesAsked(plan: Loose<Plan>): ArchAsked[] {
  const usual = plan.arch ?? 'amd64';
  const blades = entriesOf(plan.blades, 'blades');
  const asked: ArchAsked[] = blades.flatMap(({ value, where }) => {
    if (value.arch === null) return [];
    return [
      value.arch === undefined || value.arch === usual ? { arch: usual, where: 'bundle' } : { arch: value.arch, where: `${where}.arch` },
    ];
  });
  const first = new Map((blades.length > 0 ? asked : [{ arch: usual, where: 'bundle' }]).toReversed().map((one) => [one.arch, one]));
  return [...first.values()].toReversed();
}

/** The last part of a path: what a program or an image is called. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** `kube-apiserver` and `v1.37.1` of `registry.k8s.io/kube-apiserver:v1.37.1`; the tag is empty where there is none. */
export function imageName(reference: string): { readonly name: string; readonly tag: string } {
  const [name = '', tag = ''] = nameOf(reference.replace(/@.*$/, '')).split(':');
  return { name, tag };
}

/** Parts for blades of this architecture: their own, and those for any. */
export const partsFor = ({ parts }: Pick<PartsAtHand, 'parts'>, arch: Arch): PartAtHand[] =>
  parts.filter((part) => part.arch === arch || part.arch === 'any');

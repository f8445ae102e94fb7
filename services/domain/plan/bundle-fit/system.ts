// The operating system: every file that a blade of each architecture is booted and installed from, of one release, and readable by its Ignition.

import { highestSpecification, writtenSpecification } from '../../os/ignition.ts';
import { osFacts } from '../../os/index.ts';
import { type OsFamilyName, osFamilyNames } from '../../os/names.ts';
import { at, type Problem, problem, warning } from '../../problem.ts';
import { compareVersions } from '../../version.ts';
import { type ArchAsked, type Fitting, type PartAtHand, type PartsAtHand, partsFor } from './at-hand.ts';

type LiveKind = 'kernel' | 'initrd' | 'rootfs';

interface Anatomy {
  /** What the live system is made of. */
  readonly live: readonly LiveKind[];
  /** The live system brings what it installs (Fedora CoreOS: its own image, as the difference to itself); else an image is needed. */
  readonly bringsImage: boolean;
  /** Its installer was built with the OpenPGP keys that it checks a downloaded image by. */
  readonly knowsKeys: boolean;
  /** cgroup version of the installed system. */
  readonly cgroup: 1 | 2;
}

const plain: Anatomy = { live: ['kernel', 'initrd'], bringsImage: false, knowsKeys: false, cgroup: 2 };

/** A family that a newer Rackstrap knows is taken for one of the plain kind; that its documents cannot be written is told elsewhere. */
const anatomies: Readonly<Record<OsFamilyName, Anatomy>> = {
  flatcar: { ...plain, knowsKeys: true },
  'fedora-coreos': { ...plain, live: ['kernel', 'initrd', 'rootfs'], bringsImage: true },
  'container-linux': { ...plain, knowsKeys: true, cgroup: 1 },
  lab: plain,
};

/** The family by its name in a manifest; undefined for one that is not known here. */
export const familyOf = ({ os }: PartsAtHand): OsFamilyName | undefined => osFamilyNames.find((name) => name === os?.family);

export const anatomyOf = (bundle: PartsAtHand): Anatomy => anatomies[familyOf(bundle) ?? 'lab'];

/** What the manifest says of the programs in the installed system, else what is known of its release. */
export function programsOf(bundle: PartsAtHand): { readonly ignition?: string; readonly containerd?: string } {
  const family = familyOf(bundle);
  const { ignition, containerd, version = '' } = bundle.os ?? {};
  const known = family ? osFacts[family].programs(version) : {};
  return { ...known, ...(ignition ? { ignition } : {}), ...(containerd ? { containerd } : {}) };
}

function lacking(bundle: PartsAtHand, { arch, where }: ArchAsked): Problem[] {
  const { live, bringsImage } = anatomyOf(bundle);
  const own = partsFor(bundle, arch);
  const absent = [...live, ...(bringsImage ? [] : ['image'])].filter((kind) => !own.some((part) => part.kind === kind));
  return absent.map((kind) => at(where, problem('os-part-absent', { bundle: bundle.name, part: `${kind} (${arch})` })));
}

/** `kernel 1.2.3, initrd 1.2.4` */
const versions = (parts: readonly PartAtHand[]) => parts.map(({ kind, version }) => `${kind} ${version}`).join(', ');

const differ = (parts: readonly PartAtHand[]): boolean => new Set(parts.map(({ version }) => version)).size > 1;

/** A kernel finds its modules, and Fedora's initrd its root file system, in files of the same build only; an image of another release it can write. */
function ofOneRelease(bundle: PartsAtHand, { arch, where }: ArchAsked): Problem[] {
  const told = partsFor(bundle, arch).filter(({ version }) => version !== undefined);
  const { live, bringsImage } = anatomyOf(bundle);
  const parts = told.filter(({ kind }) => (live as readonly string[]).includes(kind));
  if (differ(parts)) return [at(where, problem('os-live-mixed', { arch, parts: versions(parts) }))];
  const images = bringsImage ? [] : told.filter(({ kind }) => kind === 'image');
  const other = images.find(({ version }) => parts[0] && version !== parts[0].version);
  return other ? [at(where, warning(problem('os-image-other', { arch, live: parts[0]!.version!, image: other.version! })))] : [];
}

/** True when both are signed by subkeys that are known, and the image's is another one made since. */
function signedSince(live: PartAtHand['provenance'], image: PartAtHand['provenance']): boolean {
  const differs = live?.subkey !== undefined && image?.subkey !== undefined && live.subkey !== image.subkey;
  return differs && (live.signed ?? '') <= (image.signed ?? '');
}

/**
 * The installer in a live system knows the signing keys of its own day: an image that was signed by a subkey made since it refuses, after it has
 * written it. Our agent has checked the image by its SHA-256 and skips that, so it is told for those who install by hand; a key in the bundle can be
 * given to it.
 */
function signingKey(bundle: PartsAtHand, { arch, where }: ArchAsked): Problem[] {
  if (!anatomyOf(bundle).knowsKeys || bundle.parts.some(({ kind }) => kind === 'signing-key')) return [];
  const own = partsFor(bundle, arch);
  const [live, image] = ['initrd', 'image'].map((kind) => own.find((part) => part.kind === kind)?.provenance);
  if (!signedSince(live, image)) return [];
  return [at(where, warning(problem('signing-key-newer', { live: live!.subkey!, image: image!.subkey! })))];
}

function ignition(bundle: PartsAtHand): Problem[] {
  const [family, found] = [familyOf(bundle), programsOf(bundle).ignition];
  const written = family && writtenSpecification[family];
  if (!written || !found) return [];
  const highest = highestSpecification(found);
  const takes = highest !== undefined && compareVersions(highest, written) >= 0;
  return takes ? [] : [at('bundle', problem('ignition-too-old', { ignition: found, takes: highest ?? '2.x', written }))];
}

/** `os-part-absent`, `os-live-mixed`, `os-image-other`, `signing-key-newer`, `ignition-too-old`. */
export const systemFit = ({ bundle, arches }: Fitting): Problem[] => [
  ...arches.flatMap((asked) => [...lacking(bundle, asked), ...ofOneRelease(bundle, asked), ...signingKey(bundle, asked)]),
  ...ignition(bundle),
];

// What a bundle's manifest says, as people call it.

import type { BundleListed, PartView } from '../../../services/contract/index.ts';
import { osFacts } from '../../../services/domain/os/index.ts';
import type { OsFamilyName } from '../../../services/domain/os/names.ts';

const facts = (family: string) => (Object.hasOwn(osFacts, family) ? osFacts[family as OsFamilyName] : undefined);

/** `Flatcar Container Linux 4593.2.5`; empty where nothing is known. */
export const systemTitle = ({ family, version }: BundleListed['os']): string => `${facts(family)?.title ?? family} ${version}`.trim();

/** The system whose releases are signed by this OpenPGP key, when it is the one that we know it by. */
export function signerOf({ family, version }: BundleListed['os'], key: string): string | undefined {
  const known = facts(family);
  return known?.signingKey(version) === key ? known.title : undefined;
}

/** The last 16 digits of a fingerprint: what OpenPGP programs show. */
export const shortKey = (fingerprint: string): string => fingerprint.slice(-16);

/** What a part is called: an image by its reference, a file by the end of its path. */
export const titleOf = ({ path, image }: Pick<PartView, 'path' | 'image'>): string =>
  image?.reference ?? path.slice(path.lastIndexOf('/') + 1);

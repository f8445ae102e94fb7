// What an installation takes: in a blade's memory, and at least on its disk.

import type { Arch, Manifest } from '../bundle.ts';
import { osFacts } from './index.ts';

export interface InstallSize {
  /** The image as it is carried, which a blade keeps in RAM while it writes; 0 where the live system brings what it installs. */
  readonly imageBytes: number;
  /** The least a disk must hold. */
  readonly diskBytes: number;
}

/** What a blade of this architecture needs to be installed from this bundle. */
export function installSize({ os, parts }: Pick<Manifest, 'os' | 'parts'>, arch: Arch): InstallSize {
  const imageBytes = parts.find((part) => part.kind === 'image' && part.arch === arch)?.size ?? 0;
  return { imageBytes, diskBytes: Math.max(imageBytes, osFacts[os.family].leastDiskBytes) };
}

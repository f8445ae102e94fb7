// The lab's own system: from the directory that it was built into, with a SHA-256 beside each file.

import type { Arch } from '../../../domain/bundle.ts';
import { osPath } from '../../../domain/os/facts.ts';
import { lab as facts } from '../../../domain/os/lab.ts';
import { allOrRefusals } from '../all.ts';
import type { OsSource } from './release.ts';
import { summed } from './summed.ts';
import { baseOf } from './text.ts';

export interface LabOptions {
  readonly version: string;
  readonly arches: readonly Arch[];
  /** Below it `<arch>/<version>/`, as everybody of this lineage has it. */
  readonly from: string;
}

/** Usual sizes in bytes. */
const usual = { kernel: 8e6, initrd: 190e6, image: 600e6 };

/** Debian's packages, each with its own. */
const licence = 'various';

/** Nobody compresses what travels one emulated cable. */
const plainImage = (images: readonly string[]): string => images.find((name) => name.endsWith('.bin'))!;

/** Kernel, live system and image of one build. */
export const labSystem =
  ({ version, arches, from }: LabOptions): OsSource =>
  async (fetch) => {
    const ofArch = (arch: Arch) => {
      const { kernel, initrds, images } = facts.names(version, arch);
      const named = { kernel, initrd: initrds[0]!, image: plainImage(images) };
      return (Object.keys(named) as (keyof typeof named)[]).map((kind) => {
        const source = `${baseOf(from)}/${arch}/${version}/${named[kind]}`;
        return summed(fetch, { path: osPath(arch, named[kind]), kind, arch, version, licence, source }, usual[kind]);
      });
    };
    return { os: { family: 'lab', version, ...facts.programs(version) }, wanted: await allOrRefusals(arches.flatMap(ofArch)) };
  };

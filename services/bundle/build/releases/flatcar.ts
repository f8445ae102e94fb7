// Flatcar's release servers: one per channel, with version.txt in each directory and lists of what an image holds.

import type { OsPrograms } from '../../../domain/os/facts.ts';
import { flatcar as facts } from '../../../domain/os/flatcar.ts';
import { problem, Refusal } from '../../../domain/problem.ts';
import type { Fetch } from '../source.ts';
import { lineageParts, releaseDirectory } from './coreos-lineage.ts';
import { type OsOptions, type OsSource, releaseKey } from './release.ts';
import { baseOf, textAt, textIfThere } from './text.ts';

export interface FlatcarOptions extends OsOptions {
  readonly channel: 'stable' | 'beta' | 'alpha' | 'lts';
  /** `4593.2.5`, or the newest of the channel: `current`, for LTS also `current-2024`. */
  readonly version: string;
  /** Instead of the channel's own server; below it `<board>/<version>/`. */
  readonly base?: string;
}

const publishedKey = 'https://www.flatcar.org/security/image-signing-key/Flatcar_Image_Signing_Key.asc';

/** Lines of shell that must not be run: flatcar/scripts, version.txt. */
async function exactVersion(fetch: Fetch, directory: string): Promise<string> {
  const url = `${directory}/version.txt`;
  const version = /^FLATCAR_VERSION=["']?(\d+\.\d+\.\d+)["']?\s*$/m.exec(await textAt(fetch, url))?.[1];
  if (version === undefined) throw new Refusal(problem('release-version-unreadable', { url }));
  return version;
}

/** `sys-apps/ignition-2.24.0-r1::coreos-overlay` */
const versionIn = (list: string | undefined, name: string): string | undefined =>
  new RegExp(`^[a-z-]+/${name}-(\\d+(?:\\.\\d+)+)`, 'm').exec(list ?? '')?.[1];

/** From the release's own lists of packages; those are not signed, and nothing but a warning hangs on them. containerd comes as an extension. */
async function programsIn(fetch: Fetch, directory: string, version: string): Promise<OsPrograms> {
  const [image, extension] = await Promise.all([
    textIfThere(fetch, `${directory}/flatcar_production_image_packages.txt`),
    textIfThere(fetch, `${directory}/rootfs-included-sysexts/containerd-flatcar_packages.txt`),
  ]);
  const known = facts.programs(version);
  const ignition = versionIn(image, 'ignition') ?? known.ignition;
  const containerd = versionIn(extension, 'containerd') ?? versionIn(image, 'containerd') ?? known.containerd;
  return { ...(ignition ? { ignition } : {}), ...(containerd ? { containerd } : {}) };
}

/** A release of Flatcar. */
export const flatcar =
  (options: FlatcarOptions): OsSource =>
  async (fetch) => {
    const base = baseOf(options.base ?? `https://${options.channel}.release.flatcar-linux.net`);
    const [first = 'amd64'] = options.arches;
    const version = options.version.startsWith('current')
      ? await exactVersion(fetch, releaseDirectory(base, first, options.version))
      : options.version;
    const key = await releaseKey(fetch, facts, version, options.key, publishedKey);
    const programs = await programsIn(fetch, releaseDirectory(base, first, version), version);
    const wanted = await lineageParts(fetch, { facts, base, version, key }, options);
    return { os: { family: 'flatcar', version, ...programs }, wanted };
  };

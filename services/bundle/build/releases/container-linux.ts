// CoreOS Container Linux from a mirror that somebody kept: its own servers are gone.

import { containerLinux as facts } from '../../../domain/os/container-linux.ts';
import { lineageParts } from './coreos-lineage.ts';
import { type OsOptions, type OsSource, releaseKey } from './release.ts';
import { baseOf } from './text.ts';

export interface ContainerLinuxOptions extends OsOptions {
  /** `2605.12.0` */
  readonly version: string;
  /** A mirror, `https:` or `file:`; below it `<board>/<version>/`, and the key file where `key.url` does not tell another. */
  readonly from: string;
}

/** As the project called it. */
const keyFile = 'CoreOS_Image_Signing_Key.asc';

/** A release of Container Linux. Its signing keys have all expired; what they signed before stays good. */
export const containerLinux =
  (options: ContainerLinuxOptions): OsSource =>
  async (fetch) => {
    const { version } = options;
    const base = baseOf(options.from);
    const key = await releaseKey(fetch, facts, version, options.key, `${base}/${keyFile}`);
    return { os: { family: 'container-linux', version }, wanted: await lineageParts(fetch, { facts, base, version, key }, options) };
  };

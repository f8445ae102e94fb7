// Fedora CoreOS: its files, the keys of the Fedora releases it is built from, and what is in the releases we know.

import type { Arch } from '../bundle.ts';
import type { OsFacts, OsPrograms } from './facts.ts';

/** How Fedora calls the architectures. */
export const fedoraArch: Readonly<Record<Arch, string>> = { amd64: 'x86_64', arm64: 'aarch64' };

/**
 * Fedora release → its key; one key signs everything of a release, without subkeys. Published at https://fedoraproject.org/security/; read in
 * copies of that page and as the signer of Fedora CoreOS images of 40, 41, 42 and 43.
 */
const keys: Readonly<Record<string, string>> = {
  40: '115DF9AEF857853EE8445D0A0727707EA15B79CC',
  41: '466CF2D8B60BC3057AA9453ED0622462E99D6AD1',
  42: 'B0F4950458F69E1150C6C5EDC8AC4916105EF944',
  43: 'C6E7F081CF80E13146676E88829B606631645531',
  44: '36F612DCF27F7D1A48A835E4DBFCF71C6D9F90A6',
  45: '4F50A6114CD5C6976A7F1179655A4B02F577861E',
};

/** coreos/fedora-coreos-docs, antora.yml, read in August 2026. */
const known: Readonly<Record<string, OsPrograms>> = { '44.20260802.3.1': { ignition: '2.26.0' } };

export const fedoraCoreos: OsFacts = {
  family: 'fedora-coreos',
  title: 'Fedora CoreOS',
  names: (version, arch) => {
    const name = (artifact: string, form = '') => `fedora-coreos-${version}-${artifact}.${fedoraArch[arch]}${form}`;
    return {
      kernel: name('live-kernel'),
      initrds: [name('live-initramfs', '.img')],
      rootfs: name('live-rootfs', '.img'),
      images: [name('metal', '.raw.xz')],
    };
  },
  /** As coreos/fedora-coreos-docs starts machines. */
  leastDiskBytes: 10e9,
  /** `44.20260802.3.1` is built from Fedora 44. */
  signingKey: (version) => keys[version.split('.')[0]!],
  programs: (version) => known[version] ?? {},
};

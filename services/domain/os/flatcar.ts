// Flatcar Container Linux: its files, the key of its releases, and what is in the releases we know.

import type { OsFacts, OsPrograms } from './facts.ts';

/** As flatcar/flatcar-website names them in data/releases, read in August 2026. */
const known: Readonly<Record<string, OsPrograms>> = {
  '4081.3.10': { ignition: '2.19.0', containerd: '1.7.21' },
  '4593.2.5': { ignition: '2.24.0', containerd: '2.1.5' },
  '4757.1.0': { ignition: '2.24.0', containerd: '2.2.5' },
  '4790.0.0': { ignition: '2.24.0', containerd: '2.2.5' },
};

/** One name for every version and architecture: flatcar/scripts, ci-automation/ci-config.env. */
const names = {
  kernel: 'flatcar_production_pxe.vmlinuz',
  initrds: ['flatcar_production_pxe_image.cpio.gz'],
  images: ['flatcar_production_image.bin.bz2'],
};

export const flatcar: OsFacts = {
  family: 'flatcar',
  title: 'Flatcar Container Linux',
  names: () => names,
  /** flatcar/flatcar-website, installing-to-disk.md: 8 GB. */
  leastDiskBytes: 8e9,
  /** "Flatcar Buildbot (Official Builds)": flatcar/init, bin/flatcar-install. Its signing subkeys change about every two years. */
  signingKey: () => 'F88CFEDEFF29A5B4D9523864E25D9AED0593B34A',
  programs: (version) => known[version] ?? {},
};

// CoreOS Container Linux: the original images, without updates since May 2020, for those who keep a mirror of them.

import type { OsFacts } from './facts.ts';

const names = {
  kernel: 'coreos_production_pxe.vmlinuz',
  initrds: ['coreos_production_pxe_image.cpio.gz'],
  images: ['coreos_production_image.bin.bz2'],
};

export const containerLinux: OsFacts = {
  family: 'container-linux',
  title: 'CoreOS Container Linux',
  names: () => names,
  /** As its successor: the partitions are the same. */
  leastDiskBytes: 8e9,
  /** "CoreOS Buildbot (Offical Builds)": coreos/init, bin/coreos-install; coreos/mantle, cmd/plume. */
  signingKey: () => '04127D0BFABEC8871FFB2CCE50E0885593D2DCB4',
  programs: () => ({}),
};

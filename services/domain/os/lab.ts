// The lab's Debian-built system: the files that test/lab makes, in the shape of a CoreOS-lineage system.

import type { OsFacts } from './facts.ts';

const names = {
  kernel: 'lab_production_pxe.vmlinuz',
  initrds: ['lab_production_pxe_image.cpio.gz'],
  images: ['lab_production_image.bin.bz2', 'lab_production_image.bin'],
};

export const lab: OsFacts = {
  family: 'lab',
  title: 'Lab system',
  names: () => names,
  leastDiskBytes: 0,
  /** Built where it is used, signed by nobody. */
  signingKey: () => undefined,
  /** Of Debian 12. */
  programs: () => ({ ignition: '2.14.0', containerd: '1.6.20' }),
};

// Every operating system that can be installed, by its name in a manifest.

import type { OsFamilyName } from '../../domain/os/names.ts';
import { containerLinux } from './container-linux.ts';
import type { OsFamily } from './family.ts';
import { fedoraCoreos } from './fedora-coreos.ts';
import { flatcar } from './flatcar.ts';
import { lab } from './lab.ts';

export const families: Readonly<Record<OsFamilyName, OsFamily>> = {
  flatcar,
  'fedora-coreos': fedoraCoreos,
  'container-linux': containerLinux,
  lab,
};

// Every operating system that can be installed, by its name in a manifest.

import { containerLinux } from './container-linux.ts';
import type { OsFacts } from './facts.ts';
import { fedoraCoreos } from './fedora-coreos.ts';
import { flatcar } from './flatcar.ts';
import { lab } from './lab.ts';
import type { OsFamilyName } from './names.ts';

export const osFacts: Readonly<Record<OsFamilyName, OsFacts>> = {
  flatcar,
  'fedora-coreos': fedoraCoreos,
  'container-linux': containerLinux,
  lab,
};

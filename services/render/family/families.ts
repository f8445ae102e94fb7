// Which operating systems can be installed.

import type { Manifest } from '../../domain/bundle.ts';
import type { OsFamily } from './family.ts';
import { lab } from './lab.ts';

const families: readonly OsFamily[] = [lab];

/** The family the bundle carries; undefined when its documents cannot be written yet. */
export const familyOf = (manifest: Manifest): OsFamily | undefined => families.find(({ name }) => name === manifest.os.family);

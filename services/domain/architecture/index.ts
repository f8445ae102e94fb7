// The four architectures, by name.

import type { ArchitectureName } from '../plan/v1.ts';
import type { Architecture } from './architecture.ts';
import { development } from './development.ts';
import { laptop } from './laptop.ts';
import { production } from './production.ts';
import { small } from './small.ts';

export type { Architecture, Counts, Survival } from './architecture.ts';
export { allowsControlPlane, isEven, mayFailOf, quorumOf, survivalOf } from './architecture.ts';

/** In the order they are shown: from least to most blades. */
export const architectures: Readonly<Record<ArchitectureName, Architecture>> = { laptop, small, development, production };

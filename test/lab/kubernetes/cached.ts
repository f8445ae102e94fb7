// Whether the programs of a cluster are in the cache, for whoever has no hour to build them: exit 0, or 1 with what is missing.

import { existsSync } from 'node:fs';
import { cachedCommand } from './build.ts';
import { type ProgramName, programs } from './programs.ts';

const missing = (Object.keys(programs()) as ProgramName[]).filter((name) => !existsSync(cachedCommand(name)));
if (missing.length > 0) {
  console.error(`not built yet: ${missing.join(' ')}; build them with: node test/lab/kubernetes/build.ts`);
  process.exit(1);
}

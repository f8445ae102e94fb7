// Which version of this program is running.

import { readFileSync } from 'node:fs';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };

/** As manifests name what built them: `rackstrap 0.1.0`. */
export const tool = `rackstrap ${version}`;

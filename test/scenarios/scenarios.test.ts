// Boot stories as text files: what happened in, what Rackstrap makes of it out. RACKSTRAP_REWRITE=1 writes them anew; read the diff like code.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { play } from './play.ts';

const folder = import.meta.dirname;
const stories = readdirSync(folder).filter((name) => name.endsWith('.txt'));

describe('boot stories', () => {
  it.each(stories)('%s', (name) => {
    const file = join(folder, name);
    const told = readFileSync(file, 'utf8');
    const played = play(told);
    if (process.env.RACKSTRAP_REWRITE === '1') writeFileSync(file, played);
    else expect(played).toBe(told);
  });
});

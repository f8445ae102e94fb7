import { execFileSync, spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { skip } from '../setup/skipped.ts';

const scripts = globSync(join(import.meta.dirname, '{os,kubernetes}/**/*')).filter(isScript);

function isScript(file: string): boolean {
  try {
    return /^#!\/bin\/(ba)?sh\n/.test(readFileSync(file, 'utf8'));
  } catch {
    return false; // a directory
  }
}

describe.skipIf(skip('shellcheck of the lab', spawnSync('shellcheck', ['--version']).status === 0 ? undefined : 'needs shellcheck'))(
  'the scripts of the lab',
  () => {
    it('are found', () => expect(scripts.length).toBeGreaterThan(7));
    it.each(scripts)('%s has nothing for shellcheck to say', (script) => {
      execFileSync('shellcheck', [script], { stdio: 'pipe' });
    });
  },
);

// `rackstrap bundle trust` on a real terminal: the words are shown, and only a person's yes makes a key trusted.

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { trustStore, writeNewKey } from '../../services/bundle/index.ts';
import { skip } from '../setup/skipped.ts';

const cli = fileURLToPath(new URL('../../services/cli.ts', import.meta.url));
const scriptLacks = spawnSync('script', ['--version']).status === 0 ? undefined : 'needs script (util-linux)';
const question = '[yes/no]';
/** The command is killed then: it must not wait for an answer that nobody gives. */
const longestMilliseconds = 60_000;

describe.skipIf(skip('a key is trusted on a terminal', scriptLacks))('bundle trust', { timeout: 2 * longestMilliseconds }, () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'rackstrap-terminal-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  /** Types this when it is asked. */
  async function answered(typed: string) {
    const { words } = writeNewKey(join(directory, 'key'), 'Build office');
    const command = [process.execPath, cli, 'bundle', 'trust', join(directory, 'key.pub'), '--state', join(directory, 'state')];
    const child = spawn('script', ['--quiet', '--return', '--command', command.join(' '), '/dev/null'], { timeout: longestMilliseconds });
    let shown = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const asked = shown.includes(question);
      shown += text;
      if (!asked && shown.includes(question)) child.stdin.write(typed);
    });
    const [code] = await once(child, 'close');
    const { keys } = await trustStore(join(directory, 'state')).list();
    return { code, shown: shown.includes(words), trusted: keys.map((key) => key.words === words) };
  }

  it('takes a key after a yes', async () => {
    expect(await answered('yes\n')).toEqual({ code: 0, shown: true, trusted: [true] });
  });
  it.each(['no\n', 'y\n', '\n', '\u0003', '\u0004'])('takes none after %j', async (typed) => {
    expect(await answered(typed)).toEqual({ code: 1, shown: true, trusted: [] });
  });
});

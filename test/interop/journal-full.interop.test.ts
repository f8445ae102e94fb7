// A journal on a disk that is really full: a small tmpfs in a mount namespace of its own.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lacks, skip } from '../setup/skipped.ts';

const module = (path: string) => JSON.stringify(new URL(`../../services/${path}`, import.meta.url).href);
const disk = mkdtempSync(join(tmpdir(), 'rackstrap-full-'));
afterAll(() => rmSync(disk, { recursive: true, force: true }));

const program = `
  import { rmSync, writeFileSync } from 'node:fs';
  import { openJournal } from ${module('store/journal.ts')};
  import { systemClock } from ${module('platform/clock.ts')};
  process.chdir(${JSON.stringify(disk)});
  const permitted = { type: 'install-permitted', slot: 'c1/1', bootId: 'b', disk: 'vda', diskSerial: 's', wiped: '' };
  const journal = openJournal('journal.sqlite', systemClock);
  const permit = () => { try { return journal.appendDurably(permitted).seq; } catch (reason) { return reason.problems[0]; } };
  const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

  writeFileSync('ballast', Buffer.alloc(400_000));
  let written = 0;
  while (typeof permit() === 'number' && written < 10_000) written++;
  const refused = permit();
  const chatter = journal.append({ type: 'time-asked', address: '10.20.30.40' }).seq;
  await sleep(100);
  const trouble = journal.trouble()?.code;
  rmSync('ballast');
  for (let tries = 0; journal.trouble() && tries < 100; tries++) await sleep(100);
  const after = permit();
  const events = [...journal.replay()].map(({ seq }) => seq);
  journal.close();
  console.log(JSON.stringify({ written, refused, chatter, trouble, after, events }));`;

describe.skipIf(skip('a journal on a full disk', lacks('unshare', 'mount')))('a journal on a full disk', () => {
  it('refuses what must be durable, keeps the rest, and goes on by itself when there is space', () => {
    const command = 'mount -t tmpfs -o size=1m tmpfs "$1" && exec "$0" --input-type=module --eval "$2"';
    const { stdout, stderr } = spawnSync('unshare', ['-m', 'sh', '-c', command, process.execPath, disk, program], { encoding: 'utf8' });
    expect(stderr).toBe('');
    const { written, refused, chatter, trouble, after, events } = JSON.parse(stdout);
    expect(refused).toMatchObject({ code: 'journal-full', what: expect.stringContaining('database or disk is full') });
    expect({ chatter, trouble, after }).toEqual({ chatter: written + 1, trouble: 'journal-full', after: written + 2 });
    expect(events).toEqual(Array.from({ length: after }, (_, index) => index + 1));
  });
});

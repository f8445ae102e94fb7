// The agent's eyes on real block devices, and every program of ours on blades under shellcheck.

import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Disk } from '../../services/domain/blade/events.ts';
import { lacks, skip } from '../setup/skipped.ts';

const scripts = ['rackstrap-agent', 'rackstrap-cluster', 'rackstrap-home', 'rackstrap-images', 'rackstrap-vip'].map(
  (name) => new URL(`../../resources/agent/${name}`, import.meta.url).pathname,
);
const size = 64 * 1024 * 1024;

describe.skipIf(skip('shell scripts', lacks('shellcheck')))('shellcheck', () => {
  test.each(scripts)('has nothing to say about %s', (script) => {
    expect(spawnSync('shellcheck', [script], { encoding: 'utf8' }).stdout).toBe('');
  });
});

/** A loop device can be missing where root is only root of a container. */
const noLoop = () => (spawnSync('losetup', ['-f']).status === 0 ? undefined : 'needs loop devices');

describe.skipIf(skip('inventory of real disks', lacks('losetup', 'lsblk', 'wipefs', 'mkfs.ext4') ?? noLoop()))('a real disk', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'rackstrap-disk-'));
  const file = join(scratch, 'disk');
  let device = '';

  beforeAll(() => {
    closeSync(openSync(file, 'w'));
    rewrite();
    device = execFileSync('losetup', ['-f', '--show', file], { encoding: 'utf8' }).trim();
  });
  afterAll(() => {
    if (device) execFileSync('losetup', ['-d', device]);
    rmSync(scratch, { recursive: true });
  });

  /** The disk as from the factory, but for one byte at each of these places. */
  function rewrite(...places: readonly number[]): void {
    const disk = openSync(file, 'r+');
    ftruncateSync(disk, 0);
    ftruncateSync(disk, size);
    for (const place of places) writeSync(disk, 'x', place);
    closeSync(disk);
    if (device) execFileSync('blockdev', ['--flushbufs', device]);
  }
  const seen = (): Disk => JSON.parse(execFileSync(scripts[0]!, ['disk', device.slice('/dev/'.length)], { encoding: 'utf8' }));

  test('that is all zero is blank', () => {
    expect(seen()).toMatchObject({ name: device.slice('/dev/'.length), sizeBytes: size, blank: true, contents: '', removable: false });
  });

  test.each([0, 16 * 1024 * 1024 - 1, size / 2, size - 1])('with one byte at %i is not blank', (place) => {
    rewrite(place);
    expect(seen()).toMatchObject({ blank: false, contents: 'data of an unknown kind' });
  });

  test('with a filesystem is not blank, and says which', () => {
    rewrite();
    execFileSync('mkfs.ext4', ['-q', '-L', 'a"b\\c$d', device]);
    expect(seen()).toMatchObject({ blank: false, contents: expect.stringMatching(/^ext4/) });
  });
});

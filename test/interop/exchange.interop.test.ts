// The real dhcpd reads our exported host blocks, and what it refuses we tell of as well.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportPlan } from '../../services/domain/exchange/exports.ts';
import { readDhcpd } from '../../services/domain/exchange/isc-dhcpd/read.ts';
import { writeDhcpd } from '../../services/domain/exchange/isc-dhcpd/write.ts';
import { parsePlan } from '../../services/store/plan-file.ts';
import { listedMachines } from '../setup/listed-machines.ts';
import { lacks, skip } from '../setup/skipped.ts';

/** By its path: an npm package brings a program of the same name. */
const dhcpd = '/usr/sbin/dhcpd';
/** Loading dhcpd takes some tens of milliseconds. */
const runs = 20;

describe.skipIf(skip('ISC dhcpd reads our hosts', lacks(dhcpd)))('ISC dhcpd', { timeout: 120_000 }, () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'rackstrap-dhcpd-'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  /** `dhcpd -t`: only checks; undefined when it takes the file, else its complaint. */
  function complaint(text: string): string | undefined {
    const file = join(directory, 'dhcpd.conf');
    writeFileSync(file, text);
    const { status, stderr } = spawnSync(dhcpd, ['-t', '-cf', file], { encoding: 'utf8' });
    return status === 0 ? undefined : stderr;
  }

  it.each(['three-nodes', 'two-chassis'])('takes the hosts of %s', (name) => {
    const text = readFileSync(new URL(`../../resources/plans/${name}.yaml`, import.meta.url), 'utf8');
    const read = parsePlan(text, name);
    if (!read.ok) throw new Error('the sample is not good');
    expect(complaint(exportPlan(read.value.plan, 'dhcpd').text)).toBeUndefined();
  });
  it('takes whatever hosts we write', () => {
    fc.assert(
      fc.property(listedMachines, (machines) => {
        expect(complaint(writeDhcpd(machines))).toBeUndefined();
      }),
      { numRuns: runs },
    );
  });
  it.each([
    'host a { hardware ethernet d0:00:67:13:0d:00 }',
    'host a { hardware ethernet d0:00:67:13:0d:00;',
    'host a { hardware ethernet d0:00:67:13:0d:0z; }',
  ])('refuses what we tell of: %s', (text) => {
    expect(complaint(text)).toBeDefined();
    expect(readDhcpd(text).problems).not.toEqual([]);
  });
});

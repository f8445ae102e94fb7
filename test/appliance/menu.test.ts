// A machine that nobody planned, with somebody at its console: what it is shown, what the laptop learns, and how it becomes a blade.

import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Firmware } from '../../services/simulator/machine.ts';
import type { VirtualBladeOptions } from '../../services/simulator/rack.ts';
import { blankBlades, eventIs, isListening, type Site, site, until } from './virtual-site.ts';

const pool = { first: '127.20.200.1', last: '127.20.200.20' };
const mac = 'd0:00:67:ff:ff:01';
const stranger = (firmware: Firmware, changes: Partial<VirtualBladeOptions> = {}): VirtualBladeOptions => ({
  slot: 'somewhere',
  mac,
  firmware,
  diskBytesPerSecond: 300_000,
  ...changes,
});
/** Chooses this entry and says yes; leaves every other key alone. */
const chooses = (entry: string) => ({ chooses: () => entry, presses: (key: string | undefined) => key === 'y' });

const siteWith = (machine: VirtualBladeOptions, menu?: boolean): Promise<Site> =>
  site({
    blades: blankBlades(2),
    strangers: [machine],
    plan: (plan) => {
      plan.network.dhcp = { pool, ...(menu === undefined ? {} : { menu }) };
    },
  });

/** Puts the stranger into the next slot of the plan, as the wizard does. */
function give({ planFile }: Site): void {
  const plan = parse(readFileSync(planFile, 'utf8'));
  plan.blades.push({ slot: 'c1/3', macs: [mac] });
  writeFileSync(planFile, stringify(plan));
}

describe('a machine that is not planned', { timeout: 180_000 }, () => {
  it.each(['bios-pxe', 'bios-ipxe', 'uefi-http'] as const)(
    'by %s, whose console chooses, is given a slot, and then installs',
    async (firmware) => {
      const here = await siteWith(stranger(firmware, { hand: chooses('develop-worker') }));
      const machine = () => here.at('somewhere');
      const said = (text: string) => machine().console.some((line) => line.includes(text));
      const first = here.provision();
      await first.line('listening', isListening);
      here.powerOn('somewhere');
      const { event } = await first.line('the choice', eventIs({ type: 'menu-chosen' }));
      expect(event).toMatchObject({ mac, entry: 'develop-worker', architecture: 'development', role: 'worker', arch: 'amd64' });
      await until('the words on its screen', () => said('Nothing is installed yet'), [machine()]);
      expect(machine().disks[0]).toMatchObject({ writes: 0 });
      first.kill('SIGTERM');
      await first.ended;

      give(here);
      const second = here.start('serve', []);
      await until('its slot on its screen', () => said('is slot c1/3 now'), [machine()]);
      expect(machine().disks[0]).toMatchObject({ writes: 0 });
      second.kill('SIGTERM');
      await second.ended;

      const last = here.provision(['--timeout', '120']);
      await last.line('listening', isListening);
      here.powerOn('c1/1', 'c1/2');
      const result = await last.line('a result', ({ type }) => type === 'result');
      expect(result).toMatchObject({ ok: true });
      expect(machine()).toMatchObject({ running: 'installed system', address: '127.20.0.3', starts: 2, disks: [{ writes: 1 }] });
    },
  );

  it('boots its own disk when nobody chooses, and is in the journal only as a sighting', async () => {
    const old = [{ serial: 'OLD', sizeBytes: 2 ** 34, contents: { kind: 'foreign', words: 'gpt; ntfs', boots: true } as const }];
    const here = await siteWith(stranger('bios-ipxe', { disks: old }));
    const child = here.provision();
    await child.line('listening', isListening);
    here.powerOn('somewhere');
    await until('its own system', () => here.at('somewhere').running === 'old system', [here.at('somewhere')]);
    expect(here.at('somewhere').disks[0]).toMatchObject({ writes: 0 });
    expect(here.journal().filter(({ type }) => type === 'menu-chosen')).toEqual([]);
  });

  it('is shown nothing where the plan says so', async () => {
    const here = await siteWith(stranger('bios-ipxe', { hand: chooses('simple') }), false);
    const child = here.provision();
    await child.line('listening', isListening);
    here.powerOn('somewhere');
    await until('two vain starts', () => here.at('somewhere').starts >= 2, [here.at('somewhere')]);
    expect(here.at('somewhere')).toMatchObject({ receivedBytes: 0, disks: [{ writes: 0 }] });
  });
});

// A disk that fills up under the journal: nothing new is permitted, blades wait, and the run goes on when there is room again.

import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { skip } from '../setup/skipped.ts';
import { limitFiles } from './child.ts';
import { consoleOf } from './console-client.ts';
import { blankBlades, eventIs, isListening, site, until } from './virtual-site.ts';

const missing = spawnSync('prlimit', ['--version']).status === 0 ? undefined : 'needs prlimit (Linux, util-linux)';

describe.skipIf(skip('a full disk under a running appliance', missing))('a full disk', { timeout: 120_000 }, () => {
  it('permits nothing new, says so, and lets the run end when there is room again', async () => {
    const blades = blankBlades(2);
    const here = await site({ blades });
    const child = here.start('serve');
    const console = await consoleOf(child);
    expect(await console.call('arm', { slots: ['c1/1'] })).toMatchObject({ status: 200 });
    limitFiles(child.pid, 0);

    here.powerOn('c1/1');
    const waits = () => here.at('c1/1').console.some((line) => line.includes('the laptop says wait') && line.includes('journal'));
    await until('the wait', waits, here.rack.blades.values());
    expect(await console.call('arm', { slots: ['c1/2'] })).toMatchObject({ status: 409, body: { problems: [{ code: 'journal-full' }] } });
    expect((await console.status()).problems).toContainEqual(
      expect.objectContaining({ code: 'journal-full', todo: expect.stringContaining('Free some space') }),
    );
    expect(here.at('c1/1').disks[0]!.writes).toBe(0);
    expect((await console.blade('c1/2')).arming).toBeUndefined();

    limitFiles(child.pid, 'unlimited');
    await until('the install', () => here.at('c1/1').running === 'installed system' && here.at('c1/1').address !== undefined);
    expect(here.at('c1/1').disks[0]!.writes).toBe(1);
    expect(await console.call('arm', { slots: ['c1/2'] })).toMatchObject({ status: 200 });
    expect((await console.status()).problems.map(({ code }) => code)).not.toContain('journal-full');
    child.kill('SIGTERM');
    expect(await child.ended).toMatchObject({ code: 0 });
    const events = here.journal();
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(events.filter(({ type }) => type === 'install-permitted')).toHaveLength(1);
  });

  it('gives no go that it could not remember', async () => {
    const here = await site({ blades: blankBlades(1) });
    const child = here.provision(undefined, { is: 'disk full', at: { type: 'inventory' }, afterMilliseconds: 0 });
    await child.line('listening', isListening);
    here.powerOn('c1/1');
    const { event } = await child.line('a go that waits', eventIs({ type: 'install-held' }));
    expect(event.problem).toMatchObject({ code: 'journal-full' });
    expect(here.at('c1/1').disks[0]!.writes).toBe(0);
    limitFiles(child.pid, 'unlimited');
    expect(await child.ended).toMatchObject({ code: 0 });
    expect(here.at('c1/1').disks[0]!.writes).toBe(1);
  });
});

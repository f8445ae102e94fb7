// What must never happen, tried on a virtual rack with the whole appliance: a wipe without consent, a second install, an install of a stranger.

import { describe, expect, it } from 'vitest';
import type { VirtualBladeOptions } from '../../services/simulator/rack.ts';
import { type ConsoleClient, consoleOf } from './console-client.ts';
import { blankBlades, eventIs, type Site, type SiteOptions, site, until } from './virtual-site.ts';

const slot = 'c1/1';
const data = { serial: 'OLD-DATA', sizeBytes: 64e9, contents: { kind: 'foreign', words: 'gpt; ntfs Data', boots: false } } as const;
const blade = (options: Partial<VirtualBladeOptions> = {}): VirtualBladeOptions => ({ ...blankBlades(1)[0]!, ...options });

interface Scene extends Site {
  readonly console: ConsoleClient;
  armed(consentWipe?: string[]): Promise<void>;
  /** Off, and on again. */
  restarted(): Promise<void>;
  running(what: string): Promise<void>;
  /** The blade's problem is this one. */
  held(code: string): Promise<void>;
  booted(): Promise<void>;
}

/** A rack of one blade, served and not armed. */
async function scene(options: SiteOptions = {}): Promise<Scene> {
  const here = await site({ blades: [blade()], ...options });
  const console = await consoleOf(here.start('serve'));
  const all = () => here.rack.blades.values();
  const asks = async (what: string, so: () => Promise<boolean>) => {
    let is = false;
    const look = async () => {
      while (!is) is = await so();
    };
    await Promise.race([look(), until(what, () => is, all())]);
  };
  return {
    ...here,
    console,
    async armed(consentWipe = []) {
      expect(await console.call('arm', { slots: [slot], consentWipe })).toMatchObject({ status: 200 });
    },
    async restarted() {
      await here.rack.powerOff(slot);
      here.powerOn(slot);
    },
    running: (what) => until(what, () => here.at(slot).running === what, all()),
    held: (code) => asks(code, async () => (await console.blade(slot)).problem?.code === code),
    booted: () => asks('the call home', async () => (await console.blade(slot)).stage === 'booted'),
  };
}

describe('the appliance', { timeout: 120_000 }, () => {
  it('holds a blade whose disk has data until consent is recorded, and says which disk and what is on it', async () => {
    const here = await scene({ blades: [blade({ disks: [data] })] });
    await here.armed();
    here.powerOn(slot);
    await here.held('consent-needed');
    const { problem } = await here.console.blade(slot);
    expect(problem).toMatchObject({ where: slot, what: expect.stringMatching(/sda 60 GiB serial OLD-DATA .*gpt; ntfs Data/s) });
    expect(problem!.todo).toContain('c1/1');
    expect(here.at(slot).disks[0]).toMatchObject({ writes: 0, contents: data.contents });
    await here.console.call('consent', { slots: [slot] });
    await here.booted();
    expect(here.at(slot).disks[0]!.writes).toBe(1);
    expect(here.journal()).toContainEqual(
      expect.objectContaining({ type: 'install-permitted', diskSerial: 'OLD-DATA', wiped: 'gpt; ntfs Data' }),
    );
  });

  it('sends an installed blade to its disk, and wipes it again only on a new arming with consent', async () => {
    const here = await scene();
    // The consent of this arming is worth nothing on the next one.
    await here.armed([slot]);
    here.powerOn(slot);
    await here.booted();
    const installed = here.at(slot).disks[0]!.contents;
    expect(installed).toMatchObject({ kind: 'installed', system: { hostname: 'c1-1' } });

    await here.restarted();
    await here.running('installed system');
    expect(here.at(slot)).toMatchObject({ starts: 3, disks: [{ writes: 1 }] });
    expect(here.at(slot).disks[0]!.contents).toEqual(installed);

    await here.armed();
    await here.restarted();
    await here.held('consent-needed');
    expect(here.at(slot).disks[0]!.writes).toBe(1);

    await here.armed([slot]);
    await here.booted();
    expect(here.at(slot).disks[0]!.writes).toBe(2);
  });

  it('takes an arming back before the go, also from a live system that waits for it', async () => {
    const here = await scene({ blades: [blade({ disks: [data] })] });
    await here.armed();
    here.powerOn(slot);
    await here.held('consent-needed');
    expect(await here.console.call('disarm', { slots: [slot] })).toMatchObject({ status: 200 });
    await until('its restart', () => here.at(slot).starts >= 2, here.rack.blades.values());
    expect(await here.console.call('consent', { slots: [slot] })).toMatchObject({
      status: 409,
      body: { problems: [{ code: 'not-armed' }] },
    });
    await until('another vain start', () => here.at(slot).console.some((line) => line.includes('no bootable device')));
    expect(here.at(slot).disks[0]).toMatchObject({ writes: 0, contents: data.contents });
  });

  it('does not install a blade again whose power went while its disk was written, until it is armed again', async () => {
    const here = await scene({ blades: [blade({ diskBytesPerSecond: 10_000 })] });
    await here.armed();
    here.powerOn(slot);
    await until('writing', () => here.at(slot).disks[0]!.writes === 1, here.rack.blades.values());
    await here.restarted();
    await here.held('install-interrupted');
    await until('a vain start', () => here.at(slot).console.some((line) => line.includes('no bootable device')));
    expect(here.at(slot).disks[0]).toMatchObject({ writes: 1, contents: { kind: 'half-written' } });
    await here.armed([slot]);
    await until('the second write', () => here.at(slot).disks[0]!.writes === 2, here.rack.blades.values());
  });

  it('does not arm a blade that writes its disk now', async () => {
    const here = await scene({ blades: [blade({ diskBytesPerSecond: 10_000 })] });
    await here.armed();
    here.powerOn(slot);
    await until('writing', () => here.at(slot).disks[0]!.writes === 1, here.rack.blades.values());
    expect(await here.console.call('arm', { slots: [slot] })).toMatchObject({
      status: 409,
      body: { problems: [{ code: 'slot-writing' }] },
    });
  });

  it('gives a machine that is not planned no address and no file, and records that it was there', async () => {
    const stranger = { slot: 'somewhere', mac: 'd0:00:67:ff:ff:01', firmware: 'uefi-pxe' } as const;
    const here = await site({ blades: [blade()], strangers: [stranger] });
    const child = here.provision();
    await child.line('listening', ({ type }) => type === 'listening');
    here.powerOn(stranger.slot);
    await child.line('a sighting', eventIs({ type: 'sighting', mac: stranger.mac }));
    here.powerOn(slot);
    expect(await child.ended).toMatchObject({ code: 0 });
    await until('its second start', () => here.at(stranger.slot).starts >= 2, [here.at(stranger.slot)]);
    expect(here.at(stranger.slot)).toMatchObject({ receivedBytes: 0, disks: [{ writes: 0 }] });
    expect(here.at(stranger.slot).address).toBeUndefined();
    const answered = here.journal().filter((event) => 'mac' in event && event.mac === stranger.mac);
    expect(new Set(answered.map(({ type }) => type))).toEqual(new Set(['sighting']));
  });
});

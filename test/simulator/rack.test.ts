// Virtual blades on the real boot services: every kind of firmware comes back from its own disk, written once, whatever happens on the way.

import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../services/platform/clock.ts';
import type { BladeState, Firmware } from '../../services/simulator/machine.ts';
import { type VirtualBladeOptions, type VirtualRack, virtualRack } from '../../services/simulator/rack.ts';
import { addressOf, type Laptop, makeLaptop, type PlanBlade, server, wireAddress } from './laptop.ts';

/** For a laptop that runs every other test at the same time. */
const PATIENCE_MILLISECONDS = 90_000;
const closers: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

type Blade = PlanBlade & Omit<VirtualBladeOptions, 'slot' | 'mac'>;

const blade = (number: number, options: Partial<Blade> = {}): Blade => ({
  slot: `c1/${number}`,
  mac: `d0:00:67:13:0d:${number.toString(16).padStart(2, '0')}`,
  firmware: 'bios-ipxe',
  ...options,
});

interface Scene {
  readonly laptop: Laptop;
  readonly rack: VirtualRack;
  stopServing: () => Promise<void>;
  at(slot: string): BladeState;
}

/** Blades that are planned, armed and plugged in, and still off; strangers are plugged in too, and in no plan. */
async function scene(blades: readonly Blade[], { speed = 100, strangers = [] as readonly Blade[], cluster = false } = {}): Promise<Scene> {
  const laptop = await makeLaptop(blades, cluster);
  closers.push(laptop.remove);
  const made: Scene = {
    laptop,
    stopServing: await laptop.serve(),
    rack: await virtualRack({
      wire: { address: wireAddress, port: laptop.ports.dhcpClient, server: { address: server, port: laptop.ports.dhcpServer } },
      ports: laptop.ports,
      blades: [...blades, ...strangers],
      speed,
      seed: 7,
      clock: systemClock,
    }),
    at: (slot) => made.rack.blades.get(slot)!,
  };
  closers.push(() => made.stopServing());
  closers.push(() => made.rack.close());
  return made;
}

async function until(what: string, condition: () => boolean, blades: Iterable<BladeState>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MILLISECONDS;
  while (!condition()) {
    if (Date.now() > deadline)
      throw new Error(`${what} did not happen:\n${[...blades].map(({ console }) => console.slice(-10).join('\n')).join('\n\n')}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const isHome = ({ disks }: BladeState): boolean =>
  disks.some(({ contents }) => contents.kind === 'installed' && contents.system !== undefined && contents.system.home === undefined);

const allHome = ({ rack }: Scene) => until('the call home', () => [...rack.blades.values()].every(isHome), rack.blades.values());
const callsOf = ({ laptop }: Scene, slot: string) =>
  laptop.calls.filter((call) => call.slot === slot && call.call !== 'progress').map(({ call }) => call);
const wholeLife = ['hello', 'inventory', 'go', 'done', 'rebooting', 'booted'];

const kinds: [name: string, firmware: Firmware, loader: PlanBlade['loader'], proof: string[]][] = [
  ['a NIC whose ROM is iPXE', 'bios-ipxe', 'auto', ['http script done']],
  ['a BIOS ROM through undionly.kpxe', 'bios-pxe', 'auto', ['tftp loader probe', 'tftp loader done', 'http script done']],
  ['an iPXE ROM that the plan sends through undionly.kpxe', 'bios-ipxe', 'undionly', ['tftp loader done', 'http script done']],
  ['a BIOS ROM through PXELINUX', 'bios-pxe', 'pxelinux', ['tftp loader done', 'tftp menu done', 'tftp kernel done', 'tftp initrd done']],
  ['UEFI PXE', 'uefi-pxe', 'auto', ['tftp loader probe', 'tftp loader done', 'http script done']],
  ['UEFI HTTP boot', 'uefi-http', 'auto', ['http loader probe', 'http loader done', 'http script done']],
  ['UEFI PXE through the shim for Secure Boot', 'uefi-pxe', 'secure-boot', ['tftp loader done', 'tftp loader done', 'http script done']],
  ['UEFI HTTP boot through that shim', 'uefi-http', 'secure-boot', ['http loader done', 'http loader done', 'http script done']],
];

describe('a virtual blade', { timeout: 120_000 }, () => {
  it.each(kinds)('with %s is installed and calls home from its own address', async (_, firmware, loader = 'auto', proof) => {
    const blades = [blade(1, { firmware, loader })];
    const here = await scene(blades);
    here.rack.powerOn('c1/1');
    await allHome(here);
    expect(here.at('c1/1')).toMatchObject({ running: 'installed system', hostname: 'c1-1', address: addressOf(blades, 'c1/1') });
    expect(here.at('c1/1').disks[0]).toMatchObject({ writes: 1 });
    expect(callsOf(here, 'c1/1')).toEqual(wholeLife);
    const transfers = here.laptop.events.flatMap((event) =>
      event.type === 'transfer-ended' ? [`${event.protocol} ${event.kind} ${event.outcome}`] : [],
    );
    expect(transfers).toEqual(expect.arrayContaining(proof));
  });

  it('that becomes a node fetches what it needs by checksum, and tells of each image before it forgets the laptop', async () => {
    const here = await scene([blade(1)], { cluster: true });
    here.rack.powerOn('c1/1');
    await allHome(here);
    expect(callsOf(here, 'c1/1')).toEqual([...wholeLife, 'step', 'step', 'step']);
    expect(here.laptop.calls.at(-1)?.body).toBe('step=images\ndone=2\nof=2\n');
    const fetched = here.laptop.events.flatMap((event) =>
      event.type === 'transfer-ended' && event.outcome === 'done' ? [event.file] : [],
    );
    expect(fetched).toEqual(expect.arrayContaining(['bin/amd64/kubelet', 'cni/amd64/cni-plugins.tgz', 'images/amd64/pause_3.10.2.tar']));
    expect(here.at('c1/1').console.join('\n')).toContain('Ignition wrote /opt/bin/kubelet');
  });

  it('sets its clock by the laptop before anything else', async () => {
    const here = await scene([blade(1, { clockOffsetSeconds: -600_000_000 })]);
    here.rack.powerOn('c1/1');
    await allHome(here);
    expect(Math.abs(here.at('c1/1').clockOffsetSeconds)).toBeLessThan(60);
    expect(here.laptop.events).toContainEqual(expect.objectContaining({ type: 'time-asked', address: '127.20.30.1' }));
    // The clock was right before the agent said a word.
    const said = Number(/clock=(\d+)/.exec(here.laptop.calls[0]!.body)?.[1]);
    expect(Math.abs(said - Date.now() / 1000)).toBeLessThan(60);
  });

  it('boots its disk however often it asks the network first', async () => {
    const here = await scene([blade(1), blade(2, { firmware: 'uefi-pxe' }), blade(3, { firmware: 'bios-pxe', loader: 'pxelinux' })]);
    const slots = ['c1/1', 'c1/2', 'c1/3'];
    for (const slot of slots) here.rack.powerOn(slot);
    await allHome(here);
    for (const slot of slots) {
      await here.rack.powerOff(slot);
      expect(here.at(slot).running).toBe('nothing');
      here.rack.powerOn(slot);
    }
    const up = () => slots.every((slot) => here.at(slot).running === 'installed system' && here.at(slot).address !== undefined);
    await until('the second start', up, here.rack.blades.values());
    for (const slot of slots) expect(here.at(slot)).toMatchObject({ starts: 3, disks: [{ writes: 1 }] });
    expect(callsOf(here, 'c1/1')).toEqual(wholeLife);
  });

  it('whose power goes while its disk is written is not installed again on the same arming', async () => {
    const here = await scene([blade(1, { diskBytesPerSecond: 10_000 })]);
    here.rack.powerOn('c1/1');
    await until('writing', () => here.at('c1/1').disks[0]!.writes === 1, here.rack.blades.values());
    await here.rack.powerOff('c1/1');
    expect(here.at('c1/1').disks[0]!.contents.kind).toBe('half-written');
    here.rack.powerOn('c1/1');
    const gaveUp = () => here.at('c1/1').console.filter((line) => line.includes('no bootable device')).length >= 2;
    await until('two vain starts', gaveUp, here.rack.blades.values());
    expect(here.at('c1/1').disks[0]).toMatchObject({ writes: 1, contents: { kind: 'half-written' } });
  });

  it('waits for the go as long as it is held, and touches no disk', async () => {
    const here = await scene([
      blade(1, { disks: [{ serial: 'OLD', sizeBytes: 1e9, contents: { kind: 'foreign', words: 'gpt; ntfs Data', boots: false } }] }),
    ]);
    here.laptop.hold = () => ({ kind: 'wait', text: 'reason=disk OLD holds data\n', retryAfterSeconds: 5 });
    here.rack.powerOn('c1/1');
    const asked = () => here.laptop.calls.filter(({ answered }) => answered === 'wait').length >= 3;
    await until('three waits', asked, here.rack.blades.values());
    expect(here.laptop.inventories.get('c1/1')?.disks[0]).toMatchObject({ serial: 'OLD', blank: false, contents: 'gpt; ntfs Data' });
    expect(here.at('c1/1').disks[0]).toMatchObject({ writes: 0, contents: { kind: 'foreign' } });
    here.laptop.hold = () => undefined;
    await allHome(here);
    expect(here.at('c1/1').disks[0]!.writes).toBe(1);
  });

  it('gives way when the laptop says never', async () => {
    const here = await scene([blade(1)]);
    here.laptop.hold = () => ({ kind: 'refused', text: 'reason=not on this arming\n' });
    here.rack.powerOn('c1/1');
    await until('the restart', () => here.at('c1/1').starts >= 2, here.rack.blades.values());
    expect(here.at('c1/1').disks[0]!.writes).toBe(0);
  });

  it('writes no disk but the one with the serial the laptop chose', async () => {
    const here = await scene([blade(1)]);
    here.laptop.hold = () => ({
      kind: 'done',
      text: `disk=sda\ndisk_serial=ANOTHER\ninstalled_config=${here.laptop.installedConfig('c1/1')}`,
    });
    here.rack.powerOn('c1/1');
    await until('the failure', () => callsOf(here, 'c1/1').includes('failed'), here.rack.blades.values());
    expect(here.laptop.calls.at(-1)!.body).toContain('there is no disk sda with serial ANOTHER');
    expect(here.at('c1/1').disks[0]!.writes).toBe(0);
  });

  it('survives a laptop that goes away and comes back, again and again', async () => {
    const blades = [1, 2, 3, 4].map((number) =>
      blade(number, { firmware: (['bios-ipxe', 'bios-pxe', 'uefi-pxe', 'uefi-http'] as const)[number - 1]! }),
    );
    const here = await scene(blades, { speed: 50 });
    for (const { slot } of blades) here.rack.powerOn(slot);
    for (let times = 0; times < 4; times += 1) {
      await new Promise((resolve) => setTimeout(resolve, 400));
      await here.stopServing();
      await new Promise((resolve) => setTimeout(resolve, 200));
      here.stopServing = await here.laptop.serve();
    }
    await allHome(here);
    for (const { slot } of blades) expect(here.at(slot).disks[0]!.writes).toBe(1);
  });

  it('that is not planned gets nothing and goes on asking', async () => {
    const here = await scene([blade(1)], { strangers: [blade(9, { firmware: 'uefi-pxe' })] });
    here.rack.powerOn('c1/9');
    const stranger = here.at('c1/9');
    await until('a second start', () => stranger.starts >= 2, [stranger]);
    expect(stranger.address).toBeUndefined();
    expect(stranger.disks[0]!.writes).toBe(0);
    expect(here.laptop.events).toContainEqual(expect.objectContaining({ type: 'sighting', mac: stranger.mac }));
  });
});

describe('a rack on bad cables', { timeout: 120_000 }, () => {
  it('comes up whole, each disk written once', async () => {
    const firmwares = ['bios-ipxe', 'bios-pxe', 'uefi-pxe', 'uefi-http'] as const;
    const impairment = { loss: 0.1, duplicate: 0.1, reorder: 0.1, delayMilliseconds: 1 };
    const blades = Array.from({ length: 8 }, (_, index) => blade(index + 1, { firmware: firmwares[index % 4]!, impairment }));
    const here = await scene(blades);
    for (const { slot } of blades) here.rack.powerOn(slot);
    await allHome(here);
    for (const { slot } of blades) expect(here.at(slot).disks[0]!.writes).toBe(1);
  });
});

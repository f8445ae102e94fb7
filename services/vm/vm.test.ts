import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeLock } from '../platform/lock.ts';
import { fakeWorld, sampleOrder } from './fake-world.ts';
import { placeOf } from './place.ts';
import { vmAt } from './vm.ts';
import type { World } from './world.ts';

let state: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'rackstrap-vm-'));
});
afterEach(() => rmSync(state, { recursive: true, force: true }));

function laptop(changed: Partial<World> = {}) {
  const { world, qemu } = fakeWorld(changed);
  return { vm: vmAt(placeOf(state, 'mine'), world), qemu };
}
const codes = (result: { ok: boolean; problems?: readonly { code: string }[] }) => result.problems?.map(({ code }) => code);
const place = () => placeOf(state, 'mine');

describe('preparing the machine', () => {
  it('settles its ports before it is made', async () => {
    const { vm, qemu } = laptop();
    const prepared = await vm.prepare(sampleOrder);
    expect(prepared).toMatchObject({ ok: true, value: { ports: { api: 6443, ssh: 2222 } } });
    expect(await vm.status()).toEqual({ state: 'none' });
    expect(qemu.launched).toEqual([]);
    const started = await vm.start(sampleOrder);
    expect(started.ok && started.value.settings.uuid).toBe(prepared.ok && prepared.value.uuid);
  });
  it('tells what a start would tell', async () => {
    const { vm } = laptop({ find: () => undefined, freeBytes: async () => 1e9 });
    expect(codes(await vm.prepare(sampleOrder))).toEqual(['vm-program-missing', 'vm-program-missing', 'vm-disk']);
  });
  it('says the ports of one that runs, which nobody else has', async () => {
    const { vm } = laptop({ isPortFree: async () => !taken });
    let taken = false;
    await vm.start(sampleOrder);
    taken = true;
    expect(await vm.prepare(sampleOrder)).toMatchObject({ ok: true, value: { ports: { api: 6443 } } });
  });
});

describe('starting the machine', () => {
  it('makes it once, and tells how it is reached', async () => {
    const { vm, qemu } = laptop();
    expect(await vm.status()).toEqual({ state: 'none' });
    expect(await vm.start(sampleOrder)).toMatchObject({ ok: true, value: { accelerator: 'tcg', warnings: [{ code: 'vm-emulated' }] } });
    expect(await vm.status()).toMatchObject({
      state: 'running',
      settings: { memoryMiB: 4096, ports: { api: 6443, ssh: 2222 }, last: { boot: 'network', purpose: 'mine-1 1' } },
    });
    expect(qemu.launched).toHaveLength(1);
  });
  it('gives it the same identity, size and ports every time', async () => {
    const { vm } = laptop();
    await vm.start(sampleOrder);
    const first = await vm.status();
    await vm.stop();
    const { purpose: _, ...later } = sampleOrder;
    await vm.start({ ...later, boot: 'disk' });
    const second = await vm.status();
    if (first.state !== 'running' || second.state !== 'running') throw new Error('it did not run');
    expect({ ...second.settings, last: undefined }).toEqual({ ...first.settings, last: undefined });
    expect(second.settings.last).toEqual({ accelerator: 'tcg', boot: 'disk', outside: false });
  });
  it('takes other ports where the usual ones are taken, when it is made', async () => {
    const { vm } = laptop({ isPortFree: async (port) => port !== 6443 });
    expect(await vm.start(sampleOrder)).toMatchObject({ ok: true });
    expect(await vm.status()).toMatchObject({ settings: { ports: { api: 40_123, ssh: 2222 } } });
  });
  it('keeps its ports, and says who has one of them', async () => {
    const { vm } = laptop();
    await vm.start(sampleOrder);
    await vm.stop();
    const again = laptop({ isPortFree: async (port) => port !== 6443 }).vm;
    expect(await again.start(sampleOrder)).toMatchObject({
      problems: [{ code: 'port-busy', params: { protocol: 'TCP', port: 6443, holder: 'nginx (pid 99)' } }],
    });
  });
  it('tells everything that is missing at once', async () => {
    const { vm } = laptop({
      find: () => undefined,
      laptop: { memoryMiB: 2000, cpus: 1 },
      freeBytes: async () => 1e9,
    });
    expect(codes(await vm.start(sampleOrder))).toEqual(['vm-program-missing', 'vm-program-missing', 'vm-memory', 'vm-disk']);
  });
  it.each([
    ['linux', 'apt install qemu-system-x86'],
    ['darwin', 'brew install qemu'],
    ['win32', 'winget install'],
    ['openbsd', 'qemu.org'],
  ] as const)('says how QEMU is installed on %s', async (platform, command) => {
    const { vm } = laptop({ find: (name) => (name === 'qemu-img' ? '/bin/qemu-img' : undefined), machine: { platform, cpu: 'x64' } });
    const started = await vm.start(sampleOrder);
    if (started.ok) throw new Error('it started');
    expect(started.problems).toHaveLength(1);
    expect(started.problems[0]?.todo).toContain(command);
  });
  it('is refused while it runs', async () => {
    const { vm, qemu } = laptop();
    await vm.start(sampleOrder);
    expect(codes(await vm.start(sampleOrder))).toEqual(['vm-runs']);
    expect(qemu.launched).toHaveLength(1);
  });
  it('is refused while another process starts or stops it', async () => {
    const { vm, qemu } = laptop();
    await vm.start(sampleOrder);
    await vm.stop();
    const lock = takeLock(place().lock);
    expect(codes(await vm.start(sampleOrder))).toEqual(['vm-busy']);
    if ('release' in lock) lock.release();
    expect(qemu.launched).toHaveLength(1);
  });
  it('repeats what QEMU said when it ended at once', async () => {
    const { vm } = laptop({
      launch: async (_, __, { log }) => {
        writeFileSync(log, "qemu-system-x86_64: warning: something\nqemu-system-x86_64: could not load PC BIOS 'bios-256k.bin'\n");
        return { pid: 812, ended: Promise.resolve(1) };
      },
    });
    expect(await vm.start(sampleOrder)).toMatchObject({
      problems: [{ code: 'vm-not-started', params: { reason: "could not load PC BIOS 'bios-256k.bin'" } }],
    });
    expect(await vm.status()).toMatchObject({ state: 'off' });
  });
  it('repeats why its disk could not be made, and leaves none behind', async () => {
    const { vm, qemu } = laptop({ run: async () => ({ outcome: 'failed', stdout: '', stderr: 'qemu-img: No space left on device\n' }) });
    expect(await vm.start(sampleOrder)).toMatchObject({ problems: [{ code: 'vm-not-started', params: { reason: /No space left/ } }] });
    expect(qemu.launched).toEqual([]);
  });
  it('gives it other memory when that is asked for, from then on', async () => {
    const { vm } = laptop();
    await vm.start(sampleOrder);
    await vm.stop();
    await vm.start({ ...sampleOrder, wanted: { memoryMiB: 6144 } });
    await vm.stop();
    await vm.start(sampleOrder);
    expect(await vm.status()).toMatchObject({ settings: { memoryMiB: 6144, cpus: 2 } });
  });
});

describe('stopping the machine', () => {
  it('presses its power button and waits', async () => {
    const { vm, qemu } = laptop();
    await vm.start(sampleOrder);
    expect(await vm.stop()).toEqual({ ok: true, value: 'shut-down' });
    expect(qemu.told).toEqual(['system_powerdown']);
    expect(await vm.status()).toMatchObject({ state: 'off' });
  });
  it('is nothing where it is off already, or was never made', async () => {
    const { vm } = laptop();
    expect(await vm.stop()).toEqual({ ok: true, value: 'was-off' });
    await vm.start(sampleOrder);
    await vm.stop();
    expect(await vm.stop()).toEqual({ ok: true, value: 'was-off' });
  });
  it('cuts its power when it does not hear the button', async () => {
    const { vm, qemu } = laptop();
    await vm.start(sampleOrder);
    qemu.deaf = true;
    expect(await vm.stop(20_000)).toEqual({ ok: true, value: 'cut' });
    expect(qemu.told).toEqual(['system_powerdown', 'quit']);
  });
  it('does not wait for the button of a machine that stands still', async () => {
    const { vm, qemu } = laptop();
    await vm.start(sampleOrder);
    qemu.status = 'io-error';
    expect(await vm.status()).toMatchObject({ state: 'paused', status: 'io-error' });
    expect(await vm.stop()).toEqual({ ok: true, value: 'cut' });
    expect(qemu.told).toEqual(['quit']);
  });
  it('ends the process of a QEMU that answers nothing', async () => {
    const { vm, qemu } = laptop();
    await vm.start(sampleOrder);
    writeFileSync(place().processFile, '812\n');
    qemu.dumb = true;
    expect(await vm.status()).toMatchObject({ state: 'silent' });
    expect(await vm.stop()).toEqual({ ok: true, value: 'killed' });
    expect(qemu.running).toBe(false);
  });
});

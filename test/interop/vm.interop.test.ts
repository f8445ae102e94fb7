// The virtual machine of a laptop under the real QEMU, in user mode: what its firmware is given, what it reaches and what not, and how it ends.

import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createPort } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findProgram } from '../../services/platform/find-program.ts';
import {
  type Place,
  type PlannedMachine,
  placeOf,
  realWorld,
  type StartOrder,
  type Vm,
  vmAt,
  type World,
} from '../../services/vm/index.ts';
import { skip } from '../setup/skipped.ts';

const missing = ['qemu-system-x86_64', 'qemu-img'].filter((name) => !findProgram(name));
const reason = missing.length > 0 ? `needs ${missing.join(', ')}` : undefined;

/** Emulated firmware on a busy machine, which waits for an IPv6 router before it asks for anything. */
const patiently = { timeout: 240_000 };
/** Firmware hears no power button. */
const noPatience = 500;

const machine: PlannedMachine = {
  name: 'laptop-1',
  mac: '52:54:00:01:02:03',
  address: '10.20.30.10',
  network: { subnet: '10.20.30.0/24', laptop: '10.20.30.242', gateway: '10.20.30.1' },
  script: 'http://10.20.30.242/blade/52-54-00-01-02-03/boot.ipxe',
  diskSerial: 'rackstrap',
  diskGiB: 4,
};
const order: StartOrder = {
  machine,
  boot: 'network',
  needs: { memoryMiB: 0, diskBytes: 0 },
  outside: false,
  wanted: { memoryMiB: 2560, cpus: 2 },
};

const root = mkdtempSync(join(tmpdir(), 'rackstrap-vm-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let state: string;
let place: Place;
let vm: Vm;
const servers: Server[] = [];

beforeEach(() => {
  state = mkdtempSync(join(root, 'state-'));
  place = placeOf(state, 'mine');
  vm = vmAt(place, realWorld());
});
afterEach(async () => {
  await vm.stop(noPatience);
  for (const server of servers.splice(0)) server.close();
});

async function listen(where: string | { host: string; port: number }, answer: (url: string) => string): Promise<Server> {
  const server = createServer((request, response) => response.end(answer(request.url ?? '')));
  servers.push(server);
  server.listen(where);
  await once(server, 'listening');
  return server;
}

/** The boot service: the paths that were asked for, and the way to wait for one. */
async function service(script: string) {
  mkdirSync(place.directory, { recursive: true });
  const waiting = new Map<string, (url: string) => void>();
  await listen(place.service, (url) => {
    waiting.get(url.split('?')[0]!)?.(url);
    return url.endsWith('/boot.ipxe') ? script : '#!ipxe\n';
  });
  return (path: string) => new Promise<string>((resolve) => waiting.set(path, resolve));
}

/** A disk whose boot sector writes this to the serial console, one byte after the other, and halts. */
function diskThatSays(text: string): void {
  const program = Buffer.from('31c08ed8be157cac84c07406baf803eeebf5f4ebfd', 'hex');
  const sector = Buffer.alloc(512);
  Buffer.concat([program, Buffer.from(`${text}\0`)]).copy(sector);
  sector.writeUInt16LE(0xaa55, 510);
  mkdirSync(place.directory, { recursive: true });
  const raw = join(state, 'disk.raw');
  writeFileSync(raw, Buffer.concat([sector, Buffer.alloc(1024 * 1024)]));
  execFileSync('qemu-img', ['convert', '-f', 'raw', '-O', 'qcow2', raw, place.disk]);
}

const running = async (): Promise<number> => {
  const status = await vm.status();
  if (status.state !== 'running') throw new Error(`it is ${status.state}`);
  return status.settings.ports.api;
};

describe.skipIf(skip("a laptop's virtual machine", reason))("a laptop's virtual machine", () => {
  test("asks for its blade's script from the plan's address, and reaches nothing else", patiently, async () => {
    const seen: string[] = [];
    const elsewhere = await listen({ host: '127.0.0.1', port: 0 }, (url) => {
      seen.push(url);
      return '';
    });
    const { port } = elsewhere.address() as AddressInfo;
    const laptop = 'http://10.20.30.242';
    // Through QEMU's router a guest reaches the loopback of its host, unless that is closed.
    const asked = await service(
      `#!ipxe\nimgfetch ${laptop}/seen?ip=\${netX/ip}&mac=\${netX/mac:hexhyp} ||\nimgfetch --timeout 3000 http://10.20.30.1:${port}/ ||\nimgfetch ${laptop}/end ||\n`,
    );
    const [first, end] = [asked('/seen'), asked('/end')];
    expect(await vm.start(order)).toMatchObject({ ok: true });
    expect(await first).toBe('/seen?ip=10.20.30.10&mac=52-54-00-01-02-03');
    await end;
    expect(seen).toEqual([]);
  });

  test('is one that runs until it is stopped, with its ports taken and its disk kept', patiently, async () => {
    expect(await vm.start(order)).toMatchObject({ ok: true });
    const port = await running();
    const taken = createPort().listen(port, '127.0.0.1');
    expect(await once(taken, 'error')).toMatchObject([{ code: 'EADDRINUSE' }]);
    expect(await vm.start(order)).toMatchObject({ ok: false, problems: [{ code: 'vm-runs' }] });
    expect(await vm.stop(noPatience)).toEqual({ ok: true, value: 'cut' });
    expect(await vm.status()).toMatchObject({ state: 'off' });
    expect(existsSync(place.disk)).toBe(true);
    expect(await vm.start({ ...order, boot: 'disk' })).toMatchObject({ ok: true });
    expect(await running()).toBe(port);
  });

  test.each(['network', 'disk'] as const)(
    'boots its disk, tried after or before the network (%s first), when nobody serves',
    patiently,
    async (boot) => {
      diskThatSays('the disk boots');
      expect(await vm.start({ ...order, boot })).toMatchObject({ ok: true });
      await expect.poll(() => readFileSync(place.console, 'utf8'), { timeout: 200_000, interval: 500 }).toContain('the disk boots');
    },
  );

  test('starts again after QEMU was killed', patiently, async () => {
    const started = await vm.start(order);
    if (!started.ok) throw new Error('it did not start');
    const pid = Number(readFileSync(place.processFile, 'utf8'));
    process.kill(pid, 'SIGKILL');
    expect(await started.value.ended).toBe('SIGKILL');
    expect(await vm.status()).toMatchObject({ state: 'off' });
    expect(await vm.start(order)).toMatchObject({ ok: true });
  });

  test('does not start without its firmware, and says so in the words of QEMU', patiently, async () => {
    const wrapper = join(state, 'qemu');
    writeFileSync(wrapper, `#!/bin/sh\nexec ${findProgram('qemu-system-x86_64')} -bios of-nobody.bin "$@"\n`);
    chmodSync(wrapper, 0o755);
    const without: World = { ...realWorld(), find: (name) => (name === 'qemu-img' ? findProgram(name) : wrapper) };
    const started = await vmAt(place, without).start(order);
    expect(started).toMatchObject({
      ok: false,
      problems: [{ code: 'vm-not-started', params: { reason: expect.stringMatching(/bios|rom/i) } }],
    });
    expect(await vm.status()).toMatchObject({ state: 'off' });
  });

  test('says that its disk is in use where another QEMU has it', patiently, async () => {
    expect(await vm.start(order)).toMatchObject({ ok: true });
    const other = placeOf(mkdtempSync(join(root, 'other-')), 'mine');
    mkdirSync(other.directory, { recursive: true });
    const sharing = vmAt({ ...other, disk: place.disk }, { ...realWorld(), isPortFree: async (port) => port > 10_000 });
    expect(await sharing.start(order)).toMatchObject({
      problems: [{ code: 'vm-not-started', params: { reason: expect.stringMatching(/lock/) } }],
    });
  });
});

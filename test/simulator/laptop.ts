// A laptop for virtual blades: the real boot services on loopback with high ports, and the smallest rules that answer their calls home.

import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { DhcpMemory, dhcpPart } from '../../services/boot/dhcp/index.ts';
import { httpPart } from '../../services/boot/http/index.ts';
import { ntpPart } from '../../services/boot/ntp/index.ts';
import { tftpPart } from '../../services/boot/tftp/index.ts';
import type { HomeAnswer, HomeCall, Ports } from '../../services/boot/wiring.ts';
import type { Inventory, WireEvent } from '../../services/domain/blade/events.ts';
import { type IndexedTable, indexTable, type Permission } from '../../services/domain/boot-table.ts';
import type { Manifest } from '../../services/domain/bundle.ts';
import { hyphenated } from '../../services/domain/network/mac.ts';
import { type Plan, plannedBlades } from '../../services/domain/plan/plan.ts';
import { type LoaderChoice, planV1 } from '../../services/domain/plan/v1.ts';
import { systemClock } from '../../services/platform/clock.ts';
import { together } from '../../services/platform/part.ts';
import { openUdp } from '../../services/platform/udp.ts';
import { renderBootTable } from '../../services/render/index.ts';

export const server = '127.20.30.242';
export const wireAddress = '127.0.0.1';

const sizes = {
  'loaders/undionly.kpxe': ['loader', 70_000],
  'loaders/x86_64/snponly.efi': ['loader', 170_000],
  'loaders/x86_64-sb/snponly-shim.efi': ['loader', 90_000],
  'loaders/x86_64-sb/snponly.efi': ['loader', 150_000],
  'loaders/pxelinux.0': ['loader', 42_430],
  'loaders/ldlinux.c32': ['loader', 119_524],
  'os/amd64/lab_production_pxe.vmlinuz': ['kernel', 300_000],
  'os/amd64/lab_production_pxe_image.cpio.gz': ['initrd', 900_000],
  'os/amd64/lab_production_image.bin.bz2': ['image', 3_000_000],
} as const;

/** What a worker of a cluster fetches besides. */
const clusterSizes = {
  'bin/amd64/kubelet': ['binary', 50_000],
  'cni/amd64/cni-plugins.tgz': ['cni-plugins', 40_000],
  'images/amd64/kube-proxy_v1.37.1.tar': ['container-image', 90_000],
  'images/amd64/pause_3.10.2.tar': ['container-image', 20_000],
} as const;

/** `kube-proxy_v1.37.1.tar` → the image that is in it. */
const imageIn = (path: string) => ({
  image: { reference: `registry.k8s.io/${basename(path, '.tar').replace('_', ':')}`, digest: `sha256:${'0'.repeat(64)}` },
  satisfies: ['kubernetes'],
});

/** Made-up bytes of every part, and their manifest. */
function writeBundle(directory: string, cluster: boolean): Manifest {
  const parts = Object.entries({ ...sizes, ...(cluster ? clusterSizes : {}) }).map(([path, [kind, size]]) => {
    const bytes = randomBytes(size);
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { path, kind, size, arch: 'amd64' as const, sha256, ...(kind === 'container-image' ? imageIn(path) : {}) };
  });
  const os = { family: 'lab', version: '1' } as const;
  const head = {
    apiVersion: 'rackstrap/bundle/v1',
    name: 'made-up',
    version: '1',
    created: '2026-01-01T00:00:00Z',
    tool: 'test',
    os,
  } as const;
  return { ...head, ...(cluster ? { kubernetes: { version: '1.37.1' } } : {}), parts };
}

/** Ports nobody has, found by the kernel. */
async function freePorts(): Promise<Ports> {
  const sockets = await Promise.all(Array.from({ length: 6 }, () => openUdp({ port: 0, address: wireAddress })));
  const [dhcpServer, dhcpClient, proxy, tftp, http, ntp] = sockets.map(({ local }) => local.port) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  await Promise.all(sockets.map((socket) => socket.close()));
  return { dhcpServer, dhcpClient, proxy, tftp, http, ntp };
}

export interface PlanBlade {
  readonly slot: string;
  readonly mac: string;
  readonly loader?: LoaderChoice;
}

const planOf = (blades: readonly PlanBlade[], cluster: boolean): Plan =>
  planV1.parse({
    apiVersion: 'rackstrap/v1',
    name: 'simulated',
    architecture: 'small',
    bundle: 'made-up',
    network: { subnet: '127.20.30.0/24', laptop: server },
    chassis: [{ name: 'c1', slots: 200, firstIp: '127.20.30.1' }],
    blades: blades.map(({ slot, mac, loader = 'auto' }) => ({ slot, macs: [mac], loader })),
    ...(cluster ? { kubernetes: {} } : {}),
  });

/** A home event in a word: `go`, `done`, … and what was said with it. */
export interface Call {
  readonly slot: string;
  readonly call: string;
  readonly body: string;
  readonly answered: HomeAnswer['kind'];
}

export interface Laptop {
  readonly ports: Ports;
  readonly calls: Call[];
  readonly events: WireEvent[];
  readonly inventories: Map<string, Inventory>;
  readonly permissions: Map<string, Permission>;
  /** May be changed by a test: what `go` is answered before the rules of this laptop are asked. */
  hold: (slot: string) => HomeAnswer | undefined;
  readonly installedConfig: (slot: string) => string;
  /** Serves until the returned function is called; the same state goes on when it serves again. */
  serve(): Promise<() => Promise<void>>;
  remove(): void;
}

const token = (slot: string, system: string) => `${system}-${slot.replace('/', '-')}-0123456789abcdef`;

/** A laptop whose plan has these blades, all armed; with a cluster they become nodes. */
export async function makeLaptop(blades: readonly PlanBlade[], cluster = false): Promise<Laptop> {
  const directory = mkdtempSync(join(tmpdir(), 'rackstrap-simulated-'));
  const [manifest, ports, plan] = [writeBundle(directory, cluster), await freePorts(), planOf(blades, cluster)];
  const httpBase = `http://${server}:${ports.http}`;
  const permissions = new Map<string, Permission>(blades.map(({ slot }) => [slot, 'armed']));
  const installers = new Map<string, string>();
  let table: IndexedTable;
  let revision = 0;
  const render = () => {
    revision += 1;
    const rendered = renderBootTable({
      plan,
      manifest,
      httpBase,
      revision,
      piecesOf: (path) => [{ file: join(directory, path), size: manifest.parts.find((part) => part.path === path)!.size }],
      permissions: (slot) => permissions.get(slot)!,
      tokens: (slot) => ({ live: token(slot, 'live'), installed: token(slot, 'installed') }),
      releases: () => true,
      programs: { agent: '#!/bin/sh\n', home: '#!/bin/sh\n', images: '#!/bin/sh\n', cluster: '#!/bin/sh\n', vip: '#!/bin/sh\n' },
    });
    table = indexTable(rendered.table);
  };
  render();

  const installedConfig = (slot: string) =>
    `${httpBase}/blade/${hyphenated(blades.find((blade) => blade.slot === slot)!.mac)}/installed.ign`;

  const go = (slot: string, body: string): HomeAnswer => {
    const bootId = /^boot_id=(.*)$/m.exec(body)?.[1] ?? '';
    const before = installers.get(slot);
    if (before !== undefined && before !== bootId) return { kind: 'refused', text: 'reason=installed before on this arming\n' };
    installers.set(slot, bootId);
    permissions.set(slot, 'local');
    render();
    const disk = laptop.inventories.get(slot)!.disks[0]!;
    return { kind: 'done', text: `disk=${disk.name}\ndisk_serial=${disk.serial}\ninstalled_config=${installedConfig(slot)}\n` };
  };

  const answer = ({ slot, call, body }: HomeCall): HomeAnswer => {
    if (call === 'inventory') laptop.inventories.set(slot, JSON.parse(body));
    if (call === 'hello') return { kind: 'done', text: `now=${(Date.now() / 1000).toFixed(3)}\n` };
    return call === 'go' ? (laptop.hold(slot) ?? go(slot, body)) : { kind: 'done', text: '' };
  };

  const serve = async () => {
    const stop = new AbortController();
    const memory = new DhcpMemory(systemClock.monotonic);
    const emit = (event: WireEvent) => {
      memory.onWireEvent(event);
      laptop.events.push(event);
    };
    const wiring = { table: () => table, emit, clock: systemClock };
    const answerHome = async (call: HomeCall) => {
      const said = answer(call);
      laptop.calls.push({ slot: call.slot, call: call.call, body: call.body, answered: said.kind });
      return said;
    };
    const options = { address: server, ports };
    const services = together('laptop', [
      dhcpPart(wiring, { ...options, broadcastAddress: wireAddress, memory }),
      tftpPart(wiring, options),
      httpPart({ ...wiring, answerHome }, options),
      ntpPart(wiring, options),
    ]);
    let failed: unknown;
    const ready = Promise.withResolvers<void>();
    const running = services.run(stop.signal, ready.resolve).catch((reason) => {
      failed = reason;
      ready.reject(reason);
    });
    await ready.promise;
    return async () => {
      stop.abort();
      await running;
      if (failed) throw failed;
    };
  };

  const laptop: Laptop = {
    ports,
    calls: [],
    events: [],
    inventories: new Map(),
    permissions,
    hold: () => undefined,
    installedConfig,
    serve,
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
  return laptop;
}

export const addressOf = (blades: readonly PlanBlade[], slot: string): string =>
  plannedBlades(planOf(blades, false)).find((blade) => blade.slot === slot)!.address;

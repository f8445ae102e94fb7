// DHCP while 32 clients download at full speed: a blade that is switched on must not wait for those that install.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TableBlade } from '../../services/domain/boot-table.ts';
import { type BenchNet, benchTable, loadAddress, onBenchNet, outputOf, serverAddress } from './bench-net.ts';
import { hardwareOf, type Paced } from './dhcp-pace.ts';
import { type Bench, type Figure, median, percentile } from './figure.ts';
import { benchFile, type Contender, fetchBy, fileBytes, many, startNginx } from './http.ts';
import { peakMegabytes } from './process.ts';

/** Five seconds of a data centre being switched on. */
const exchanges = 1_000;
const perSecond = 200;
/** An odd number, so that there is a middle one. */
const rounds = 3;
const longestSeconds = 60;

const paceProgram = join(import.meta.dirname, 'dhcp-pace.ts');

const blade = (index: number): TableBlade => ({
  slot: `c${Math.floor(index / 16)}/${index % 16}`,
  macs: [[...hardwareOf(index)].map((byte) => byte.toString(16).padStart(2, '0')).join(':')],
  address: `10.77.${100 + (index >> 8)}.${index & 255}`,
  hostname: `node-${index}`,
  permission: 'armed',
  loaders: {},
  forceLoader: false,
  script: '',
  documents: {},
  tftp: {},
  tokens: { live: '', installed: '' },
});

/** In real time, for a blade has a processor of its own and does not wait for those that download. */
async function pace(net: BenchNet): Promise<Paced> {
  const words = [process.execPath, paceProgram, serverAddress, loadAddress, String(exchanges), String(perSecond)];
  return JSON.parse(await outputOf(net.drive('chrt', ['--fifo', '50', ...words]), longestSeconds)) as Paced;
}

interface Beside extends Paced {
  readonly gigabytesPerSecond: number;
}

/** Exchanges while clients download again and again; with what they got. */
async function paceBeside(net: BenchNet, { url }: Contender): Promise<Beside> {
  let over = false;
  let bytes = 0;
  const start = performance.now();
  const downloads = (async () => {
    while (!over) bytes += (await fetchBy(net, url, many, fileBytes)).bytes;
  })();
  const paced = await pace(net).finally(() => {
    over = true;
  });
  await downloads;
  return { ...paced, gigabytesPerSecond: bytes / 1e6 / (performance.now() - start) };
}

const p99 = (all: readonly Paced[]) => median(all.map(({ milliseconds }) => percentile(milliseconds, 0.99)));

/** The peer is our own DHCP while nginx serves the same downloads from a process of its own: what this machine leaves to anybody. */
async function compare(net: BenchNet, ours: Contender, nginx: Contender): Promise<Figure[]> {
  const [mine, theirs]: [Beside[], Beside[]] = [[], []];
  for (let count = 0; count < rounds; count += 1) {
    mine.push(await paceBeside(net, ours));
    theirs.push(await paceBeside(net, nginx));
  }
  const during = `beside ${many} downloads`;
  const rate = (all: readonly Beside[]) => median(all.map(({ gigabytesPerSecond }) => gigabytesPerSecond));
  const lost = mine.reduce((sum, one) => sum + one.lost, 0);
  return [
    {
      what: `DHCP p99 ${during}`,
      unit: 'ms',
      ours: p99(mine),
      peer: { name: 'nginx', value: p99(theirs) },
      target: { of: 'value', atMost: 20 },
    },
    { what: `DHCP lost ${during}`, unit: '%', ours: (100 * lost) / (rounds * exchanges), target: { of: 'value', atMost: 1 } },
    { what: `HTTP, ${many} clients beside DHCP: rate`, unit: 'GB/s', ours: rate(mine), peer: { name: 'nginx', value: rate(theirs) } },
  ];
}

/** DHCP's p99 and losses alone and beside downloads, and what both together cost in memory. */
export const mixedBench: Bench = () =>
  onBenchNet('mixed', async (net) => {
    const big = join(net.scratch, 'big');
    writeFileSync(big, Buffer.alloc(fileBytes, 'rackstrap'));
    const nginx = await startNginx(net);
    const blades = Array.from({ length: exchanges }, (_, index) => blade(index));
    const { pid = 0 } = await net.serveTable(benchTable({ big: benchFile(big, fileBytes) }, blades), 'dhcp,http');
    const alone: Figure = { what: 'DHCP p99 alone', unit: 'ms', ours: p99([await pace(net)]) };
    const before = peakMegabytes(pid);
    const beside = await compare(net, { url: `http://${serverAddress}/files/big`, pid }, nginx);
    const grown = Math.max(0, peakMegabytes(pid) - before);
    return [alone, ...beside, { what: `memory grown by both`, unit: 'MB', ours: grown, target: { of: 'value', atMost: 64 } }];
  });

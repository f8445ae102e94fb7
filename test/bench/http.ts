// HTTP: one file of 512 MiB to one client and to 32, beside nginx with sendfile on the same cable.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BenchNet, benchTable, onBenchNet, outputOf, serverAddress } from './bench-net.ts';
import { type Bench, type Figure, median } from './figure.ts';
import type { Load } from './http-load.ts';
import { cpuSeconds, peakMegabytes } from './process.ts';

/** Long enough that what begins and ends a transfer does not count. */
export const fileBytes = 512 * 1024 * 1024;
/** An odd number, so that there is a middle one; ours and the peer's take turns, so that both meet the same noise. */
const rounds = 3;
/** A chassis or two, all at once. */
export const many = 32;
/** More clients than a rack has blades, for a look at memory only. */
const crowd = 256;
const peerPort = 8081;
/** 32 times 512 MiB at a tenth of what is expected. */
const longestSeconds = 90;

export interface Contender {
  readonly url: string;
  readonly pid: number;
}

interface Round {
  readonly gigabytesPerSecond: number;
  readonly cpuPerGigabyte: number;
  /** When the first client had its file, as a share of when the last had. */
  readonly fairness: number;
}

const loadProgram = join(import.meta.dirname, 'http-load.ts');

/** Lets this many clients fetch a file of this length at once; rejects when one did not get all of it. */
export async function fetchBy(net: BenchNet, url: string, clients: number, bytes: number): Promise<Load> {
  const load = JSON.parse(await outputOf(net.drive(process.execPath, [loadProgram, url, String(clients)]), longestSeconds)) as Load;
  if (load.bytes < clients * bytes) throw new Error(`${url} gave ${load.bytes} bytes to ${clients} clients of ${bytes} each`);
  return load;
}

async function round(net: BenchNet, { url, pid }: Contender, clients: number): Promise<Round> {
  const before = cpuSeconds(pid);
  const { bytes, ends } = await fetchBy(net, url, clients, fileBytes);
  const [first = 0, last = 0] = [ends[0], ends.at(-1)];
  return { gigabytesPerSecond: bytes / 1e9 / last, cpuPerGigabyte: (cpuSeconds(pid) - before) / (bytes / 1e9), fairness: first / last };
}

async function compare(net: BenchNet, ours: Contender, nginx: Contender, clients: number): Promise<Figure[]> {
  const [mine, theirs]: [Round[], Round[]] = [[], []];
  for (let count = 0; count < rounds; count += 1) {
    mine.push(await round(net, ours, clients));
    theirs.push(await round(net, nginx, clients));
  }
  const figure = (what: string, unit: string, key: keyof Round, target: Figure['target']): Figure => ({
    what: `HTTP, ${clients} client${clients > 1 ? 's' : ''}: ${what}`,
    unit,
    ours: median(mine.map((one) => one[key])),
    peer: { name: 'nginx', value: median(theirs.map((one) => one[key])) },
    ...(target ? { target } : {}),
  });
  const rate = figure('rate', 'GB/s', 'gigabytesPerSecond', clients === many ? { of: 'ratio', atLeast: 0.6 } : undefined);
  const cost = figure('CPU', 's/GB', 'cpuPerGigabyte', { of: 'value', atMost: 0.45 });
  if (clients === 1) return [rate, cost];
  return [rate, cost, figure('first done / last done', '', 'fairness', { of: 'ratio', atLeast: 0.9 })];
}

/** What many clients cost in memory beyond what one costs. */
async function memory(net: BenchNet, { url, pid }: Contender): Promise<Figure> {
  const before = peakMegabytes(pid);
  await fetchBy(net, url.replace('big', 'middle'), crowd, fileBytes / 16);
  return {
    what: `HTTP, ${crowd} clients: memory grown`,
    unit: 'MB',
    ours: Math.max(0, peakMegabytes(pid) - before),
    target: { of: 'value', atMost: 64 },
  };
}

function nginxConfig(directory: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${directory}/${name};`);
  return `daemon off; worker_processes 1; user root; pid ${directory}/nginx.pid; error_log ${directory}/error.log;
events { worker_connections 1024; }
http { ${temporary.join(' ')} access_log off; sendfile on; server { listen ${peerPort}; root ${directory}; } }
`;
}

/** The peer, answering: a worker with sendfile, whatever lies in the bench's directory. */
export async function startNginx(net: BenchNet): Promise<Contender> {
  const config = join(net.scratch, 'nginx.conf');
  writeFileSync(config, nginxConfig(net.scratch));
  const child = net.serve('nginx', ['-p', net.scratch, '-c', config]);
  const url = `http://${serverAddress}:${peerPort}/big`;
  await net.load.run('curl', ['-s', '-o', '/dev/null', '--retry', '50', '--retry-connrefused', '--retry-delay', '0', '-r', '0-0', url]);
  return { url, pid: child.pid! };
}

/** A file of the bench's table; nobody looks at its hash. */
export const benchFile = (path: string, size: number) =>
  ({ pieces: [{ file: path, size }], size, sha256: '0'.repeat(64), kind: 'image' }) as const;

/** Rates, cost and fairness against nginx, and memory under a crowd. */
export const httpBench: Bench = () =>
  onBenchNet('http', async (net) => {
    const [big, middle] = [join(net.scratch, 'big'), join(net.scratch, 'middle')];
    writeFileSync(big, Buffer.alloc(fileBytes, 'rackstrap'));
    writeFileSync(middle, Buffer.alloc(fileBytes / 16, 'rackstrap'));
    const nginx = await startNginx(net);
    const child = await net.serveTable(benchTable({ big: benchFile(big, fileBytes), middle: benchFile(middle, fileBytes / 16) }), 'http');
    const ours = { url: `http://${serverAddress}/files/big`, pid: child.pid! };
    return [...(await compare(net, ours, nginx, 1)), ...(await compare(net, ours, nginx, many)), await memory(net, ours)];
  });

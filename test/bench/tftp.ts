// TFTP: one client with windows of 1, 4 and 16 beside atftpd, and a rack of clients at once beside dnsmasq, on the same cable.

import { createHash, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TableFile } from '../../services/domain/boot-table.ts';
import { atftpd } from './atftpd.ts';
import { type BenchNet, benchTable, onBenchNet, outputOf, serverAddress } from './bench-net.ts';
import { type Bench, type Figure, median } from './figure.ts';
import { peakMegabytes } from './process.ts';
import type { TftpLoad, TftpLoadResult } from './tftp-load.ts';

/** A loader is 1 MiB; for one client it is more, so that the measurement is longer than the noise. */
const loaderBytes = 1024 * 1024;
const longBytes = 32 * loaderBytes;
/** What fits an Ethernet frame behind any tunnel: atftp's own choice. */
const blockSize = 1428;
const windows = [1, 4, 16] as const;
/** A full rack of blades. */
const many = 64;
/** More than any wave of blades, for a look at memory. */
const crowd = 256;
/** An odd number, so that there is a middle one; ours and the peer's take turns, so that both meet the same noise. */
const rounds = 9;
const ours: Server = { server: serverAddress, port: 69 };
const besideOurs: Server = { server: serverAddress, port: 6901 };
/** dnsmasq speaks TFTP on port 69 only, so it has an address of its own. */
const elsewhere: Server = { server: '10.77.0.3', port: 69 };
/** The slowest round at a tenth of what is expected. */
const limitSeconds = 30;

type Server = Pick<TftpLoad, 'server' | 'port'>;
type Fetch = Pick<TftpLoad, 'file' | 'sha256' | 'clients' | 'windowSize'>;

const loadProgram = join(import.meta.dirname, 'tftp-load.ts');

/** Seconds until every client has the file, rightly; rejects when one has not. */
async function fetchFrom(net: BenchNet, from: Server, what: Fetch): Promise<number> {
  const load: TftpLoad = { ...from, ...what, blockSize, limitSeconds };
  const child = net.drive(process.execPath, [loadProgram, JSON.stringify(load)]);
  const { seconds, right, errors } = JSON.parse(await outputOf(child, limitSeconds + 15)) as TftpLoadResult;
  if (right === what.clients) return seconds;
  throw new Error(`${from.server}:${from.port}: ${right} of ${what.clients} clients got the file: ${errors.slice(0, 3).join('; ')}`);
}

/** Median seconds of ours and the peer's; a round before them warms both. */
async function compare(net: BenchNet, peer: Server, what: Fetch): Promise<{ mine: number; theirs: number }> {
  const [mine, theirs]: [number[], number[]] = [[], []];
  for (let count = 0; count <= rounds; count += 1) {
    mine.push(await fetchFrom(net, ours, what));
    theirs.push(await fetchFrom(net, peer, what));
  }
  return { mine: median(mine.slice(1)), theirs: median(theirs.slice(1)) };
}

type File = Pick<Fetch, 'file' | 'sha256'>;

async function alone(net: BenchNet, file: File, windowSize: number): Promise<Figure> {
  const { mine, theirs } = await compare(net, besideOurs, { ...file, windowSize, clients: 1 });
  const rate = (seconds: number) => longBytes / 1e6 / seconds;
  return {
    what: `TFTP, 1 client, window ${windowSize}`,
    unit: 'MB/s',
    ours: rate(mine),
    peer: { name: 'atftpd', value: rate(theirs) },
    target: { of: 'ratio', atLeast: 1 },
  };
}

async function atOnce(net: BenchNet, file: File, clients: number, target?: Figure['target']): Promise<Figure> {
  const { mine, theirs } = await compare(net, elsewhere, { ...file, windowSize: 1, clients });
  return {
    what: `TFTP, ${clients} clients of 1 MiB`,
    unit: 's',
    ours: mine,
    peer: { name: 'dnsmasq', value: theirs },
    ...(target ? { target } : {}),
  };
}

function startPeers(net: BenchNet): void {
  const program = atftpd();
  if (!program) throw new Error('atftpd cannot be had: apt-get download atftpd failed');
  const bound = ['--port', `${besideOurs.port}`, '--bind-address', besideOurs.server];
  net.serve(program, [
    '--daemon',
    '--no-fork',
    ...bound,
    '--maxthread',
    '1000',
    '--verbose=1',
    '--user',
    'root',
    '--group',
    'root',
    net.scratch,
  ]);
  net.server.ip('address', 'add', `${elsewhere.server}/16`, 'dev', 's0');
  const root = ['--enable-tftp', `--tftp-root=${net.scratch}`, '--tftp-max=1000'];
  const only = ['--port=0', '--conf-file=/dev/null', '--user=root', '--bind-interfaces', `--listen-address=${elsewhere.server}`];
  net.serve('dnsmasq', ['--keep-in-foreground', ...only, ...root]);
}

function makeFile(net: BenchNet, file: string, size: number): { file: File; entry: TableFile } {
  const [bytes, path] = [randomBytes(size), join(net.scratch, file)];
  writeFileSync(path, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { file: { file, sha256 }, entry: { pieces: [{ file: path, size }], size, sha256, kind: 'loader' } };
}

/** Rates of one client with every window, the time a rack takes, and the memory of a crowd. */
export const tftpBench: Bench = () =>
  onBenchNet('tftp', async (net) => {
    const [long, loader] = [makeFile(net, 'long', longBytes), makeFile(net, 'loader', loaderBytes)];
    startPeers(net);
    const { pid = 0 } = await net.serveTable(benchTable({ long: long.entry, loader: loader.entry }), 'tftp');
    const figures: Figure[] = [];
    for (const windowSize of windows) figures.push(await alone(net, long.file, windowSize));
    figures.push(await atOnce(net, loader.file, many, { of: 'ratio', atMost: 2 })); // half of dnsmasq's rate
    const before = peakMegabytes(pid);
    figures.push(await atOnce(net, loader.file, crowd));
    const grown = { what: `TFTP, ${crowd} clients: memory grown`, unit: 'MB', ours: Math.max(0, peakMegabytes(pid) - before) };
    return [...figures, { ...grown, target: { of: 'value', atMost: 64 } }];
  });

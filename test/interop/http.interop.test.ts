// The HTTP boot service against the clients that live systems have: curl and wget, on loopback.

import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { httpPart } from '../../services/boot/http/index.ts';
import type { WireEvent } from '../../services/domain/blade/events.ts';
import { type BootTable, indexTable, type TableBlade } from '../../services/domain/boot-table.ts';
import { systemClock } from '../../services/platform/clock.ts';
import { freePort } from '../../services/platform/free-port.ts';
import { lacks, skip } from '../setup/skipped.ts';

const MiB = 1024 * 1024;
const scratch = mkdtempSync(join(tmpdir(), 'rackstrap-http-'));
const path = (name: string) => join(scratch, name);
const image = randomBytes(40 * MiB);
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const imageHash = hash(image);
const arrived = (name: string) => hash(readFileSync(path(name)));

const script = { body: '#!ipxe\nexit\n', contentType: 'text/plain; charset=utf-8', kind: 'script', release: 'open' } as const;
const blade: TableBlade = {
  slot: 'c1/1',
  macs: ['d0:00:67:13:0d:00'],
  address: '127.0.0.1',
  hostname: 'node-1',
  permission: 'armed',
  loaders: {},
  forceLoader: false,
  script: '',
  documents: { 'boot.ipxe': script },
  tftp: {},
  tokens: { live: 'live', installed: 'installed' },
};
const tableOf = (documents: TableBlade['documents']): BootTable => ({
  revision: 1,
  server: { address: '127.0.0.1', prefixLength: 8, hostname: 'rackstrap' },
  httpBase: 'http://127.0.0.1',
  dhcp: { mode: 'full', leaseSeconds: 120, dns: [], relayed: [], routerAdvertisement: false },
  blades: [{ ...blade, documents }],
  files: {
    'os/image.bin': { pieces: [{ file: path('image'), size: image.length }], size: image.length, sha256: imageHash, kind: 'image' },
  },
});

let base: string;
let url: string;
let table = indexTable(tableOf(blade.documents));
let events: WireEvent[] = [];
const stopping = new AbortController();
let served: Promise<void>;

/** Runs a client to its end, at most 50 s; its exit status and all it printed. */
const run = (command: string, ...words: string[]): Promise<{ status: number; output: string }> =>
  new Promise((resolve) => {
    execFile(command, words, { cwd: scratch, timeout: 50_000, maxBuffer: 64 * MiB }, (error, output, errors) =>
      resolve({ status: error ? Number(error.code ?? -1) : 0, output: output + errors }),
    );
  });
const curl = (...words: string[]) => run('curl', '-sS', ...words);
/** A client is done before the service has told so. */
const patience = { timeout: 15_000, interval: 20 };
const count = (type: WireEvent['type']) => events.filter((event) => event.type === type).length;
const running = () => count('transfer-started') - count('transfer-ended');
const outcomes = () => events.flatMap((event) => (event.type === 'transfer-ended' ? [event.outcome] : []));

describe.skipIf(skip('HTTP with curl and wget', lacks('curl', 'wget')))('the HTTP service', () => {
  beforeAll(async () => {
    writeFileSync(path('image'), image);
    const http = await freePort('tcp', '127.0.0.1');
    base = `http://127.0.0.1:${http}`;
    url = `${base}/files/os/image.bin`;
    const wiring = { table: () => table, emit: (event: WireEvent) => void events.push(event), clock: systemClock };
    const answerHome = async () => ({ kind: 'done', text: 'now=1\n' }) as const;
    const part = httpPart({ ...wiring, answerHome }, { address: '127.0.0.1', ports: { http } });
    await new Promise<void>((resolve, reject) => {
      served = part.run(stopping.signal, resolve);
      served.catch(reject);
    });
  });
  afterAll(async () => {
    stopping.abort();
    await served;
    rmSync(scratch, { recursive: true });
  });
  beforeEach(async () => {
    await expect.poll(running, patience).toBe(0);
    events = [];
    table = indexTable(tableOf(blade.documents));
  });

  it('gives curl and wget the image as it is', async () => {
    expect(await curl('-o', 'by-curl', url)).toMatchObject({ status: 0 });
    expect(await curl('-0', '-o', 'by-old-curl', url)).toMatchObject({ status: 0 });
    expect((await run('wget', '-q', '-O', 'by-wget', url)).status).toBe(0);
    for (const name of ['by-curl', 'by-old-curl', 'by-wget']) expect(arrived(name)).toBe(imageHash);
  });

  it('goes on where an interrupted curl stopped', async () => {
    const broken = await curl('--limit-rate', '8M', '--max-time', '1', '-o', 'resumed', url);
    expect(broken.status).toBe(28);
    expect(statSync(path('resumed')).size).toBeLessThan(image.length);
    expect(await curl('-C', '-', '-o', 'resumed', url)).toMatchObject({ status: 0 });
    expect(arrived('resumed')).toBe(imageHash);
    await expect.poll(outcomes, patience).toEqual(['aborted', 'done']);
  });

  it('goes on where an interrupted wget stopped, and has nothing more for one that has it all', async () => {
    writeFileSync(path('again'), image.subarray(0, 7 * MiB + 5));
    for (const turn of ['resumes', 'has it all']) {
      const { status, output } = await run('wget', '-c', '-O', 'again', url);
      expect(status, turn + output).toBe(0);
      expect(arrived('again')).toBe(imageHash);
    }
  });

  it('leaves the file alone of a curl that has it all', async () => {
    writeFileSync(path('whole'), image);
    const { output } = await curl('-C', '-', '-o', 'whole', '-w', '%{http_code}', url);
    expect(output).toContain('416');
    expect(arrived('whole')).toBe(imageHash);
  });

  it('gives the whole image to one that wants several parts', async () => {
    const { output } = await curl('-r', '0-1,5-6', '-o', 'parts', '-w', '%{http_code}', url);
    expect(output).toBe('200');
    expect(arrived('parts')).toBe(imageHash);
  });

  it('has the length for a HEAD, and knows it for a probe', async () => {
    const { output } = await curl('-I', url);
    expect(output).toMatch(/^HTTP\/1.1 200 OK/);
    expect(output).toContain(`content-length: ${image.length}`);
    expect(output).toContain('accept-ranges: bytes');
    await expect.poll(outcomes, patience).toEqual(['probe']);
  });

  it('sends nothing to one that has this very file', async () => {
    await curl('--etag-save', 'etag', '-o', 'tagged', url);
    const { output } = await curl('--etag-compare', 'etag', '-o', 'tagged-again', '-w', '%{http_code} %{size_download}', url);
    expect(output).toBe('304 0');
  });

  it('keeps one connection for a loader, its script and an image', async () => {
    const { output } = await curl(
      '-v',
      `${base}/blade/d0-00-67-13-0d-00/boot.ipxe`,
      url,
      `${base}/`,
      '-o',
      'one',
      '-o',
      'two',
      '-o',
      'three',
    );
    expect(output.match(/Re-using existing connection/g)).toHaveLength(2);
    expect(arrived('two')).toBe(imageHash);
  });

  it('serves 32 at once', async () => {
    const { status } = await curl('-Z', '--parallel-max', '32', '-o', 'many-#1', `${url}?[1-32]`);
    expect(status).toBe(0);
    for (let count = 1; count <= 32; count += 1) {
      expect(arrived(`many-${count}`)).toBe(imageHash);
      rmSync(path(`many-${count}`));
    }
  });

  it('makes a curl wait for a document that is not there yet', async () => {
    table = indexTable(tableOf({}));
    const waiting = curl('--retry', '5', '-f', `${base}/blade/d0-00-67-13-0d-00/boot.ipxe`);
    setTimeout(() => {
      table = indexTable(tableOf(blade.documents));
    }, 1000);
    const { status, output } = await waiting;
    expect(status).toBe(0);
    expect(output).toContain(script.body);
  });

  it('takes a call home, and refuses what is none', async () => {
    const home = `${base}/home/d0-00-67-13-0d-00/hello`;
    expect(await curl('-H', 'Authorization: Bearer live', '-d', 'clock=1', home)).toEqual({ status: 0, output: 'now=1\n' });
    writeFileSync(path('novel'), Buffer.alloc(2 * MiB, 'a'));
    expect((await curl('-H', 'Authorization: Bearer live', '--data-binary', '@novel', home)).output).toBe(
      'A call home is 1 MiB long at most.\n',
    );
    expect((await curl('-d', 'clock=1', '-w', '%{http_code}', home)).output).toMatch(/403$/);
    expect((await curl('-T', 'novel', '-w', '%{http_code}', url)).output).toMatch(/405$/);
    expect((await curl('--path-as-is', '-w', '%{http_code}', `${base}/files/../../etc/passwd`)).output).toMatch(/400$/);
  });
});

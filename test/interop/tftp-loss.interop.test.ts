// Real TFTP clients through a bad cable: what arrives is right all the same.

import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tftpPart } from '../../services/boot/tftp/index.ts';
import type { WireEvent } from '../../services/domain/blade/events.ts';
import { indexTable } from '../../services/domain/boot-table.ts';
import { systemClock } from '../../services/platform/clock.ts';
import { openUdp } from '../../services/platform/udp.ts';
import type { Impairment } from '../../services/simulator/net/impairment.ts';
import { lacks, skip } from '../setup/skipped.ts';
import { bootTable, randomFile, sha256 } from './boot-laptop.ts';
import { lossyTftp } from './lossy-tftp.ts';

const scratch = mkdtempSync(join(tmpdir(), 'rackstrap-tftp-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const address = '127.0.0.1';
const file = randomFile(scratch, 'loader', 60_001);
const table = indexTable(bootTable(address, '127.0.0.2', { loader: file }));

/** atftp gives up when the option acknowledgement comes twice; these seeds bring it once. */
const cables: [name: string, impairment: Impairment, seed: number][] = [
  ['loses one in twenty', { loss: 0.05 }, 1],
  ['doubles one in five', { duplicate: 0.2 }, 2],
  ['lets one in ten be overtaken', { reorder: 0.1 }, 3],
  ['does all of it', { loss: 0.03, duplicate: 0.05, reorder: 0.05 }, 8],
];

type Words = (port: number, into: string) => readonly string[];
const atftp =
  (...options: string[]): Words =>
  (port, into) => [...options.flatMap((option) => ['--option', option]), '-g', '-r', 'loader', '-l', into, address, String(port)];
const clients: [name: string, command: string, words: Words][] = [
  ['tftp-hpa', 'tftp', (port, into) => ['-m', 'octet', address, String(port), '-c', 'get', 'loader', into]],
  ['curl', 'curl', (port, into) => ['-sS', '--tftp-blksize', '1428', '-o', into, `tftp://${address}:${port}/loader`]],
  ['atftp', 'atftp', atftp('blksize 1428', 'timeout 1')],
  ['atftp with windows of 8', 'atftp', atftp('blksize 1428', 'windowsize 8', 'timeout 1')],
];

/** What it printed. Clients wait for up to a minute at a bad moment. */
const run = (command: string, words: readonly string[]) =>
  new Promise<string>((resolve) => {
    execFile(command, words, { timeout: 150_000 }, (_, output, errors) => resolve(`${output}${errors}`));
  });

describe.skipIf(skip('TFTP through a bad cable', lacks('tftp', 'curl', 'atftp')))('through a cable that', () => {
  const stop = new AbortController();
  const events: WireEvent[] = [];
  let port: number;
  let ended: Promise<void>;
  beforeAll(async () => {
    const free = await openUdp({ port: 0, address });
    port = free.local.port;
    await free.close();
    const part = tftpPart(
      { table: () => table, emit: (event) => events.push(event), clock: systemClock },
      { address, ports: { tftp: port } },
    );
    await new Promise<void>((ready) => {
      ended = part.run(stop.signal, ready);
    });
  });
  afterAll(async () => {
    stop.abort();
    await ended;
  });

  describe.each(cables)('%s', (_, impairment, seed) => {
    it.each(clients)('%s gets the file right', { timeout: 180_000 }, async (_, command, words) => {
      const cable = await lossyTftp({ address, port }, impairment, seed);
      const into = join(scratch, 'got');
      rmSync(into, { force: true });
      const output = await run(command, words(cable.port, into));
      await cable.close();
      expect(sha256(readFileSync(into)), output).toBe(file.sha256);
    });
  });
});

// TFTP clients of other people against our service: through a clean cable, through a bad one, and only on the chosen link.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lacks, skip } from '../setup/skipped.ts';
import { type BootLaptop, bootLaptop, laptopAddress, machineAddress, randomFile, sha256 } from './boot-laptop.ts';
import type { Namespace } from './namespace.ts';

const scratch = mkdtempSync(join(tmpdir(), 'rackstrap-tftp-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const text = 'first\nsecond\rthird\n';
writeFileSync(join(scratch, 'text'), text);
const files = {
  'loaders/undionly.kpxe': randomFile(scratch, 'loader', 74_213),
  whole: randomFile(scratch, 'whole', 512 * 8),
  empty: randomFile(scratch, 'empty', 0),
  /** More than 65,535 blocks of 512 bytes. */
  long: randomFile(scratch, 'long', 65_540 * 512 + 100),
  text: { ...randomFile(scratch, 'text-of-table', 0), pieces: [{ file: join(scratch, 'text'), size: text.length }], size: text.length },
} as const;
type Name = keyof typeof files;

const menu = 'pxelinux.cfg/01-d0-00-67-13-0d-00';
const local = join(scratch, 'got');

/** Fetches `remote` into `into`; resolves with what the client printed. */
type Fetch = (machine: Namespace, remote: string, into: string) => Promise<string>;

const printed =
  (command: string, words: (remote: string, into: string) => readonly string[]): Fetch =>
  async (machine, remote, into) =>
    (await machine.run(command, words(remote, into), 90)).output;

const hpa = (mode: string) => printed('tftp', (remote, into) => ['-m', mode, laptopAddress, '-c', 'get', remote, into]);
const atftp = (...options: string[]) =>
  printed('atftp', (remote, into) => [...options.flatMap((option) => ['--option', option]), '-g', '-r', remote, '-l', into, laptopAddress]);
const curl = (...words: string[]) => printed('curl', (remote, into) => ['-sS', ...words, '-o', into, `tftp://${laptopAddress}/${remote}`]);
const npm = printed(process.execPath, (remote, into) => [join(import.meta.dirname, 'tftp-client.cjs'), laptopAddress, '69', remote, into]);

const all: Name[] = ['loaders/undionly.kpxe', 'whole', 'empty'];
/** curl refuses the true answer to tsize of an empty file. */
const notEmpty = all.filter((name) => name !== 'empty');

const clients: [name: string, tool: string, wanted: Name[], fetch: Fetch][] = [
  ['tftp-hpa', 'tftp', all, hpa('octet')],
  ['atftp', 'atftp', all, atftp()],
  ['atftp with blksize 1428 and windowsize 16', 'atftp', all, atftp('blksize 1428', 'windowsize 16', 'tsize 0')],
  ['curl', 'curl', notEmpty, curl()],
  ['curl with blksize 8192, more than fits the link', 'curl', notEmpty, curl('--tftp-blksize', '8192')],
  ['curl without options', 'curl', all, curl('--tftp-no-options')],
  ['the npm package tftp2', 'ip', all, npm],
];

describe.skipIf(skip('TFTP clients', lacks('ip')))('TFTP clients get what they ask for', () => {
  let rack: BootLaptop;
  beforeAll(async () => {
    rack = await bootLaptop(files);
  });
  afterAll(() => rack?.remove());

  const ended = () => rack.events.filter((event) => event.type === 'transfer-ended').at(-1);

  describe.each(clients)('%s', (name, tool, wanted, fetch) => {
    it.skipIf(skip(name, lacks(tool))).each(wanted)('gets %s', async (remote) => {
      rmSync(local, { force: true });
      const output = await fetch(rack.machine, remote, local);
      expect(sha256(readFileSync(local)), output).toBe(files[remote].sha256);
      await expect
        .poll(ended)
        .toMatchObject({ outcome: 'done', slot: 'c1/1', address: machineAddress, file: remote, sentBytes: files[remote].size });
    });
  });

  it.skipIf(skip('block wrap', lacks('tftp', 'atftp')))('a file of more than 65,535 blocks, by tftp-hpa and by atftp', async () => {
    for (const fetch of [hpa('octet'), atftp('windowsize 8')]) {
      rmSync(local, { force: true });
      const output = await fetch(rack.machine, 'long', local);
      expect(sha256(readFileSync(local)), output).toBe(files.long.sha256);
    }
    const moved = rack.events.filter((event) => event.type === 'transfer-progress' && event.file === 'long');
    for (const event of moved) expect(event).toMatchObject({ totalBytes: files.long.size, sentBytes: expect.any(Number) });
  });

  it.skipIf(skip('netascii', lacks('tftp')))('text in netascii, which the client turns back', async () => {
    await hpa('netascii')(rack.machine, 'text', local);
    expect(readFileSync(local, 'latin1')).toBe(text);
  });

  it.skipIf(skip('names', lacks('curl')))('a name as ROMs write it, and the menu of its own', async () => {
    await curl()(rack.machine, '/LOADERS//UNDIONLY.KPXE', local);
    expect(sha256(readFileSync(local))).toBe(files['loaders/undionly.kpxe'].sha256);
    await curl()(rack.machine, menu, local);
    expect(readFileSync(local, 'utf8')).toContain('LOCALBOOT');
  });

  /** curl's exit codes: 68 file not found, 69 access violation, 28 timeout. */
  it.skipIf(skip('refusals', lacks('curl', 'tftp')))('and are told at once what there is not', async () => {
    const began = performance.now();
    expect(await curl()(rack.machine, 'autoexec.ipxe', local)).toContain('(68)');
    expect(await curl('--path-as-is')(rack.machine, '../../etc/passwd', local)).toContain('(69)');
    expect((await rack.machine.run('tftp', [laptopAddress, '-c', 'put', '/etc/hostname', 'x'])).output).toMatch(
      /Nothing can be written here/,
    );
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it.skipIf(skip('another link', lacks('curl')))('but not on a link that was not chosen', async () => {
    const { output } = await rack.outsider.run('curl', ['-sS', '-m', '3', '-o', '/dev/null', `tftp://${laptopAddress}/whole`]);
    expect(output).toContain('(28)');
  });
});

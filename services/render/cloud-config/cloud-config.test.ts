// Cloud-configs against the directives that coreos-cloudinit has, and the program that fetches for them against a laptop that misbehaves.

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { renderBootTable } from '../boot-table.ts';
import { clusterPlan, sampleInput, samplePlan, wholeManifest } from '../sample.ts';
import { cloudConfig } from './config.ts';
import { fetching } from './fetch.ts';

/** Every directive that ours may use, with the form coreos-cloudinit reads it in (coreos/coreos-cloudinit, config/); anything else is an error. */
const path = z.string().regex(/^\/[\x21-\x7e]+$/);
const unitName = z.string().regex(/^[a-z@.-]+\.(service|timer)$/);
const directives = z.strictObject({
  hostname: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .optional(),
  ssh_authorized_keys: z.array(z.string().regex(/^ssh-[^\n]+$/)).optional(),
  write_files: z
    .array(
      z.strictObject({
        path,
        owner: z.literal('root:root'),
        permissions: z.string().regex(/^0[0-7]{3}$/),
        content: z.string(),
      }),
    )
    .optional(),
  coreos: z
    .strictObject({
      units: z.array(
        z.strictObject({
          name: unitName,
          content: z.string().optional(),
          'drop-ins': z.array(z.strictObject({ name: z.string().regex(/\.conf$/), content: z.string() })).optional(),
          enable: z.boolean().optional(),
          mask: z.boolean().optional(),
          command: z.enum(['start', 'stop', 'reload', 'restart', 'try-restart', 'reload-or-restart', 'reload-or-try-restart']).optional(),
        }),
      ),
    })
    .optional(),
});

/** As coreos-cloudinit's YAML 1.1 sees it: its own octal numbers, and `yes` for true. */
const read = (text: string) => parse(text, { version: '1.1' });

const plans = { os: samplePlan, cluster: clusterPlan('amd64') };
const documents = Object.entries(plans).flatMap(([what, plan]) => {
  const { blades } = renderBootTable(sampleInput({ plan, manifest: wholeManifest('container-linux', 'amd64') })).table;
  return blades.flatMap(({ slot, documents: found }) =>
    ['live.yaml', 'installed.yaml'].map((name) => ({ what, slot, name, body: found[name]!.body })),
  );
});

describe('a cloud-config', () => {
  it.each(documents)('$name of $slot ($what) has known directives only', ({ body }) => {
    expect(body).toMatch(/^#cloud-config\n/);
    expect(directives.safeParse(read(body)).error?.issues ?? []).toEqual([]);
  });

  it('gives back every text as it was', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('yes', '0644', 'a: b', '- x', ' lead', 'tab\t', 'end\n\n', '#c', '\r\n'),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const written = cloudConfig([{ files: [{ path: '/x', mode: 0o600, text }], hostname: 'a' }]);
        expect(read(written).write_files[0]).toEqual({ path: '/x', owner: 'root:root', permissions: '0600', content: text.toWellFormed() });
      }),
    );
  });

  it('restarts what has read its files before, once, and with its own drop-ins', () => {
    const units = [{ name: 'containerd.service', enabled: true, dropins: [{ name: '1.conf', contents: 'x' }] }];
    const file = (of: string) => ({ path: of, mode: 0o644, text: '' });
    const written = cloudConfig([{ files: [file('/etc/containerd/config.toml'), file('/etc/sysctl.d/x.conf')], units }]);
    expect(read(written).coreos.units).toEqual([
      { name: 'systemd-sysctl.service', command: 'restart' },
      { name: 'containerd.service', 'drop-ins': [{ name: '1.conf', content: 'x' }], enable: true, command: 'restart' },
    ]);
  });

  it('fetches nothing where nothing is to be fetched', () => {
    expect(fetching([])).toEqual({});
  });
});

describe('the program that fetches', () => {
  const root = mkdtempSync(join(tmpdir(), 'rackstrap-fetch-'));
  const served = 'what the laptop has\n';
  const sha256 = createHash('sha256').update(served).digest('hex');
  let server: Server;
  let url = '';
  let answer = served;

  beforeAll(async () => {
    server = createServer((_, response) => response.end(answer));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/file`;
  });
  afterAll(() => {
    server.close();
    rmSync(root, { recursive: true });
  });

  /** Runs it for one file; its exit code. */
  function fetchTo(name: string): Promise<number> {
    const [program, list] = fetching([{ path: join(root, name), mode: 0o755, url, sha256 }]).files!;
    mkdirSync(root, { recursive: true });
    const [script, of] = [join(root, 'program'), join(root, 'list')];
    writeFileSync(script, program!.text);
    writeFileSync(of, list!.text);
    return new Promise((resolve) => execFile('/bin/sh', [script, of], (error) => resolve(error ? Number(error.code) : 0)));
  }

  it('puts a file into its place whole, with its mode', { timeout: 60_000 }, async () => {
    answer = served;
    expect(await fetchTo("it's/deep/file")).toBe(0);
    expect(readFileSync(join(root, "it's/deep/file"), 'utf8')).toBe(served);
    expect(statSync(join(root, "it's/deep/file")).mode & 0o777).toBe(0o755);
  });

  it('keeps nothing with another checksum, and says that something is missing', { timeout: 60_000 }, async () => {
    answer = 'something else';
    expect(await fetchTo('other')).toBe(1);
    expect([existsSync(join(root, 'other')), existsSync(join(root, 'other.part'))]).toEqual([false, false]);
  });

  it('asks for nothing that is there, or was used up', { timeout: 60_000 }, async () => {
    answer = 'something else';
    expect(await fetchTo("it's/deep/file")).toBe(0);
    writeFileSync(join(root, 'used.done'), '');
    expect(await fetchTo('used')).toBe(0);
    expect(existsSync(join(root, 'used'))).toBe(false);
  });
});

// What lies in the directory afterwards, whom it belongs to, and what is never touched.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failed, ok, problem } from '../../domain/problem.ts';
import { Secret } from '../../domain/secret.ts';
import { kubeconfig } from '../../pki/index.ts';
import { handOver } from './hand-over.ts';
import type { HandOverOptions } from './input.ts';
import { sampleInput } from './sample.ts';

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'rackstrap-handover-'));
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

const identity = { certificate: '-----BEGIN CERTIFICATE-----\n', privateKey: '-----BEGIN PRIVATE KEY-----\n' };
const fileOf = (authority: string) =>
  new Secret(kubeconfig({ clusterName: 'branch-7', server: 'https://10.20.30.9:6443', authority, user: 'branch-7-admin', identity }));

const noBrowser = problem('report-not-printed', { reason: 'this laptop has no browser that can', variable: 'RACKSTRAP_CHROMIUM' });

const options = (change: Partial<HandOverOptions> = {}): HandOverOptions => ({
  directory: join(place, 'out'),
  kubeconfig: fileOf('ours'),
  planText: '# as it was written\nname: branch-7\n',
  report: sampleInput('small'),
  print: async () => ok(new TextEncoder().encode('%PDF-1.4')),
  ...change,
});

describe('a hand-over', () => {
  it('leaves six files for nobody but their owner, with sums that fit', async () => {
    const done = await handOver(options());
    const directory = join(place, 'out');
    expect(done).toMatchObject({ ok: true, value: { directory, warnings: [] } });
    expect(readdirSync(directory).toSorted()).toEqual([
      'SHA256SUMS',
      'journal.jsonl',
      'kubeconfig',
      'plan.yaml',
      'report.html',
      'report.pdf',
    ]);
    expect(done.ok && [...done.value.files].toSorted()).toEqual(readdirSync(directory).toSorted());
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(directory)) expect(statSync(join(directory, name)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(directory, 'plan.yaml'), 'utf8')).toBe(options().planText);
    expect(readFileSync(join(directory, 'kubeconfig'), 'utf8')).toBe(options().kubeconfig.reveal());
    expect(execFileSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd: directory, encoding: 'utf8' }).match(/OK/g)).toHaveLength(5);
  });

  it('goes without the PDF where nothing prints it, takes an old one away, and says so', async () => {
    await handOver(options());
    const done = await handOver(options({ print: async () => failed(noBrowser) }));
    expect(done).toMatchObject({ ok: true, value: { warnings: [{ code: 'report-not-printed' }] } });
    expect(readdirSync(join(place, 'out'))).not.toContain('report.pdf');
    expect(done.ok && done.value.files).not.toContain('report.pdf');
  });

  it('replaces what was handed over of the same cluster before', async () => {
    await handOver(options());
    const done = await handOver(options({ planText: 'name: branch-7 # changed\n' }));
    expect(done.ok).toBe(true);
    expect(readFileSync(join(place, 'out', 'plan.yaml'), 'utf8')).toContain('changed');
  });

  it('touches nothing that is of another cluster, or that somebody keeps there', async () => {
    await handOver(options({ kubeconfig: fileOf('theirs') }));
    const before = readFileSync(join(place, 'out', 'report.html'), 'utf8');
    expect(await handOver(options())).toMatchObject({
      ok: false,
      problems: [{ code: 'handover-of-another', params: { file: 'kubeconfig' } }],
    });
    expect(readFileSync(join(place, 'out', 'report.html'), 'utf8')).toBe(before);

    const own = join(place, 'own');
    mkdirSync(own);
    writeFileSync(join(own, 'plan.yaml'), 'mine');
    expect(await handOver(options({ directory: own }))).toMatchObject({ ok: false, problems: [{ params: { file: 'plan.yaml' } }] });
    expect(readdirSync(own)).toEqual(['plan.yaml']);
  });

  it('is refused where a broken kubeconfig or a link to one lies', async () => {
    for (const [name, make] of [
      ['broken', (file: string) => writeFileSync(file, 'clusters: [')],
      ['empty', (file: string) => writeFileSync(file, '')],
      ['link', (file: string) => symlinkSync('/etc/hostname', file)],
    ] as const) {
      const directory = join(place, name);
      mkdirSync(directory);
      make(join(directory, 'kubeconfig'));
      expect(await handOver(options({ directory })), name).toMatchObject({ ok: false, problems: [{ code: 'handover-of-another' }] });
    }
  });

  it('says what keeps it from writing', async () => {
    writeFileSync(join(place, 'file'), '');
    const directory = join(place, 'file', 'below');
    expect(await handOver(options({ directory }))).toMatchObject({ ok: false, problems: [{ code: 'handover-unwritable' }] });
  });

  it.skipIf(process.getuid?.() !== 0)('belongs to whoever owns the place, when root writes it', async () => {
    const home = join(place, 'home');
    mkdirSync(home);
    execFileSync('chown', ['1234:2345', home]);
    const directory = join(home, 'deep', 'out');
    await handOver(options({ directory }));
    for (const path of [join(home, 'deep'), directory, join(directory, 'kubeconfig')]) {
      const { uid, gid } = statSync(path);
      expect([uid, gid], path).toEqual([1234, 2345]);
    }
  });

  it('shows a secret neither in the report nor in the journal', async () => {
    await handOver(options());
    for (const name of ['report.html', 'journal.jsonl', 'plan.yaml'])
      expect(readFileSync(join(place, 'out', name), 'utf8')).not.toContain('PRIVATE KEY');
    expect(existsSync(join(place, 'out', 'kubeconfig'))).toBe(true);
  });
});

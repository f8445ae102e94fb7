import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { refusalIn } from '../../domain/problem.ts';
import { type Addon, readAddon } from './addons.ts';
import type { Fetch } from './source.ts';

const directory = mkdtempSync(join(tmpdir(), 'rackstrap-addons-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const yaml = `kind: Deployment
spec:
  template:
    spec:
      containers:
      - image: a.example/metrics:v1
      - image: a.example/metrics:v1
      - { image: a.example/side, imagePullPolicy: Always }
---
kind: ConfigMap
data:
  pod: |
    spec:
      containers:
      - image: a.example/fresh:v2
        imagePullPolicy: Always
`;
const address = 'https://a.example/metrics.yaml';

/** The web with one page on it. */
const webOf = (content: string | Uint8Array): Fetch => ({
  small: async () => ({ status: 200, headers: {}, bytes: typeof content === 'string' ? Buffer.from(content) : content }),
  file: () => Promise.reject(new Error('nothing large is asked for')),
  scratch: (name) => join(directory, name),
});
const addon = (more: Partial<Addon> = {}): Addon => ({ name: 'metrics', manifest: address, need: 'addon/metrics', ...more });
const sha256 = createHash('sha256').update(yaml).digest('hex');
const problems = async (content: string | Uint8Array, more: Partial<Addon> = {}) => {
  const reason = await readAddon(webOf(content), addon(more)).then(
    () => undefined,
    (error) => error,
  );
  return refusalIn(reason)?.problems.map(({ code }) => code) ?? reason;
};

describe('an add-on', () => {
  it('is its manifest as it is published, and every image that it or the specification names', async () => {
    const { wanted, images } = await readAddon(webOf(yaml), addon({ version: '1', sha256, images: ['a.example/operated:v3'] }));
    const names = ['a.example/metrics:v1', 'a.example/side:latest', 'a.example/fresh:v2', 'a.example/operated:v3'];
    expect(images).toEqual(names.map((image) => ({ image, satisfies: ['addon/metrics'] })));
    expect(wanted.map(({ part }) => part)).toEqual([
      {
        path: 'manifests/metrics.yaml',
        kind: 'manifest',
        arch: 'any',
        version: '1',
        source: address,
        satisfies: ['addon/metrics'],
        images: names,
      },
    ]);
    const { file, provenance } = await wanted[0]!.bring(webOf(yaml));
    expect(readFileSync(file, 'utf8')).toBe(yaml);
    expect(provenance).toEqual({ by: 'sha256' });
  });
  it('comes from a file of this machine as well, proved by nothing', async () => {
    const file = join(directory, 'mine.yaml');
    writeFileSync(file, yaml);
    const { wanted } = await readAddon(webOf(''), addon({ manifest: file }));
    expect((await wanted[0]!.bring(webOf(''))).provenance).toEqual({ by: 'none' });
    expect(await problems('', { manifest: join(directory, 'none.yaml') })).toEqual(['addon-unreadable']);
  });
  it('is told what will not start offline, each image once', async () => {
    const { warnings } = await readAddon(webOf(yaml), addon({ images: ['a.example/side', 'a.example/x:latest'] }));
    expect(warnings.map(({ code, level, params }) => [code, level, params?.image])).toEqual([
      ['addon-image-floating', 'warning', 'a.example/side'],
      ['addon-pull-always', 'warning', 'a.example/fresh:v2'],
      ['addon-image-floating', 'warning', 'a.example/x:latest'],
    ]);
    expect((await readAddon(webOf('kind: Namespace\n'), addon())).warnings.map(({ code }) => code)).toEqual(['addon-without-images']);
  });
  it('is refused as a chart, in whatever form it is given', async () => {
    expect(await problems('', { manifest: 'oci://ghcr.io/charts/metrics' })).toEqual(['addon-helm']);
    expect(await problems('', { manifest: 'https://a.example/metrics-1.0.tgz' })).toEqual(['addon-helm']);
    expect(await problems(gzipSync('chart'))).toEqual(['addon-helm']);
    expect(await problems('{{- if .Values.x }}\nkind: Pod\n{{- end }}')).toEqual(['addon-helm']);
  });
  it('is refused when it is not what somebody has read, is no YAML, or names no image rightly', async () => {
    expect(await problems(yaml, { sha256: '0'.repeat(64) })).toEqual(['addon-sha256']);
    expect(await problems('<html>')).toEqual(['addon-yaml']);
    expect(await problems('kind: Pod\nspec: { containers: [{ image: "${IMAGE}" }, { image: B }] }')).toEqual([
      'image-reference',
      'image-reference',
    ]);
  });
});

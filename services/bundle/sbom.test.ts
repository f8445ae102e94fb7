import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Manifest, type Part, partKinds } from '../domain/bundle.ts';
import { bundleSbom } from './sbom.ts';

const digest = 'ab'.repeat(32);
const kubeadm: Part = {
  path: 'bin/amd64/kubeadm',
  size: 50_000_000,
  sha256: digest,
  kind: 'binary',
  arch: 'amd64',
  version: '1.37.1',
  licence: 'Apache-2.0',
  source: 'https://dl.example.org/release/v1.37.1/bin/linux/amd64/kubeadm',
  provenance: { by: 'sha256' },
  satisfies: ['kubernetes'],
};
const pause: Part = {
  path: 'images/arm64/pause_3.10.tar',
  size: 300_000,
  sha256: 'cd'.repeat(32),
  kind: 'container-image',
  arch: 'arm64',
  version: '3.10',
  licence: 'Apache-2.0',
  image: { reference: 'registry.example.org:5000/k8s/pause:3.10', digest: `sha256:${digest}` },
};
const withParts = (parts: readonly Part[]): Manifest => ({
  apiVersion: 'rackstrap/bundle/v1',
  name: 'site-7',
  version: '2026.11',
  created: '2026-11-20T08:00:00Z',
  tool: 'rackstrap 0.1.0',
  os: { family: 'flatcar', version: '4593.2.5' },
  parts: [...parts],
});
const billOf = (...parts: readonly Part[]) => JSON.parse(bundleSbom(withParts(parts)));
const licencesOf = (licence: string) => billOf({ ...kubeadm, licence }).components[0].licenses;

const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
const complaints = async (manifest: Manifest) => (await validator.validate(bundleSbom(manifest))) ?? [];

describe('the bill of materials', () => {
  it('is what the CycloneDX 1.6 schema asks for', { timeout: 30_000 }, async () => {
    expect(await complaints(withParts([kubeadm, pause]))).toEqual([]);
    expect(await complaints(withParts([]))).toEqual([]);
  });
  it('is that for any part that a manifest may name', { timeout: 60_000 }, async () => {
    const word = fc.string({ minLength: 1, maxLength: 20 });
    const some = fc.record(
      {
        version: word,
        licence: word,
        source: word,
        satisfies: fc.constant<string[]>(['cni/flannel', 'addon/x']),
        provenance: fc.constant({ by: 'openpgp' as const, key: 'F'.repeat(40) }),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...partKinds), some, async (kind, more) => {
        expect(await complaints(withParts([{ path: 'a/b', size: 1, sha256: digest, kind, arch: 'any', ...more }]))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
  it('tells of a program its version, hash, licence and source', () => {
    expect(billOf(kubeadm).components[0]).toMatchObject({
      type: 'application',
      name: 'kubeadm',
      version: '1.37.1',
      'bom-ref': 'bin/amd64/kubeadm',
      hashes: [{ alg: 'SHA-256', content: digest }],
      licenses: [{ license: { id: 'Apache-2.0' } }],
      purl: `pkg:generic/kubeadm@1.37.1?arch=amd64&checksum=sha256:${digest}&download_url=${kubeadm.source}`,
      externalReferences: [{ type: 'distribution', url: kubeadm.source }],
    });
  });
  it('names a container image by repository, tag and the digest it was pulled by', () => {
    expect(billOf(pause).components[0]).toMatchObject({
      type: 'container',
      name: 'registry.example.org:5000/k8s/pause',
      purl: `pkg:oci/pause@sha256%3A${digest}?arch=arm64&repository_url=registry.example.org:5000/k8s/pause&tag=3.10`,
    });
  });
  it.each([
    ['MIT', [{ license: { id: 'MIT' } }]],
    ['GPL-2.0-only OR (MIT AND Apache-2.0)', [{ expression: 'GPL-2.0-only OR (MIT AND Apache-2.0)' }]],
    ['GPL-2.0-only OR', [{ license: { name: 'GPL-2.0-only OR' } }]],
    ['(MIT', [{ license: { name: '(MIT' } }]],
    ['MIT AND something of theirs', [{ license: { name: 'MIT AND something of theirs' } }]],
    ['none: noise', [{ license: { name: 'none: noise' } }]],
  ])('writes the licence %s as what it is', (licence, told) => {
    expect(licencesOf(licence)).toEqual(told);
  });
  it('is the same text for the same bundle, and says which bundle and when', () => {
    expect(bundleSbom(withParts([kubeadm]))).toBe(bundleSbom(withParts([kubeadm])));
    expect(billOf(kubeadm)).toMatchObject({
      serialNumber: expect.stringMatching(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/),
      metadata: { timestamp: '2026-11-20T08:00:00.000Z', component: { name: 'site-7', version: '2026.11' } },
    });
    expect(billOf(kubeadm).dependencies).toContainEqual({ ref: 'bundle:site-7-2026.11', dependsOn: ['bin/amd64/kubeadm'] });
  });
});

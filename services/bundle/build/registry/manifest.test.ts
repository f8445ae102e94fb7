import { describe, expect, it } from 'vitest';
import { chosen, imageList, imageManifest, isList, licenceOf, manifestTypes, platformsIn, typeOfContent, unusable } from './manifest.ts';

const oci = 'application/vnd.oci.image';
const docker = 'application/vnd.docker';
const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const entry = (letter: string, architecture: string, more: Record<string, unknown> = {}, os = 'linux') => ({
  mediaType: `${oci}.manifest.v1+json`,
  digest: digest(letter),
  size: 500,
  platform: { architecture, os, ...more },
});
const list = (...manifests: object[]) => imageList.parse({ schemaVersion: 2, manifests });

describe('the image of a list', () => {
  it('is the one for Linux and the architecture, not a proof about it', () => {
    const attestation = { ...entry('f', 'unknown', {}, 'unknown'), annotations: { 'vnd.docker.reference.type': 'attestation-manifest' } };
    const found = list(attestation, entry('a', 'amd64', {}, 'windows'), entry('b', 'amd64'), entry('c', 'arm64', { variant: 'v8' }));
    expect(chosen(found, 'amd64')?.digest).toBe(digest('b'));
    expect(chosen(found, 'arm64')?.digest).toBe(digest('c'));
    expect(platformsIn(found)).toBe('windows/amd64, linux/amd64, linux/arm64/v8');
  });
  it('is never one that some blades cannot run', () => {
    expect(chosen(list(entry('a', 'amd64', { variant: 'v3' }), entry('b', 'amd64')), 'amd64')?.digest).toBe(digest('b'));
    expect(chosen(list(entry('a', 'amd64', { variant: 'v3' })), 'amd64')).toBeUndefined();
    expect(
      chosen(list(entry('a', 'arm64', { variant: 'v9' }), entry('b', 'arm64'), entry('c', 'arm64', { variant: 'v8' })), 'arm64')?.digest,
    ).toBe(digest('c'));
    expect(chosen(list(entry('a', 'arm', { variant: 'v7' })), 'arm64')).toBeUndefined();
  });
});

describe('a manifest', () => {
  const manifest = (config: string, ...layers: object[]) =>
    imageManifest.parse({ config: { mediaType: config, digest: digest('a'), size: 2 }, layers });
  const layer = (mediaType: string, more = {}) => ({ mediaType, digest: digest('b'), size: 3, ...more });
  const config = `${oci}.config.v1+json`;

  it.each([[`${oci}.layer.v1.tar`], [`${oci}.layer.v1.tar+gzip`], [`${oci}.layer.v1.tar+zstd`], [`${docker}.image.rootfs.diff.tar.gzip`]])(
    'with layers of %s can be carried',
    (type) => expect(unusable(manifest(config, layer(type)))).toBeUndefined(),
  );
  it.each([
    [`${docker}.image.rootfs.foreign.diff.tar.gzip`, 'foreign'],
    [`${oci}.layer.nondistributable.v1.tar+gzip`, 'foreign'],
    [`${oci}.layer.v1.tar+gzip+encrypted`, 'layer'],
    ['application/octet-stream', 'layer'],
  ])('with layers of %s cannot: %s', (type, why) => expect(unusable(manifest(config, layer(type)))).toBe(why));
  it('whose layers lie elsewhere cannot', () => {
    expect(unusable(manifest(config, layer(`${oci}.layer.v1.tar+gzip`, { urls: ['https://elsewhere.example'] })))).toBe('foreign');
  });
  it('of a chart is no image', () => expect(unusable(manifest('application/vnd.cncf.helm.config.v1+json'))).toBe('not-an-image'));
  it('tells the licence that its maker wrote', () => {
    const key = 'org.opencontainers.image.licenses';
    const bare = manifest(config);
    const settings = { architecture: 'amd64', os: 'linux' };
    expect(licenceOf(bare, settings)).toBeUndefined();
    expect(licenceOf({ ...bare, annotations: { [key]: 'MIT' } }, settings)).toBe('MIT');
    expect(licenceOf({ ...bare, annotations: { [key]: 'MIT' } }, { ...settings, config: { Labels: { [key]: 'GPL-2.0-only' } } })).toBe(
      'GPL-2.0-only',
    );
  });
});

describe('what a document is', () => {
  it('is what it says, what its sender says, and else what it looks like', () => {
    const content = { config: { mediaType: 'x', digest: digest('a'), size: 1 }, layers: [] };
    expect(typeOfContent({ mediaType: 'a/b' }, 'c/d')).toBe('a/b');
    expect(typeOfContent({}, 'c/d')).toBe('c/d');
    expect(manifestTypes).toContain(typeOfContent(content, ''));
    expect(isList(typeOfContent({ manifests: [] }, 'application/octet-stream'))).toBe(true);
    expect(typeOfContent([], '')).toBe('');
  });
});

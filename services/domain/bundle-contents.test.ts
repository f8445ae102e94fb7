import { expect, it } from 'vitest';
import type { Part } from './bundle.ts';
import { carriedFor, partsByKind, partsByLicence } from './bundle-contents.ts';

const part = (kind: Part['kind'], arch: Part['arch'], licence?: string) => ({ kind, arch, size: 10, ...(licence ? { licence } : {}) });

it('sums parts up by kind, in the order a blade needs them, and names each machine once', () => {
  const parts = [part('image', 'amd64'), part('loader', 'i386'), part('loader', 'arm64'), part('loader', 'amd64'), part('loader', 'amd64')];
  expect(partsByKind(parts).map(({ parts: own, ...kind }) => ({ ...kind, count: own.length }))).toEqual([
    { kind: 'loader', count: 4, bytes: 40, machines: ['amd64', 'arm64', 'i386'] },
    { kind: 'image', count: 1, bytes: 10, machines: ['amd64'] },
  ]);
});

it('sums parts up by licence, most parts first, those without one last', () => {
  const parts = [
    part('other', 'any'),
    part('other', 'any'),
    part('other', 'any', 'MIT'),
    part('other', 'any', 'Apache-2.0'),
    part('other', 'any', 'MIT'),
  ];
  expect(partsByLicence(parts).map(({ licence, parts: own }) => [licence, own.length])).toEqual([
    ['MIT', 2],
    ['Apache-2.0', 1],
    [undefined, 2],
  ]);
});

it('tells which pod networks and add-ons are carried, each once', () => {
  const parts = [
    { satisfies: ['kubernetes', 'addon/metrics-server'] },
    { satisfies: ['cni/flannel'] },
    { satisfies: ['addon/metrics-server', 'addon/dns'] },
    {},
  ];
  expect(carriedFor(parts, 'addon')).toEqual(['dns', 'metrics-server']);
  expect(carriedFor(parts, 'cni')).toEqual(['flannel']);
});

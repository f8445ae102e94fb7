// How parts are counted.

import { expect, it } from 'vitest';
import { partsByKind } from './parts.ts';

const part = (kind: string, arch: string) => ({ path: `${kind}/${arch}`, kind, arch, size: 1 });

it('counts parts by kind, in the order a blade needs them, and names each machine once', () => {
  const parts = [part('image', 'amd64'), part('loader', 'i386'), part('loader', 'arm64'), part('loader', 'amd64'), part('loader', 'amd64')];
  expect(partsByKind(parts)).toEqual([
    { kind: 'loader', count: 4, machines: ['amd64', 'arm64', 'i386'] },
    { kind: 'image', count: 1, machines: ['amd64'] },
  ]);
});

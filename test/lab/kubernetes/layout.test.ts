// Images packed for the lab's cluster: the same whenever they are packed, and usable by whoever is not root.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Layer } from './layer.ts';
import { writeLayout } from './layout.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rackstrap-layout-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const names: Layer = [{ path: 'etc/passwd', text: 'root:x:0:0::/:\n' }];

/** Two images with one layer in common, of a program made at `seconds`. */
async function layoutAt(name: string, seconds: number): Promise<string> {
  const program = join(directory, `${name}-program`);
  writeFileSync(program, '#!/bin/true\n', { mode: 0o755 });
  utimesSync(program, seconds, seconds);
  const own: Layer = [{ path: 'usr/local/bin/pause', program }];
  const layout = join(directory, name);
  mkdirSync(layout);
  const settings = { Entrypoint: ['/usr/local/bin/pause'] };
  const images = [
    { reference: 'registry.invalid/one:1', layers: [names, own], settings },
    { reference: 'registry.invalid/two:2', layers: [names], settings: {} },
  ];
  await writeLayout(images, layout, 'amd64');
  return layout;
}

const blobsOf = (layout: string) => readdirSync(join(layout, 'blobs/sha256')).toSorted();

it('the same programs are the same image, whenever it is packed', async () => {
  const [first, second] = [await layoutAt('first', 1_000_000_000), await layoutAt('second', 2_000_000_000)];
  expect(blobsOf(second)).toEqual(blobsOf(first));
  expect(readFileSync(join(second, 'index.json'), 'utf8')).toBe(readFileSync(join(first, 'index.json'), 'utf8'));
});

it('a layer of two images is there once, and its root may be entered by anybody', async () => {
  const layout = await layoutAt('layout', 1_000_000_000);
  const layers = blobsOf(layout).filter((name) => readFileSync(join(layout, 'blobs/sha256', name))[0] === 0x1f);
  expect(layers).toHaveLength(2);
  for (const name of layers) {
    const listed = execFileSync('tar', ['-tvzf', join(layout, 'blobs/sha256', name)], { encoding: 'utf8' });
    expect(listed).toMatch(/^drwxr-xr-x 0\/0 .* \.\/$/m);
  }
});

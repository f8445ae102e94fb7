import { existsSync, linkSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { problem, Refusal } from '../../domain/problem.ts';
import { writeBundle } from '../demo/bundle.ts';
import { bundlePlaces } from './places.ts';
import { type RemovingOptions, removing } from './removing.ts';

let state: string;
let bundle: string;
const parts = [
  { path: 'os/kernel', kind: 'kernel', size: 100 },
  { path: 'os/image', kind: 'image', size: 1000 },
] as const;
const removal = (more: Partial<RemovingOptions> = {}) =>
  removing({
    places: bundlePlaces({ stateDirectory: state, named: [], removable: async () => [] }),
    inUse: () => undefined,
    jobs: { refuseAtWork: () => {} },
    ...more,
  });
const refused = (code: string) => expect.objectContaining({ problems: [expect.objectContaining({ code })] });

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), 'removing-'));
  bundle = join(state, 'bundles', 'site-1');
  writeBundle(bundle, parts, 'site');
});
afterEach(() => rmSync(state, { recursive: true, force: true }));

it('takes an imported bundle away and tells the bytes that are free now', async () => {
  expect(await removal().frees(bundle)).toBe(1100);
  expect(await removal().remove(bundle)).toBe(1100);
  expect(existsSync(bundle)).toBe(false);
});

it('does not count what another bundle has too', async () => {
  const blobs = join(bundle, 'blobs/sha256');
  const shared = readdirSync(blobs).find((name) => statSync(join(blobs, name)).size === 1000)!;
  mkdirSync(join(state, 'bundles', 'site-2'));
  linkSync(join(blobs, shared), join(state, 'bundles', 'site-2', basename(shared)));
  expect(await removal().frees(bundle)).toBe(100);
});

it('refuses what was not imported, what a run installs from, and what is worked on', async () => {
  const elsewhere = join(state, 'stick', 'site');
  writeBundle(elsewhere, parts, 'site');
  await expect(removal().remove(elsewhere)).rejects.toThrow(refused('bundle-not-imported'));
  await expect(removal().remove(join(bundle, '..'))).rejects.toThrow(refused('bundle-not-imported'));
  await expect(removal({ inUse: () => ({ run: 'rack-1', directory: bundle }) }).remove(bundle)).rejects.toThrow(refused('bundle-in-use'));
  const refuseAtWork = () => {
    throw new Refusal(problem('bundle-at-work', { bundle: 'site' }));
  };
  await expect(removal({ jobs: { refuseAtWork } }).remove(bundle)).rejects.toThrow(refused('bundle-at-work'));
  expect([existsSync(bundle), existsSync(elsewhere)]).toEqual([true, true]);
});

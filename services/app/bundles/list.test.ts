import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../platform/clock.ts';
import { writeBundle } from '../demo/bundle.ts';
import { type Bundles, openBundles } from './index.ts';

let directory: string;
let bundles: Bundles;
const parts = [{ path: 'os/kernel', kind: 'kernel', size: 100 }] as const;
const sticks = { removable: async () => [] as string[] };
const open = (named: string[] = []) =>
  openBundles({ stateDirectory: join(directory, 'state'), named, clock: systemClock, inUse: () => undefined, ...sticks });
const names = async () => (await bundles.list()).map(({ name }) => name).sort();

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'desk-bundles-'));
  bundles = open();
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

it('are none at first', async () => {
  expect(await bundles.list()).toEqual([]);
});

it('are those in the laptop’s own directory, named at the start, and added, each once', async () => {
  writeBundle(join(bundles.directory, 'own'), parts, 'own');
  mkdirSync(join(bundles.directory, 'no-bundle'));
  writeBundle(join(directory, 'named'), parts, 'named');
  writeBundle(join(directory, 'added'), parts, 'added');
  bundles = open([join(directory, 'named')]);
  for (const one of ['added', 'added', 'named']) await bundles.answers.addBundle({ directory: join(directory, one) });
  expect(await names()).toEqual(['added', 'named', 'own']);
  bundles = open();
  expect(await names()).toEqual(['added', 'named', 'own']);
});

it('say what they hold', async () => {
  writeBundle(join(bundles.directory, 'own'), parts, 'own');
  expect(await bundles.list()).toMatchObject([
    {
      name: 'own',
      bytes: 100,
      simulated: true,
      removable: false,
      parts: [{ path: 'os/kernel', kind: 'kernel', arch: 'amd64', size: 100 }],
      problems: [],
    },
  ]);
});

it('that cannot be used are listed with the reason, and are not added', async () => {
  const broken = join(bundles.directory, 'broken');
  mkdirSync(broken, { recursive: true });
  writeFileSync(join(broken, 'manifest.json'), '{');
  expect(await bundles.list()).toMatchObject([{ name: 'broken', problems: [{ code: 'bundle-manifest' }] }]);
  await expect(bundles.answers.addBundle({ directory: broken })).rejects.toMatchObject({ problems: [{ code: 'bundle-manifest' }] });
  await expect(bundles.answers.addBundle({ directory: join(directory, 'nothing') })).rejects.toMatchObject({
    problems: [{ code: 'bundle-unreadable' }],
  });
});

it('begin anew where the list of those added cannot be read', async () => {
  mkdirSync(join(directory, 'state'));
  writeFileSync(join(directory, 'state', 'bundles.json'), 'nonsense');
  expect(await bundles.list()).toEqual([]);
});

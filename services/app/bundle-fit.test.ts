// A bundle on the disk against a plan: what a check says of it, and what keeps a run from beginning.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readBundle } from '../bundle/index.ts';
import { bundleLacks } from '../domain/plan/bundle-fit.ts';
import { checkPlan } from '../domain/plan/check.ts';
import { changed } from '../domain/plan/sample.ts';
import { orRefuse, type Problem } from '../domain/problem.ts';
import { unfit } from './bundle-fit.ts';
import { demoParts, writeBundle } from './demo/bundle.ts';
import { planCheck } from './plan-check.ts';

const later = Date.parse('2099-01-01T00:00:00Z');
let directory: string;
const bundle = (name = 'lab', parts = smallParts) => {
  const place = join(directory, 'state', 'bundles', name);
  mkdirSync(place, { recursive: true });
  writeBundle(place, parts, name);
  return place;
};
const smallParts = demoParts.map((part) => ({ ...part, size: 100 }));
const withoutKernel = smallParts.filter(({ kind }) => kind !== 'kernel');
const plan = checkPlan(changed()).plan!;
const codes = (problems: readonly Problem[]) => problems.map(({ code }) => code);
/** The bundle is signed by nobody, which is told each time and is not what is tested here. */
const others = (problems: readonly Problem[]) => problems.filter(({ code }) => !/^bundle-(unsigned|key-unknown)$/.test(code));

async function check(named: string, text: unknown = changed(), now = later) {
  const file = join(directory, 'rack.yaml');
  writeFileSync(file, typeof text === 'string' ? text : JSON.stringify(text, undefined, 2));
  const found = await planCheck(file, { named, stateDirectory: join(directory, 'state'), now });
  return { ...found, problems: others(found.problems) };
}

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'bundle-fit-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

it('finds a bundle by its directory and by its name, and says of a good one nothing', async () => {
  const place = bundle();
  expect(await check(place)).toMatchObject({ ok: true, problems: [] });
  expect(await check('lab')).toMatchObject({ ok: true, problems: [] });
});

it('tells of a bundle that is nowhere, or no bundle', async () => {
  expect(await check('other')).toMatchObject({ ok: false, problems: [{ code: 'bundle-none-of-name' }] });
  expect(await check(directory)).toMatchObject({ ok: false, problems: [{ code: 'bundle-unreadable' }] });
});

it('tells what a bundle lacks with the line of the plan, among the plan’s own problems, also where the plan has errors', async () => {
  bundle('lab', withoutKernel);
  const { ok, problems } = await check('lab', changed(['network.dns', ['10.20.30.242']], ['blades[0].macs', ['x']]));
  expect(ok).toBe(false);
  expect(problems.map(({ code, where, source }) => [code, where, source!.line])).toEqual([
    ['os-part-absent', 'bundle', 5],
    ['plan-needs-laptop', 'network.dns[0]', 11],
    ['plan-value-wrong', 'blades[0].macs[0]', 25],
  ]);
});

it('says that another bundle is meant, and that the laptop’s clock is before this one', async () => {
  const found = await check(bundle('other'), changed(), Date.parse('2001-01-01T00:00:00Z'));
  expect(found).toMatchObject({
    ok: false,
    problems: [
      { code: 'bundle-other', level: 'warning' },
      { code: 'clock-before-bundle', level: 'error', where: 'bundle' },
    ],
  });
});

it('tells that nobody signed it, which is a warning', async () => {
  const file = join(directory, 'rack.yaml');
  writeFileSync(file, JSON.stringify(changed()));
  rmSync(join(bundle(), 'manifest.sig'), { force: true });
  const found = await planCheck(file, { named: 'lab', stateDirectory: join(directory, 'state'), now: later });
  expect(found).toMatchObject({ ok: true, problems: [{ code: 'bundle-unsigned', level: 'warning', where: 'bundle' }] });
});

it('says nothing of a bundle for a plan that cannot be read at all', async () => {
  bundle('lab', withoutKernel);
  expect([...new Set(codes((await check('lab', '{ a: [')).problems))]).toEqual(['plan-yaml']);
  expect(codes((await check('lab', changed(['apiVersion', 'rackstrap/v9']))).problems)).toEqual(['plan-too-new']);
});

it('names a damaged part, and not that the bundle lacks it', async () => {
  const place = bundle();
  const { manifest } = orRefuse(await readBundle(place));
  rmSync(join(place, 'blobs', 'sha256', manifest.parts.find(({ kind }) => kind === 'kernel')!.sha256));
  expect(await check('lab')).toMatchObject({ ok: false, problems: [{ code: 'bundle-file-missing', where: 'bundle' }] });
});

it('keeps a run from beginning when the bundle never had a part, and not one that has begun', async () => {
  const lacking = orRefuse(await readBundle(bundle('lab', withoutKernel)));
  expect(codes(unfit([], plan, lacking))).toEqual(['os-part-absent']);
  expect(unfit([{ type: 'tick' }], plan, lacking)).toEqual([]);
});

it('begins with a damaged bundle, and says what cannot be done with the rest', async () => {
  const place = bundle();
  const before = orRefuse(await readBundle(place));
  rmSync(join(place, 'blobs', 'sha256', before.manifest.parts.find(({ kind }) => kind === 'image')!.sha256));
  const damaged = orRefuse(await readBundle(place));
  expect(unfit([], plan, damaged)).toEqual([]);
  expect(codes(bundleLacks(plan, damaged.manifest))).toEqual(['os-part-absent']);
});

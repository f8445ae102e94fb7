import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundleWriter } from '../../../bundle/index.ts';
import { systemClock } from '../../../platform/clock.ts';
import { openRun } from '../../../store/runs.ts';
import { runCommand } from '../../commands.ts';

let directory: string;
let [lines, notes]: string[][] = [[], []];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rackstrap-importing-'));
  [lines, notes] = [[], []];
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const output = { line: (text: string) => void lines!.push(text), note: (text: string) => void notes!.push(text), columns: undefined };
const inside = (...names: string[]) => join(directory, ...names);
/** The exit code of `rackstrap bundle …`, with the state in this test's directory. */
const bundle = (...words: string[]) => runCommand(['bundle', ...words, '--state', inside('state')], output);
const data = () => JSON.parse(lines!.pop()!);
const said = () => lines!.splice(0).join('\n');

function write(version: string, image = `image ${version}`): string {
  const place = inside(`stick-${version}`);
  const writer = bundleWriter(place);
  writer.addBytes({ path: 'os/amd64/image', kind: 'image', arch: 'amd64', version, licence: 'MIT' }, Buffer.from(image));
  writer.addBytes({ path: 'bin/amd64/kubelet', kind: 'binary', arch: 'amd64', licence: 'Apache-2.0' }, Buffer.from('kubelet'));
  writer.finish({ name: 'site', version, created: `2026-11-2${version}T00:00:00Z`, tool: 'test', os: { family: 'lab', version: '1' } });
  return place;
}
const damage = () => {
  const blobs = inside('state', 'bundles', 'site-1', 'blobs', 'sha256');
  const image = readdirSync(blobs).find((name) => readFileSync(join(blobs, name), 'utf8').startsWith('image'))!;
  writeFileSync(join(blobs, image), 'IMAGE 1');
};

describe('rackstrap bundle', () => {
  it('imports, verifies by name, names what is damaged, and mends it', async () => {
    const stick = write('1');
    expect(await bundle('import', stick)).toBe(0);
    expect(said()).toMatch(/^site-1 is imported: 14 B copied, 0 B were here\. .*the stick is no longer needed/);
    expect([await bundle('verify', 'site'), said()]).toEqual([0, 'site 1: 2 parts, 14 B, intact.\nIt is signed by nobody.']);
    damage();
    expect(await bundle('verify', 'site-1')).toBe(1);
    expect(said()).toMatch(
      /os\/amd64\/image of the bundle is damaged.*\nsite 1: 1 part, 7 B, intact\. 1 part cannot be used\.\nIt is signed by nobody\.$/s,
    );
    expect(await bundle('verify', 'site-1', '--json')).toBe(1);
    expect(data()).toMatchObject({ ok: false, name: 'site', parts: 1, problems: [{ code: 'bundle-part-damaged' }] });
    expect([await bundle('import', stick), said()]).toEqual([
      0,
      'site-1 was imported before and is mended: 7 B copied, 7 B were here.\nIt is signed by nobody.',
    ]);
    expect([await bundle('import', stick), said()]).toEqual([0, 'site-1 was imported before, and is intact.\nIt is signed by nobody.']);
    expect(await bundle('import', inside('nowhere'), '--json')).toBe(1);
    expect(data()).toMatchObject({ ok: false, problems: [{ code: 'bundle-unreadable' }] });
  });

  it('shows what the laptop has, and what is in one of them', async () => {
    expect([await bundle('show'), said()]).toEqual([0, expect.stringMatching(/^This laptop has no bundles/)]);
    await bundle('import', write('1'));
    await bundle('import', write('2'));
    said();
    expect(await bundle('show')).toBe(0);
    expect(said().split('\n')).toEqual([
      expect.stringMatching(/^bundle /),
      expect.stringMatching(/^site-2 {2}2026-11-22 {2}lab 1 .*unsigned$/),
      expect.stringMatching(/^site-1 /),
    ]);
    expect(await bundle('show', 'site')).toBe(0);
    expect(said()).toMatch(
      /trust +signed by nobody\n.*licences +MIT \(1\), Apache-2\.0 \(1\)\n.*image +amd64 +7 B +2 +os\/amd64\/image +MIT/s,
    );
    expect(await bundle('show', '--json')).toBe(0);
    expect(data()).toMatchObject({ bundles: [{ id: 'site-2', trust: 'unsigned' }, { id: 'site-1' }] });
    expect(await bundle('show', 'site-1', '--json')).toBe(0);
    expect(data()).toMatchObject({
      ok: true,
      trust: 'unsigned',
      manifest: { version: '1' },
      kinds: [{ kind: 'image' }, { kind: 'binary' }],
    });
    expect([await bundle('show', 'nothing'), notes!.pop()]).toEqual([1, expect.stringMatching(/There is no bundle nothing/)]);
  });

  it('tells two apart', async () => {
    await bundle('import', write('1'));
    said();
    expect(await bundle('diff', 'site-1', write('2'))).toBe(0);
    expect(said()).toBe(
      'changed  os/amd64/image  1, 7 B → 2, 7 B\n1 part the same. An import copies 7 B where the first is imported already.',
    );
  });

  it('prunes only what no run works with, and only when it is told to', async () => {
    for (const version of ['1', '2', '3']) await bundle('import', write(version));
    await bundle('show', 'site-1', '--json');
    const { manifestSha256 } = data();
    const run = openRun({
      stateDirectory: inside('state'),
      plan: 'p',
      planSha256: '',
      bundle: 'site',
      bundleSha256: manifestSha256,
      clock: systemClock,
    });
    if (run.ok) run.value.journal.close();
    said();
    const left = () => readdirSync(inside('state', 'bundles')).filter((name) => !name.startsWith('.'));
    expect(await bundle('prune', '--keep', '1')).toBe(0);
    expect(said()).toBe(
      'stays  site-3  one of the newest\nstays  site-1  a run works with it\ngoes   site-2\n7 B would be freed; nothing is removed without --yes.',
    );
    expect(left()).toHaveLength(3);
    expect(await bundle('prune', '--keep', '1', '--yes', '--json')).toBe(0);
    expect(data()).toMatchObject({ removed: true, remove: ['site-2'], freedBytes: 7 });
    expect(left()).toEqual(['site-1', 'site-3']);
    expect(await bundle('prune', '--keep', 'two')).toBe(1);
  });
});

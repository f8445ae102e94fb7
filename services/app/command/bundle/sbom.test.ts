import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runCommand } from '../../commands.ts';
import { writeBundle } from '../../demo/bundle.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sbom-'));
  writeBundle(join(directory, 'bundle'), [{ path: 'os/kernel', kind: 'kernel', size: 100 }], 'site');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

async function sbom(...words: string[]) {
  const [lines, notes]: [string[], string[]] = [[], []];
  const code = await runCommand(['bundle', 'sbom', ...words], {
    line: (text) => lines.push(text),
    note: (text) => notes.push(text),
    columns: undefined,
  });
  return { code, out: lines.join('\n'), notes: notes.join('\n') };
}

it('prints the bill of materials, or writes the same into a file', async () => {
  const printed = await sbom(join(directory, 'bundle'));
  expect(printed).toMatchObject({ code: 0, notes: '' });
  expect(JSON.parse(printed.out)).toMatchObject({ bomFormat: 'CycloneDX', components: [{ name: 'kernel' }] });
  await runCommand(['bundle', 'import', join(directory, 'bundle'), '--state', directory], { line() {}, note() {}, columns: undefined });
  expect(await sbom('site', '--state', directory)).toEqual(printed);
  const file = join(directory, 'bill.json');
  expect(await sbom(join(directory, 'bundle'), '--out', file)).toEqual({ code: 0, out: '', notes: '' });
  expect(readFileSync(file, 'utf8').trimEnd()).toBe(printed.out);
});

it('says what keeps it from that, and keeps quiet about nothing that is missing', async () => {
  expect(await sbom(join(directory, 'nothing'))).toMatchObject({ code: 1, out: '', notes: expect.stringContaining('cannot be opened') });
  const nowhere = await sbom(join(directory, 'bundle'), '--out', join(directory, 'no', 'bill.json'));
  expect(nowhere).toMatchObject({ code: 1, notes: expect.stringContaining('cannot be written: there is no such file or directory') });
  const blobs = join(directory, 'bundle', 'blobs/sha256');
  truncateSync(join(blobs, readdirSync(blobs)[0]!), 1);
  expect(await sbom(join(directory, 'bundle'))).toMatchObject({ code: 1, out: '', notes: expect.stringContaining('os/kernel') });
});

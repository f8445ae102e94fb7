import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { placeOf } from '../domain/problem.ts';
import { draftOf, readDraft } from './plan-draft.ts';

const threeNodes = readFileSync(new URL('../../resources/plans/three-nodes.yaml', import.meta.url), 'utf8');
const errorsIn = (text: string) =>
  draftOf(text, 'rack.yaml')
    .problems.filter(({ level }) => level === 'error')
    .map((found) => `${placeOf(found)} ${found.code}`);

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rackstrap-draft-'));
  file = join(directory, 'rack.yaml');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('a draft', () => {
  it('of a good plan has the plan, its data, and only warnings', () => {
    const { plan, data, problems } = draftOf(threeNodes, 'rack.yaml');
    expect(plan?.name).toBe('three-nodes');
    expect(data).toMatchObject({ name: 'three-nodes' });
    expect(problems.filter(({ level }) => level === 'error')).toEqual([]);
  });
  it('of an unfinished plan has its data and every problem with its line', () => {
    const unfinished = threeNodes.replace('bundle: lab', 'bundle: ""').replace('d0:00:67:13:0d:02', '');
    expect(draftOf(unfinished, 'rack.yaml')).toMatchObject({ text: unfinished, data: { bundle: '' } });
    expect(draftOf(unfinished, 'rack.yaml').plan).toBeUndefined();
    expect(errorsIn(unfinished)).toEqual(['rack.yaml:14:1 bundle plan-value-wrong', 'rack.yaml:45:12 blades[2].macs[0] plan-value-wrong']);
  });
  it.each([
    ['an empty file', '', ['rack.yaml:1:1 plan-not-a-map']],
    ['a byte-order mark alone', '\uFEFF', ['rack.yaml:1:1 plan-not-a-map']],
    ['an open bracket', 'a: [1, 2\nb: 3\n', ['rack.yaml:2:1 plan-yaml']],
    ['a name in Chinese', threeNodes.replace('name: three-nodes', 'name: 三号机房'), ['rack.yaml:8:1 name plan-value-wrong']],
    ['a newer version', threeNodes.replace('rackstrap/v1', 'rackstrap/v9'), ['rack.yaml:5:1 apiVersion plan-too-new']],
  ])('of %s says so', (_, text, errors) => {
    expect(errorsIn(text)).toEqual(errors);
    expect(draftOf(text, 'rack.yaml').text).toBe(text);
  });
  it('has no data where a field is written twice: nobody can say which is meant', () => {
    expect('data' in draftOf('name: a\nname: b\n', 'x')).toBe(false);
    expect('data' in draftOf('name: *a\n', 'x')).toBe(false);
    expect('data' in draftOf('['.repeat(100_000), 'x')).toBe(false);
  });
  it('reads parts that are shared by an anchor as if each were written out', () => {
    expect(draftOf('disk: &rule { pick: largest }\nother: *rule\n', 'x').data).toEqual({
      disk: { pick: 'largest' },
      other: { pick: 'largest' },
    });
  });
});

describe('readDraft', () => {
  it('keeps every byte, and takes the digest of the file', async () => {
    const text = `\uFEFF${threeNodes.replaceAll('\n', '\r\n')}`;
    writeFileSync(file, text);
    const read = await readDraft(file);
    expect(read).toMatchObject({ ok: true, value: { text, sha256: draftOf(text, file).sha256, plan: { name: 'three-nodes' } } });
  });
  it('says why a file cannot be read', async () => {
    expect(await readDraft(file)).toMatchObject({ ok: false, problems: [{ code: 'plan-unreadable' }] });
    writeFileSync(file, Uint8Array.of(0x61, 0xff));
    expect(await readDraft(file)).toMatchObject({ ok: false, problems: [{ code: 'plan-not-text' }] });
    writeFileSync(file, '#'.repeat(1024 * 1024 + 1));
    expect(await readDraft(file)).toMatchObject({ ok: false, problems: [{ code: 'plan-too-large' }] });
  });
});

import { chmodSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyEdits, type PlanEdit } from '../domain/plan/edit.ts';
import { editDraft, savePlan } from './plan-change.ts';
import { draftOf } from './plan-draft.ts';

const sample = (name: string) => readFileSync(new URL(`../../resources/plans/${name}.yaml`, import.meta.url), 'utf8');
const edited = (text: string, ...edits: PlanEdit[]) => {
  const result = editDraft(draftOf(text, 'rack.yaml'), edits);
  if (!result.ok) throw new Error(result.problems.map(({ what }) => what).join(' '));
  return result.value.text;
};
const refusal = (text: string, ...edits: PlanEdit[]) => {
  const result = editDraft(draftOf(text, 'rack.yaml'), edits);
  return result.ok ? [] : result.problems.map(({ code }) => code);
};

/** A file as nobody's program writes it: room, empty lines, lists over several lines, four spaces. */
const ownManner = `

# Rack 7
apiVersion:   rackstrap/v1   # ours


name:         rack
network:
    subnet:   10.20.30.0/24
    dns: [ 10.20.30.53,
           10.20.30.54 ]
    #laptop: old
    laptop:   10.20.30.242


blades:
- slot:  c1/1    # left
  macs:  [ "d0:00:67:13:0d:00" ]
- {slot: c1/2,   macs: [ "d0:00:67:13:0d:01" ]}
-   slot: c1/3

# the end`;

const changedLines = (before: string, after: string) => {
  const old = before.split('\n');
  return after.split('\n').filter((line) => !old.includes(line));
};

describe('editDraft', () => {
  it.each(['three-nodes', 'two-chassis'])('changes one line of %s and no other', (name) => {
    const after = edited(sample(name), { where: 'network.laptop', value: '10.20.30.9' });
    expect(changedLines(sample(name), after)).toEqual(['  laptop: 10.20.30.9']);
    expect(after.split('\n')).toHaveLength(sample(name).split('\n').length);
  });
  it('leaves every line of a file with a manner of its own as it was, but the edited ones', () => {
    const after = edited(ownManner, { where: 'blades[0].slot', value: 'c1/4' }, { where: 'network.vip', value: '10.20.30.9' });
    expect(changedLines(ownManner, after)).toEqual(['    vip: 10.20.30.9', '- slot: c1/4 # left']);
    expect(changedLines(after, ownManner)).toEqual(['- slot:  c1/1    # left']);
  });
  it('adds and removes in the manner of the file', () => {
    expect(
      edited('blades:\n- slot: c1/1\n  disk:\n     pick: only\n', { where: 'blades[1]', value: { slot: 'c1/2', disk: { pick: 'only' } } }),
    ).toBe('blades:\n- slot: c1/1\n  disk:\n     pick: only\n- slot: c1/2\n  disk:\n     pick: only\n');
    expect(edited(ownManner, { where: 'blades[1]' })).not.toContain('c1/2');
  });
  it('keeps Windows line ends and the byte-order mark', () => {
    const text = `\uFEFF${sample('three-nodes').replaceAll('\n', '\r\n')}`;
    const after = edited(text, { where: 'blades[1].hostname', value: 'node-2' });
    expect(after).toBe(text.replace('slave-1', 'node-2'));
  });
  it('begins an empty file, and goes on below a comment', () => {
    expect(edited('', { where: 'network.laptop', value: '10.20.30.9' })).toBe('network:\n  laptop: 10.20.30.9\n');
    expect(edited('# mine\n', { where: 'name', value: 'rack' })).toContain('# mine\n');
  });
  it('writes Chinese as it is', () => {
    expect(edited('name: 一号\n', { where: 'labels["机柜"]', value: '甲' })).toBe('name: 一号\nlabels:\n  机柜: 甲\n');
  });
  it.each([
    ['what is no YAML', 'a: [1\nb: 2\n', ['plan-yaml', 'plan-yaml']],
    ['a field written twice', 'name: a\nname: b\n', ['plan-yaml']],
    ['a newer format', 'apiVersion: rackstrap/v9\nname: a\n', ['plan-too-new']],
    ['words', 'just words\n', ['plan-not-a-map']],
    ['a list', '- a\n', ['plan-not-a-map']],
  ])('refuses %s, which only a person can edit', (_, text, codes) => {
    expect(refusal(text, { where: 'name', value: 'x' })).toEqual(expect.arrayContaining(codes.slice(0, 1)));
  });
  it.each(['', '???', 'network.', 'blades[9999999]', '[0', 'a..b', '.a'])('refuses the place %j, and changes nothing', (where) => {
    expect(refusal('name: a\n', { where })).toEqual(['plan-place-malformed']);
  });
  const places = [
    'name',
    'network.vip',
    'network.dns[1]',
    'blades[1].ip',
    'blades[4].slot',
    'blades[0].macs[1]',
    'disk.serial',
    'a.b.c[1]',
  ];
  const texts = fc.constantFrom(ownManner, `\uFEFF${ownManner.replaceAll('\n', '\r\n')}`, sample('three-nodes'), sample('two-chassis'));
  it('means the same as edits of plain data', () => {
    const value = fc.oneof(fc.string(), fc.ipV4(), fc.nat(), fc.boolean(), fc.array(fc.ipV4()), fc.record({ serial: fc.string() }));
    const edit = fc.oneof(
      fc.record({ where: fc.constantFrom(...places, 'network.dns', 'blades[0]', 'blades[3]', 'blades'), value }),
      fc.record({ where: fc.constantFrom(...places, 'blades[0]', 'network') }),
    );
    fc.assert(
      fc.property(texts, fc.array(edit, { minLength: 1, maxLength: 5 }), (original, edits) => {
        const before = draftOf(original, 'x');
        const after = editDraft(before, edits);
        expect(after.ok && after.value.data).toEqual(applyEdits(before.data, edits));
      }),
      { numRuns: 300 },
    );
  });
  it('loses no comment and no line that is not edited', () => {
    const edit = fc.record({ where: fc.constantFrom(...places), value: fc.oneof(fc.string(), fc.ipV4(), fc.nat()) });
    fc.assert(
      fc.property(texts, fc.array(edit, { minLength: 1, maxLength: 3 }), (original, edits) => {
        const text = edited(original, ...edits);
        for (const [comment] of original.matchAll(/#.*$/gm)) expect(text).toContain(comment);
        expect(changedLines(text, original).length).toBeLessThanOrEqual(2 * edits.length);
      }),
      { numRuns: 300 },
    );
  });
});

describe('savePlan', () => {
  let directory: string;
  let file: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'rackstrap-save-'));
    file = join(directory, 'rack.yaml');
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));
  const { sha256 } = draftOf('name: old\n', 'x');

  it('replaces the file, keeps its permissions, and leaves nothing beside it', () => {
    writeFileSync(file, 'name: old\n');
    chmodSync(file, 0o640);
    expect(savePlan(file, 'name: new\n', sha256).ok).toBe(true);
    expect(readFileSync(file, 'utf8')).toBe('name: new\n');
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(readdirSync(directory)).toEqual(['rack.yaml']);
  });
  it('does not overwrite what somebody else saved meanwhile', () => {
    writeFileSync(file, 'name: theirs\n');
    expect(savePlan(file, 'name: new\n', sha256)).toMatchObject({ ok: false, problems: [{ code: 'plan-changed-on-disk' }] });
    expect(readFileSync(file, 'utf8')).toBe('name: theirs\n');
  });
  it('writes through a link into the file behind it', () => {
    writeFileSync(join(directory, 'real.yaml'), 'name: old\n');
    symlinkSync('real.yaml', file);
    expect(savePlan(file, 'name: new\n', sha256).ok).toBe(true);
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(directory, 'real.yaml'), 'utf8')).toBe('name: new\n');
  });
  it('says when the file is gone, or would be no plan any more', () => {
    expect(savePlan(file, 'name: new\n', sha256)).toMatchObject({ ok: false, problems: [{ code: 'plan-not-written' }] });
    writeFileSync(file, 'name: old\n');
    expect(savePlan(file, '#'.repeat(1024 * 1024 + 1), sha256)).toMatchObject({ ok: false, problems: [{ code: 'plan-too-large' }] });
    expect(readFileSync(file, 'utf8')).toBe('name: old\n');
  });
});

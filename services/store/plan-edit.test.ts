import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Document, parse, parseDocument } from 'yaml';
import { parsePath } from '../domain/plan/path.ts';
import { editPlan } from './plan-edit.ts';

const sample = (name: string) => readFileSync(new URL(`../../resources/plans/${name}.yaml`, import.meta.url), 'utf8');
const edited = (text: string, ...edits: [string, unknown][]) => {
  const document: Document = parseDocument(text);
  for (const [where, value] of edits) editPlan(document, where, value);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
};
const valueAt = (data: unknown, where: string) =>
  parsePath(where).reduce((value, step) => (value as Record<string | number, unknown>)[step], data);
const commentsOf = (text: string) => [...text.matchAll(/#.*$/gm)].map(([comment]) => comment.trim());

describe('editPlan', () => {
  it.each(['three-nodes', 'two-chassis'])('without an edit %s is written as it was read', (name) => {
    expect(edited(sample(name))).toBe(sample(name));
  });
  it('changes one line and no other', () => {
    const before = sample('three-nodes').split('\n');
    const after = edited(sample('three-nodes'), ['blades[1].hostname', 'node-2']).split('\n');
    expect(after.flatMap((line, index) => (line === before[index] ? [] : [line]))).toEqual(['    hostname: node-2']);
  });
  it('keeps the comment behind a value, and its quotes', () => {
    const text = "name: 'rack' # ours\nother: 1\n";
    expect(edited(text, ['name', 'left'])).toBe("name: 'left' # ours\nother: 1\n");
  });
  it('fills a group and a list field by field, so that comments between them stay', () => {
    const text = 'network:\n  # first\n  laptop: 1.1.1.1 # a\n  # second\n  dns:\n    - 1.1.1.2 # b\n    - 1.1.1.3 # c\n';
    expect(edited(text, ['network', { laptop: '1.1.1.9', dns: ['1.1.1.2', '1.1.1.4'], vip: '1.1.1.5' }])).toBe(
      'network:\n  # first\n  laptop: 1.1.1.9 # a\n  # second\n  dns:\n    - 1.1.1.2 # b\n    - 1.1.1.4 # c\n  vip: 1.1.1.5\n',
    );
    expect(edited(text, ['network.dns', ['1.1.1.7']])).toContain('dns:\n    - 1.1.1.7 # b\n');
  });
  it('takes a field or an entry out', () => {
    expect(edited('a: 1\nb: 2 # two\nc: 3\n', ['a', undefined])).toBe('b: 2 # two\nc: 3\n');
    expect(edited('a: [1, 2, 3]\n', ['a[1]', undefined])).toBe('a: [1, 3]\n');
    expect(edited('a: 1\n', ['b.c', undefined])).toBe('a: 1\n');
  });
  it('makes the groups and lists that lead to a new value, also where a field is empty', () => {
    expect(parse(edited('network:\n  dhcp:\n', ['network.dhcp.pool.first', '1.1.1.1'], ['disks[0].serial', 'S1']))).toEqual({
      network: { dhcp: { pool: { first: '1.1.1.1' } } },
      disks: [{ serial: 'S1' }],
    });
  });
  it('changes one of several that share a part by an alias, not the others', () => {
    const text = 'disk: &rule { pick: only }\none: *rule\ntwo: *rule\n';
    expect(parse(edited(text, ['two.pick', 'largest']))).toEqual({
      disk: { pick: 'only' },
      one: { pick: 'only' },
      two: { pick: 'largest' },
    });
    expect(parse(edited(text, ['disk.pick', 'smallest']))).toEqual({
      disk: { pick: 'smallest' },
      one: { pick: 'smallest' },
      two: { pick: 'smallest' },
    });
    expect(parse(edited(text, ['one.pick', undefined]))).toEqual({ disk: { pick: 'only' }, one: {}, two: { pick: 'only' } });
    expect(parse(edited(text, ['disk', undefined]))).toEqual({ one: { pick: 'only' }, two: { pick: 'only' } });
  });
  it('writes what is added to an empty list or group as if it had never been empty', () => {
    expect(edited('blades: []\n', ['blades[0]', { slot: 'c1/1', macs: ['d0:00:67:13:0d:00'] }])).toBe(
      'blades:\n  - slot: c1/1\n    macs: [d0:00:67:13:0d:00]\n',
    );
    expect(edited('labels: {}\ndns: []\n', ['labels.disk', 'ssd'], ['dns[0]', '1.1.1.1'])).toBe('labels:\n  disk: ssd\ndns: [1.1.1.1]\n');
  });
  it('does not fold long lines', () => {
    const key = `ssh-ed25519 ${'A'.repeat(300)} somebody with a long comment`;
    expect(edited('keys: []\n', ['keys', [key]])).toContain(key);
  });
  it('reads back what was written, and loses no comment, wherever a value is changed', () => {
    const places: [string, fc.Arbitrary<unknown>][] = [
      ['name', fc.string()],
      ['network.laptop', fc.ipV4()],
      ['network.dns', fc.array(fc.ipV4(), { minLength: 1 })],
      ['blades[2].macs[0]', fc.string()],
      ['blades[0].labels', fc.dictionary(fc.string(), fc.string())],
      ['blades[1].disk', fc.record({ serial: fc.string(), minGiB: fc.nat() })],
      ['access.sshKeys', fc.array(fc.string())],
      ['access.autologin', fc.boolean()],
    ];
    const edit = fc.oneof(...places.map(([where, value]) => fc.tuple(fc.constant(where), value)));
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        const text = edited(sample('three-nodes'), ...edits);
        expect(parseDocument(text).errors).toEqual([]);
        for (const [where, value] of new Map(edits)) expect(valueAt(parse(text), where)).toEqual(value);
        expect(commentsOf(text)).toEqual(expect.arrayContaining(commentsOf(sample('three-nodes'))));
      }),
      { numRuns: 500 },
    );
  });
});

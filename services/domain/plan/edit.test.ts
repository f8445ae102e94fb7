import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, type PlanEdit } from './edit.ts';

const edited = (data: unknown, ...edits: [where: string, value?: unknown][]) =>
  applyEdits(
    data,
    edits.map(([where, value]): PlanEdit => ({ where, value })),
  );

describe('applyEdits', () => {
  it('writes a value, and takes one out', () => {
    expect(edited({ a: 1, b: { c: 2 } }, ['b.c', 3], ['a'])).toEqual({ b: { c: 3 } });
  });
  it('makes the groups and lists that lead to a new value, also where a field is empty or of another kind', () => {
    expect(edited({ network: { dhcp: null } }, ['network.dhcp.pool.first', '1.1.1.1'], ['disks[0].serial', 'S1'])).toEqual({
      network: { dhcp: { pool: { first: '1.1.1.1' } } },
      disks: [{ serial: 'S1' }],
    });
    expect(edited({ a: 'text', b: { c: 1 }, d: [1] }, ['a.b', 1], ['b[0]', 2], ['d.e', 3])).toEqual({ a: { b: 1 }, b: [2], d: { e: 3 } });
    expect(edited(null, ['a', 1])).toEqual({ a: 1 });
  });
  it('moves the entries behind one that is taken out', () => {
    expect(edited({ a: [1, 2, 3] }, ['a[1]'])).toEqual({ a: [1, 3] });
  });
  it('leaves an entry empty that is skipped', () => {
    expect(edited({ a: [1] }, ['a[3]', 4])).toEqual({ a: [1, null, null, 4] });
  });
  it('takes nothing out where nothing is, and makes nothing on the way there', () => {
    const data = { a: [1], b: null };
    for (const where of ['a[1]', 'a[7].b', 'b.c', 'c.d', 'a.b', 'constructor', 'b[0]']) expect(edited(data, [where])).toEqual(data);
  });
  it('treats a field that every object has as any other', () => {
    expect(Object.keys(edited({}, ['constructor.name', 'x']) as object)).toEqual(['constructor']);
    expect(Object.entries(edited({}, ['__proto__.polluted', 'x']) as object)).toEqual([['__proto__', { polluted: 'x' }]]);
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });
  it('never changes what it was given', () => {
    const where = fc.constantFrom('a', 'a[0]', 'a[1].b', 'b.c', 'b.c[2]');
    const edits = fc.array(fc.tuple(where, fc.option(fc.jsonValue(), { nil: undefined })));
    fc.assert(
      fc.property(fc.jsonValue(), edits, (data, list) => {
        const before = JSON.stringify(data);
        edited(data, ...list);
        expect(JSON.stringify(data)).toBe(before);
      }),
    );
  });
});

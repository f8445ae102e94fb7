import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPlan } from '../plan/check.ts';
import { applyEdits } from '../plan/edit.ts';
import { type Loose, readLoosely } from '../plan/loose.ts';
import type { Plan } from '../plan/plan.ts';
import { type Change, changed } from '../plan/sample.ts';
import { planV1 } from '../plan/v1.ts';
import { csvOf } from './csv.ts';
import { type ListedMachine, machinesOf } from './machines.ts';
import { type MergeHow, type MergeOptions, mergeMachines, missingChassis } from './merge.ts';
import { understand } from './understand.ts';

const loose = (data: unknown) => readLoosely(planV1, data) as Loose<Plan>;
const rack = (...changes: Change[]) => changed(['chassis[0].slots', 8], ...changes);
const machine = (fields: Partial<ListedMachine>): ListedMachine => ({ line: 1, macs: [], ...fields });
const mac = (number: number) => `d0:00:67:13:0d:${number.toString(16).padStart(2, '0')}`;

/** What becomes of the machines, and the plan afterwards. */
function merged(data: unknown, machines: readonly ListedMachine[], how: MergeHow = 'add', options: MergeOptions = {}) {
  const merge = mergeMachines(loose(data), machines, how, options);
  const after = applyEdits(data, merge.edits) as { blades: Record<string, unknown>[] };
  return {
    ...merge,
    changes: merge.preview.map(({ slot, change }) => `${slot ?? '-'} ${change}`),
    codes: merge.problems.map(({ code }) => code),
    blades: after.blades,
    after,
  };
}

describe('mergeMachines', () => {
  it('adds a machine at its slot, and writes only what the plan does not give it anyway', () => {
    const list = [machine({ slot: 'c1/5', macs: [mac(5)], ip: '10.20.30.44', hostname: 'c1-5', role: 'worker', labels: { disk: 'ssd' } })];
    const { changes, blades, codes } = merged(rack(), list);
    expect(changes).toEqual(['c1/5 new']);
    expect(blades[3]).toEqual({ slot: 'c1/5', macs: [mac(5)], labels: { disk: 'ssd' } });
    expect(codes).toEqual([]);
  });
  it('changes what the list says of a known blade and leaves the rest as it is', () => {
    const data = rack(['blades[1].disk', { serial: 'S1' }], ['blades[1].labels', { cabinet: 'A7' }]);
    const list = [machine({ slot: 'c1/2', macs: [mac(9), mac(1)], hostname: 'other', ip: '10.20.30.99', labels: { disk: 'ssd' } })];
    const { changes, blades, preview } = merged(data, list);
    expect(changes).toEqual(['c1/2 changed']);
    expect(blades[1]).toEqual({
      slot: 'c1/2',
      macs: [mac(1), mac(9)],
      hostname: 'other',
      role: 'worker',
      ip: '10.20.30.99',
      disk: { serial: 'S1' },
      labels: { cabinet: 'A7', disk: 'ssd' },
    });
    expect(preview[0]!.differences).toEqual([
      { field: 'macs', before: mac(1), after: `${mac(1)}, ${mac(9)}` },
      { field: 'ip', before: '10.20.30.41', after: '10.20.30.99' },
      { field: 'hostname', before: 'slave-1', after: 'other' },
      { field: 'labels.disk', after: 'ssd' },
    ]);
  });
  it('finds a machine without a slot by its MAC, and puts others on the free slots in order', () => {
    const list = [
      machine({ macs: [mac(2)], hostname: 'x' }),
      machine({ macs: [mac(11)] }),
      machine({ slot: 'c1/4', macs: [mac(12)] }),
      machine({ macs: [mac(13)] }),
    ];
    const { changes, codes, problems } = merged(rack(), list);
    expect(changes).toEqual(['c1/3 changed', 'c1/5 new', 'c1/4 new', 'c1/6 new']);
    expect(codes).toEqual(['list-placed']);
    expect(problems[0]).toMatchObject({ level: 'warning', what: expect.stringContaining('2 machines') });
  });
  it('takes a number for a slot of the only chassis, or of the one that is said', () => {
    const list = [machine({ number: 4, macs: [mac(4)] })];
    expect(merged(rack(), list).changes).toEqual(['c1/4 new']);
    const two = rack(['chassis[1]', { name: 'right', slots: 8, firstIp: '10.20.30.60' }]);
    expect(merged(two, list)).toMatchObject({ changes: ['- conflict'], codes: ['list-chassis-not-named'], edits: [] });
    expect(merged(two, list, 'add', { chassis: 'right' }).changes).toEqual(['right/4 new']);
  });
  it('knows a chassis by its number when only one has it', () => {
    const named = rack(['chassis[0].name', 'left-1'], ['blades', [{ slot: 'left-1/1', macs: [mac(0)], role: 'control-plane' }]]);
    expect(merged(named, [machine({ slot: 'c1/2', macs: [mac(2)] })]).changes).toEqual(['left-1/2 new']);
  });
  it.each<[string, Partial<ListedMachine>[], string[], string[]]>([
    ['another blade in the slot', [{ slot: 'c1/2', macs: [mac(9)] }], ['c1/2 conflict'], ['list-slot-taken']],
    ['a MAC that is elsewhere', [{ slot: 'c1/5', macs: [mac(1)] }], ['c1/5 conflict'], ['list-mac-elsewhere']],
    ['a new blade without a MAC', [{ slot: 'c1/5' }], ['c1/5 conflict'], ['list-mac-missing']],
    ['a slot that is not there', [{ slot: 'c1/9', macs: [mac(9)] }], ['c1/9 conflict'], ['plan-slot-beyond']],
    ['a chassis that is not there', [{ slot: 'c7/1', macs: [mac(9)] }], ['c7/1 conflict'], ['plan-chassis-unknown']],
    [
      'a slot given twice',
      [
        { slot: 'c1/5', macs: [mac(5)] },
        { slot: 'c1/5', macs: [mac(6)], line: 2 },
      ],
      ['c1/5 new', 'c1/5 conflict'],
      ['list-slot-twice'],
    ],
    [
      'a MAC given twice',
      [
        { slot: 'c1/5', macs: [mac(5)] },
        { slot: 'c1/6', macs: [mac(5)], line: 2 },
      ],
      ['c1/5 new', 'c1/6 conflict'],
      ['list-mac-twice'],
    ],
  ])('leaves the plan alone where there is %s, and says so with the line', (_, list, changes, codes) => {
    const found = merged(rack(), list.map(machine), 'add', { file: 'list.csv' });
    expect(found).toMatchObject({ changes, codes });
    expect(found.problems.at(-1)!.source).toEqual({ file: 'list.csv', line: list.at(-1)!.line ?? 1, column: 1 });
    expect(found.blades.slice(0, 3)).toEqual((rack() as { blades: unknown[] }).blades);
  });
  it('says when there is no slot left', () => {
    expect(merged(changed(), [machine({ macs: [mac(9)], hostname: 'x' })])).toMatchObject({
      changes: ['- conflict'],
      codes: ['list-no-free-slot'],
    });
  });
  it('tells that BMC addresses are not taken over', () => {
    expect(merged(rack(), [machine({ slot: 'c1/1', bmc: '10.0.0.1' })])).toMatchObject({
      changes: ['c1/1 same'],
      codes: ['list-bmc-not-kept'],
    });
  });

  it('replaces: exchanged blades get their new MACs, and blades that are not listed leave', () => {
    const data = rack(['blades[2].disk', { serial: 'S1' }]);
    const list = [machine({ slot: 'c1/3', macs: [mac(1)] }), machine({ slot: 'c1/4', macs: [mac(4)] }), machine({ slot: 'c1/1' })];
    const { changes, blades, removed, codes } = merged(data, list, 'replace');
    expect(changes).toEqual(['c1/3 changed', 'c1/4 new', 'c1/1 same']);
    expect(removed).toEqual(['c1/2']);
    expect(codes).toEqual(['list-removed']);
    expect(blades).toEqual([
      expect.objectContaining({ slot: 'c1/1', macs: [mac(0)], hostname: 'master' }),
      expect.objectContaining({ slot: 'c1/3', macs: [mac(1)], hostname: 'slave-2', disk: { serial: 'S1' } }),
      { slot: 'c1/4', macs: [mac(4)] },
    ]);
  });
  it('replaces: takes out every blade that is not listed, wherever it stands in the plan', () => {
    expect(merged(rack(), [machine({ slot: 'c1/2' })], 'replace').blades.map(({ slot }) => slot)).toEqual(['c1/2']);
  });
  it('does not empty the plan when nothing of the list can be taken', () => {
    expect(merged(rack(), [], 'replace').edits).toEqual([]);
    expect(merged(rack(), [machine({ slot: 'c9/1', macs: [mac(9)] })], 'replace').edits).toEqual([]);
  });
  it('of what the plan itself exports changes nothing, however it is done', () => {
    for (const how of ['add', 'replace'] as const) {
      const list = understand(csvOf(machinesOf(loose(rack(['blades[1].ip', '10.20.30.77'], ['blades[0].labels', { cabinet: 'A7' }])))));
      expect(merged(rack(['blades[1].ip', '10.20.30.77'], ['blades[0].labels', { cabinet: 'A7' }]), list.machines, how)).toMatchObject({
        edits: [],
        problems: [],
        changes: ['c1/1 same', 'c1/2 same', 'c1/3 same'],
      });
    }
  });
  it('names the chassis that could be added first, as large as the list needs them', () => {
    const list = [machine({ slot: 'c1/4' }), machine({ slot: 'c2/3' }), machine({ slot: 'c2/16' }), machine({ slot: 'left/1' })];
    expect(missingChassis(loose(rack()), list)).toEqual([
      { name: 'c2', slots: 16 },
      { name: 'left', slots: 1 },
    ]);
  });
  it('adds them when asked to, before the blades in them', () => {
    const { changes, after } = merged(rack(), [machine({ slot: 'c2/3', macs: [mac(9)], ip: '10.20.30.99' })], 'add', { addChassis: true });
    expect(changes).toEqual(['c2/3 new']);
    expect(after).toMatchObject({ chassis: [{ name: 'c1' }, { name: 'c2', slots: 3 }] });
    expect(checkPlan(after).plan).toBeDefined();
  });
  it('takes ten thousand machines', { timeout: 60_000 }, () => {
    const list = Array.from({ length: 10_000 }, (_, index) =>
      machine({ macs: [`d0:00:67:00:${(index >> 8).toString(16).padStart(2, '0')}:${(index & 255).toString(16).padStart(2, '0')}`] }),
    );
    for (const how of ['add', 'replace'] as const) expect(merged(rack(), list, how).preview).toHaveLength(10_000);
  });

  /** Every slot of a rack but the first, whose central blade stays, at its own place and with ports of its own. */
  const consistent = fc.uniqueArray(fc.integer({ min: 2, max: 16 }), { minLength: 1 }).chain((numbers) =>
    fc.tuple(
      ...numbers.map((number) =>
        fc.record(
          {
            line: fc.constant(number),
            slot: fc.constant(`c1/${number}`),
            macs: fc
              .integer({ min: 1, max: 3 })
              .map((ports) => Array.from({ length: ports }, (_, port) => `d0:00:67:20:${number.toString(16).padStart(2, '0')}:0${port}`)),
            ip: fc
              .integer({ min: 100, max: 200 })
              .map((last) => `10.20.30.${last}`)
              .filter((ip) => Number(ip.split('.')[3]) % 16 === number % 16),
            hostname: fc.constantFrom(`node-${number}`, `c1-${number}`),
            role: fc.constant('worker' as const),
          },
          { requiredKeys: ['line', 'slot', 'macs'] },
        ),
      ),
    ),
  ) as fc.Arbitrary<ListedMachine[]>;

  it('makes a valid plan of a valid plan and a consistent list, where everything listed then stands', () => {
    const before = rack(['chassis[0].slots', 16], ['blades', (rack() as { blades: unknown[] }).blades.slice(0, 1)]);
    const head = machine({ slot: 'c1/1', macs: [mac(0)] });
    expect(checkPlan(before).plan).toBeDefined();
    fc.assert(
      fc.property(consistent, fc.constantFrom('add' as const, 'replace' as const), (list, how) => {
        const { after, changes } = merged(before, [head, ...list], how);
        expect(checkPlan(after).problems.filter(({ level }) => level === 'error')).toEqual([]);
        expect(changes.slice(1).every((change) => change.endsWith(' new'))).toBe(true);
        expect(merged(after, list, 'add').edits).toEqual([]);
        const there = new Map(machinesOf(loose(after)).map((one) => [one.slot, one]));
        for (const { line, ...listed } of list) expect(there.get(listed.slot!)).toMatchObject(listed);
      }),
      { numRuns: 200 },
    );
  });
});

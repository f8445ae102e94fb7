import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languages } from '../language.ts';
import type { ArchitectureName } from '../plan/v1.ts';
import { fits } from './fits.ts';
import { architectures, mayFailOf, quorumOf, survivalOf } from './index.ts';

const names = Object.keys(architectures) as ArchitectureName[];

describe('how many blades fit', () => {
  const cases: [ArchitectureName, controlPlane: number, workers: number, problems: string[]][] = [
    ['laptop', 1, 0, []],
    ['laptop', 0, 0, ['blades plan-blade-count']],
    ['laptop', 2, 0, ['blades plan-blade-count']],
    ['laptop', 1, 1, ['blades plan-blade-count']],
    ['small', 1, 0, ['blades plan-blade-count']],
    ['small', 2, 0, ['etcd.evenReason plan-etcd-even']],
    ['small', 3, 0, []],
    ['small', 4, 0, ['etcd.evenReason plan-etcd-even']],
    ['small', 5, 0, []],
    ['small', 6, 0, ['etcd.evenReason plan-etcd-even']],
    ['small', 7, 0, []],
    ['small', 9, 0, []],
    ['small', 10, 0, ['blades plan-blade-count']],
    ['small', 11, 0, ['blades plan-blade-count']],
    ['development', 0, 3, ['blades plan-control-plane-count']],
    ['development', 1, 0, []],
    ['development', 1, 400, []],
    ['development', 2, 4, ['blades plan-control-plane-count']],
    ['development', 3, 4, ['blades plan-control-plane-count']],
    ['production', 0, 9, ['blades plan-control-plane-count']],
    ['production', 1, 9, ['blades plan-control-plane-count']],
    ['production', 2, 9, ['etcd.evenReason plan-etcd-even']],
    ['production', 3, 0, ['blades plan-worker-count']],
    ['production', 3, 1, []],
    ['production', 4, 0, ['etcd.evenReason plan-etcd-even', 'blades plan-worker-count']],
    ['production', 5, 1000, []],
    ['production', 6, 9, ['blades plan-control-plane-count']],
    ['production', 7, 9, ['blades plan-control-plane-count']],
  ];
  it.each(cases)('%s with %i and %i', (name, controlPlane, workers, problems) => {
    expect(fits(architectures[name], { controlPlane, workers }).map(({ where, code }) => `${where} ${code}`)).toEqual(problems);
  });
  it('lets an even number be with a reason, as a warning that repeats it', () => {
    const [found, ...others] = fits(architectures.small, { controlPlane: 4, workers: 0 }, 'a fifth blade comes next week');
    expect(others).toEqual([]);
    expect(found).toMatchObject({ code: 'plan-etcd-even-wanted', level: 'warning', where: 'etcd.evenReason' });
    expect(found?.what).toContain('a fifth blade comes next week');
  });
  it('lets no reason make room for numbers that are out of the question', () => {
    expect(fits(architectures.development, { controlPlane: 2, workers: 1 }, 'why not')).toHaveLength(1);
    expect(fits(architectures.production, { controlPlane: 6, workers: 1 }, 'why not')).toHaveLength(1);
  });
});

describe('what it survives', () => {
  it.each<[ArchitectureName, controlPlane: number, workers: number, mayFail: number, quorum: number, words: string]>([
    ['laptop', 1, 0, 0, 1, 'Survives nothing'],
    ['small', 2, 0, 0, 2, '2 blades, etcd on every blade: none may fail.'],
    ['small', 3, 0, 1, 2, '3 blades, etcd on every blade: any one may fail.'],
    ['small', 4, 0, 1, 3, '4 blades, etcd on every blade: any one may fail.'],
    ['small', 5, 0, 2, 3, '5 blades, etcd on every blade: any 2 may fail.'],
    ['small', 7, 0, 3, 4, '7 blades, etcd on every blade: any 3 may fail.'],
    ['small', 9, 0, 4, 5, '9 blades, etcd on every blade: any 4 may fail.'],
    ['development', 1, 0, 0, 1, 'Not highly available.'],
    ['development', 1, 5, 0, 1, 'Not highly available.'],
    ['production', 3, 1, 1, 2, '3 central blades with etcd: any one may fail.'],
    ['production', 5, 20, 2, 3, '5 central blades with etcd: any 2 may fail.'],
  ])('%s with %i and %i', (name, controlPlane, workers, mayFail, quorum, words) => {
    const survival = survivalOf(architectures[name], { controlPlane, workers }, 'en');
    expect(survival).toMatchObject({ mayFail, quorum });
    expect(survival.words.startsWith(words)).toBe(true);
  });
  it('says what becomes of pods and of the API, and names the numbers in every language', () => {
    for (const language of languages) {
      const { words } = survivalOf(architectures.small, { controlPlane: 5, workers: 0 }, language);
      for (const part of ['API', 'VIP', '5', '2', '3']) expect(words).toContain(part);
    }
  });
  it('is never claimed of fewer members than keep a majority, and one member more never makes it less', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99 }), (members) => {
        expect(members - mayFailOf(members)).toBe(quorumOf(members));
        expect(2 * quorumOf(members)).toBeGreaterThan(members);
        expect(mayFailOf(members + 1)).toBeGreaterThanOrEqual(mayFailOf(members));
      }),
    );
  });
});

it.each(names)('%s is under its own name, and every word of it is there in both languages', (name) => {
  const { title, purpose, layout, survives, ...rest } = architectures[name];
  expect(rest.name).toBe(name);
  const said = [title, purpose, layout, ...[0, 1, 2].map((workers) => survives({ controlPlane: rest.controlPlane[0]!, workers }).words)];
  for (const text of said) {
    expect(text.en).not.toMatch(/\p{Script=Han}/u);
    expect(text['zh-CN']).toMatch(/\p{Script=Han}/u);
  }
});

it('keeps pods off the control plane where there is another place for them', () => {
  const tainted = (name: ArchitectureName, workers: number) => architectures[name].taintsControlPlane({ controlPlane: 1, workers });
  expect(names.map((name) => tainted(name, 0))).toEqual([false, false, false, true]);
  expect(names.map((name) => tainted(name, 2))).toEqual([false, false, true, true]);
});

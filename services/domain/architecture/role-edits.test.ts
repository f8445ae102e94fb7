import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../plan/edit.ts';
import type { Loose } from '../plan/loose.ts';
import { countsOf } from '../plan/roles.ts';
import type { ArchitectureName, PlanV1, Role } from '../plan/v1.ts';
import { architectures } from './index.ts';
import { centralFor, rolesFor } from './role-edits.ts';

type Roles = Pick<PlanV1, 'architecture' | 'blades' | 'placement'>;

/** Blades `c1/1`, `c1/2`, … of chassis with four slots each, with these roles; `-` says nothing. */
const planOf = (
  architecture: ArchitectureName,
  roles: readonly (Role | '-')[],
  controlPlane: 'anywhere' | 'one-per-chassis' = 'anywhere',
) =>
  ({
    architecture,
    placement: { controlPlane },
    blades: roles.map((role, index) => ({
      slot: `c${Math.floor(index / 4) + 1}/${(index % 4) + 1}`,
      macs: ['d0:00:67:13:0d:00'],
      ...(role === '-' ? {} : { role }),
    })),
  }) as Roles;

const obeyed = (plan: Roles, name: ArchitectureName, central?: number): Roles =>
  applyEdits({ ...plan, architecture: name }, rolesFor(plan, name, central)) as Roles;
const centralSlots = (plan: Roles) => plan.blades.filter(({ role }) => role === 'control-plane').map(({ slot }) => slot);

const role = fc.constantFrom<Role | '-'>('-', 'control-plane', 'worker');
const name = fc.constantFrom(...(Object.keys(architectures) as ArchitectureName[]));

describe('roles that follow the architecture', () => {
  it.each([
    ['small', { controlPlane: 1, workers: 4 }, 5],
    ['development', { controlPlane: 5, workers: 0 }, 1],
    ['production', { controlPlane: 1, workers: 7 }, 3],
    ['production', { controlPlane: 4, workers: 4 }, 3],
    ['production', { controlPlane: 5, workers: 0 }, 3],
    ['production', { controlPlane: 9, workers: 3 }, 5],
    ['production', { controlPlane: 3, workers: 3 }, 3],
  ] as const)('in %s of %j are %i central blades', (architecture, counts, central) => {
    expect(centralFor(architecture, counts)).toBe(central);
  });

  it('keep the blades that are central already', () => {
    expect(centralSlots(obeyed(planOf('development', ['-', '-', 'control-plane', '-', '-']), 'production'))).toEqual([
      'c1/1',
      'c1/3',
      'c2/1',
    ]);
  });

  it('are apart, one in each chassis, when the plan asks for that', () => {
    const plan = planOf('production', [...Array(3).fill('control-plane'), ...Array(9).fill('-')], 'one-per-chassis');
    expect(centralSlots(obeyed(plan, 'production'))).toEqual(['c1/1', 'c2/1', 'c3/1']);
  });

  it('are not written where the architecture gives them by itself', () => {
    expect(rolesFor(planOf('development', ['control-plane', 'worker', 'worker']), 'small')).toEqual([
      { where: 'blades[1].role' },
      { where: 'blades[2].role' },
    ]);
  });

  it('are as many central ones as were asked for', () => {
    expect(countsOf(obeyed(planOf('production', Array(8).fill('-')), 'production', 5))).toEqual({ controlPlane: 5, workers: 3 });
  });

  it('stay two or four central ones where the plan gives a reason for that', () => {
    const plan = { ...planOf('production', [...Array(4).fill('control-plane'), '-', '-']), etcd: { evenReason: 'two rooms' } };
    expect(rolesFor(plan, 'production')).toEqual([]);
    expect(rolesFor({ ...plan, etcd: {} }, 'production')).toEqual([{ where: 'blades[3].role' }]);
  });

  it('leave a blade alone whose slot cannot be read', () => {
    const plan: Loose<Roles> = { architecture: 'small', blades: [null, { slot: null, role: 'worker' }, { slot: 'c1/1', role: 'worker' }] };
    expect(rolesFor(plan, 'small')).toEqual([{ where: 'blades[2].role' }]);
  });

  it('need no second edit, and are of that architecture whenever there are blades enough', () => {
    fc.assert(
      fc.property(name, name, fc.array(role, { minLength: 1, maxLength: 40 }), fc.boolean(), (from, to, roles, apart) => {
        const made = obeyed(planOf(from, roles, apart ? 'one-per-chassis' : 'anywhere'), to);
        const { controlPlane, workers } = countsOf(made);
        expect(rolesFor(made, to)).toEqual([]);
        expect(controlPlane + workers).toBe(roles.length);
        if (architectures[to].workers.most === 0) expect(workers).toBe(0);
        else if (roles.length > architectures[to].controlPlane[0]!) expect(architectures[to].controlPlane).toContain(controlPlane);
      }),
    );
  });
});

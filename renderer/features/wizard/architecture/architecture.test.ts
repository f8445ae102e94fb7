import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayFailOf } from '../../../../services/domain/architecture/index.ts';
import { applyEdits } from '../../../../services/domain/plan/edit.ts';
import type { Loose } from '../../../../services/domain/plan/loose.ts';
import type { Plan } from '../../../../services/domain/plan/plan.ts';
import { architectureWith, cardFacts, questions } from './card-facts.ts';
import { membersUp, places, rowOf, rowWidth } from './marks.ts';

const blades = (count: number, central = 0) =>
  Array.from({ length: count }, (_, index) => ({
    slot: `c1/${index + 1}`,
    macs: [],
    ...(index < central ? { role: 'control-plane' as const } : {}),
  }));
const planOf = (count: number, central = 0): Loose<Plan> => ({
  architecture: 'development',
  blades: blades(count, central),
});

describe('the card of an architecture', () => {
  it.each([
    ['development', 8, 1, 'fits'],
    ['small', 5, 1, 'fits'],
    ['small', 8, 1, 'misfit'],
    ['small', 4, 1, 'misfit'],
    ['production', 8, 1, 'roles'],
    ['production', 8, 3, 'fits'],
    ['production', 3, 0, 'misfit'],
    ['laptop', 8, 1, 'misfit'],
    ['small', 0, 0, 'empty'],
  ] as const)('%s with %i blades of which %i are central: %s', (name, count, central, fit) => {
    expect(cardFacts(planOf(count, central), name).fit).toBe(fit);
  });

  it('is drawn with the blades as they would be in it', () => {
    expect(cardFacts(planOf(8, 1), 'production').counts).toEqual({ controlPlane: 3, workers: 5 });
    expect(cardFacts(planOf(4), 'small').counts).toEqual({ controlPlane: 4, workers: 0 });
  });

  it('is drawn with numbers that it may have where the plan has others', () => {
    expect(cardFacts(planOf(64), 'small').counts).toEqual({ controlPlane: 9, workers: 0 });
    expect(cardFacts(planOf(0), 'production').counts).toEqual({ controlPlane: 3, workers: 1 });
    expect(cardFacts(planOf(64), 'laptop').counts).toEqual({ controlPlane: 1, workers: 0 });
  });

  it('fits after its own edits when it says that only the roles have to follow', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 12 }),
        fc.constantFrom('development', 'production'),
        (count, central, name) => {
          const plan = planOf(count, Math.min(central, count));
          const { fit, edits } = cardFacts(plan, name);
          if (fit === 'roles') expect(cardFacts(applyEdits(plan, edits) as Loose<Plan>, name).fit).toBe('fits');
        },
      ),
    );
  });

  it('answers what would be with other numbers by the architecture that has them', () => {
    expect(questions('development', 1).map((count) => architectureWith('development', count).name)).toEqual([
      'development',
      'production',
      'production',
    ]);
    expect(questions('production', 3).map((count) => architectureWith('production', count).name)).toEqual([
      'development',
      'production',
      'production',
    ]);
    expect(questions('small', 4).map((count) => architectureWith('small', count).name)).toEqual(Array(5).fill('small'));
  });
});

describe('the marks of a drawing', () => {
  it('are as many as there is room for, and the number of the rest', () => {
    expect([rowOf(7), rowOf(8), rowOf(512)]).toEqual([
      { marks: 7, more: 0 },
      { marks: 6, more: 2 },
      { marks: 6, more: 506 },
    ]);
  });

  it('stand in rows of nearly the same length', () => {
    expect(places(9).map(({ row, inRow }) => [row, inRow])).toEqual([...Array(5).fill([0, 5]), ...Array(4).fill([1, 4])]);
    for (const { inRow } of places(14)) expect(inRow).toBeLessThanOrEqual(rowWidth);
  });

  it('cross out as many members as may fail', () => {
    for (const members of [1, 2, 3, 4, 5, 9]) expect(membersUp(members).filter((up) => !up)).toHaveLength(mayFailOf(members));
  });
});

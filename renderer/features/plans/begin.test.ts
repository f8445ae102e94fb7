// Where the wizard stands when work on a plan begins, and what is said when it cannot.

import { describe, expect, it } from 'vitest';
import type { PlanView } from '../../../services/contract/index.ts';
import { at, problem } from '../../../services/domain/problem.ts';
import type { Api } from '../../api.ts';
import { type Addressed, createPlaceStore } from '../../stores/place.ts';
import { createPlanStore } from '../../stores/plan.ts';
import { createBegin } from './begin.ts';

const bare = { sha256: '0'.repeat(64), text: '', data: {}, canUndo: false, canRedo: false, removable: false };
const fakeWindow = (): Addressed =>
  ({ location: { hash: '' }, history: { replaceState: () => {} }, addEventListener: () => {} }) as unknown as Addressed;

/** Answers each call with this view of the path that it names, or refuses. */
function scene(view: Partial<PlanView> | undefined) {
  const asked: string[] = [];
  const call = async (name: string, { path = '/plans/new.yaml' }: { path?: string }) => {
    asked.push(`${name} ${path}`);
    return view
      ? { ok: true, value: { ...bare, problems: [], path, ...view } }
      : { ok: false, problems: [problem('plan-name-taken', { file: 'a.yaml' })] };
  };
  const api = { call } as unknown as Api;
  const [plans, place] = [createPlanStore(api), createPlaceStore(fakeWindow())];
  return { asked, plans, place, begin: createBegin(api, plans, place) };
}

describe('work on a plan begins', () => {
  it('at its first step with an error', async () => {
    const { begin, place, plans } = scene({
      problems: [
        at('blades[0].ip', problem('plan-address-none', { slot: 'c1/1' })),
        at('bundle', problem('plan-value-wrong', { value: '5', wanted: 'text' })),
      ],
    });
    expect(await begin.open('/stick/a.yaml')).toEqual([]);
    expect(place.getState()).toMatchObject({ page: 'wizard', part: 'bundle', plan: '/stick/a.yaml' });
    expect(plans.getState().view?.path).toBe('/stick/a.yaml');
  });
  it('at the review when nothing is wrong', async () => {
    const { begin, place } = scene({});
    await begin.open('/stick/a.yaml');
    expect(place.getState().part).toBe('review');
  });
  it('at the beginning when it is new', async () => {
    const { begin, place, asked } = scene({});
    await begin.create({ name: 'rack-7', architecture: 'small' });
    expect(place.getState()).toMatchObject({ part: 'site', plan: '/plans/new.yaml' });
    expect(asked).toEqual(['newPlan /plans/new.yaml', 'openPlan /plans/new.yaml']);
  });
  it('with the one file that was dropped; several stay in the list', async () => {
    const { begin, place, asked } = scene({});
    const file = (fileName: string) => ({ fileName, text: '' });
    await begin.import([file('a.yaml'), file('b.yaml')]);
    expect(place.getState().page).toBe('plans');
    await begin.import([file('c.yaml')]);
    expect(place.getState().page).toBe('wizard');
    expect(asked.filter((one) => one.startsWith('importPlan'))).toHaveLength(3);
  });
  it('not at all when it is refused: the place stays, and the reason is said', async () => {
    const { begin, place } = scene(undefined);
    const problems = await begin.copy({ path: '/plans/a.yaml', name: 'a' });
    expect(problems.map(({ code }) => code)).toEqual(['plan-name-taken']);
    expect(place.getState().page).toBe('plans');
  });
});

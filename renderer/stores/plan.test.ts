import { describe, expect, it } from 'vitest';
import type { CallName, PlanView } from '../../services/contract/index.ts';
import { applyEdits, type PlanEdit } from '../../services/domain/plan/edit.ts';
import { problem } from '../../services/domain/problem.ts';
import type { Api } from '../api.ts';
import { createPlanStore } from './plan.ts';

const file = (data: object, version = 1): PlanView => ({
  path: '/plans/a.yaml',
  sha256: String(version),
  text: JSON.stringify(data),
  data,
  problems: [],
  canUndo: version > 1,
  canRedo: false,
  removable: false,
});

/** A laptop with one plan file on it; `hold` keeps its answers back until it is called. */
class OnePlanLaptop {
  view = file({ name: 'a' });
  readonly asked: { name: CallName; input: Record<string, unknown> }[] = [];
  isFull = false;
  private gate: Promise<void> = Promise.resolve();

  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.gate = promise;
    return resolve;
  }

  changedOutside(data: object) {
    this.view = file(data, Number(this.view.sha256) + 1);
  }

  readonly call: Api['call'] = async (name, input) => {
    this.asked.push({ name, input: input as never });
    await this.gate;
    const { sha256, edits } = input as { sha256?: string; edits?: PlanEdit[] };
    if (sha256 !== undefined && sha256 !== this.view.sha256)
      return { ok: false, problems: [problem('plan-changed-on-disk', { file: this.view.path })] };
    if (edits && this.isFull)
      return { ok: false, problems: [problem('plan-not-written', { file: this.view.path, reason: 'the disk is full' })] };
    if (edits) this.view = file(applyEdits(this.view.data, edits) as object, Number(this.view.sha256) + 1);
    return { ok: true, value: this.view as never };
  };
}

async function opened() {
  const laptop = new OnePlanLaptop();
  const store = createPlanStore(laptop);
  await store.getState().open('/plans/a.yaml');
  return { laptop, store, now: store.getState };
}

/** Everything that was asked before has been answered. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('the plan that is open', () => {
  it('shows an edit at once and the file soon', async () => {
    const { laptop, now } = await opened();
    now().edit({ where: 'name', value: 'b' });
    expect(now().data).toEqual({ name: 'b' });
    expect(now().plan.name).toBe('b');
    await settled();
    expect(now().pending).toEqual([]);
    expect(laptop.view.data).toEqual({ name: 'b' });
  });

  it('sends what is typed meanwhile in the next call, on the file that the first one left', async () => {
    const { laptop, now } = await opened();
    const release = laptop.hold();
    now().edit({ where: 'name', value: 'b' });
    await settled();
    now().edit({ where: 'bundle', value: 'x' });
    now().edit({ where: 'name', value: 'c' });
    release();
    await settled();
    await settled();
    expect(laptop.view.data).toEqual({ name: 'c', bundle: 'x' });
    expect(laptop.asked.map(({ name }) => name)).toEqual(['openPlan', 'editPlan', 'editPlan']);
  });

  it('writes nothing over a file that was changed outside, and loses nothing that was typed', async () => {
    const { laptop, now } = await opened();
    laptop.changedOutside({ name: 'other', bundle: 'theirs' });
    now().edit({ where: 'name', value: 'mine' });
    await settled();
    expect(now()).toMatchObject({ outside: true, pending: [{ where: 'name', value: 'mine' }] });
    now().edit({ where: 'name', value: 'mine 2' });
    await settled();
    expect(laptop.view.data).toEqual({ name: 'other', bundle: 'theirs' });
    await now().reload(true);
    expect(laptop.view.data).toEqual({ name: 'mine 2', bundle: 'theirs' });
    expect(now()).toMatchObject({ outside: false, pending: [], trouble: [] });
  });

  it('takes the file as it is when the technician says so', async () => {
    const { laptop, now } = await opened();
    laptop.changedOutside({ name: 'other' });
    now().edit({ where: 'name', value: 'mine' });
    await settled();
    await now().reload(false);
    expect(now()).toMatchObject({ outside: false, pending: [], data: { name: 'other' } });
  });

  it('follows a change from outside by itself while nothing of its own is on its way', async () => {
    const { laptop, now } = await opened();
    laptop.changedOutside({ name: 'other' });
    now().heard({ path: '/plans/a.yaml', sha256: laptop.view.sha256, outside: true });
    await settled();
    expect(now().data).toEqual({ name: 'other' });
  });

  it('does not ask again for the change that it made itself', async () => {
    const { laptop, now } = await opened();
    now().edit({ where: 'name', value: 'b' });
    await settled();
    now().heard({ path: '/plans/a.yaml', sha256: laptop.view.sha256, outside: false });
    await settled();
    expect(laptop.asked.filter(({ name }) => name === 'openPlan')).toHaveLength(1);
  });

  it('does not take its own changes, told late, for those of somebody else', async () => {
    const { laptop, now } = await opened();
    const first = laptop.hold();
    now().edit({ where: 'name', value: 'b' });
    await settled();
    now().edit({ where: 'name', value: 'c' });
    now().heard({ path: '/plans/a.yaml', sha256: '2', outside: false });
    first();
    const second = laptop.hold();
    await settled();
    now().edit({ where: 'name', value: 'd' });
    second();
    await settled();
    expect([now().outside, now().pending, laptop.view.data]).toEqual([false, [], { name: 'd' }]);
  });
  it('keeps an edit that could not be written, and writes it with the next', async () => {
    const { laptop, now } = await opened();
    laptop.isFull = true;
    now().edit({ where: 'name', value: 'b' });
    await settled();
    expect(now()).toMatchObject({ pending: [{ where: 'name', value: 'b' }], trouble: [{ code: 'plan-not-written' }], data: { name: 'b' } });
    laptop.isFull = false;
    now().edit({ where: 'bundle', value: 'x' });
    await settled();
    expect(laptop.view.data).toEqual({ name: 'b', bundle: 'x' });
    expect(now()).toMatchObject({ pending: [], trouble: [] });
  });
});

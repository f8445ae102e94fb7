import { describe, expect, it } from 'vitest';
import { placeOf } from '../../domain/problem.ts';
import { editDraft } from '../../store/plan-change.ts';
import { draftOf } from '../../store/plan-draft.ts';
import { type NewPlan, newPlanText } from './template.ts';

const architectures = ['laptop', 'small', 'development', 'production'] as const;
const newPlan = (changes: Partial<NewPlan> = {}) =>
  newPlanText({ name: 'rack-7', architecture: 'small', virtual: false, random: Uint8Array.of(1, 2, 255), ...changes });
const found = (text: string) =>
  draftOf(text, '').problems.map(({ level, ...one }) => `${level} ${placeOf({ ...one, level, source: undefined! })} ${one.code}`);

describe('a new plan', () => {
  it.each(architectures)('%s lacks a bundle, blades and a key, and nothing else', (architecture) => {
    const blades = architecture === 'laptop' ? [] : ['error blades plan-value-wrong'];
    expect(found(newPlan({ architecture }))).toEqual(['error bundle plan-value-wrong', ...blades, 'warning access plan-nobody-can-log-in']);
  });
  it.each(architectures)('%s on the simulated network lacks its blades at most, and says that it is simulated', (architecture) => {
    const blades = architecture === 'laptop' ? [] : ['error blades plan-value-wrong'];
    expect(found(newPlan({ architecture, virtual: true }))).toEqual(['warning network.subnet plan-on-loopback', ...blades]);
  });
  it.each([
    ['small', 3],
    ['development', 40],
    ['production', 40],
  ] as const)('%s is good as soon as it has blades', (architecture, count) => {
    const blades = Array.from({ length: count }, (_, index) => ({
      slot: `c${Math.floor(index / 16) + 1}/${(index % 16) + 1}`,
      macs: [`d0:00:67:13:0d:${index.toString(16).padStart(2, '0')}`],
      role: architecture === 'small' || index < (architecture === 'production' ? 3 : 1) ? 'control-plane' : 'worker',
    }));
    const chassis = ['c1', 'c2', 'c3'].map((name) => ({ name, slots: 16 }));
    for (const virtual of [false, true]) {
      const filled = editDraft(draftOf(newPlan({ architecture, virtual }), 'x'), [
        { where: 'bundle', value: 'lab' },
        { where: 'chassis', value: chassis },
        ...blades.map((value, index) => ({ where: `blades[${index}]`, value })),
      ]);
      expect(filled.ok && filled.value.problems.filter(({ level }) => level === 'error')).toEqual([]);
      expect(filled.ok && filled.value.text).toContain('blades:\n  - slot: c1/1\n    macs: [d0:00:67:13:0d:00]\n');
    }
  });
  it('is on the networks that practice and page expect', () => {
    expect(draftOf(newPlan({ virtual: true }), '').data).toMatchObject({
      bundle: 'practice',
      network: { subnet: '127.20.0.0/16', laptop: '127.20.30.242', vip: '127.20.30.250' },
    });
    expect(draftOf(newPlan({ architecture: 'laptop' }), '').data).toMatchObject({
      chassis: [{ name: 'laptop', slots: 1 }],
      blades: [{ slot: 'laptop/1', macs: ['52:54:00:01:02:ff'] }],
    });
  });
  it.each(['三号', 'null', '7', 'a: b # c', 'x\ny: 1', '"', '\u2028'])('keeps the name %j as it was typed', (name) => {
    expect(draftOf(newPlan({ name }), '').data).toMatchObject({ name, architecture: 'small' });
  });
  it.each(architectures)('%s explains every field in a comment, and is written as YAML writes it', (architecture) => {
    const text = newPlan({ architecture });
    const edited = editDraft(draftOf(text, 'x'), [{ where: 'network.laptop', value: '10.20.30.9' }]);
    expect(edited.ok && edited.value.text).toBe(text.replace('laptop: 10.20.30.242', 'laptop: 10.20.30.9'));
  });
});

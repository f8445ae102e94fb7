import { describe, expect, it } from 'vitest';
import { type Loose, readLoosely } from '../../../services/domain/plan/loose.ts';
import type { Plan } from '../../../services/domain/plan/plan.ts';
import { changed } from '../../../services/domain/plan/sample.ts';
import { planV1 } from '../../../services/domain/plan/v1.ts';
import { createImportStore, outcomeOf, understandingOf } from './import-store.ts';

const plan = (...changes: Parameters<typeof changed>) => readLoosely(planV1, changed(...changes)) as Loose<Plan>;
const bytes = (text: string) => new TextEncoder().encode(text);

/** What would become of the plan by what the store holds. */
function outcome(store: ReturnType<typeof createImportStore>, into = plan(['chassis[0].slots', 8])) {
  const state = store.getState();
  return outcomeOf(into, understandingOf(state)!, state);
}
const changes = (found: ReturnType<typeof outcome>) => found.preview.map(({ slot, change }) => `${slot} ${change}`);

describe('the list that is being taken in', () => {
  it('is nothing while nothing is pasted', () => {
    const store = createImportStore();
    store.getState().paste('  \n');
    expect(understandingOf(store.getState())).toBeUndefined();
  });
  it('is understood as it is pasted, and again with what is said of a column', () => {
    const store = createImportStore();
    store.getState().paste('x;d0:00:67:13:0d:04\ny;d0:00:67:13:0d:05');
    expect(outcome(store).preview.map(({ machine }) => machine.hostname)).toEqual([undefined, undefined]);
    store.getState().mean(0, 'hostname');
    expect(outcome(store).preview.map(({ machine }) => machine.hostname)).toEqual(['x', 'y']);
  });
  it('forgets what was said of the columns of another list', () => {
    const store = createImportStore();
    store.getState().choose('one.csv', bytes('x;d0:00:67:13:0d:04'));
    store.getState().mean(0, 'hostname');
    store.getState().choose('two.csv', bytes('slot;mac\nc1/4;d0:00:67:13:0d:04'));
    expect(changes(outcome(store))).toEqual(['c1/4 new']);
  });
  it('tells of a file that is no text, and of a guessed encoding', () => {
    const store = createImportStore();
    store.getState().choose('list.xlsx', Uint8Array.of(0x50, 0x4b, 0, 0, 0xff));
    expect(store.getState()).toMatchObject({ text: '', file: 'list.xlsx', troubles: [{ code: 'list-binary' }] });
    store.getState().choose('list.csv', Uint8Array.from([0xb2, 0xdb, 0xce, 0xbb, ...bytes(',mac\n4,d0:00:67:13:0d:04')]));
    expect(understandingOf(store.getState())!.problems).toMatchObject([{ code: 'list-encoding' }]);
  });
  it('asks for the chassis only where the plan has several and the list names none', () => {
    const store = createImportStore();
    store.getState().paste('bay;mac\n4;d0:00:67:13:0d:04');
    expect(outcome(store)).toMatchObject({ chassisAsked: false, preview: [{ slot: 'c1/4' }] });
    const two = plan(['chassis[1]', { name: 'right', slots: 8, firstIp: '10.20.30.60' }]);
    expect(outcome(store, two)).toMatchObject({ chassisAsked: true, preview: [{ change: 'conflict' }] });
    store.getState().say({ chassis: 'right' });
    expect(changes(outcome(store, two))).toEqual(['right/4 new']);
  });
  it('offers the chassis that are missing, and adds them in the same step', () => {
    const store = createImportStore();
    store.getState().paste('slot;mac\nc2/4;d0:00:67:13:0d:04');
    expect(outcome(store)).toMatchObject({ missing: [{ name: 'c2', slots: 4 }], edits: [] });
    store.getState().say({ addChassis: true });
    expect(outcome(store).edits.map(({ where }) => where)).toEqual(['chassis[1]', 'blades[3]']);
  });
});

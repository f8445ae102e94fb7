// A blade's state at a glance, from its stage and its problem.

import { describe, expect, it } from 'vitest';
import { problem, warning } from '../problem.ts';
import { bladeProblems } from '../problems/blade.ts';
import { type BladeState, bladeStates, countStates, needsPerson, type Seen, stateOf } from './state.ts';

const consent = problem('consent-needed', { slot: 'c1/1', disk: 'sda', contents: 'ext4' });

const table: readonly (readonly [string, Seen, BladeState])[] = [
  ['nothing heard', { stage: 'waiting' }, 'waiting'],
  ['first packet', { stage: 'dhcp' }, 'working'],
  ['its disk is written, not up yet', { stage: 'rebooting' }, 'working'],
  ['called home', { stage: 'booted' }, 'done'],
  ['called home, on its way into a cluster', { stage: 'booted', aim: 'ready' }, 'working'],
  ['a ready node', { stage: 'ready', aim: 'ready', node: { ready: true } }, 'done'],
  ['a node that falls back, before that is told', { stage: 'ready', aim: 'ready', node: { ready: false } }, 'working'],
  ['no node any more', { stage: 'ready', aim: 'ready', problem: problem('node-gone') }, 'failed'],
  ['a node that does not come back', { stage: 'ready', aim: 'ready', problem: problem('node-not-ready', { reason: '' }) }, 'silent'],
  ['sealed', { stage: 'sealed', aim: 'ready' }, 'done'],
  ['waits for consent', { stage: 'config', problem: consent }, 'held'],
  ['boots without being armed', { stage: 'kernel', problem: warning(problem('blade-not-armed')) }, 'held'],
  ['its agent will tell the hardware by itself', { stage: 'config', problem: problem('inventory-missing') }, 'working'],
  ['armed and never heard', { stage: 'waiting', problem: warning(problem('blade-silent')) }, 'silent'],
  ['writes no further', { stage: 'installing', problem: problem('install-stalled') }, 'silent'],
  ['could not install', { stage: 'installing', problem: problem('install-failed', { reason: 'no space' }) }, 'failed'],
  ['left out, whatever happened before', { stage: 'installing', problem: consent, excluded: 'broken' }, 'excluded'],
];

describe('the state of a blade', () => {
  it.each(table)('%s', (_, blade, state) => expect(stateOf(blade)).toBe(state));

  it('is not failed for a mere warning that it does not know', () =>
    expect(stateOf({ stage: 'kernel', problem: { code: 'no-router-advertisement', level: 'warning' } })).toBe('working'));

  it('asks for a person wherever a problem of a blade is an error, apart from what ends by itself', () => {
    const calm = Object.keys(bladeProblems).filter(
      (code) => !needsPerson(stateOf({ stage: 'config', problem: { code, level: 'error' } as never })),
    );
    expect(calm).toEqual(['inventory-missing']);
  });

  it('is counted, every state named', () => {
    const counts = countStates(table.map(([, blade]) => blade));
    expect(Object.keys(counts)).toEqual([...bladeStates]);
    expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(table.length);
    expect(counts.held).toBe(2);
  });
});

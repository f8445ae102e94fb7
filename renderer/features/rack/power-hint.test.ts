// What hands do at the machine.

import { describe, expect, it } from 'vitest';
import { type ProblemCode, problem, warning } from '../../../services/domain/problem.ts';
import { type Hint, powerHint } from './power-hint.ts';
import { sampleBlade } from './sample.ts';

const withProblem = (code: ProblemCode) => sampleBlade({ stage: 'loader', problem: problem(code as 'run-paused') });

describe('the hint', () => {
  it.each<[string, Parameters<typeof sampleBlade>[0], Hint]>([
    ['armed and waiting', {}, 'switchOn'],
    ['waiting, not armed', { permission: 'local' }, 'arm'],
    ['on its way', { stage: 'kernel' }, 'leave'],
    ['writing', { stage: 'installing', permission: 'local' }, 'hands-off'],
    ['restarting', { stage: 'rebooting', permission: 'local' }, 'restarts'],
    ['home', { stage: 'booted', permission: 'local' }, 'leave'],
    ['left out', { excluded: 'broken', problem: problem('install-failed', { reason: 'x' }) }, 'aside'],
    ['on, but not armed', { stage: 'kernel', permission: 'local', problem: warning(problem('blade-not-armed')) }, 'arm'],
  ])('for a blade that is %s', (_, change, hint) => expect(powerHint(sampleBlade(change))).toBe(hint));

  it.each<[ProblemCode, Hint]>([
    ['consent-needed', 'decide'],
    ['run-paused', 'decide'],
    ['secure-boot-suspected', 'secureBoot'],
    ['install-failed', 'retryFirst'],
    ['kernel-without-call-home', 'screen'],
    ['disk-does-not-boot', 'bootOrder'],
    ['kubeadm-failing', 'read'],
    ['node-not-ready', 'read'],
  ])('for %s', (code, hint) => expect(powerHint(withProblem(code))).toBe(hint));
});

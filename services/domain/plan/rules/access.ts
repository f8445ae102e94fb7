// Rules of getting in: SSH keys that sshd will take, and at least one way to log in.

import { at, type Problem, problem, warning } from '../../problem.ts';
import type { Loose } from '../loose.ts';
import type { Plan } from '../plan.ts';
import { sshKeyProblem } from '../ssh-key.ts';
import { entriesOf } from './entries.ts';

const keysGood = (plan: Loose<Plan>): Problem[] =>
  entriesOf(plan.access?.sshKeys, 'access.sshKeys').flatMap(({ value, where }) => {
    const found = sshKeyProblem(value);
    return found ? [at(where, found)] : [];
  });

const somebodyCanLogIn = (plan: Loose<Plan>): Problem[] =>
  plan.access?.sshKeys?.length === 0 && plan.access.autologin === false ? [at('access', warning(problem('plan-nobody-can-log-in')))] : [];

export const accessRules = [keysGood, somebodyCanLogIn];

// The problems of a plan by the step that asks for their field, errors first.

import type { ProblemView } from '../../../../services/contract/index.ts';
import { type StepName, stepOf, steps } from '../places.ts';

export interface StepProblems {
  readonly step: StepName;
  readonly problems: readonly ProblemView[];
}

export interface Counted {
  readonly errors: number;
  readonly warnings: number;
}

export const counted = (problems: readonly ProblemView[]): Counted => {
  const errors = problems.filter(({ level }) => level === 'error').length;
  return { errors, warnings: problems.length - errors };
};

const isError = ({ level }: ProblemView) => Number(level === 'error');

/** Only steps that have any, in the order of the wizard. */
export const byStep = (problems: readonly ProblemView[]): StepProblems[] =>
  steps
    .map((step) => ({
      step,
      problems: problems.filter(({ where }) => stepOf(where) === step).toSorted((one, other) => isError(other) - isError(one)),
    }))
    .filter(({ problems: own }) => own.length > 0);

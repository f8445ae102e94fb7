// How work on a plan begins: it is opened, made, imported or copied, and the wizard stands at the step that is to be done next.

import type { CallName, CallRequest, PlanView, ProblemView } from '../../../services/contract/index.ts';
import type { Answer, Api } from '../../api.ts';
import type { PlaceStore } from '../../stores/place.ts';
import type { PlanStore } from '../../stores/plan.ts';
import { firstStepToDo, type StepName } from '../wizard/places.ts';

/** Every problem that kept it from beginning; none when the wizard is open. */
type Begun = Promise<readonly ProblemView[]>;

export interface Begin {
  open(path: string): Begun;
  create(plan: CallRequest<'newPlan'>): Begun;
  /** Files that were chosen or dropped: a single one is opened, several are in the list from then on. */
  import(files: readonly CallRequest<'importPlan'>[]): Begun;
  copy(plan: CallRequest<'copyPlan'>): Begun;
}

type Gives = Extract<CallName, 'openPlan' | 'newPlan' | 'importPlan' | 'copyPlan'>;

export function createBegin(api: Pick<Api, 'call'>, plans: PlanStore, place: PlaceStore): Begin {
  /** Through the plan store, in its turn: edits of the plan that was open go into its file first. */
  async function begin(answer: Answer<Gives>, stepOf: (view: PlanView) => StepName): Begun {
    if (!answer.ok) return answer.problems;
    const view = answer.value as PlanView;
    const { open } = plans.getState();
    if (await open(view.path)) place.getState().go('wizard', stepOf(view), view.path);
    return [];
  }
  const next = ({ problems }: PlanView) => firstStepToDo(problems);
  return {
    open: async (path) => begin(await api.call('openPlan', { path }), next),
    // A new plan is walked through from its beginning, whatever it has already.
    create: async (plan) => begin(await api.call('newPlan', plan), () => 'site'),
    async import(files) {
      if (files.length === 1) return begin(await api.call('importPlan', files[0]!), next);
      const answers: Answer<'importPlan'>[] = [];
      for (const file of files) answers.push(await api.call('importPlan', file));
      return answers.flatMap((answer) => (answer.ok ? [] : answer.problems));
    },
    copy: async (plan) => begin(await api.call('copyPlan', plan), next),
  };
}

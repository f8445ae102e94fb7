// One line over the drawing: how far the rack is filled, what is wrong, the way to the next problem, and what has just happened.

import { Button, Label } from '@patternfly/react-core';
import { CheckCircleIcon, ExclamationCircleIcon, ExclamationTriangleIcon } from '@patternfly/react-icons';
import { useMemo } from 'react';
import type { ProblemView } from '../../../../services/contract/index.ts';
import { countsOf } from '../../../../services/domain/plan/roles.ts';
import { useWords } from '../../../i18n/index.ts';
import { useProblemWords } from '../../../i18n/problems.ts';
import { usePlan } from '../../../stores/index.ts';
import { stepOf } from '../places.ts';
import { nextProblem } from './next-problem.ts';
import { useRackOfPlan, useSlots } from './stores.ts';
import { slotsWords } from './words.ts';

export function Summary() {
  const say = useWords(slotsWords);
  const filled = useRackOfPlan((rack) => rack.order.reduce((count, slot) => count + Number(rack.cells[slot]!.blade !== undefined), 0));
  const all = useRackOfPlan((rack) => rack.order.length);
  const central = usePlan(({ plan }) => countsOf(plan).controlPlane);
  const workers = usePlan(({ plan }) => countsOf(plan).workers);
  return (
    <div className="rs-slots-summary">
      <span>{say('filledOf', { filled, all })}</span>
      <span>
        {say('central', { count: central })} · {say('workers', { count: workers })}
      </span>
      <Conflicts />
      <Told />
    </div>
  );
}

function useOwnProblems(): readonly ProblemView[] {
  const problems = usePlan((plan) => plan.problems);
  return useMemo(() => problems.filter(({ where }) => stepOf(where) === 'slots'), [problems]);
}

function Conflicts() {
  const say = useWords(slotsWords);
  const inWords = useProblemWords();
  const problems = useOwnProblems();
  const errors = problems.filter(({ level }) => level === 'error').length;
  const warnings = problems.length - errors;
  // Problems of the blades altogether have no slot to be shown on.
  const general = problems.find(({ where }) => where === 'blades' || where === 'chassis');
  if (problems.length === 0)
    return (
      <Label isCompact status="success" icon={<CheckCircleIcon />}>
        {say('noProblems')}
      </Label>
    );
  return (
    <>
      {errors > 0 && (
        <Label isCompact status="danger" icon={<ExclamationCircleIcon />}>
          {say('errors', { count: errors })}
        </Label>
      )}
      {warnings > 0 && (
        <Label isCompact status="warning" icon={<ExclamationTriangleIcon />}>
          {say('warnings', { count: warnings })}
        </Label>
      )}
      <Button variant="link" isInline onClick={() => nextProblem(problems)}>
        {say('nextProblem')}
      </Button>
      {general && (
        <span className="rs-slots-general" title={`${inWords(general).what} ${inWords(general).todo}`}>
          {inWords(general).what}
        </span>
      )}
    </>
  );
}

/** Heard by screen readers, seen by everybody. */
function Told() {
  const say = useWords(slotsWords);
  const notice = useSlots((slots) => slots.notice);
  return (
    <span className="rs-slots-told" role="status" aria-live="polite">
      {notice && say(notice.key, notice.params)}
    </span>
  );
}

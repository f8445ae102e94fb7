// Every problem of the plan, by the step that asks for its field, each with the way there.

import { Button, Card, CardBody, CardHeader, CardTitle, EmptyState, EmptyStateBody, Label } from '@patternfly/react-core';
import { CheckCircleIcon, ExclamationCircleIcon, ExclamationTriangleIcon } from '@patternfly/react-icons';
import { useMemo } from 'react';
import type { ProblemView } from '../../../../services/contract/index.ts';
import { useWords } from '../../../i18n/index.ts';
import { usePlace, usePlan, useSite } from '../../../stores/index.ts';
import { ProblemLines } from '../../../ui/problems.tsx';
import { bundleProblems } from '../bundle-problems.ts';
import { stepOf } from '../places.ts';
import { wizardWords } from '../words.ts';
import { byStep, counted, type StepProblems } from './by-step.ts';
import { reviewWords } from './words.ts';

/** Of the plan by itself, and of the plan with the bundle it names as far as that is here. */
export function useAllProblems(): readonly ProblemView[] {
  const problems = usePlan((state) => state.problems);
  const plan = usePlan((state) => state.plan);
  const bundles = useSite((site) => site.bundles);
  const lacks = bundleProblems(bundles, plan);
  return useMemo(() => [...problems, ...lacks], [problems, lacks]);
}

/** Leads to the field of a problem. */
export function useGoTo(): (where: string) => void {
  const go = usePlace((place) => place.go);
  return (where) => go('wizard', `${stepOf(where)}/${where}`);
}

/** How many errors and warnings, each with its sign and its word. */
export function Counts({ problems }: { readonly problems: readonly ProblemView[] }) {
  const say = useWords(wizardWords);
  const { errors, warnings } = counted(problems);
  return (
    <>
      {errors > 0 && (
        <Label isCompact status="danger" variant="outline" icon={<ExclamationCircleIcon />}>
          {say('errors', { count: errors })}
        </Label>
      )}{' '}
      {warnings > 0 && (
        <Label isCompact status="warning" variant="outline" icon={<ExclamationTriangleIcon />}>
          {say('warnings', { count: warnings })}
        </Label>
      )}
    </>
  );
}

export function ProblemList() {
  const say = useWords(reviewWords);
  const problems = useAllProblems();
  const groups = useMemo(() => byStep(problems), [problems]);
  if (groups.length === 0) {
    return (
      <EmptyState titleText={say('none')} icon={CheckCircleIcon} headingLevel="h2" status="success">
        <EmptyStateBody>{say('noneMore')}</EmptyStateBody>
      </EmptyState>
    );
  }
  return groups.map((group) => <OfStep key={group.step} {...group} />);
}

function OfStep({ step, problems }: StepProblems) {
  const say = useWords(reviewWords);
  const sayStep = useWords(wizardWords);
  const go = usePlace((place) => place.go);
  const goTo = useGoTo();
  return (
    <Card isCompact className="rs-step-problems">
      <CardHeader
        actions={{
          actions:
            step === 'review' ? null : (
              <Button variant="link" onClick={() => go('wizard', step)}>
                {say('toStep')}
              </Button>
            ),
        }}
      >
        <CardTitle component="h2">
          {sayStep(step)} <Counts problems={problems} />
        </CardTitle>
      </CardHeader>
      <CardBody>
        <ProblemLines problems={problems} onGo={goTo} />
      </CardBody>
    </Card>
  );
}

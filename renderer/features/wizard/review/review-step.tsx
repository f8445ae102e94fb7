// The wizard's step: everything about the plan at one place before it is armed.

import { Button, Tab, Tabs, TabTitleText } from '@patternfly/react-core';
import { type ReactNode, useEffect, useMemo } from 'react';
import { checkPlan } from '../../../../services/domain/plan/check.ts';
import type { Plan } from '../../../../services/domain/plan/plan.ts';
import { useWords } from '../../../i18n/index.ts';
import { siteStore, usePlace, usePlan } from '../../../stores/index.ts';
import { Documents } from './documents.tsx';
import { Firewall } from './firewall.tsx';
import { PlanFile } from './plan-file.tsx';
import { Counts, ProblemList, useAllProblems } from './problem-list.tsx';
import './review.css';
import { Summary } from './summary.tsx';
import { reviewWords } from './words.ts';

const views = ['problems', 'summary', 'documents', 'firewall', 'file'] as const;
type View = (typeof views)[number];

/** What stands behind the step in the address: a view, or the path of a field that no other step asks for, which is looked for in the file. */
function useView(): View {
  const part = usePlace((place) => place.part.split('/').slice(1).join('/'));
  if (part === '') return 'problems';
  return views.find((view) => view === part) ?? 'file';
}

export function ReviewStep() {
  const say = useWords(reviewWords);
  const view = useView();
  const replace = usePlace((place) => place.replace);
  const problems = useAllProblems();
  useEffect(() => void siteStore.getState().loadBundles(), []);
  return (
    <div className="rs-review">
      <Tabs activeKey={view} aria-label={say('title')} role="region" onSelect={(_, key) => replace({ part: `review/${key}` })}>
        {views.map((name) => (
          <Tab
            key={name}
            eventKey={name}
            title={
              <TabTitleText>
                {say(name)} {name === 'problems' && <Counts problems={problems} />}
              </TabTitleText>
            }
          >
            {name === view && <div className="rs-review-view">{content[name]}</div>}
          </Tab>
        ))}
      </Tabs>
    </div>
  );
}

/** Draws what can only be made of a plan without errors. */
function WithPlan({ draw }: { readonly draw: (plan: Plan) => ReactNode }) {
  const say = useWords(reviewWords);
  const data = usePlan((plan) => plan.data);
  const replace = usePlace((place) => place.replace);
  const plan = useMemo(() => checkPlan(data).plan, [data]);
  if (plan) return draw(plan);
  return (
    <p>
      {say('needsPlan')}{' '}
      <Button variant="link" isInline onClick={() => replace({ part: 'review' })}>
        {say('toProblems')}
      </Button>
    </p>
  );
}

const content: Readonly<Record<View, ReactNode>> = {
  problems: <ProblemList />,
  summary: <WithPlan draw={(plan) => <Summary plan={plan} />} />,
  documents: <WithPlan draw={() => <Documents />} />,
  firewall: <WithPlan draw={(plan) => <Firewall plan={plan} />} />,
  file: <PlanFile />,
};

// The wizard: eight steps over one plan file, each with its state, in any order.

import { Button, EmptyState, EmptyStateActions, EmptyStateBody, EmptyStateFooter, Wizard, WizardStep } from '@patternfly/react-core';
import { type ComponentType, useEffect } from 'react';
import type { ProblemView } from '../../../services/contract/index.ts';
import { useWords } from '../../i18n/index.ts';
import { siteStore, usePlace, usePlan, useSite } from '../../stores/index.ts';
import { bundleProblems } from './bundle-problems.ts';
import { type StepName, stepOf, steps } from './places.ts';
import { PlanFileText } from './plan-file-text.tsx';
import { AccessStep } from './steps/access.tsx';
import { ArchitectureStep } from './steps/architecture.tsx';
import { ArmStep } from './steps/arm.tsx';
import { BundleStep } from './steps/bundle.tsx';
import { NetworkStep } from './steps/network.tsx';
import { ReviewStep } from './steps/review.tsx';
import { SiteStep } from './steps/site.tsx';
import { SlotsStep } from './steps/slots.tsx';
import { wizardWords } from './words.ts';

const content: Readonly<Record<StepName, ComponentType>> = {
  site: SiteStep,
  bundle: BundleStep,
  architecture: ArchitectureStep,
  network: NetworkStep,
  slots: SlotsStep,
  access: AccessStep,
  review: ReviewStep,
  arm: ArmStep,
};

type Status = 'default' | 'success' | 'warning' | 'error';

function statusOf(problems: readonly ProblemView[], step: StepName): Status {
  if (step === 'review' || step === 'arm') return 'default';
  const own = problems.filter(({ where }) => stepOf(where) === step);
  return own.some(({ level }) => level === 'error') ? 'error' : own.length > 0 ? 'warning' : 'success';
}

/** As one text: the frame of the wizard is drawn again when a step's status changes, not at every edit. */
function useStatuses(): readonly Status[] {
  const bundles = useSite((site) => site.bundles);
  const all = usePlan(({ problems, plan }) => {
    const found = [...problems, ...bundleProblems(bundles, plan)];
    return steps.map((step) => statusOf(found, step)).join(' ');
  });
  return all.split(' ') as Status[];
}

export function WizardPage() {
  const say = useWords(wizardWords);
  const statuses = useStatuses();
  const isOpen = usePlan((plan) => plan.view !== undefined);
  const isReadable = usePlan((plan) => plan.data !== undefined);
  const part = usePlace((place) => place.part);
  const go = usePlace((place) => place.go);
  useEffect(() => void siteStore.getState().loadBundles(), []);
  if (!isOpen) return <NoPlan />;
  if (!isReadable) return <Unreadable />;
  const current = steps.indexOf(part.split('/')[0] as StepName);
  return (
    <Wizard
      key={part.split('/')[0]}
      startIndex={Math.max(0, current) + 1}
      isVisitRequired={false}
      navAriaLabel={say('steps')}
      className="rs-wizard"
      onStepChange={(_, step) => go('wizard', String(step.id))}
    >
      {steps.map((step, index) => {
        const Content = content[step];
        return (
          <WizardStep
            key={step}
            id={step}
            name={<NamedStep step={step} status={statuses[index]!} />}
            status={statuses[index]!}
            footer={{ nextButtonText: say('next'), backButtonText: say('back'), isCancelHidden: true, isNextDisabled: step === 'arm' }}
          >
            <h1 className="pf-v6-screen-reader">{say(step)}</h1>
            <Content />
          </WizardStep>
        );
      })}
    </Wizard>
  );
}

/** The frame of the wizard says a step's status in English only: here it is in words that are read aloud, there it is hidden. */
function NamedStep({ step, status }: { readonly step: StepName; readonly status: Status }) {
  const say = useWords(wizardWords);
  return (
    <>
      {say(step)}
      {status !== 'default' && <span className="pf-v6-screen-reader">, {say(status)}</span>}
    </>
  );
}

function Unreadable() {
  const say = useWords(wizardWords);
  return (
    <>
      <h1 className="pf-v6-screen-reader">{say('text')}</h1>
      <PlanFileText />
    </>
  );
}

function NoPlan() {
  const say = useWords(wizardWords);
  const go = usePlace((place) => place.go);
  return (
    <EmptyState titleText={say('noPlan')} headingLevel="h1">
      <EmptyStateBody>{say('noPlanMore')}</EmptyStateBody>
      <EmptyStateFooter>
        <EmptyStateActions>
          <Button onClick={() => go('plans')}>{say('toPlans')}</Button>
        </EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  );
}

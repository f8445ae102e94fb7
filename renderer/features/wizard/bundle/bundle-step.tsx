// The wizard's step: which bundle the rack is installed from, and whether it has what the plan needs.

import { Alert, Button, Icon, Spinner } from '@patternfly/react-core';
import { CheckCircleIcon } from '@patternfly/react-icons';
import { useEffect } from 'react';
import type { BundleListed } from '../../../../services/contract/index.ts';
import { bundleLacks } from '../../../../services/domain/plan/bundle-fit.ts';
import { useWords } from '../../../i18n/index.ts';
import { usePlace, usePlan, useSite } from '../../../stores/index.ts';
import { Field } from '../../../ui/field.tsx';
import { ProblemLines } from '../../../ui/problems.tsx';
import { chosenBundle } from '../chosen-bundle.ts';
import { stepOf } from '../places.ts';
import { Section, StepForm } from '../step.tsx';
import { BundleRows } from './bundle-rows.tsx';
import './bundle.css';
import { Elsewhere } from './elsewhere.tsx';
import { bundleWords } from './words.ts';

export function BundleStep() {
  const say = useWords(bundleWords);
  const bundles = useSite((site) => site.bundles);
  const loadBundles = useSite((site) => site.loadBundles);
  useEffect(() => void loadBundles(), [loadBundles]);
  const again = (
    <Button variant="secondary" onClick={() => void loadBundles()}>
      {say('again')}
    </Button>
  );
  return (
    <StepForm>
      <Section title={say('title')} lead={say('lead')} action={again}>
        {bundles === undefined ? <Spinner size="lg" aria-label={say('looking')} /> : <AtHand bundles={bundles} />}
      </Section>
      <Elsewhere />
    </StepForm>
  );
}

function AtHand({ bundles }: { readonly bundles: readonly BundleListed[] }) {
  const say = useWords(bundleWords);
  const name = usePlan(({ plan }) => plan.bundle);
  const chosen = chosenBundle(bundles, name);
  return (
    <>
      <div aria-live="polite">{!chosen && <Missing name={name || undefined} />}</div>
      <Field where="bundle" label={say('list')} help={say('help')}>
        {bundles.length === 0 ? (
          <p>
            {say('none')} <span className="rs-step-lead">{say('noneMore')}</span>
          </p>
        ) : (
          <BundleRows bundles={bundles} />
        )}
      </Field>
      {chosen && <Fit bundle={chosen} />}
    </>
  );
}

function Missing({ name }: { readonly name: string | undefined }) {
  const say = useWords(bundleWords);
  if (name === undefined) return <Alert component="p" isInline isPlain variant="info" title={say('notChosen')} />;
  return (
    <Alert component="p" isInline variant="warning" title={say('notHere', { name })}>
      {say('notHereMore')}
    </Alert>
  );
}

function Fit({ bundle }: { readonly bundle: BundleListed }) {
  const say = useWords(bundleWords);
  const plan = usePlan((state) => state.plan);
  const go = usePlace((place) => place.go);
  const lacks = bundleLacks(plan, bundle);
  return (
    <Section title={say('fit')}>
      {lacks.length === 0 && (
        <p>
          <Icon status="success">
            <CheckCircleIcon />
          </Icon>{' '}
          {say('fits')}
        </p>
      )}
      <ProblemLines problems={lacks} onGo={(where) => go('wizard', `${stepOf(where)}/${where}`)} />
    </Section>
  );
}

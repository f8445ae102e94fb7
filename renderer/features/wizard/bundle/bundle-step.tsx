// The wizard's step: which bundle the rack is installed from, and whether it has what the plan needs.

import { Alert, Button, Icon, Spinner } from '@patternfly/react-core';
import { CheckCircleIcon } from '@patternfly/react-icons';
import { useEffect, useMemo } from 'react';
import type { BundleListed } from '../../../../services/contract/index.ts';
import { bundleLacks } from '../../../../services/domain/plan/bundle-fit.ts';
import { useWords } from '../../../i18n/index.ts';
import { usePlace, usePlan, useSite } from '../../../stores/index.ts';
import { Field } from '../../../ui/field.tsx';
import { ProblemLines } from '../../../ui/problems.tsx';
import { ImportOffer } from '../../bundles/actions.tsx';
import '../../bundles/bundles.css';
import { Trust } from '../../bundles/trust.tsx';
import { Work } from '../../bundles/work.tsx';
import { chosenBundle } from '../chosen-bundle.ts';
import { stepOf } from '../places.ts';
import { Section, StepForm } from '../step.tsx';
import { BundleRows } from './bundle-rows.tsx';
import './bundle.css';
import { Elsewhere } from './elsewhere.tsx';
import { Kubernetes } from './kubernetes.tsx';
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
      {chosen && chosen.trust.is !== 'unreadable' && <Chosen bundle={chosen} bundles={bundles} />}
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

/** What has to be known of the one that is chosen: whom it is from, where it lies, what the plan takes of it, what is missing. */
function Chosen({ bundle, bundles }: { readonly bundle: BundleListed; readonly bundles: readonly BundleListed[] }) {
  const say = useWords(bundleWords);
  const go = usePlace((place) => place.go);
  return (
    <div className="rs-bundle-chosen">
      <ImportOffer bundle={bundle} bundles={bundles} />
      <Work directory={bundle.directory} />
      <Trust bundle={bundle} />
      <Button variant="link" isInline className="rs-bundle-details" onClick={() => go('bundles', bundle.directory)}>
        {say('details')}
      </Button>
      <Kubernetes bundle={bundle} />
      <Fit bundle={bundle} />
    </div>
  );
}

function Fit({ bundle }: { readonly bundle: BundleListed }) {
  const say = useWords(bundleWords);
  const plan = usePlan((state) => state.plan);
  const go = usePlace((place) => place.go);
  const lacks = useMemo(() => bundleLacks(plan, bundle), [plan, bundle]);
  return (
    <Section title={say('fit')}>
      <div aria-live="polite">
        {lacks.length === 0 ? (
          <p>
            <Icon status="success">
              <CheckCircleIcon />
            </Icon>{' '}
            {say('fits')}
          </p>
        ) : (
          <p>{say('lacks', { count: lacks.length })}</p>
        )}
        <ProblemLines problems={lacks} onGo={(where) => go('wizard', `${stepOf(where)}/${where}`)} />
      </div>
    </Section>
  );
}

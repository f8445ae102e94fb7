// The wizard's step: start the services, arm slots, allow to wipe, switch on. Nothing is sent before the services start.

import { Button, Content, Label } from '@patternfly/react-core';
import { CheckCircleIcon, ExclamationCircleIcon, HourglassHalfIcon, PowerOffIcon } from '@patternfly/react-icons';
import { useEffect, useMemo, useState } from 'react';
import { bundleLacks } from '../../../../services/domain/plan/bundle-fit.ts';
import { useWords } from '../../../i18n/index.ts';
import { siteStore, usePlace, usePlan, useRack, useSite } from '../../../stores/index.ts';
import { Moment } from '../../../ui/moment.tsx';
import { ProblemAlerts } from '../../../ui/problems.tsx';
import { chosenBundle } from '../chosen-bundle.ts';
import './arm.css';
import { Acceptance } from './acceptance.tsx';
import { Asked } from './asked.tsx';
import { mayStart, type Precondition, preconditions } from './preconditions.ts';
import { SlotTable } from './slot-table.tsx';
import { useArm } from './use-arm.ts';
import { armWords } from './words.ts';

export function ArmStep() {
  const say = useWords(armWords);
  const run = useRack((rack) => rack.run?.run);
  const isThis = useRack((rack) => rack.run?.path) === usePlan(({ view }) => view?.path);
  const turnTo = useArm((arm) => arm.turnTo);
  useEffect(() => void siteStore.getState().loadBundles(), []);
  useEffect(() => turnTo(run), [turnTo, run]);
  return (
    <div className="rs-arm">
      {run !== undefined && isThis ? (
        <>
          <Running />
          <Trouble />
          <SlotTable />
        </>
      ) : (
        <>
          <Content component="h2">{say('before')}</Content>
          <Checklist />
          <Trouble />
        </>
      )}
    </div>
  );
}

function Trouble() {
  const trouble = useArm((arm) => arm.trouble);
  const dismiss = useArm((arm) => arm.dismiss);
  return <ProblemAlerts problems={trouble} onClose={dismiss} />;
}

/** What is so now, of this plan on this laptop; `accepted` is the identity of a bundle that was taken although nobody trusted signed it. */
function usePreconditions(accepted?: string) {
  const path = usePlan(({ view }) => view?.path ?? '');
  const problems = usePlan((plan) => plan.problems);
  const bundleName = usePlan(({ plan }) => plan.bundle ?? '');
  const laptop = usePlan(({ plan }) => plan.network?.laptop ?? '');
  const bundles = useSite((state) => state.bundles);
  const site = useSite((state) => state.site);
  const run = useRack((rack) => rack.run);
  const plan = usePlan((state) => state.plan);
  return useMemo(() => {
    const bundle = chosenBundle(bundles, bundleName);
    const lacks = bundle ? bundleLacks(plan, bundle) : [];
    return {
      bundle,
      path,
      list: preconditions({ path, problems, bundleName, bundle, bundlesKnown: bundles !== undefined, accepted, lacks, laptop, site, run }),
    };
  }, [path, problems, bundleName, laptop, bundles, accepted, site, run, plan]);
}

function Checklist() {
  const say = useWords(armWords);
  const [accepted, accept] = useState<string>();
  const { list, bundle, path } = usePreconditions(accepted);
  const isTrusted = bundle?.trust.is === 'trusted';
  const busy = useArm((arm) => arm.busy);
  const isOff = useRack((rack) => rack.known && rack.run === null);
  const isWritten = usePlan(({ pending }) => pending.length === 0);
  const start = useArm((arm) => arm.start);
  return (
    <>
      <ul className="rs-checklist">
        {list.map((one) => (
          <Check key={one.says} {...one} />
        ))}
      </ul>
      {bundle && !isTrusted && bundle.trust.is !== 'unreadable' && (
        <Acceptance bundle={bundle} isAccepted={accepted === bundle.id} onAccept={(on) => accept(on ? bundle.id : undefined)} />
      )}
      {isOff && (
        <p>
          <PowerOffIcon /> {say('off')}
        </p>
      )}
      <div>
        <Button
          size="lg"
          isDisabled={!mayStart(list) || busy || !isWritten}
          onClick={() => bundle && void start(path, bundle.directory, isTrusted ? undefined : accepted)}
        >
          {busy ? say('starting') : say('start')}
        </Button>
      </div>
    </>
  );
}

const icons = {
  met: <CheckCircleIcon className="rs-met" />,
  unmet: <ExclamationCircleIcon className="rs-unmet" />,
  unknown: <HourglassHalfIcon />,
} as const;

function Check({ state, says, params, mend }: Precondition) {
  const say = useWords(armWords);
  return (
    <li>
      {icons[state]} <span className="pf-v6-screen-reader">{say(state)}</span> <span>{say(says, params)}</span>{' '}
      {state !== 'met' && <Mend mend={mend} />}
    </li>
  );
}

const mendWords = { review: 'toReview', bundle: 'toBundle', accept: 'toBundle', site: 'toSite' } as const;
const mendSteps = { review: 'review', bundle: 'bundle', accept: 'bundle', site: 'site' } as const;

function Mend({ mend }: Pick<Precondition, 'mend'>) {
  const say = useWords(armWords);
  const go = usePlace((place) => place.go);
  if (mend === 'stop') return <StopServices />;
  return (
    <Button variant="link" isInline onClick={() => go('wizard', mendSteps[mend])}>
      {say(mendWords[mend])}
    </Button>
  );
}

function Running() {
  const say = useWords(armWords);
  const run = useRack((rack) => rack.run!);
  const go = usePlace((place) => place.go);
  const chosen = usePreconditions().bundle?.directory;
  return (
    <header className="rs-running">
      <Label status="success" icon={<CheckCircleIcon />}>
        {run.run}
      </Label>
      <span className="rs-running-since">
        {say('on')} <Moment at={run.startedAt} date /> · {run.device && say('onDevice', { device: run.device })} {say('nothingYet')}
        {chosen && chosen !== run.bundle && ` ${say('otherBundle', { bundle: run.bundle })}`}
      </span>
      <Button variant="secondary" onClick={() => go('rack')}>
        {say('toRack')}
      </Button>
      <StopServices />
    </header>
  );
}

function StopServices() {
  const say = useWords(armWords);
  const [isAsked, ask] = useState(false);
  const stop = useArm((arm) => arm.stop);
  return (
    <>
      <Button variant="secondary" onClick={() => ask(true)}>
        {say('stop')}
      </Button>
      {isAsked && (
        <Asked
          title={say('stopAsk')}
          yes={say('stop')}
          no={say('cancel')}
          onNo={() => ask(false)}
          onYes={() => void stop().then(() => ask(false))}
        >
          {say('stopMore')}
        </Asked>
      )}
    </>
  );
}

// The seal: what is done, what ends with it, and, with anything missing, only for somebody who says that it is known.

import { Alert, Button, Checkbox, Title } from '@patternfly/react-core';
import { useState } from 'react';
import { useWords } from '../../i18n/index.ts';
import { usePlace, useRack } from '../../stores/index.ts';
import { Copy } from '../../ui/copy.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useMomentWords } from '../../ui/moment.tsx';
import { StateShape } from '../../ui/state-shape.tsx';
import { useClusterCalls } from './cluster-store.ts';
import { leaveWords } from './leave-words.ts';
import { beforeSeal, missingForSeal, type Seen, stateOfStep } from './steps.ts';
import { useSummaries } from './summaries.ts';

const losses = ['lossSecrets', 'lossInstall', 'lossReturn'] as const;

export const Seal = ({ seen }: { readonly seen: Seen }) =>
  seen.cluster.sealedAt === undefined ? <Open seen={seen} /> : <Sealed seen={seen} at={seen.cluster.sealedAt} />;

function Open({ seen }: { readonly seen: Seen }) {
  const say = useWords(leaveWords);
  const [asking, ask] = useState(false);
  const isComplete = missingForSeal(seen).length === 0;
  const isBusy = seen.cluster.unplug !== undefined && seen.cluster.unplug.endedAt === undefined;
  return (
    <>
      <p>{say('sealLead')}</p>
      <Title headingLevel="h3" size="md">
        {say('sealList')}
      </Title>
      <Done seen={seen} />
      <Title headingLevel="h3" size="md">
        {say('sealLoss')}
      </Title>
      <Losses />
      <div className="rs-cluster-actions">
        <Button variant={isComplete ? 'primary' : 'secondary'} isDanger={!isComplete} isDisabled={isBusy} onClick={() => ask(true)}>
          {say('sealDo')}
        </Button>
      </div>
      {asking && <Ask seen={seen} onClose={() => ask(false)} />}
    </>
  );
}

function Done({ seen }: { readonly seen: Seen }) {
  const say = useWords(leaveWords);
  const go = usePlace((place) => place.go);
  const summaries = useSummaries(seen);
  const missing: readonly string[] = missingForSeal(seen);
  return (
    <ul className="rs-checks">
      {beforeSeal.map((step) => {
        const state = stateOfStep(step, seen);
        return (
          <li key={step} className={`rs-check rs-state-${state}`}>
            <StateShape state={state} />
            <div>
              {say(`sealItem-${step}`)} <span className="rs-subtle">{summaries(step)}</span>
            </div>
            <span className="rs-check-state">{say(missing.includes(step) ? 'itemMissing' : 'itemDone')}</span>
            <span className="rs-check-seconds">
              {missing.includes(step) && (
                <Button
                  variant="link"
                  isInline
                  aria-label={`${say('goThere')}: ${say(`sealItem-${step}`)}`}
                  onClick={() => go('cluster', step)}
                >
                  {say('goThere')}
                </Button>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function Losses() {
  const say = useWords(leaveWords);
  return (
    <ul className="rs-cluster-list">
      {losses.map((one) => (
        <li key={one}>{say(one)}</li>
      ))}
    </ul>
  );
}

/** The appliance may know of something missing that the page does not: its refusal asks for the same tick. */
function Ask({ seen, onClose }: { readonly seen: Seen; readonly onClose: () => void }) {
  const say = useWords(leaveWords);
  const plan = useRack(({ run }) => run?.plan ?? '');
  const seal = useClusterCalls((calls) => calls.seal);
  const [refused, refuse] = useState(false);
  const [known, know] = useState(false);
  const missing = missingForSeal(seen);
  const mustKnow = refused || missing.length > 0;
  const carryOut = async () => {
    const problems = await seal(known);
    refuse(problems.some(({ code }) => code === 'seal-incomplete'));
    return problems;
  };
  return (
    <Dialog
      title={say('sealTitle', { plan })}
      confirm={say('sealYes')}
      isDanger
      isReady={!mustKnow || known}
      onClose={onClose}
      onConfirm={carryOut}
    >
      <p>
        <strong>{say('sealSure')}</strong>
      </p>
      <Losses />
      {missing.length > 0 && (
        <div>
          <strong>{say('itemMissing')}</strong>
          <ul className="rs-cluster-list">
            {missing.map((step) => (
              <li key={step}>{say(`sealItem-${step as (typeof beforeSeal)[number]}`)}</li>
            ))}
          </ul>
        </div>
      )}
      {!seen.cluster.handedOver && <Alert isInline variant="danger" component="p" title={say('sealNoKey')} />}
      {mustKnow && <Checkbox id="seal-incomplete" label={say('sealIncomplete')} isChecked={known} onChange={(_, on) => know(on)} />}
    </Dialog>
  );
}

function Sealed({ seen: { cluster }, at }: { readonly seen: Seen; readonly at: number }) {
  const say = useWords(leaveWords);
  const inWords = useMomentWords();
  return (
    <Alert isInline variant="success" component="h3" title={say('sealed', { at: inWords(at, true) })}>
      <p>{say('sealedMore')}</p>
      {cluster.handedOver && (
        <>
          <p>{say('sealedKey')}</p>
          <Copy text={cluster.handedOver.directory} />
        </>
      )}
      <p>{say('sealedNew')}</p>
    </Alert>
  );
}

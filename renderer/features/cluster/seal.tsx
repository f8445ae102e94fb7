// The seal: what is done, what ends with it, and, with anything missing, only for somebody who says that it is known.

import { Alert, Button, Checkbox, Title } from '@patternfly/react-core';
import { useState } from 'react';
import { type BeforeSeal, beforeSeal } from '../../../services/domain/cluster/sealing.ts';
import { useWords } from '../../i18n/index.ts';
import { usePlace, useRack } from '../../stores/index.ts';
import { Copy } from '../../ui/copy.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { useMomentWords } from '../../ui/moment.tsx';
import { StateShape } from '../../ui/state-shape.tsx';
import { useClusterCalls } from './cluster-store.ts';
import { leaveWords } from './leave-words.ts';
import { missingIn, type Seen, stateOfStep, stepBeforeSeal } from './steps.ts';
import { useSummaries } from './summaries.ts';

const losses = ['lossSecrets', 'lossInstall', 'lossReturn'] as const;

export const Seal = ({ seen }: { readonly seen: Seen }) =>
  seen.cluster.sealedAt === undefined ? <Open seen={seen} /> : <Sealed seen={seen} at={seen.cluster.sealedAt} />;

function Open({ seen }: { readonly seen: Seen }) {
  const say = useWords(leaveWords);
  const [asking, ask] = useState(false);
  const isComplete = missingIn(seen).length === 0;
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
  const missing = missingIn(seen);
  return (
    <ul className="rs-checks">
      {beforeSeal.map((item) => (
        <Item key={item} item={item} seen={seen} isMissing={missing.includes(item)} />
      ))}
    </ul>
  );
}

function Item({ item, seen, isMissing }: { readonly item: BeforeSeal; readonly seen: Seen; readonly isMissing: boolean }) {
  const say = useWords(leaveWords);
  const go = usePlace((place) => place.go);
  const summaries = useSummaries(seen);
  const step = stepBeforeSeal[item];
  const state = isMissing ? stateOfStep(step, seen) : 'done';
  return (
    <li className={`rs-check rs-state-${state}`}>
      <StateShape state={state} />
      <div>
        {say(`sealItem-${item}`)} {isMissing && <span className="rs-subtle">{summaries(step)}</span>}
      </div>
      <span className="rs-check-state">{say(isMissing ? 'itemMissing' : 'itemDone')}</span>
      {isMissing && (
        <Button variant="link" isInline aria-label={`${say('goThere')}: ${say(`sealItem-${item}`)}`} onClick={() => go('cluster', step)}>
          {say('goThere')}
        </Button>
      )}
    </li>
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
  const missing = missingIn(seen);
  const mustKnow = refused || missing.length > 0;
  const carryOut = async () => {
    const problems = await seal(known);
    refuse(problems.some(({ code }) => code === 'seal-incomplete'));
    return problems;
  };
  return (
    <Dialog
      title={say('sealTitle', { plan })}
      wide
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
          <strong>{say('sealMissing')}</strong>
          <ul className="rs-cluster-list">
            {missing.map((item) => (
              <li key={item}>{say(`sealItem-${item}`)}</li>
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

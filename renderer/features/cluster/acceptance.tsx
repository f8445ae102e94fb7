// The acceptance test: begin it, follow it check by check, and see what each proved.

import { Alert, Button, Progress, ProgressMeasureLocation } from '@patternfly/react-core';
import { useState } from 'react';
import type { CheckName } from '../../../services/domain/cluster/checks.ts';
import { useWords } from '../../i18n/index.ts';
import { useMomentWords } from '../../ui/moment.tsx';
import { ProblemAlerts } from '../../ui/problems.tsx';
import { acceptanceWords } from './acceptance-words.ts';
import { CheckItem } from './check-item.tsx';
import { checkRows, type Test, testOf, withoutHands } from './check-rows.ts';
import { useClusterCalls } from './cluster-store.ts';
import { CutDialog } from './cut-dialog.tsx';
import { type Seen, stateOfStep } from './steps.ts';

/** It answers, and nothing that would be disturbed is going on. */
export const isFree = ({ cluster: { api, acceptances, unplug, sealedAt } }: Seen): boolean =>
  api?.answers === true &&
  (acceptances.at(-1)?.endedAt !== undefined || acceptances.length === 0) &&
  (unplug === undefined || unplug.endedAt !== undefined) &&
  sealedAt === undefined;

export function Acceptance({ seen }: { readonly seen: Seen }) {
  const say = useWords(acceptanceWords);
  const [cutting, cut] = useState(false);
  const busy = useClusterCalls((calls) => calls.busy);
  const test = useClusterCalls((calls) => calls.test);
  const { cluster, wanted } = seen;
  const rows = checkRows(cluster.acceptances, wanted);
  const whole = testOf(cluster.acceptances, wanted);
  const isPassed = stateOfStep('acceptance', seen) === 'done';
  const free = isFree(seen) && !busy;
  const again = (check: CheckName) => (check === 'vip' ? cut(true) : void test([check]));
  return (
    <>
      <p>{say('lead')}</p>
      <div className="rs-cluster-actions">
        <Button variant={isPassed ? 'secondary' : 'primary'} isDisabled={!free} isLoading={busy} onClick={() => void test(withoutHands)}>
          {say(cluster.acceptances.length === 0 ? 'begin' : 'again')}
        </Button>
        {!cluster.api?.answers && <span className="rs-subtle">{say('needsApi')}</span>}
        {!whole.isRunning && <Ended whole={whole} isPassed={isPassed} />}
      </div>
      <Trouble />
      {whole.isRunning && <Running seen={seen} />}
      <ol className="rs-checks" aria-label={say('checks')}>
        {rows.map((row) => (
          <CheckItem key={row.check} row={row} isFree={free} onAsk={again} />
        ))}
      </ol>
      {cutting && <CutDialog seen={seen} onClose={() => cut(false)} />}
    </>
  );
}

/** Why what was asked was not begun; what a dialog asked is answered there. */
export function Trouble() {
  const trouble = useClusterCalls((calls) => calls.trouble);
  const dismiss = useClusterCalls((calls) => calls.dismiss);
  return <ProblemAlerts problems={trouble} onClose={dismiss} />;
}

export function Running({ seen: { cluster } }: { readonly seen: Seen }) {
  const say = useWords(acceptanceWords);
  const inWords = useMomentWords();
  const newest = cluster.acceptances.at(-1)!;
  const { occasion, by, startedAt, outcomes, checks } = newest;
  return (
    <section className="rs-cluster-running">
      <Progress
        value={outcomes.length}
        max={checks.length}
        title={say(`occasion-${occasion}`, { by })}
        label={`${outcomes.length} / ${checks.length}`}
        valueText={`${outcomes.length} / ${checks.length}`}
        measureLocation={ProgressMeasureLocation.top}
      />
      <p className="rs-subtle">
        {say('begunAt', { at: inWords(startedAt) })} · {say('goesOn')}
      </p>
    </section>
  );
}

function Ended({ whole: { failed, passed, of }, isPassed }: { readonly whole: Test; readonly isPassed: boolean }) {
  const say = useWords(acceptanceWords);
  if (failed > 0) return <Alert isInline isPlain variant="danger" component="p" title={say('notPassed', { count: failed })} />;
  return isPassed ? <Alert isInline isPlain variant="success" component="p" title={say('allPassed', { passed, of })} /> : null;
}

// The unplug test: what happens in it, begun only after that was read, and what it proved.

import { Alert, Button } from '@patternfly/react-core';
import { useState } from 'react';
import type { ClusterView } from '../../../services/contract/index.ts';
import { compareStages } from '../../../services/domain/blade/stages.ts';
import { stateOf } from '../../../services/domain/blade/state.ts';
import { oneOfEachRole } from '../../../services/domain/cluster/restarted.ts';
import { isUnplugged } from '../../../services/domain/cluster/sealing.ts';
import { useWords } from '../../i18n/index.ts';
import { usePlace } from '../../stores/index.ts';
import { useNow } from '../../ui/clock.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { useDuration } from '../../ui/duration.ts';
import { isFree, Running } from './acceptance.tsx';
import { useClusterCalls } from './cluster-store.ts';
import { leaveWords } from './leave-words.ts';
import { awaited, type Seen } from './steps.ts';

/** The self-test of a big server, and its way up again. */
const restartSeconds = 15 * 60;
/** Of an acceptance test where none has run yet. */
const usualTestSeconds = 10 * 60;

/** Seconds, from what the acceptance test took the last time. */
function foretold({ acceptances }: ClusterView): number {
  const took = acceptances.filter(({ endedAt, checks }) => endedAt !== undefined && checks.length > 1).at(-1);
  return restartSeconds + (took ? (took.endedAt! - took.startedAt) / 1000 : usualTestSeconds);
}

/** Blades that would stand still without the services: on their way, and not on their own disk yet. */
const underWay = ({ blades }: Seen): number =>
  blades.filter((blade) => stateOf(blade) === 'working' && compareStages(blade.stage, 'booted') < 0).length;

export function Unplug({ seen }: { readonly seen: Seen }) {
  const say = useWords(leaveWords);
  const [asking, ask] = useState(false);
  const { unplug, api, sealedAt } = seen.cluster;
  const isRunning = unplug !== undefined && unplug.endedAt === undefined;
  return (
    <>
      <p>{say('plugLead')}</p>
      {isRunning && <Now seen={seen} unplug={unplug} />}
      {unplug && !isRunning && <Ended unplug={unplug} />}
      {!isRunning && sealedAt === undefined && (
        <>
          <What seen={seen} />
          <div className="rs-cluster-actions">
            <Button variant={isUnplugged(seen.cluster) ? 'secondary' : 'primary'} isDisabled={!isFree(seen)} onClick={() => ask(true)}>
              {say(unplug ? 'plugAgain' : 'plugDo')}
            </Button>
            {!api?.answers && <span className="rs-subtle">{say('needsApi')}</span>}
          </div>
        </>
      )}
      {asking && <Ask seen={seen} onClose={() => ask(false)} />}
    </>
  );
}

function What({ seen }: { readonly seen: Seen }) {
  const say = useWords(leaveWords);
  const { roughly } = useDuration();
  const nodes = awaited(seen.blades);
  const slots = oneOfEachRole(nodes).map(({ slot }) => slot);
  const isAlone = nodes.filter(({ role }) => role === 'control-plane').length === 1;
  return (
    <ol className="rs-cluster-list">
      <li>{say('plugSilent')}</li>
      <li>
        {say('plugRestart', { slots: slots.join(', ') })} {isAlone && say('plugAlone')}
      </li>
      <li>{say('plugTest')}</li>
      <li>
        {say('plugBack')} {say('plugTime', { time: roughly(foretold(seen.cluster)) })}
      </li>
    </ol>
  );
}

function Ask({ seen, onClose }: { readonly seen: Seen; readonly onClose: () => void }) {
  const say = useWords(leaveWords);
  const unplug = useClusterCalls((calls) => calls.unplug);
  const busy = underWay(seen);
  return (
    <Dialog title={say('plugTitle')} confirm={say('plugYes')} isReady onClose={onClose} onConfirm={unplug}>
      {busy > 0 && <Alert isInline variant="warning" component="p" title={say('plugBusy', { count: busy })} />}
      <What seen={seen} />
    </Dialog>
  );
}

interface Unplugged {
  readonly unplug: NonNullable<ClusterView['unplug']>;
}

function Now({ seen, unplug: { startedAt, slots } }: Unplugged & { readonly seen: Seen }) {
  const say = useWords(leaveWords);
  const { exactly } = useDuration();
  const now = useNow();
  const newest = seen.cluster.acceptances.at(-1);
  return (
    <>
      <Alert isInline variant="info" component="p" title={say('plugSince', { time: exactly((now - startedAt) / 1000) })}>
        {say('plugRestarting', { slots: slots.join(', ') })}
      </Alert>
      {newest && newest.endedAt === undefined && <Running seen={seen} />}
    </>
  );
}

function Ended({ unplug: { startedAt, endedAt = startedAt, slots, passed, traces, reason, stale } }: Unplugged) {
  const say = useWords(leaveWords);
  const { exactly } = useDuration();
  return (
    <Alert
      isInline
      variant={stale ? 'warning' : passed ? 'success' : 'danger'}
      component="h3"
      title={say(passed ? 'plugPassed' : 'plugFailed')}
    >
      {stale && <p>{say('older')}</p>}
      <p>{say('plugTook', { time: exactly((endedAt - startedAt) / 1000), slots: slots.join(', ') })}</p>
      {reason && <p translate="no">{say('plugWhy', { reason })}</p>}
      {traces.length > 0 && <Traces traces={traces} />}
      {traces.length === 0 && !reason && <p>{say('plugNoTraces')}</p>}
      {!passed && traces.length === 0 && !reason && <Failed />}
    </Alert>
  );
}

const Traces = ({ traces }: { readonly traces: readonly string[] }) => {
  const say = useWords(leaveWords);
  return (
    <>
      <p>{say('plugTraces')}</p>
      <ul className="rs-cluster-list">
        {traces.map((trace) => (
          <li key={trace}>
            <code>{trace}</code>
          </li>
        ))}
      </ul>
    </>
  );
};

function Failed() {
  const say = useWords(leaveWords);
  const go = usePlace((place) => place.go);
  return (
    <p>
      {say('plugFailedMore')}{' '}
      <Button variant="link" isInline onClick={() => go('cluster', 'acceptance')}>
        {say('toTest')}
      </Button>
    </p>
  );
}

// The cluster in one line, for whoever looks at the rack.

import { Button } from '@patternfly/react-core';
import { useWords } from '../../i18n/index.ts';
import { usePlace } from '../../stores/index.ts';
import { stateWords } from '../../ui/stage-words.ts';
import { StateShape } from '../../ui/state-shape.tsx';
import { presentStep, type Seen, type StepName, stateOfStep, steps } from './steps.ts';
import { useSummaries } from './summaries.ts';
import { useSeen } from './use-seen.ts';
import { clusterWords } from './words.ts';
import './cluster-line.css';

/** Nothing where the plan has no cluster, or before there is anything of it. */
export function ClusterLine() {
  const seen = useSeen();
  const isAnything = seen && (seen.cluster.begun || seen.blades.some(({ clusterStep }) => clusterStep));
  return isAnything ? <Line seen={seen} /> : null;
}

/** What is over, and the one that it stands at; what lies ahead is told on its own page. */
const shownOf = (seen: Seen): readonly StepName[] => steps.slice(0, steps.indexOf(presentStep(seen)) + 1);

function Line({ seen }: { readonly seen: Seen }) {
  const say = useWords(clusterWords);
  const sayState = useWords(stateWords);
  const go = usePlace((place) => place.go);
  const summaries = useSummaries(seen);
  return (
    <section className="rs-cluster-line" aria-label={say('cluster')}>
      <strong>{say('cluster')}</strong>
      {shownOf(seen).map((step) => {
        const state = stateOfStep(step, seen);
        return (
          <span key={step} className="rs-cluster-line-step">
            <StateShape state={state} />
            <span className="pf-v6-screen-reader">{sayState(state)} </span>
            {say(step)} {state !== 'done' && <span className="rs-subtle">{summaries(step)}</span>}
          </span>
        );
      })}
      <Button variant="link" isInline onClick={() => go('cluster')}>
        {say('open')}
      </Button>
    </section>
  );
}

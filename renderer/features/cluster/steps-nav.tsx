// The steps of the cluster, how far each is, and which one is shown.

import type { BladeState } from '../../../services/domain/blade/state.ts';
import { useWords } from '../../i18n/index.ts';
import { usePlace } from '../../stores/index.ts';
import { hashOf } from '../../stores/place.ts';
import { stateWords } from '../../ui/stage-words.ts';
import { StateShape } from '../../ui/state-shape.tsx';
import { type Seen, type StepName, stateOfStep, steps } from './steps.ts';
import { useSummaries } from './summaries.ts';
import { clusterWords } from './words.ts';

interface Shown {
  readonly seen: Seen;
  readonly shown: StepName;
  readonly present: StepName;
}

export function StepsNav({ seen, shown, present }: Shown) {
  const say = useWords(clusterWords);
  const summaries = useSummaries(seen);
  return (
    <nav aria-label={say('steps')} className="rs-cluster-steps">
      <ol>
        {steps.map((step) => (
          <StepLink
            key={step}
            step={step}
            state={stateOfStep(step, seen)}
            summary={summaries(step)}
            isShown={step === shown}
            isPresent={step === present}
          />
        ))}
      </ol>
    </nav>
  );
}

interface Linked {
  readonly step: StepName;
  readonly state: BladeState;
  readonly summary: string;
  readonly isShown: boolean;
  readonly isPresent: boolean;
}

function StepLink({ step, state, summary, isShown, isPresent }: Linked) {
  const say = useWords(clusterWords);
  const sayState = useWords(stateWords);
  const go = usePlace((place) => place.go);
  const plan = usePlace((place) => place.plan);
  return (
    <li>
      <a
        href={hashOf({ page: 'cluster', part: step, plan })}
        className={`rs-cluster-link rs-state-${state}`}
        aria-current={isShown ? 'step' : undefined}
        onClick={(event) => {
          event.preventDefault();
          go('cluster', step);
        }}
      >
        <StateShape state={state} />
        <span className="rs-cluster-link-name">
          {say(step)}
          {isPresent && state !== 'done' && <span className="rs-cluster-now">{say('now')}</span>}
        </span>
        <span className="pf-v6-screen-reader">{sayState(state)}</span>
        <span className="rs-cluster-link-more">{summary}</span>
      </a>
    </li>
  );
}

// The live rack: the run around its blades, the blades as drawing or list, and one of them in full.

import { Bullseye, Button, EmptyState, EmptyStateActions, EmptyStateBody, EmptyStateFooter, Spinner } from '@patternfly/react-core';
import { useEffect } from 'react';
import { useWords } from '../../i18n/index.ts';
import { usePlace, useRack } from '../../stores/index.ts';
import { ProblemAlerts } from '../../ui/problems.tsx';
import { ClusterLine } from '../cluster/cluster-line.tsx';
import { Announcer } from './announcer.tsx';
import { Drawing } from './drawing.tsx';
import { FilterBar } from './filter-bar.tsx';
import { RackHead } from './head.tsx';
import { List } from './list.tsx';
import { rowElementId } from './list-row.tsx';
import { Panel } from './panel/panel.tsx';
import { Questions } from './questions.tsx';
import { slotElementId } from './rack-slot.tsx';
import { useSteering } from './steering-store.ts';
import { Strip } from './strip.tsx';
import { useView, viewStore } from './view-store.ts';
import { rackWords } from './words.ts';
import './rack.css';

export function RackPage() {
  const say = useWords(rackWords);
  const known = useRack((rack) => rack.known);
  const isOpen = useRack((rack) => rack.run !== null);
  if (isOpen) return <OpenRack />;
  if (known) return <NoRun />;
  return (
    <Bullseye>
      <Spinner aria-label={say('loading')} />
    </Bullseye>
  );
}

function NoRun() {
  const say = useWords(rackWords);
  const go = usePlace((place) => place.go);
  const plan = usePlace((place) => place.plan);
  return (
    <EmptyState titleText={say('noRun')} headingLevel="h1">
      <EmptyStateBody>{say('noRunMore')}</EmptyStateBody>
      <EmptyStateFooter>
        <EmptyStateActions>
          {plan && <Button onClick={() => go('wizard', 'arm')}>{say('toArm')}</Button>}
          <Button variant={plan ? 'link' : 'primary'} onClick={() => go('plans')}>
            {say('toPlans')}
          </Button>
        </EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  );
}

function OpenRack() {
  const view = useView((state) => state.view);
  const looked = usePlace((place) => place.part);
  useEscape(looked);
  return (
    <div className={looked ? 'rs-rack rs-rack-split' : 'rs-rack'}>
      <div className="rs-rack-main">
        <RackHead />
        <Refused />
        <ClusterLine />
        <Strip />
        <FilterBar />
        {view === 'drawing' ? <Drawing /> : <List />}
      </div>
      {looked && <Panel key={looked} slot={looked} />}
      <Questions />
      <Announcer />
    </div>
  );
}

/** Why a decision made in the head was refused; one made in a question is answered there. */
function Refused() {
  const trouble = useSteering((steering) => steering.trouble);
  const dismiss = useSteering((steering) => steering.dismiss);
  const isAsking = useView((view) => view.question !== undefined);
  return isAsking || trouble.length === 0 ? null : <ProblemAlerts problems={trouble} onClose={dismiss} />;
}

/** Escape closes the panel and leads back to the blade in rack or list. Heard before an open question hears it, which has its own. */
function useEscape(looked: string): void {
  const go = usePlace((place) => place.go);
  useEffect(() => {
    if (!looked) return;
    const close = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape' || viewStore.getState().question) return;
      go('rack');
      (document.getElementById(slotElementId(looked)) ?? document.getElementById(rowElementId(looked)))?.focus();
    };
    document.addEventListener('keydown', close, true);
    return () => document.removeEventListener('keydown', close, true);
  }, [looked, go]);
}

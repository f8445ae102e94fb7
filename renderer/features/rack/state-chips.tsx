// How many blades are in each state, and which states are looked at.

import { ToggleGroup, ToggleGroupItem } from '@patternfly/react-core';
import { type BladeState, bladeStates, countStates } from '../../../services/domain/blade/state.ts';
import { useWords } from '../../i18n/index.ts';
import { useRack } from '../../stores/index.ts';
import { stateWords } from '../../ui/stage-words.ts';
import { StateShape } from '../../ui/state-shape.tsx';
import { useView } from './view-store.ts';
import { rackWords } from './words.ts';

export const useCounts = (): Readonly<Record<BladeState, number>> => countStates(Object.values(useRack((rack) => rack.blades)));

export function StateChips() {
  const say = useWords(rackWords);
  const counts = useCounts();
  return (
    <ToggleGroup aria-label={say('counts')} className="rs-state-chips">
      {bladeStates.map((state) => (
        <StateChip key={state} state={state} count={counts[state]} />
      ))}
    </ToggleGroup>
  );
}

function StateChip({ state, count }: { readonly state: BladeState; readonly count: number }) {
  const sayState = useWords(stateWords);
  const chosen = useView(({ states }) => states.includes(state));
  const toggle = useView((view) => view.toggleState);
  return (
    <ToggleGroupItem
      icon={<StateShape state={state} />}
      text={
        <>
          {sayState(state)} <strong>{count}</strong>
        </>
      }
      isSelected={chosen}
      onChange={() => toggle(state)}
    />
  );
}

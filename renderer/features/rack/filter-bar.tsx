// What is looked at: states, a search, and whether the rack is a drawing or a list.

import { Button, SearchInput, ToggleGroup, ToggleGroupItem } from '@patternfly/react-core';
import { ListIcon, ThIcon } from '@patternfly/react-icons';
import { useWords } from '../../i18n/index.ts';
import { useRack } from '../../stores/index.ts';
import { isFiltering } from './filter.ts';
import { StateChips } from './state-chips.tsx';
import { useOrder } from './use-order.ts';
import { useView } from './view-store.ts';
import { rackWords } from './words.ts';

export function FilterBar() {
  const say = useWords(rackWords);
  const text = useView((view) => view.text);
  const write = useView((view) => view.write);
  const filtering = useView(isFiltering);
  const clear = useView((view) => view.clearFilter);
  return (
    <div className="rs-filter">
      <StateChips />
      <SearchInput
        className="rs-filter-text"
        aria-label={say('find')}
        placeholder={say('findHint')}
        value={text}
        onChange={(_, typed) => write(typed)}
        onClear={() => write('')}
      />
      {filtering && (
        <>
          <Shown />
          <Button variant="link" isInline onClick={clear}>
            {say('clear')}
          </Button>
        </>
      )}
      <ViewChoice />
    </div>
  );
}

function Shown() {
  const say = useWords(rackWords);
  const shown = useOrder().length;
  const of = useRack((rack) => rack.slots.length);
  return (
    <span className="rs-subtle" aria-live="polite">
      {say('shown', { shown, of })}
    </span>
  );
}

function ViewChoice() {
  const say = useWords(rackWords);
  const view = useView((state) => state.view);
  const show = useView((state) => state.show);
  return (
    <ToggleGroup aria-label={say('viewAs')} className="rs-filter-view">
      <ToggleGroupItem icon={<ThIcon />} text={say('drawing')} isSelected={view === 'drawing'} onChange={() => show('drawing')} />
      <ToggleGroupItem icon={<ListIcon />} text={say('list')} isSelected={view === 'list'} onChange={() => show('list')} />
    </ToggleGroup>
  );
}

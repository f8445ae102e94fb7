// To the blade before or after this one in the plan, and out of the panel.

import { Button } from '@patternfly/react-core';
import { AngleLeftIcon, AngleRightIcon, TimesIcon } from '@patternfly/react-icons';
import { useWords } from '../../../i18n/index.ts';
import { usePlace, useRack } from '../../../stores/index.ts';
import { panelWords } from './words.ts';

export function PanelTools({ slot }: { readonly slot: string }) {
  const say = useWords(panelWords);
  const go = usePlace((place) => place.go);
  const previous = useRack(({ slots }) => slots[slots.indexOf(slot) - 1]);
  const next = useRack(({ slots }) => slots[slots.indexOf(slot) + 1]);
  const tools = [
    { name: 'previous', icon: <AngleLeftIcon />, isDisabled: previous === undefined, onClick: () => go('rack', previous) },
    { name: 'next', icon: <AngleRightIcon />, isDisabled: next === undefined, onClick: () => go('rack', next) },
    { name: 'close', icon: <TimesIcon />, isDisabled: false, onClick: () => go('rack') },
  ] as const;
  return (
    <span className="rs-panel-tools">
      {tools.map(({ name, ...tool }) => (
        <Button key={name} variant="plain" aria-label={say(name)} title={say(name)} {...tool} />
      ))}
    </span>
  );
}

// Blades of the plan that no slot of the drawing shows, so that none is lost sight of.

import { Button } from '@patternfly/react-core';
import { useWords } from '../../../i18n/index.ts';
import { useProblemWords } from '../../../i18n/problems.ts';
import type { Stray } from './rack.ts';
import { useRackOfPlan, useSlots } from './stores.ts';
import { slotsWords } from './words.ts';

export function Strays() {
  const say = useWords(slotsWords);
  const strays = useRackOfPlan((rack) => rack.strays);
  if (strays.length === 0) return null;
  return (
    <section className="rs-slots-strays" aria-label={say('strays')}>
      <strong>{say('strays')}</strong>
      <ul>
        {strays.map((stray) => (
          <OneStray key={stray.blade} stray={stray} />
        ))}
      </ul>
    </section>
  );
}

function OneStray({ stray: { blade, slot, macs, problems } }: { readonly stray: Stray }) {
  const say = useWords(slotsWords);
  const inWords = useProblemWords();
  const focus = useSlots((slots) => slots.focus);
  const place = useSlots((slots) => slots.placeStray);
  const drop = useSlots((slots) => slots.dropStray);
  const name = `${slot ?? say('strayNowhere')} ${macs.join(' ')}`;
  return (
    <li>
      <code>{name}</code> <span className="rs-todo">{problems[0] && inWords(problems[0]).what}</span>{' '}
      <Button variant="link" isInline aria-label={`${name}: ${say('strayHere', { slot: focus })}`} onClick={() => place(blade)}>
        {say('strayHere', { slot: focus })}
      </Button>{' '}
      <Button variant="link" isInline aria-label={`${name}: ${say('strayOut')}`} onClick={() => drop(blade)}>
        {say('strayOut')}
      </Button>
    </li>
  );
}

// Tells who cannot see the rack which blades have come to need somebody.

import { useEffect, useState } from 'react';
import { needsPerson, stateOf } from '../../../services/domain/blade/state.ts';
import { useWords } from '../../i18n/index.ts';
import { useRack } from '../../stores/index.ts';
import { rackWords } from './words.ts';

/** Changes come in bursts; one sentence after they have settled. */
const settleMilliseconds = 2000;
/** Slots in one sentence. */
const mostNamed = 5;

export function Announcer() {
  const say = useWords(rackWords);
  const needy = useRack(({ blades }) =>
    Object.values(blades)
      .filter((blade) => needsPerson(stateOf(blade)))
      .map(({ slot }) => slot)
      .join(' '),
  );
  const [told, tell] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => tell(needy), settleMilliseconds);
    return () => clearTimeout(timer);
  }, [needy]);
  const slots = told.split(' ').filter(Boolean);
  return (
    <div className="pf-v6-screen-reader" role="status" aria-live="polite">
      {slots.length > 0 && say('needLook', { count: slots.length, slots: slots.slice(0, mostNamed).join(', ') })}
    </div>
  );
}

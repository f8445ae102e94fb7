// What can be done to all blades that are marked.

import { Button } from '@patternfly/react-core';
import { useWords } from '../../i18n/index.ts';
import { useRack } from '../../stores/index.ts';
import { type Question, useView } from './view-store.ts';
import { rackWords } from './words.ts';

const decisions = ['retry', 'exclude', 'disarm', 'consent'] as const satisfies readonly Question[];
const powers = ['powerOn', 'powerOff'] as const satisfies readonly Question[];

/** Below the list, so that no row moves away under a hand that marks the next one. */
export function Marked() {
  const say = useWords(rackWords);
  const marked = useView((view) => view.marked);
  const mark = useView((view) => view.mark);
  const ask = useView((view) => view.ask);
  const simulated = useRack((rack) => rack.run?.simulated === true);
  if (marked.length === 0) return null;
  return (
    <div className="rs-marked" aria-live="polite">
      <strong>{say('marked', { count: marked.length })}</strong>
      {[...decisions, ...(simulated ? powers : [])].map((what) => (
        <Button key={what} variant="secondary" isDanger={what === 'consent'} onClick={() => ask(what, marked)}>
          {say(what)}
        </Button>
      ))}
      <Button variant="link" onClick={() => mark(marked, false)}>
        {say('unmark')}
      </Button>
    </div>
  );
}
